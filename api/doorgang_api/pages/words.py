"""Days, moments and deadlines in Dutch words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext, ngettext
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.terms.durations import AMSTERDAM
from doorgang_engine.terms.moments import local_day
from doorgang_engine.work.asking import due_of

from .dates import date_words

if TYPE_CHECKING:
    from doorgang_engine.terms.calendars import Calendar

COUNTED_OUT = 60  # days; further away nobody counts in working days
_ONE_DAY = timedelta(days=1)
_WEEK = 7

#: The groups of "Mijn werk", in the order in which they are shown.
GROUPS = {
    "te-laat": lazy_gettext("Te laat"),
    "vandaag": lazy_gettext("Vandaag"),
    "deze-week": lazy_gettext("Deze week"),
    "later": lazy_gettext("Later"),
    "zonder-termijn": lazy_gettext("Zonder termijn"),
}

STATUS = {
    "running": _l("loopt"),
    "incident": _l("staat stil door een storing"),
    "completed": _l("afgerond"),
    "withdrawn": _l("ingetrokken"),
}
TERM_STATUS = {
    "running": _l("loopt"),
    "suspended": _l("staat stil (opgeschort)"),
    "met": _l("gehaald"),
    "lapsed": _l("verstreken"),
    "stopped": _l("gestopt, niet meer nodig"),
}


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A deadline as people read it. ``iso`` is for the ``time`` element."""

    group: str
    words: str
    day: str
    iso: str

    @property
    def is_late(self) -> bool:
        """Whether it has passed."""
        return self.group == "te-laat"


NO_DEADLINE = Deadline(group="zonder-termijn", words=_l("Geen termijn"), day="", iso="")


def moment_words(moment: datetime) -> str:
    """Write a moment out: ``vrijdag 7 mei 2027 om 14.05 uur``."""
    there = moment.astimezone(AMSTERDAM)
    return _(
        "%(day)s om %(hour)s.%(minute)s uur",
        day=date_words(day=there.date()),
        hour=there.hour,
        minute=f"{there.minute:02}",
    )


def day_words(moment: datetime) -> str:
    """Write the day of a moment out: ``vrijdag 7 mei 2027``."""
    return date_words(day=local_day(moment=moment))


def month_day_words(day: str) -> str:
    """Write a day of every year out: ``1 juni`` for ``06-01``."""
    return " ".join(date_words(day=date.fromisoformat(f"2027-{day}")).split()[1:3])


def month_words(month: str) -> str:
    """Write a month out: ``augustus 2026`` for ``2026-08``."""
    return " ".join(date_words(day=date.fromisoformat(f"{month}-01")).split()[2:])


def iso_day_words(text: str) -> str:
    """Write an ISO date, or the day of an ISO moment, out; ``""`` for ``""``."""
    if not text:
        return ""
    if "T" in text:
        return day_words(datetime.fromisoformat(text))
    return date_words(day=date.fromisoformat(text))


def deadline(*, due_at: datetime | None, now: datetime, calendar: Calendar) -> Deadline:
    """Return a deadline in words, counted on a region's calendar."""
    if due_at is None:
        return NO_DEADLINE
    today, due = local_day(moment=now), local_day(moment=due_at)
    return Deadline(
        group=group_of(due_at=due_at, now=now),
        words=_distance(today, due, calendar, passed=due_at < now),
        day=date_words(day=due),
        iso=due.isoformat(),
    )


def group_of(*, due_at: datetime | None, now: datetime) -> str:
    """Return the key of the group of "Mijn werk" that a deadline belongs to."""
    return str(due_of(due_at, now))


def working_days_between(*, first: date, last: date, calendar: Calendar) -> int:
    """Count the working days after ``first``, up to and with ``last``."""
    days = (first + _ONE_DAY * step for step in range(1, (last - first).days + 1))
    return sum(calendar.is_working_day(day=day) for day in days)


def _distance(today: date, due: date, calendar: Calendar, *, passed: bool) -> str:
    if passed:
        return (
            _("%(length)s te laat", length=_length(due, today, calendar))
            if due < today
            else _("vandaag verlopen")
        )
    if due == today:
        return _("vandaag")
    if due == today + _ONE_DAY:
        return _("morgen")
    return _("over %(length)s", length=_length(today, due, calendar))


def _length(first: date, last: date, calendar: Calendar) -> str:
    apart = (last - first).days
    if apart > COUNTED_OUT:
        return ngettext("%(num)s week", "%(num)s weken", apart // _WEEK)
    working = working_days_between(first=first, last=last, calendar=calendar)
    if working == 0:
        return ngettext("%(num)s dag", "%(num)s dagen", apart)
    return ngettext("%(num)s werkdag", "%(num)s werkdagen", working)
