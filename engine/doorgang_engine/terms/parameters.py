"""Parameters: the flat values that a route asks for by name, per region.

Every parameter has a default with the base; a region may give another value of the same type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from doorgang_engine.terms.problems import TermConfigurationInvalid

Scalar = bool | int | str

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


def parse_parameters(*, defaults: Mapping[str, Any], source: str) -> Mapping[str, Scalar]:
    """Read the defaults, the table `[parameters]` of a parsed file.

    :raises TermConfigurationInvalid: if a key or a value is not one that a route can ask for.
    """
    return MappingProxyType(dict(_checked(defaults.get("parameters", {}), source)))


def override_parameters(
    *, base: Mapping[str, Scalar], region: Mapping[str, Any], source: str
) -> Mapping[str, Scalar]:
    """Lay a region's `[parameters]` over the defaults.

    :raises TermConfigurationInvalid: if a key has no default, or the value is of another type.
    """
    chosen = _checked(region.get("parameters", {}), source)
    for key, value in chosen.items():
        if key not in base:
            raise TermConfigurationInvalid(
                f"{source}: de parameter “{key}” bestaat niet. Geef haar eerst een beginwaarde in "
                "defaults.toml, of verbeter de spelling."
            )
        if type(value) is not type(base[key]):
            raise TermConfigurationInvalid(
                f"{source}: de parameter “{key}” hoort {_kind(base[key])} te zijn, "
                f"niet {_kind(value)}."
            )
    return MappingProxyType({**base, **chosen})


def _checked(table: Any, source: str) -> dict[str, Scalar]:
    if not isinstance(table, Mapping):
        raise TermConfigurationInvalid(f"{source}: [parameters] hoort een tabel te zijn.")
    for key, value in table.items():
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
    return dict(table)


def _kind(value: Scalar) -> str:
    if isinstance(value, bool):
        return "ja of nee (true, false)"
    return "een geheel getal" if isinstance(value, int) else "een tekst"
