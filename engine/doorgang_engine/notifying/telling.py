"""Tell people what is new: read from what a task, case or notice is, beside what was told of it.

An act writes nothing extra for this. A row that differs from what was told is claimed, marked told
and turned into news in one transaction: once, on any number of nodes, and also after a crash.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from doorgang_engine.model import TaskStatus
from doorgang_engine.terms.moments import local_day
from doorgang_engine.webhooks.happenings import emit, of_case, of_notice, of_task

from .audience import Audience
from .letters import NAMESPACE, keep_news
from .news import News, NewsKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from doorgang_engine.model import Case, Notice, UserTask
    from doorgang_engine.ports import Parts, UnitOfWork
    from doorgang_engine.webhooks.happenings import Happening
    from doorgang_engine.work.records import HandOver

    from .audience import Listener

LOT = 200  # rows in one transaction
MOST_LOTS = 50  # in one sweep


def tell_news(*, parts: Parts, mails: bool, at: datetime | None = None) -> int:
    """Tell what is new; return how many rows there were. ``mails``: whether there is mail."""
    count = 0
    for tell in (_tell_tasks, _tell_notices, _tell_hand_overs, _tell_cases):
        for _ in range(MOST_LOTS):
            with parts.new_uow() as uow:
                teller = Teller(uow=uow, now=at or uow.database_now(), mails=mails)
                found = tell(teller)
            count += found
            if found < LOT:
                break
    return count


class Teller:
    """Turns rows into news within one transaction."""

    def __init__(self, *, uow: UnitOfWork, now: datetime, mails: bool) -> None:
        self.uow, self.now, self.mails = uow, now, mails
        self._audiences: dict[str, Audience] = {}

    def audience(self, region: str) -> Audience:
        """Return the people of a region."""
        if region not in self._audiences:
            day = local_day(moment=self.now)
            self._audiences[region] = Audience(region=region, day=day, uow=self.uow)
        return self._audiences[region]

    def numbers(self, rows: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Return the numbers of cases, by id; ``rows`` are regions and ids."""
        by_region: dict[str, set[str]] = {}
        for region, case_id in rows:
            if case_id:
                by_region.setdefault(region, set()).add(case_id)
        found: dict[str, str] = {}
        for region, ids in by_region.items():
            found |= self.uow.cases.numbers(region=region, case_ids=sorted(ids))
        return found

    def emit(self, happenings: Iterable[Happening]) -> None:
        """Tell other systems, as far as they asked."""
        by_region: dict[str, list[Happening]] = {}
        for one in happenings:
            by_region.setdefault(one.region, []).append(one)
        for region, found in by_region.items():
            webhooks = self.uow.webhooks.of_region(region)
            if webhooks:
                emit(found, webhooks=webhooks, uow=self.uow, now=self.now)

    def keep(self, found: Iterable[tuple[Listener, News]]) -> None:
        """Keep what people are to hear."""
        if self.mails:
            keep_news(found, uow=self.uow, now=self.now)


def news_of_task(
    task: UserTask, kind: NewsKind, who: Listener, *, number: str, now: datetime, again: str = ""
) -> News:
    """Return what one person is told of a task; ``again`` sets one telling apart from another."""
    due = local_day(moment=task.due_at) if task.due_at else None
    name = f"{who.account.id}|{kind}|{task.id}|{again}"
    return News(
        region=task.region,
        id=str(uuid.uuid5(NAMESPACE, name)),
        account=who.account.id,
        kind=kind,
        case_id=task.case_id,
        task_id=task.id,
        number=number,
        due=due,
        at=now,
    )


def _tell_tasks(teller: Teller) -> int:
    found = teller.uow.notifications.untold_tasks(limit=LOT)
    teller.emit(
        happening for one in found for happening in of_task(one.task, one.told, now=teller.now)
    )
    opened = [one for one in found if one.task.status is TaskStatus.OPEN]
    numbers = teller.numbers((one.task.region, one.task.case_id) for one in opened)
    teller.keep(
        (
            who,
            news_of_task(
                one.task,
                NewsKind.TASK,
                who,
                number=numbers.get(one.task.case_id, ""),
                now=teller.now,
                again=one.task.organisation,
            ),
        )
        for one in opened
        for who in teller.audience(one.task.region).of_task(one.task)
    )
    return len(found)


def _tell_hand_overs(teller: Teller) -> int:
    found = teller.uow.notifications.untold_hand_overs(limit=LOT)
    numbers = teller.numbers((one.region, one.case_id) for one in found)
    teller.keep(
        (
            who,
            news_of_task(
                task,
                NewsKind.HANDED_OVER,
                who,
                number=numbers.get(one.case_id, ""),
                now=teller.now,
                again=one.at.isoformat(),
            ),
        )
        for one in found
        for who, task in _receiver(one, teller)
    )
    return len(found)


def _receiver(made: HandOver, teller: Teller) -> Iterator[tuple[Listener, UserTask]]:
    """Yield who got a task, as long as it is theirs."""
    who = teller.audience(made.region).person(made.given_to)
    tasks = teller.uow.notifications.open_tasks(region=made.region, task_ids=[made.task_id])
    task = tasks.get(made.task_id)
    if who is not None and task is not None and task.claimed_by == made.given_to:
        yield who, task


def _tell_notices(teller: Teller) -> int:
    found = teller.uow.notifications.untold_notices(limit=LOT)
    teller.emit(of_notice(one) for one in found)
    numbers = teller.numbers((one.region, one.case_id) for one in found)
    teller.keep(
        (who, _news_of_notice(one, who, numbers.get(one.case_id, ""), teller.now))
        for one in found
        for who in teller.audience(one.region).of_notice(one, _case_of(one, teller.uow))
    )
    return len(found)


def _tell_cases(teller: Teller) -> int:
    found = teller.uow.notifications.untold_cases(limit=LOT)
    teller.emit(
        happening for one in found for happening in of_case(one.case, one.told, now=teller.now)
    )
    return len(found)


def _case_of(notice: Notice, uow: UnitOfWork) -> Case | None:
    if not notice.case_id:
        return None
    return uow.cases.get(notice.case_id)


def _news_of_notice(notice: Notice, who: Listener, number: str, now: datetime) -> News:
    return News(
        region=notice.region,
        id=str(uuid.uuid5(NAMESPACE, f"{who.account.id}|{NewsKind.NOTICE}|{notice.id}")),
        account=who.account.id,
        kind=NewsKind.NOTICE,
        case_id=notice.case_id,
        task_id="",
        number=number,
        due=None,
        at=now,
    )
