"""At 08:00 on each working day of a region: remind of last days, and send the digests.

A row per region says when the next morning is. It is claimed and moved to the next working day in
the transaction that puts the letters in the outbox: once a morning, on any number of nodes. Days
that were missed are caught up with, once. What reminds is read from the tasks as they are now, so
a term that was suspended or extended moves its reminders along.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_engine.outgoing.letters import DIGEST
from doorgang_engine.outgoing.sending import KEPT_FOR
from doorgang_engine.terms.durations import shift_date
from doorgang_engine.terms.moments import local_day, morning_of

from .audience import Audience
from .leads import LONGEST_DAYS
from .letters import keep_news, letter_to
from .news import Morning, NewsKind
from .telling import news_of_task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from doorgang_engine.model import UserTask
    from doorgang_engine.ports import Parts, UnitOfWork
    from doorgang_engine.terms.calendars import Calendar
    from doorgang_engine.terms.durations import Duration

    from .audience import Listener
    from .leads import Leads
    from .news import News

logger = logging.getLogger(__name__)

MOST_REGIONS = 100  # in one sweep
PUT_OFF = timedelta(hours=1)
_DAY = timedelta(days=1)
LATE_FOR = timedelta(days=14)  # the longest row of days off, and more
NEWS_KEPT_FOR = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How a house reminds: the calendar of each region, and how long before a last day."""

    calendar_of: Callable[[str], Calendar]
    leads: Leads


def open_mornings(*, parts: Parts, habits: Habits, at: datetime | None = None) -> None:
    """Give every region a morning that has none yet."""
    with parts.new_uow() as uow:
        now = at or uow.database_now()
        for region in uow.bundles.regions():
            first = _next_morning(local_day(moment=now), habits.calendar_of(region), now)
            uow.notifications.open_morning(region=region, due_at=first)


def hold_mornings(*, parts: Parts, habits: Habits, mails: bool, at: datetime | None = None) -> int:
    """Hold the mornings that are due; return how many. One that fails is put off by an hour."""
    for held in range(MOST_REGIONS):
        claimed: list[Morning] = []
        try:
            if not _hold_one(claimed, parts=parts, habits=habits, mails=mails, at=at):
                return held
        except Exception:  # one region must not keep the others from their morning
            if not claimed:
                raise
            logger.exception("A morning failed", extra={"region_id": claimed[0].region})
            with parts.new_uow() as uow:
                moment = at or uow.database_now()
                uow.notifications.save_morning(replace(claimed[0], due_at=moment + PUT_OFF))
    return MOST_REGIONS


def _hold_one(
    claimed: list[Morning], *, parts: Parts, habits: Habits, mails: bool, at: datetime | None
) -> bool:
    with parts.new_uow() as uow:
        moment = at or uow.database_now()
        due = uow.notifications.next_morning(at=moment)
        if due is None:
            return False
        claimed.append(due)
        morning = _Round(due, parts, uow, habits, moment)
        if mails:
            morning.remind()
            morning.send_digests()
        morning.close()
    return True


def _next_morning(day: date, calendar: Calendar, now: datetime) -> datetime:
    """Return the next 08:00 of a working day, from a day on."""
    found = morning_of(day=calendar.next_working_day(day=day))
    if found > now:
        return found
    return morning_of(day=calendar.next_working_day(day=day + _DAY))


