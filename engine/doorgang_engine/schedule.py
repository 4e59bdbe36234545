"""Days on which a route begins by itself, year after year; ``[[terugkerend]]`` in ``route.toml``.

Pure: which day is next, which was last, and what the case is called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from .errors import LibraryInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .model import Bundle

KEYS = {"sleutel", "naam", "begin", "dagen", "titel"}
MAY_HAVE = KEYS | {"per"}
#: Of a route about a child: the case is about the child of another case.
KEYS_OF_CHILD = (KEYS - {"titel"}) | {"uit"}
SOURCE_KEYS = {"route", "valt_op"}
SOURCE_MAY_HAVE = SOURCE_KEYS | {"stand", "uitkomst", "datum", "termijn", "gegevens"}
STATUSES = ("running", "completed")
PLACES = {"{jaar}", "{schooljaar}", "{organisatie}"}
SCHOOL_YEAR_BEGINS = 8  # August
_DAY = re.compile(r"(\d\d)-(\d\d)")
_PLACE = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, kw_only=True)
class Source:
    """The cases from which a route about a child begins: those with a date on a certain day."""

    route: str
    statuses: tuple[str, ...]
    outcomes: tuple[str, ...]  # of those that have ended; (): any
    variable: str  # routing variable that holds the date; "": the last day of ``term``
    term: str
    falls_on: str  # month-day; the first such day after the one on which it begins
    given: Mapping[str, str]  # variable of the new case -> variable of the source

    def day_after(self, day: date) -> date:
        """Return the day on which the date has to fall."""
        years = (day.year, day.year + 1)
        found = (date.fromisoformat(f"{year}-{self.falls_on}") for year in years)
        return min(one for one in found if one > day)


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When a route begins by itself, how, and for which organisations."""

    key: str
    name: str
    start_event: str
    days: tuple[str, ...]  # month-day, "06-01"
    title: str = ""  # "": of a route about a child
    per: str = ""  # kind of organisation: a case for each of it; "": one case
    source: Source | None = None  # a case for each of these; None: not about a child

    def next_day(self, *, after: date) -> date:
        """Return the first of the days that is later."""
        years = (after.year, after.year + 1)
        return min(day for year in years for day in self._in(year) if day > after)

    def last_day(self, *, until: date) -> date:
        """Return the last of the days that is not later."""
        years = (until.year - 1, until.year)
        return max(day for year in years for day in self._in(year) if day <= until)

    def title_on(self, day: date, *, organisation: str = "") -> str:
        """Return what a case that begins on this day is called."""
        first = day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1
        return (
            self.title.replace("{jaar}", str(day.year))
            .replace("{schooljaar}", f"{first}-{first + 1}")
            .replace("{organisatie}", organisation)
        )

    def _in(self, year: int) -> list[date]:
        return [date.fromisoformat(f"{year}-{day}") for day in self.days]


def schedules_of(bundle: Bundle) -> tuple[Schedule, ...]:
    """Return the days on which a published route begins by itself."""
    return tuple(_schedule(table) for table in bundle.content.get("recurring", ()))


def _schedule(table: Mapping[str, Any]) -> Schedule:
    source = table.get("source")
    made = None
    if source:
        lists = {name: tuple(source[name]) for name in ("statuses", "outcomes")}
        made = Source(**{**source, **lists})
    return Schedule(**{**table, "days": tuple(table["days"]), "source": made})


def read_schedules(
    tables: Sequence[Mapping[str, Any]],
    *,
    where: str,
    kinds: set[str],
    is_about_child: bool = False,
) -> list[dict[str, Any]]:
    """Return ``[[terugkerend]]`` of a ``route.toml`` as a bundle holds it.

    ``kinds`` are the kinds of organisations that there are. A route about a child begins from
    other cases, which say about which.

    :raises LibraryInvalid: if something in it is missing, unknown or no day of every year.
    """
    if is_about_child:
        read = [_read_of_child(table, where) for table in tables]
    else:
        read = [_read(table, where, kinds) for table in tables]
    if len({one["key"] for one in read}) < len(read):
        raise LibraryInvalid(f"{where}: elke sleutel van [[terugkerend]] komt één keer voor.")
    return read


def _read(table: Mapping[str, Any], where: str, kinds: set[str]) -> dict[str, Any]:
    if not KEYS <= set(table) <= MAY_HAVE:
        raise LibraryInvalid(f"{where}: [[terugkerend]] heeft {', '.join(sorted(MAY_HAVE))}.")
    _require_yearly(table["dagen"], where)
    per = table.get("per", "")
    if per and per not in kinds:
        raise LibraryInvalid(f"{where}: er zijn geen organisaties van de soort '{per}'.")
    if strange := set(_PLACE.findall(table["titel"])) - PLACES:
        raise LibraryInvalid(f"{where}: titel kent geen {', '.join(sorted(strange))}.")
    return {
        "key": table["sleutel"],
        "name": table["naam"],
        "start_event": table["begin"],
        "days": sorted(table["dagen"]),
        "title": table["titel"],
        "per": per,
    }


def _read_of_child(table: Mapping[str, Any], where: str) -> dict[str, Any]:
    if set(table) != KEYS_OF_CHILD or not isinstance(table["uit"], dict):
        raise LibraryInvalid(
            f"{where}: een route over een kind kan alleen vanzelf beginnen uit andere trajecten: "
            f"[[terugkerend]] heeft daar {', '.join(sorted(KEYS_OF_CHILD))}."
        )
    _require_yearly(table["dagen"], where)
    return {
        "key": table["sleutel"],
        "name": table["naam"],
        "start_event": table["begin"],
        "days": sorted(table["dagen"]),
        "source": _read_source(table["uit"], where),
    }


def _read_source(table: Mapping[str, Any], where: str) -> dict[str, Any]:
    one_date = ("datum" in table) != ("termijn" in table)
    if not SOURCE_KEYS <= set(table) <= SOURCE_MAY_HAVE or not one_date:
        raise LibraryInvalid(
            f"{where}: [terugkerend.uit] heeft route, valt_op en óf datum óf termijn; en soms "
            "stand, uitkomst en gegevens."
        )
    _require_yearly([table["valt_op"]], where)
    statuses = table.get("stand", list(STATUSES))
    if not statuses or not set(statuses) <= set(STATUSES):
        raise LibraryInvalid(f"{where}: stand is een lijst van {', '.join(STATUSES)}.")
    return {
        "route": table["route"],
        "statuses": list(statuses),
        "outcomes": list(table.get("uitkomst", [])),
        "variable": table.get("datum", ""),
        "term": table.get("termijn", ""),
        "falls_on": table["valt_op"],
        "given": dict(table.get("gegevens", {})),
    }


def _require_yearly(days: Sequence[Any], where: str) -> None:
    if not days or not all(_is_yearly(day) for day in days):
        raise LibraryInvalid(
            f'{where}: dagen zijn maand-dag, elk jaar, zoals "06-01"; niet {days}.'
        )


def _is_yearly(day: Any) -> bool:
    """Return whether a text is a day that every year has; 29 February is not."""
    if not isinstance(day, str) or not _DAY.fullmatch(day):
        return False
    try:
        date.fromisoformat(f"2027-{day}")
    except ValueError:
        return False
    return True
