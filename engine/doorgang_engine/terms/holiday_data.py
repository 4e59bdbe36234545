"""What the `holidays` package knows of the Netherlands. The only module that imports it.

Public holidays are those of the Algemene termijnenwet (Atw) art. 3 lid 1 and 2. The package calls
5 mei a public holiday in lustrum years only; the law knows no such difference, so the package's
optional days are read too, and the outcome is held against the law's own list.

School holidays are those of the yearly and multi-year ministerial regulations, per region. Autumn
and spring breaks are advice only: a region's configuration may replace them.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING

from holidays import country_holidays

from doorgang_engine.terms.problems import CalendarUnknown

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_YEAR, LAST_YEAR = 1991, 2100
SCHOOL_FIRST = date(2014, 1, 1)
# The regulation ends with the school year 2029-2030. The package lists the Christmas break of
# 2030 but no autumn break of 2030: from the first day of that school year on it is incomplete.
SCHOOL_LAST = date(2030, 9, 1)

_LAW = {
    "Nieuwjaarsdag": "Nieuwjaarsdag",
    "Goede vrijdag": "Goede Vrijdag",
    "Tweede paasdag": "Tweede Paasdag",
    "Koningsdag": "Koningsdag",
    "Koninginnedag": "Koninginnedag",
    "Bevrijdingsdag": "Bevrijdingsdag",
    "Hemelvaartsdag": "Hemelvaartsdag",
    "Tweede pinksterdag": "Tweede Pinksterdag",
    "Eerste kerstdag": "Eerste Kerstdag",
    "Tweede kerstdag": "Tweede Kerstdag",
}
_SUNDAYS = {"Eerste paasdag": "Eerste Paasdag", "Eerste pinksterdag": "Eerste Pinksterdag"}
_ROYAL = {"Koningsdag", "Koninginnedag"}  # one of the two, by year
# Days to add so that 15 September becomes New Year: no school break crosses that day.
_BREAK_YEAR = timedelta(days=108)


class SchoolRegion(StrEnum):
    """A vakantieregio: the part of the country whose schools have the same holidays."""

    NOORD = "Noord"
    MIDDEN = "Midden"
    ZUID = "Zuid"


def package_version() -> str:
    """Name the package and its version, as a reckoning keeps it."""
    return f"holidays {version('holidays')}"


@lru_cache(maxsize=256)
def law_holidays(year: int) -> Mapping[date, str]:
    """Give the days of Atw art. 3 lid 1 and 2 in a year, by date, with their Dutch names.

    :raises CalendarUnknown: if the year is outside 1991-2100, or the package misses a day.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarUnknown(
            f"De feestdagen van {year} zijn niet bekend (wel van {FIRST_YEAR} t/m {LAST_YEAR})."
        )
    found: dict[date, str] = {}
    seen: set[str] = set()
    listed = country_holidays("NL", years=year, categories=("public", "optional"), language="nl")
    for day, names in sorted(listed.items()):
        known = [n for n in names.split("; ") if n in _LAW or n in _SUNDAYS]
        seen.update(known)
        if known:
            found[day] = " en ".join((_LAW | _SUNDAYS)[n] for n in known)
    missing = set(_LAW) - _ROYAL - seen
    if missing or not seen & _ROYAL:
        names = ", ".join(sorted(missing)) or "Koningsdag"
        raise CalendarUnknown(
            f"In de feestdagen van {year} ontbreekt {names}. Controleer {package_version()}."
        )
    return MappingProxyType(found)


@lru_cache(maxsize=256)
def school_holidays(year: int, region: SchoolRegion) -> Mapping[date, str]:
    """Give every day of a year that lies in a school holiday of the region, with its name."""
    listed = country_holidays(
        "NL", subdiv=region.value, years=year, categories=("school",), language="nl"
    )
    return MappingProxyType(dict(sorted(listed.items())))


def break_year(*, day: date) -> int:
    """Say to which year of breaks a day belongs: 15 September to 14 September, by its second year.

    Christmas break lies across New Year and summer break across 1 August; neither is cut by this.
    """
    return (day + _BREAK_YEAR).year
