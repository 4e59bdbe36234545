"""One region: its calendar, and every rule and parameter as it has them on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.calendar_tables import check_regional, parse_calendar
from doorgang_engine.terms.collecting import Collected
from doorgang_engine.terms.overrides import apply_override
from doorgang_engine.terms.parameters import Scalar, override_parameters
from doorgang_engine.terms.periods import Period, parse_periods
from doorgang_engine.terms.problems import (
    TermConfigurationInvalid,
    TermOverrideRefused,
    TermUnknown,
)
from doorgang_engine.terms.wording import listed

if TYPE_CHECKING:
    from datetime import date

    from doorgang_engine.terms.bounds import Bound
    from doorgang_engine.terms.calendars import Calendar
    from doorgang_engine.terms.rules import TermRule

_REGION_KEYS = frozenset(
    {"naam", "vakantieregio", "gemeenten", "kb_gelijkgesteld", "schoolvakanties"}
    | {"termijnen", "parameters", "periodes"}
)


@dataclass(frozen=True, kw_only=True)
class Region:
    """One region: its calendar, and every rule and parameter as it has them."""

    key: str
    name: str
    municipalities: tuple[str, ...]
    calendar: Calendar
    rules: Mapping[str, TermRule]
    parameters: Mapping[str, Scalar]
    #: every period of the region, whether it holds or not
    periods: tuple[Period, ...] = ()

    def get_rule(self, *, id: str) -> TermRule:  # noqa: A002 -- its name
        """Give the rule with this id, as this region has it.

        :raises TermUnknown: if there is none.
        """
        try:
            return self.rules[id]
        except KeyError:
            raise TermUnknown(f"De termijn “{id}” bestaat niet.") from None


@dataclass(frozen=True, kw_only=True)
class Base:
    """What every region starts from."""

    rules: Mapping[str, TermRule]
    parameters: Mapping[str, Scalar]
    bounds: Mapping[str, Bound]
    country: Mapping[str, Any]
    unreadable: frozenset[str] = frozenset()  # rules that have a problem of their own


def build_region(
    *, key: str, table: Mapping[str, Any], base: Base, day: date, problems: Collected
) -> Region | None:
    """Give the region as it is on a day; None when its calendar cannot be read.

    Everything wrong with it goes to ``problems``, also what holds on another day.
    """
    source = f"regions/{key}.toml"
    for check in (_require_known_keys, _require_name, _require_municipalities):
        with problems.noted():
            check(table, source)
    check_regional(region=table, key=key, problems=problems)
    periods: tuple[Period, ...] = ()
    with problems.noted():
        periods = parse_periods(tables=table.get("periodes", []), source=source)
    rules, parameters = _settings_on(day, table, periods, base, source, problems)
    names = table.get("gemeenten", [])
    calendars: list[Calendar] = []
    with problems.noted():
        calendars.append(parse_calendar(country=base.country, region=table, key=key))
    if not calendars:
        return None
    return Region(
        key=key,
        name=str(table.get("naam", "")),
        municipalities=tuple(names) if isinstance(names, list) else (),
        calendar=calendars[0],
        rules=rules,
        parameters=parameters,
        periods=periods,
    )


def _settings_on(
    day: date,
    table: Mapping[str, Any],
    periods: tuple[Period, ...],
    base: Base,
    source: str,
    problems: Collected,
) -> tuple[Mapping[str, TermRule], Mapping[str, Scalar]]:
    """Read what always holds and what every period says, and give what holds on a day."""
    always = Settings(parameters=table.get("parameters", {}), terms=table.get("termijnen", {}))
    read = _read_settings(always, base, source, problems)
    for period in periods:
        _read_settings(always.only(period), base, period.where, problems)
    holding = [period for period in periods if period.window.holds(on=day)]
    if not holding:
        return read
    now = reduce(Settings.during, holding, always)
    return _read_settings(now, base, source, Collected())  # each part was told of above


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The parameters and term overrides of a region, as its file has them."""

    parameters: Any
    terms: Any

    def during(self, period: Period) -> Settings:
        """Give the settings with those of a period laid over them."""
        if not (isinstance(self.parameters, Mapping) and isinstance(self.terms, Mapping)):
            return self
        terms = dict(self.terms)
        for key, table in period.terms.items():
            both = isinstance(table, Mapping) and isinstance(terms.get(key), Mapping)
            terms[key] = {**terms[key], **table} if both else table
        return Settings(parameters={**self.parameters, **period.parameters}, terms=terms)

    def only(self, period: Period) -> Settings:
        """Give what a period changes, and nothing else."""
        whole = self.during(period).terms
        terms = whole if isinstance(whole, Mapping) else {}
        changed = {key: terms.get(key, table) for key, table in period.terms.items()}
        return Settings(parameters=period.parameters, terms=changed)


def _read_settings(
    settings: Settings, base: Base, source: str, problems: Collected
) -> tuple[Mapping[str, TermRule], Mapping[str, Scalar]]:
    parameters = base.parameters
    with problems.noted():
        parameters = override_parameters(
            base=base.parameters,
            region={"parameters": settings.parameters},
            source=source,
            bounds=base.bounds,
        )
    return _regional_rules(settings.terms, base, source, problems), parameters


def _require_known_keys(table: Mapping[str, Any], source: str) -> None:
    if unknown := sorted(set(table) - _REGION_KEYS):
        raise TermConfigurationInvalid(
            f"{source}: {listed(items=unknown)} bestaat niet. "
            f"Bekend: {listed(items=sorted(_REGION_KEYS))}."
        )


def _require_name(table: Mapping[str, Any], source: str) -> None:
    if not isinstance(table.get("naam"), str) or not table["naam"]:
        raise TermConfigurationInvalid(f"{source}: “naam” ontbreekt.")


def _require_municipalities(table: Mapping[str, Any], source: str) -> None:
    names = table.get("gemeenten", [])
    if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise TermConfigurationInvalid(f"{source}: gemeenten hoort een lijst van namen te zijn.")


def _regional_rules(
    overrides: Any, base: Base, source: str, problems: Collected
) -> Mapping[str, TermRule]:
    changed: dict[str, TermRule] = {}
    with problems.noted():
        if not isinstance(overrides, Mapping):
            raise TermConfigurationInvalid(f"{source}: [termijnen] hoort een tabel te zijn.")
        for key in sorted(set(overrides) - base.unreadable):
            with problems.noted():
                changed[key] = _override(key, overrides[key], base.rules, source)
    return MappingProxyType({**base.rules, **changed})


def _override(key: str, table: Any, rules: Mapping[str, TermRule], source: str) -> TermRule:
    if key not in rules:
        raise TermOverrideRefused(
            f'{source}: [termijnen."{key}"] bestaat niet in terms/*.toml. Verbeter de naam, '
            "of maak eerst de regel zelf."
        )
    return apply_override(rule=rules[key], table=table, source=source)