class _Round:
    """One morning of one region, with its row held."""

    def __init__(
        self, morning: Morning, parts: Parts, uow: UnitOfWork, habits: Habits, now: datetime
    ) -> None:
        self._morning, self._parts, self._uow, self._now = morning, parts, uow, now
        self._calendar, self._leads = habits.calendar_of(morning.region), habits.leads
        self._days: dict[tuple[date, Duration], date] = {}
        self._today = local_day(moment=now)
        self._since = morning.last_on or self._today - _DAY
        self._audience = Audience(region=morning.region, day=self._today, uow=uow)

    def remind(self) -> None:
        """Keep a reminder for who works on a task whose last day comes near, or is over."""
        keep_news(self._reminders(), uow=self._uow, now=self._now)

    def send_digests(self) -> None:
        """Put a letter in the outbox for everybody of whom something is kept."""
        uow, region = self._uow, self._morning.region
        kept = uow.notifications.unsent_news(region=region)
        ids = {one.task_id for one in kept if one.task_id}
        open_tasks = uow.notifications.open_tasks(region=region, task_ids=ids)
        by_person: dict[str, list[News]] = {}
        for one in kept:
            by_person.setdefault(one.account, []).append(one)
        jobs = []
        for account, news in by_person.items():
            who = self._audience.person(account)
            current = list(_latest(self._still(who, news, open_tasks))) if who else []
            if who and current:
                jobs.append(letter_to(who, current, kind=DIGEST.key, now=self._now))
        if jobs:
            uow.jobs.enqueue(jobs)
        if kept:
            uow.notifications.mark_sent(kept, at=self._now)

    def close(self) -> None:
        """Move on to the next morning."""
        due_at = _next_morning(self._today, self._calendar, self._now)
        self._uow.notifications.save_morning(
            replace(self._morning, due_at=due_at, last_on=self._today)
        )
        self._uow.notifications.forget_news(before=self._now - NEWS_KEPT_FOR)
        self._uow.jobs.forget_sent(before=self._now - KEPT_FOR)
        self._uow.webhooks.forget_deliveries(before=self._now - KEPT_FOR)

    def _reminders(self) -> Iterator[tuple[Listener, News]]:
        tasks = self._uow.notifications.tasks_due(
            region=self._morning.region,
            after=self._now - LATE_FOR - (self._today - self._since),
            before=self._now + timedelta(days=LONGEST_DAYS) + LATE_FOR,
        )
        for task, bundle, number in tasks:
            if task.due_at is None:
                continue
            last_day = local_day(moment=task.due_at)
            kind = self._kind(task, bundle, last_day)
            if kind is None:
                continue
            for who in self._audience.of_task(task):
                again = f"{last_day.isoformat()}|{self._today.isoformat()}"
                yield (
                    who,
                    news_of_task(task, kind, who, number=number, now=self._now, again=again),
                )

    def _kind(self, task: UserTask, bundle: str, last_day: date) -> NewsKind | None:
        """Return of what to remind today; None: of nothing."""
        if last_day < self._today:
            told_on = self._calendar.next_working_day(day=last_day + _DAY)
            return NewsKind.LATE if self._is_new(told_on) else None
        leads = self._leads.of(self._term_of(task, bundle))
        days = (self._day_before(last_day, lead) for lead in leads)
        return NewsKind.NEAR if any(self._is_new(day) for day in days) else None

    def _day_before(self, last_day: date, lead: Duration) -> date:
        """Return the working day that lies so long before a last day; reckoned once."""
        if (last_day, lead) not in self._days:
            found = shift_date(day=last_day, duration=-lead)
            self._days[last_day, lead] = self._calendar.previous_working_day(day=found)
        return self._days[last_day, lead]

    def _is_new(self, day: date) -> bool:
        return self._since < day <= self._today

    def _term_of(self, task: UserTask, bundle: str) -> str:
        program = self._parts.shelf.runnable(self._uow, bundle).program
        element = program.model_of(task.scope).elements.get(task.element)
        return element.get("termijn") if element is not None else ""

    def _still(
        self, who: Listener, news: Iterable[News], open_tasks: Mapping[str, UserTask]
    ) -> Iterator[News]:
        """Yield what still holds: a task that is done, or a colleague's by now, is no news."""
        for one in news:
            task = open_tasks.get(one.task_id)
            if not one.task_id or (task is not None and who in self._audience.of_task(task)):
                yield one


def _latest(news: Iterable[News]) -> Iterator[News]:
    """Yield the last word about each task, and all that is about none."""
    last: dict[str, News] = {}
    for one in news:
        last[one.task_id or one.id] = one
    yield from last.values()
