"""Counting day by day: working days, working weeks and school weeks.

A working day is no Saturday, Sunday or public holiday. A school week is seven calendar days that
do not lie in a school holiday; a weekend follows the Friday before it, because a break of one week
is published as nine days (Saturday to Sunday) and must put the end off by seven, not nine. A
public holiday in a school week counts: the week is a school week all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from doorgang_engine.terms.rules import Kind
from doorgang_engine.terms.suspensions import is_suspended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_engine.terms.calendars import Calendar
    from doorgang_engine.terms.durations import Duration
    from doorgang_engine.terms.rules import TermRule
    from doorgang_engine.terms.suspensions import Suspension

_FRIDAY = 4
_WORKING_DAYS_A_WEEK = 5
_DAYS_A_WEEK = 7
_ONE_DAY = timedelta(days=1)

#: Why a day did not count: a word for weekends and suspensions, the name of a holiday otherwise.
WEEKEND = "weekend"
SUSPENDED = "opgeschort"


@dataclass(frozen=True, kw_only=True)
class Skip:
    """A run of days that did not count, with the one reason for all of them."""

    first: date
    last: date
    why: str


def days_to_count(*, kind: Kind, duration: Duration) -> int:
    """Give how many days have to be counted: P10W is 50 working days, or 70 school week days."""
    if kind is Kind.WORKING_WEEKS:
        return duration.weeks * _WORKING_DAYS_A_WEEK
    return duration.weeks * _DAYS_A_WEEK + duration.days


def count_days(
    *,
    rule: TermRule,
    start: date,
    count: int,
    calendar: Calendar,
    suspensions: Sequence[Suspension] = (),
) -> tuple[date, tuple[Skip, ...]]:
    """Give the day on which the count is full, from the day after the start, and what it skipped.

    :raises CalendarUnknown: if the calendar does not know one of the days.
    """
    skips: list[Skip] = []
    day, counted = start, 0
    while counted < count:
        day += _ONE_DAY
        why = _skipped_for(day, rule, calendar, suspensions)
        if why is None:
            counted += 1
        else:
            _note(skips, day, why)
    return day, tuple(skips)


def _skipped_for(
    day: date, rule: TermRule, calendar: Calendar, suspensions: Sequence[Suspension]
) -> str | None:
    if is_suspended(day=day, suspensions=suspensions, counted_from=rule.suspension_from):
        return SUSPENDED
    if rule.kind is Kind.SCHOOL_WEEKS:
        return calendar.school_holiday_name(day=_friday_before(day))
    if not rule.counts_school_holidays and (name := calendar.school_holiday_name(day=day)):
        return name
    if name := calendar.holiday_name(day=day):
        return name
    return None if calendar.is_working_day(day=day) else WEEKEND


def _friday_before(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))


def _note(skips: list[Skip], day: date, why: str) -> None:
    if skips and skips[-1].why == why and skips[-1].last == day - _ONE_DAY:
        skips[-1] = Skip(first=skips[-1].first, last=day, why=why)
    else:
        skips.append(Skip(first=day, last=day, why=why))
