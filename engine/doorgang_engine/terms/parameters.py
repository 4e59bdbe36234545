"""Parameters: the flat values that a route asks for by name, per region.

Every parameter has a default with the base; a region may give another value of the same type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from doorgang_engine.terms.bounds import Bound, require_within
from doorgang_engine.terms.collecting import Collected
from doorgang_engine.terms.problems import TermConfigurationInvalid

Scalar = bool | int | str

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


def parse_parameters(*, defaults: Mapping[str, Any], source: str) -> Mapping[str, Scalar]:
    """Read the defaults, the table `[parameters]` of a parsed file.

    :raises TermConfigurationInvalid: naming every key or value that a route cannot ask for.
    """
    problems = Collected()
    found = dict(_checked(defaults.get("parameters", {}), source, problems))
    problems.tell()
    return MappingProxyType(found)


def override_parameters(
    *,
    base: Mapping[str, Scalar],
    region: Mapping[str, Any],
    source: str,
    bounds: Mapping[str, Bound] = MappingProxyType({}),
) -> Mapping[str, Scalar]:
    """Lay a region's `[parameters]` over the defaults.

    :raises TermConfigurationInvalid: naming every key that has no default, and every value of
        another type or outside its bounds.
    """
    problems = Collected()
    chosen = _checked(region.get("parameters", {}), source, problems)
    for key, value in chosen.items():
        with problems.noted():
            _require_fitting(key, value, base, bounds, source)
    problems.tell()
    return MappingProxyType({**base, **chosen})


def _require_fitting(
    key: str, value: Scalar, base: Mapping[str, Scalar], bounds: Mapping[str, Bound], source: str
) -> None:
    if key not in base:
        near = get_close_matches(key, base, n=1)
        hint = f"Bedoelde u “{near[0]}”? " if near else ""
        raise TermConfigurationInvalid(
            f"{source}: de parameter “{key}” bestaat niet. {hint}Verbeter de spelling, of geef "
            "haar eerst een beginwaarde in defaults.toml."
        )
    if type(value) is not type(base[key]):
        raise TermConfigurationInvalid(
            f"{source}: de parameter “{key}” hoort {_kind(base[key])} te zijn, "
            f"niet {_kind(value)}."
        )
    if key in bounds:
        require_within(bound=bounds[key], key=key, value=value, default=base[key], source=source)


def _checked(table: Any, source: str, problems: Collected) -> dict[str, Scalar]:
    """Return the entries that can be read; what cannot is a problem."""
    found: dict[str, Scalar] = {}
    with problems.noted():
        if not isinstance(table, Mapping):
            raise TermConfigurationInvalid(f"{source}: [parameters] hoort een tabel te zijn.")
        for key, value in table.items():
            with problems.noted():
                found[key] = _readable(key, value, source)
    return found


def _readable(key: str, value: Any, source: str) -> Scalar:
    if not _KEY.fullmatch(key):
        raise TermConfigurationInvalid(
            f"{source}: “{key}” is geen naam van een parameter. Schrijf kleine letters, "
            'zoals "povo.adviesmiddag".'
        )
    if not isinstance(value, Scalar):
        raise TermConfigurationInvalid(
            f"{source}: “{key}” hoort één waarde te hebben: ja of nee (true, false), een "
            "geheel getal of een tekst. Zet een naam met een punt tussen aanhalingstekens."
        )
    return value


def _kind(value: Scalar) -> str:
    if isinstance(value, bool):
        return "ja of nee (true, false)"
    return "een geheel getal" if isinstance(value, int) else "een tekst"
