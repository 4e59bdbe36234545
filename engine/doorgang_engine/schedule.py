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
PLACES = {"{jaar}", "{schooljaar}", "{organisatie}"}
SCHOOL_YEAR_BEGINS = 8  # August
_DAY = re.compile(r"(\d\d)-(\d\d)")
_PLACE = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When a route begins by itself, how, and for which organisations."""

    key: str
    name: str
    start_event: str
    days: tuple[str, ...]  # month-day, "06-01"
    title: str
    per: str = ""  # kind of organisation: a case for each of it; "": one case

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
    return tuple(
        Schedule(**{**table, "days": tuple(table["days"])})
        for table in bundle.content.get("recurring", ())
    )


def read_schedules(
    tables: Sequence[Mapping[str, Any]], *, where: str, kinds: set[str]
) -> list[dict[str, Any]]:
    """Return ``[[terugkerend]]`` of a ``route.toml`` as a bundle holds it.

    ``kinds`` are the kinds of organisations that there are.

    :raises LibraryInvalid: if something in it is missing, unknown or no day of every year.
    """
    read = [_read(table, where, kinds) for table in tables]
    if len({one["key"] for one in read}) < len(read):
        raise LibraryInvalid(f"{where}: elke sleutel van [[terugkerend]] komt één keer voor.")
    return read


def _read(table: Mapping[str, Any], where: str, kinds: set[str]) -> dict[str, Any]:
    if not KEYS <= set(table) <= MAY_HAVE:
        raise LibraryInvalid(f"{where}: [[terugkerend]] heeft {', '.join(sorted(MAY_HAVE))}.")
    if not table["dagen"] or not all(_is_yearly(day) for day in table["dagen"]):
        raise LibraryInvalid(
            f'{where}: dagen zijn maand-dag, elk jaar, zoals "06-01"; niet {table["dagen"]}.'
        )
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


def _is_yearly(day: Any) -> bool:
    """Return whether a text is a day that every year has; 29 February is not."""
    if not isinstance(day, str) or not _DAY.fullmatch(day):
        return False
    try:
        date.fromisoformat(f"2027-{day}")
    except ValueError:
        return False
    return True
