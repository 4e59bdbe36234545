"""School years and their thirds: 1 August to 31 July, cut at 1 December and 1 April. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from doorgang_engine.errors import NotFound
from doorgang_engine.terms.durations import AMSTERDAM

_NAME = re.compile(r"(20\d\d)-(20\d\d)")
_BEGINS = ((8, 1), (12, 1), (4, 1), (8, 1))  # of each third, and of the next year
_IN_FIRST_YEAR = 2  # how many of those lie in the calendar year in which the school year begins
THIRDS = (1, 2, 3)


class PeriodUnknown(NotFound):
    """A period was named that does not exist."""

    code = "period_unknown"


@dataclass(frozen=True, kw_only=True)
class Period:
    """A school year, or a third of it. ``end`` is the first day after it."""

    school_year: int  # in which it begins
    third: int = 0  # 0: the whole year

    @property
    def start(self) -> date:
        """Its first day."""
        return self._begin(max(self.third, 1))

    @property
    def end(self) -> date:
        """The first day after it."""
        return self._begin(self.third + 1 if self.third else len(THIRDS) + 1)

    @property
    def name(self) -> str:
        """How people call it: "2026-2027" or "2026-2027, tertiaal 1"."""
        year = f"{self.school_year}-{self.school_year + 1}"
        return f"{year}, tertiaal {self.third}" if self.third else year

    def holds(self, day: date) -> bool:
        """Return whether a day lies in it."""
        return self.start <= day < self.end

    def _begin(self, number: int) -> date:
        month, day = _BEGINS[number - 1]
        in_first_year = number <= _IN_FIRST_YEAR
        return date(self.school_year + (0 if in_first_year else 1), month, day)


def read_period(*, school_year: str, third: int = 0) -> Period:
    """Return the period that people name: "2026-2027", and a third of it.

    :raises PeriodUnknown: if there is no such period.
    """
    found = _NAME.fullmatch(school_year)
    if found is None or int(found[2]) != int(found[1]) + 1:
        raise PeriodUnknown(
            "Dit schooljaar bestaat niet. Schrijf twee jaren na elkaar, zoals 2026-2027."
        )
    if third not in (0, *THIRDS):
        raise PeriodUnknown("Dit tertiaal bestaat niet. Kies 1, 2 of 3.")
    return Period(school_year=int(found[1]), third=third)


def school_year_of(day: date) -> int:
    """Return the year in which the school year of a day begins."""
    return day.year if (day.month, day.day) >= _BEGINS[0] else day.year - 1


def date_in_year(*, school_year: int, month_day: str) -> date:
    """Return the day of a school year that has this month and day ("03-24")."""
    month, day = (int(part) for part in month_day.split("-"))
    return date(school_year + (0 if (month, day) >= _BEGINS[0] else 1), month, day)


def moment_of(day: date) -> datetime:
    """Return the moment at which a day begins in Amsterdam."""
    return datetime.combine(day, time(), tzinfo=AMSTERDAM).astimezone(UTC)
