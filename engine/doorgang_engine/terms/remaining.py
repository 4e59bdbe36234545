"""How much of a term is left, in the days that people work."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doorgang_engine.terms.calendars import Calendar


def working_days_left(*, calendar: Calendar, today: date, end: date) -> int:
    """Give the number of working days after today, up to and including the last day.

    :raises CalendarUnknown: if a day lies outside 1991-2100.
    """
    days = (today + timedelta(days=n) for n in range(1, (end - today).days + 1))
    return sum(calendar.is_working_day(day=day) for day in days)
