"""The Algemene termijnenwet (Atw): when the last day of a legal term moves, and to which day.

Art. 1 lid 1: a term that ends on a Saturday, Sunday or public holiday runs on to the next day
that is none of these. Art. 2: a term of at least three days has at least two such days in it.
Art. 4: neither holds for terms in hours, of more than 90 days, 12 weeks or 3 months, or in years.
Art. 1 lid 2 (terms counted back) is a kind of its own: see `Kind.COUNT_BACK`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from doorgang_engine.terms.limits import longest_days
from doorgang_engine.terms.suspensions import Suspension, is_suspended
from doorgang_engine.terms.wording import capitalised, date_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doorgang_engine.terms.calendars import Calendar
    from doorgang_engine.terms.durations import Duration
    from doorgang_engine.terms.rules import SuspensionFrom

_MOST = {"days": (90, "90 dagen"), "weeks": (12, "12 weken"), "months": (3, "3 maanden")}
_MOST_DAYS = 90
_SHORT_TERM_DAYS = 3
_WORKING_DAYS_NEEDED = 2
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a reckoning: the rule applied, the day it led to, and why, in Dutch."""

    rule: str
    day: date
    text: str


@dataclass(frozen=True, kw_only=True)
class TermSpan:
    """What art. 2 looks at: the start (not counted) and the days the clock stood still."""

    start: date
    suspensions: Sequence[Suspension]
    counted_from: SuspensionFrom

    def has_working_days(self, *, end: date, calendar: Calendar, needed: int) -> bool:
        """Say whether the days after the start, up to and with the end, have so many."""
        day, found = end, 0
        while day > self.start and found < needed:
            suspended = is_suspended(
                day=day, suspensions=self.suspensions, counted_from=self.counted_from
            )
            found += calendar.is_working_day(day=day) and not suspended
            day -= _ONE_DAY
        return found >= needed


def exclusion(*, duration: Duration) -> str | None:
    """Say in Dutch why art. 4 keeps a term of this duration out of the law, or None."""
    units = duration.units
    if duration.has_time:
        return "een termijn in uren"
    if duration.years:
        return "een termijn in jaren"
    if len(units) > 1:
        return "een termijn van meer dan 90 dagen" if _is_long(duration) else None
    for unit, count in units.items():
        most, words = _MOST[unit]
        if count > most:
            return f"een termijn van meer dan {words}"
    return None


def roll(
    *, raw_end: date, duration: Duration, span: TermSpan, calendar: Calendar
) -> tuple[date, tuple[Step, ...]]:
    """Give the last day by art. 1, 2 and 4, and every step that led from the raw end to it."""
    if why := exclusion(duration=duration):
        text = (
            f"De laatste dag schuift niet door: de Algemene termijnenwet geldt niet voor {why} "
            "(art. 4)."
        )
        return raw_end, (Step(rule="atw-4", day=raw_end, text=text),)
    steps = [*_days_off(raw_end, calendar)]
    end = calendar.next_working_day(day=raw_end)
    text = "Dat is geen zaterdag, zondag of feestdag: de laatste dag schuift niet door"
    if end != raw_end:
        text = f"De termijn loopt daarom door tot en met {date_words(day=end)}"
    text += " (Algemene termijnenwet art. 1 lid 1)."
    steps.append(Step(rule="atw-1", day=end, text=text))
    is_short = set(duration.units) == {"days"} and duration.days < _SHORT_TERM_DAYS
    needed = 0 if is_short else _WORKING_DAYS_NEEDED
    while not span.has_working_days(end=end, calendar=calendar, needed=needed):
        end = calendar.next_working_day(day=end + _ONE_DAY)
        text = (
            "In een termijn van ten minste drie dagen horen twee dagen die geen zaterdag, zondag "
            f"of feestdag zijn: tot en met {date_words(day=end)} (Algemene termijnenwet art. 2)."
        )
        steps.append(Step(rule="atw-2", day=end, text=text))
    return end, tuple(steps)


def day_off_words(*, day: date, calendar: Calendar) -> str | None:
    """Say in Dutch why a day is no working day (`is Hemelvaartsdag`), or None when it is one."""
    if name := calendar.holiday_name(day=day):
        return f"is {name}"
    return None if calendar.is_working_day(day=day) else "valt in het weekend"


def _is_long(duration: Duration) -> bool:
    return longest_days(duration=duration) > _MOST_DAYS


def _days_off(day: date, calendar: Calendar) -> Iterator[Step]:
    while why := day_off_words(day=day, calendar=calendar):
        text = capitalised(text=f"{date_words(day=day)} {why}.")
        yield Step(rule="vrije_dag", day=day, text=text)
        day += _ONE_DAY
