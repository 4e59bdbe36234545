"""From days to moments: when the last day is over, and when to remind people of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from doorgang_engine.terms.durations import AMSTERDAM, Duration, shift_date
from doorgang_engine.terms.problems import DurationInvalid, MomentNaive

if TYPE_CHECKING:
    from doorgang_engine.terms.calendars import Calendar

_LAST_SECOND = time(23, 59, 59)
_MORNING = time(8)


def end_of_day(*, day: date) -> datetime:
    """Give the last second of a day in Amsterdam, in UTC: the moment a term ends."""
    return datetime.combine(day, _LAST_SECOND, tzinfo=AMSTERDAM).astimezone(UTC)


def morning_of(*, day: date) -> datetime:
    """Give 08:00 in Amsterdam on a day, in UTC: the moment people are reminded."""
    return datetime.combine(day, _MORNING, tzinfo=AMSTERDAM).astimezone(UTC)


def local_day(*, moment: datetime) -> date:
    """Give the date it is in Amsterdam at a moment.

    :raises MomentNaive: if the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise MomentNaive("Dit moment heeft geen tijdzone.")
    return moment.astimezone(AMSTERDAM).date()


def reminder_moment(*, end: date, lead: Duration, calendar: Calendar) -> datetime:
    """Give 08:00 on the last working day that is the lead, or more, before the end, in UTC.

    :raises DurationInvalid: if the lead is negative or counts hours.
    :raises CalendarUnknown: if the calendar does not know the day.
    """
    if lead.negative:
        raise DurationInvalid(f"{lead}: een signaal komt vóór het einde. Schrijf {-lead}.")
    day = calendar.previous_working_day(day=shift_date(day=end, duration=-lead))
    return morning_of(day=day)
