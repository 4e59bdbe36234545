"""Counting what happened: on which day was it enough within the length of a term.

"16 hours in four school weeks" counts hours, each on its day, in every stretch of four school
weeks there is; holidays lie between the weeks and do not use them up.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from doorgang_engine.terms.reckon import reckon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doorgang_engine.terms.calendars import Calendar
    from doorgang_engine.terms.rules import TermRule

_ONE_DAY = timedelta(days=1)


def find_day_reached(
    *, days: Iterable[date], count: int, rule: TermRule, calendar: Calendar
) -> date | None:
    """Return the first day that had ``count`` of the days within the length of the term.

    A stretch begins on the first day it counts: a term runs from the day after its start, so it is
    reckoned from the day before. A day stands in ``days`` as often as it counts. None when it was
    never reached.

    :raises CalendarUnknown: if the calendar does not know a day that matters.
    """
    ordered = sorted(days)
    for first, last in zip(ordered, ordered[count - 1 :], strict=False):
        stretch = reckon(rule=rule, start=first - _ONE_DAY, calendar=calendar)
        if last <= stretch.end:
            return last
    return None
