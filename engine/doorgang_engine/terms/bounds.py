"""What a parameter may be, where its type alone does not say enough (`[grenzen]`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from doorgang_engine.terms.collecting import Collected
from doorgang_engine.terms.durations import parse_duration
from doorgang_engine.terms.problems import (
    DurationInvalid,
    TermConfigurationInvalid,
    TermRuleInvalid,
)
from doorgang_engine.terms.rule_tables import parse_month_days
from doorgang_engine.terms.wording import listed

_KEYS = frozenset({"min", "max", "keuze", "vorm"})


@dataclass(frozen=True, kw_only=True)
class Bound:
    """The values that one parameter may have."""

    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()
    form: str = ""  # a key of FORMS


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2027-03-01") and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_duration(text: str) -> bool:
    try:
        return bool(parse_duration(text=text))
    except DurationInvalid:
        return False


def _is_month_day(text: str) -> bool:
    try:
        return len(parse_month_days(text=text, where="")) == 1
    except TermRuleInvalid:
        return False


#: What a text has to look like, and the words for it. It may be empty where the default is.
FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = MappingProxyType(
    {
        "datum": (_is_day, "een datum als tekst, zoals “2027-03-01”"),
        "duur": (_is_duration, "een duur, zoals “P14D” of “P6W”"),
        "maand-dag": (_is_month_day, "een dag van het jaar, zoals “08-23”"),
    }
)


def parse_bounds(
    *, defaults: Mapping[str, Any], parameters: Mapping[str, Any], source: str
) -> Mapping[str, Bound]:
    """Read `[grenzen]`, and hold the defaults themselves against it.

    :raises TermConfigurationInvalid: naming every bound that says nothing, and every default
        outside its own.
    """
    table = defaults.get("grenzen", {})
    problems = Collected()
    bounds: dict[str, Bound] = {}
    with problems.noted():
        if not isinstance(table, Mapping):
            raise TermConfigurationInvalid(f"{source}: [grenzen] hoort een tabel te zijn.")
        for key, said in table.items():
            with problems.noted():
                default = parameters.get(key)
                bounds[key] = _bound(said, default, f'{source}, [grenzen] "{key}"')
                require_within(
                    bound=bounds[key], key=key, value=default, default="", source=source
                )
    problems.tell()
    return MappingProxyType(bounds)


def require_within(*, bound: Bound, key: str, value: Any, default: Any, source: str) -> None:
    """Refuse a value that its bound does not allow; a default of a text may be empty.

    :raises TermConfigurationInvalid: naming file, key and what it may be.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        if bound.least is not None and value < bound.least:
            raise _outside(source, key, value, f"{bound.least} of meer")
        if bound.most is not None and value > bound.most:
            raise _outside(source, key, value, f"{bound.most} of minder")
        return
    if value == "" == default:
        return
    if bound.choices and value not in bound.choices:
        words = listed(items=[f"“{choice}”" for choice in bound.choices])
        raise _outside(source, key, value, f"een van {words}")
    if bound.form and not FORMS[bound.form][0](value):
        raise _outside(source, key, value, FORMS[bound.form][1])


def _outside(source: str, key: str, value: Any, words: str) -> TermConfigurationInvalid:
    return TermConfigurationInvalid(
        f"{source}: de parameter “{key}” mag niet “{value}” zijn. Kies {words}."
    )


def _bound(said: Any, default: Any, where: str) -> Bound:
    if default is None:
        raise TermConfigurationInvalid(f"{where}: deze parameter bestaat niet.")
    if not isinstance(said, Mapping) or not said or set(said) - _KEYS:
        raise TermConfigurationInvalid(
            f"{where}: hier hoort een tabel met {listed(items=sorted(_KEYS))}."
        )
    is_number = isinstance(default, int) and not isinstance(default, bool)
    allowed = {"min", "max"} if is_number else {"keuze", "vorm"}
    numbers = all(type(said[key]) is int for key in set(said) & {"min", "max"})
    choices = said.get("keuze", [])
    are_texts = isinstance(choices, list) and all(isinstance(one, str) for one in choices)
    if isinstance(default, bool) or set(said) - allowed or not (numbers and are_texts):
        raise TermConfigurationInvalid(
            f"{where}: min en max horen bij een getal; keuze (een lijst) en vorm bij een tekst."
        )
    if said.get("vorm", "datum") not in FORMS:
        raise TermConfigurationInvalid(f"{where}: vorm is een van {listed(items=sorted(FORMS))}.")
    return Bound(
        least=said.get("min"),
        most=said.get("max"),
        choices=tuple(choices),
        form=said.get("vorm", ""),
    )
