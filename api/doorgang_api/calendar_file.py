"""Write the last days of somebody's tasks as a calendar (iCalendar, RFC 5545 and RFC 7986).

The only module that imports icalendar. An entry has the number of the dossier and the name of the
step: calendars are shared with colleagues and kept by others.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from .languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doorgang_engine.notifying.feed import FeedEntry

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
PRODUCT: Final = "-//Doorgang//Doorgang//NL"
ASK_AGAIN: Final = timedelta(hours=1)
_ONE_DAY: Final = timedelta(days=1)


def write_calendar(entries: Iterable[FeedEntry], *, site: str) -> bytes:
    """Return a calendar with an all-day entry per last day; the same entries, the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", "Doorgang")
    calendar.add("x-wr-calname", "Doorgang")
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", ASK_AGAIN)
    for entry in sorted(entries, key=lambda one: (one.day, one.task_id)):
        calendar.add_component(_event(entry, site))
    found: bytes = calendar.to_ical()
    return found


def _event(entry: FeedEntry, site: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.task_id}@{urlsplit(site).hostname or 'doorgang'}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + _ONE_DAY)
    event.add(
        "summary", _("Uiterlijk: %(step)s (%(number)s)", step=entry.name, number=entry.number)
    )
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a last day takes no time of the day
    event.add("class", "PRIVATE")
    event.add("url", f"{site}/taken/{entry.task_id}")
    return event
