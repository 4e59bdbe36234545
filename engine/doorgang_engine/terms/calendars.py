"""Calendars: which days are working days and school days, somewhere, by which source."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from doorgang_engine.terms.holiday_data import (
    SCHOOL_FIRST,
    SCHOOL_LAST,
    SchoolRegion,
    break_year,
    law_holidays,
    package_version,
    school_holidays,
)
from doorgang_engine.terms.problems import CalendarUnknown
from doorgang_engine.terms.wording import date_words

EQUATED = "een dag die bij koninklijk besluit met een feestdag is gelijkgesteld"
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class SchoolBreak:
    """A school holiday by configuration, first and last day included.

    With `replaces` it takes the place of the period of that name in the same school year, as when
    a region sets its own autumn break; without it the days come on top.
    """

    name: str
    first: date
    last: date
    replaces: bool = False


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """One region's calendar. Immutable: other days make another calendar with another version.

    `equated` are the days made equal to a public holiday by royal decree (Atw art. 3 lid 3), and
    `equated_years` the first and last year for which those decrees have been looked up.
    `extra` are days that the law made a public holiday after this software was made.
    """

    id: str = "nl"
    region: SchoolRegion | None = None
    equated: frozenset[date] = frozenset()
    equated_years: tuple[int, int] | None = None
    extra: tuple[tuple[date, str], ...] = ()
    school_breaks: tuple[SchoolBreak, ...] = ()
    school_known_until: date = SCHOOL_LAST
    _replaced: frozenset[tuple[str, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the breaks that take the place of others."""
        replaced = {(b.name, break_year(day=b.first)) for b in self.school_breaks if b.replaces}
        object.__setattr__(self, "_replaced", frozenset(replaced))

    @cached_property
    def version(self) -> str:
        """Name the sources: the package with its version, and a hash of what was configured."""
        content = [
            self.region,
            sorted(self.equated),
            self.equated_years,
            sorted(self.extra),
            sorted((b.name, b.first, b.last, b.replaces) for b in self.school_breaks),
            self.school_known_until,
        ]
        digest = hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest()[:12]
        region = self.region.value if self.region else "geen vakantieregio"
        return f"{package_version()}, {region}, configuratie {digest}"

    def holiday_name(self, *, day: date) -> str | None:
        """Name the public holiday on a day, or None; Sundays of Easter and Pentecost included.

        :raises CalendarUnknown: if the year is outside 1991-2100.
        """
        if name := law_holidays(day.year).get(day):
            return name
        if day in self.equated:
            return EQUATED
        return dict(self.extra).get(day)

    def is_working_day(self, *, day: date) -> bool:
        """Say whether a day is no Saturday, no Sunday and no public holiday (Atw art. 1 and 3).

        :raises CalendarUnknown: if the year is outside 1991-2100.
        """
        return self.holiday_name(day=day) is None and day.weekday() < _SATURDAY

    def school_holiday_name(self, *, day: date) -> str | None:
        """Name the school holiday that a day lies in, or None.

        :raises CalendarUnknown: if the calendar has no school region, or no data for the day.
        """
        region = self._school_region(day)
        for period in self.school_breaks:
            if period.first <= day <= period.last:
                return period.name
        name = school_holidays(day.year, region).get(day)
        if name is None or (name, break_year(day=day)) in self._replaced:
            return None
        return name

    def is_school_day(self, *, day: date) -> bool:
        """Say whether there is school: a working day outside the school holidays.

        :raises CalendarUnknown: if the calendar has no school region, or no data for the day.
        """
        return self.school_holiday_name(day=day) is None and self.is_working_day(day=day)

    def next_working_day(self, *, day: date) -> date:
        """Give the day itself, or the first working day after it."""
        while not self.is_working_day(day=day):
            day += _ONE_DAY
        return day

    def previous_working_day(self, *, day: date) -> date:
        """Give the day itself, or the last working day before it."""
        while not self.is_working_day(day=day):
            day -= _ONE_DAY
        return day

    def doubts(self, *, first: date, last: date) -> tuple[str, ...]:
        """Say in Dutch what this calendar cannot know of the days from first to last."""
        if self.equated_years is None:
            return ()
        known_from, known_to = self.equated_years
        years = [y for y in range(first.year, last.year + 1) if not known_from <= y <= known_to]
        return tuple(
            f"Welke dagen in {year} bij koninklijk besluit met een feestdag zijn gelijkgesteld, "
            "is niet opgezocht; de laatste dag kan daardoor nog veranderen."
            for year in years
        )

    def _school_region(self, day: date) -> SchoolRegion:
        if self.region is None:
            raise CalendarUnknown(
                "Deze kalender heeft geen vakantieregio, dus de schoolvakanties zijn onbekend. "
                "Kies een regio (vakantieregio Noord, Midden of Zuid)."
            )
        if not SCHOOL_FIRST <= day <= self.school_known_until:
            raise CalendarUnknown(
                f"Voor {date_words(day=day)} zijn geen schoolvakanties van regio "
                f"{self.region.value} bekend (wel van {date_words(day=SCHOOL_FIRST)} t/m "
                f"{date_words(day=self.school_known_until)}). Vul de schoolvakanties aan in de "
                "configuratie van de kalender."
            )
        return self.region
