"""Reading calendars from parsed TOML: the country's (nl.toml) and what a region adds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.calendars import Calendar, SchoolBreak
from doorgang_engine.terms.holiday_data import SCHOOL_LAST, SchoolRegion
from doorgang_engine.terms.problems import TermConfigurationInvalid
from doorgang_engine.terms.wording import listed

if TYPE_CHECKING:
    from doorgang_engine.terms.collecting import Collected

SOURCE = "calendars/nl.toml"
_COUNTRY_KEYS = frozenset(
    {"kb_gelijkgesteld", "kb_van", "kb_tot_en_met", "extra", "schoolvakanties"}
    | {"schoolvakanties_bekend_tot_en_met"}
)
_BREAK_KEYS = frozenset({"naam", "van", "tot_en_met", "vervangt", "vakantieregio"})


def parse_calendar(
    *, country: Mapping[str, Any], region: Mapping[str, Any] | None = None, key: str = ""
) -> Calendar:
    """Build a region's calendar from the country's table and the region's, if any.

    From the region's table `vakantieregio`, `kb_gelijkgesteld` and `schoolvakanties` are read.
    Without a region the calendar knows no school holidays.

    :raises TermConfigurationInvalid: if one of the tables cannot be read.
    """
    _require_country_keys(country)
    regional = f"regions/{key}.toml"
    tables = [(country, SOURCE)] if region is None else [(country, SOURCE), (region, regional)]
    school_region = None if region is None else _school_region(region, regional)
    return Calendar(
        id=f"nl-{key}" if key else "nl",
        region=school_region,
        equated=frozenset(day for table, where in tables for day in _equated(table, where)),
        equated_years=_equated_years(country),
        extra=_extra(country.get("extra", [])),
        school_breaks=tuple(
            period for table, where in tables for period in _breaks(table, school_region, where)
        ),
        school_known_until=_day(
            country.get("schoolvakanties_bekend_tot_en_met", SCHOOL_LAST),
            f"{SOURCE}, schoolvakanties_bekend_tot_en_met",
        ),
    )


def check_regional(*, region: Mapping[str, Any], key: str, problems: Collected) -> None:
    """Tell everything that is wrong with what a region says of its calendar."""
    where = f"regions/{key}.toml"
    school = None
    with problems.noted():
        school = _school_region(region, where)
    with problems.noted():
        _equated(region, where)
    with problems.noted():
        _breaks(region, school, where)


def _require_country_keys(country: Mapping[str, Any]) -> None:
    if unknown := sorted(set(country) - _COUNTRY_KEYS):
        raise TermConfigurationInvalid(
            f"{SOURCE}: {listed(items=unknown)} bestaat niet. "
            f"Bekend: {listed(items=sorted(_COUNTRY_KEYS))}."
        )


def _school_region(region: Mapping[str, Any], where: str) -> SchoolRegion:
    text = region.get("vakantieregio", "")
    try:
        return SchoolRegion(text)
    except ValueError:
        raise TermConfigurationInvalid(
            f"{where}: vakantieregio “{text}” bestaat niet. Kies uit "
            f"{listed(items=[r.value for r in SchoolRegion])}."
        ) from None


def _equated(table: Mapping[str, Any], source: str) -> list[date]:
    where = f"{source}, kb_gelijkgesteld"
    return [_day(value, where) for value in _list(table.get("kb_gelijkgesteld", []), where)]


def _equated_years(country: Mapping[str, Any]) -> tuple[int, int]:
    first, last = country.get("kb_van"), country.get("kb_tot_en_met")
    if isinstance(first, int) and isinstance(last, int) and first <= last:
        return first, last
    raise TermConfigurationInvalid(
        f"{SOURCE}: kb_van en kb_tot_en_met horen jaartallen te zijn, zoals 2026 en 2028."
    )


def _extra(tables: Any) -> tuple[tuple[date, str], ...]:
    where = f"{SOURCE}, extra"
    days = []
    for table in _list(tables, where):
        if not isinstance(table, Mapping) or set(table) != {"datum", "naam"}:
            raise TermConfigurationInvalid(f"{where}: elke dag heeft een datum en een naam.")
        days.append((_day(table["datum"], where), str(table["naam"])))
    return tuple(sorted(days))


def _breaks(
    table: Mapping[str, Any], region: SchoolRegion | None, source: str
) -> list[SchoolBreak]:
    """Read the breaks of this school region; a table without `vakantieregio` is for all."""
    where = f"{source}, schoolvakanties"
    tables = _list(table.get("schoolvakanties", []), where)
    return [
        _break(each, where)
        for each in tables
        if not isinstance(each, Mapping) or each.get("vakantieregio", region) == region
    ]


def _break(table: Any, where: str) -> SchoolBreak:
    if not isinstance(table, Mapping) or not {"naam", "van", "tot_en_met"} <= set(table):
        raise TermConfigurationInvalid(f"{where}: elke vakantie heeft naam, van en tot_en_met.")
    if unknown := sorted(set(table) - _BREAK_KEYS):
        raise TermConfigurationInvalid(f"{where}: {listed(items=unknown)} bestaat niet.")
    first, last = _day(table["van"], where), _day(table["tot_en_met"], where)
    if last < first:
        raise TermConfigurationInvalid(f"{where}: {table['naam']} eindigt vóór zij begint.")
    replaces = table.get("vervangt", False)
    if not isinstance(replaces, bool):
        raise TermConfigurationInvalid(f"{where}: bij vervangt hoort true of false.")
    return SchoolBreak(name=str(table["naam"]), first=first, last=last, replaces=replaces)


def _day(value: Any, where: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise TermConfigurationInvalid(
        f"{where}: {value!r} is geen datum. Schrijf 2027-05-07, zonder aanhalingstekens."
    )


def _list(values: Any, where: str) -> list[Any]:
    if isinstance(values, list):
        return values
    raise TermConfigurationInvalid(f"{where}: hier hoort een lijst.")
