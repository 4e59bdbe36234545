"""The last days of somebody's tasks, for their own calendar: a secret address, read by a program.

What was given is kept beside it, so that a calendar that asks again learns what changed: a higher
sequence number for a day that moved, and for a while *cancelled* for what is done.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from doorgang_engine.access.standing import with_taken_roles
from doorgang_engine.errors import NotFound
from doorgang_engine.model import AccountKind
from doorgang_engine.ports import TaskQuery
from doorgang_engine.terms.moments import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doorgang_engine.model import Account, UserTask
    from doorgang_engine.ports import Parts, UnitOfWork


MOST: Final = 1000  # tasks
CANCELLED_FOR: Final = timedelta(days=30)  # longer than a calendar goes without asking


class FeedNotFound(NotFound):
    """There is no calendar at this address (any more)."""

    code = "feed_not_found"


@dataclass(frozen=True, kw_only=True)
class Feed:
    """That somebody has a calendar; the token is only in its address, here is its hash."""

    region: str
    account: str
    token_hash: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """A last day as it was given to the calendar last."""

    region: str
    account: str
    task_id: str
    day: date
    number: str
    name: str  # of the step
    sequence: int
    changed_at: datetime
    is_cancelled: bool = False


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a calendar gets, and the cases that it had not heard of before."""

    account: Account
    entries: Sequence[FeedEntry]
    new_cases: Sequence[str]


def make_feed(*, account: Account, parts: Parts, now: datetime | None = None) -> str:
    """Give somebody a calendar and return its secret; an earlier address works no more."""
    token = secrets.token_urlsafe(32)
    with parts.new_uow() as uow:
        uow.feeds.put(
            Feed(
                region=account.region,
                account=account.id,
                token_hash=_hashed(token),
                made_at=now or uow.database_now(),
            )
        )
    return token


def withdraw_feed(*, account: Account, parts: Parts) -> None:
    """Let the address of somebody's calendar work no more."""
    with parts.new_uow() as uow:
        uow.feeds.remove(region=account.region, account=account.id)


def owner_of(*, token: str, uow: UnitOfWork, now: datetime) -> tuple[Feed, Account]:
    """Return the feed at an address and who it is of, with the roles that they took over.

    :raises FeedNotFound: if there is none, or they may not sign in any more.
    """
    feed = uow.feeds.find(_hashed(token))
    account = uow.accounts.find(feed.account) if feed else None
    if feed is None or account is None or not account.is_active:
        raise _not_found()
    if account.kind is AccountKind.SERVICE or account.region != feed.region:
        raise _not_found()
    day = local_day(moment=now)
    taken = uow.standing.deputyships(region=account.region, deputy=account.id, day=day)
    return feed, with_taken_roles(account, taken, day=day)


def read_feed(
    *, feed: Feed, account: Account, tasks: Sequence[UserTask], parts: Parts, now: datetime
) -> Reading:
    """Return what the calendar shows now, and keep it.

    ``tasks`` is the work that this person sees.

    :raises FeedNotFound: if it was withdrawn meanwhile.
    """
    with parts.new_uow() as uow:
        if not uow.feeds.lock(feed):
            raise _not_found()
        known = uow.feeds.entries(feed)
        current = list(_current(feed, account, tasks, uow, now))
        changed = list(_changed(known, current, now))
        if changed:
            uow.feeds.save_entries(changed)
        uow.feeds.forget_entries(feed, before=now - CANCELLED_FOR)
    shown = {**known, **{one.task_id: one for one in changed}}
    case_of = {task.id: task.case_id for task in tasks}
    fresh = {case_of[one.task_id] for one in changed if one.task_id not in known}
    return Reading(account=account, entries=list(shown.values()), new_cases=sorted(fresh))


def work_with_a_day(*, account: Account, uow: UnitOfWork) -> Sequence[UserTask]:
    """Return the open tasks of somebody that have a last day and are not a colleague's."""
    if not account.roles:
        return []
    query = TaskQuery(
        region=account.region,
        organisation=account.organisation,
        roles=account.roles,
        limit=MOST,
    )
    return [
        task
        for task in uow.tasks.page(query)
        if task.due_at is not None and task.claimed_by in ("", account.id)
    ]


def _current(
    feed: Feed, account: Account, tasks: Sequence[UserTask], uow: UnitOfWork, now: datetime
) -> Iterable[FeedEntry]:
    ids = sorted({task.case_id for task in tasks})
    numbers = uow.cases.numbers(region=account.region, case_ids=ids) if ids else {}
    for task in tasks:
        if task.due_at is not None and task.case_id in numbers:
            yield FeedEntry(
                region=feed.region,
                account=feed.account,
                task_id=task.id,
                day=local_day(moment=task.due_at),
                number=numbers[task.case_id],
                name=task.name,
                sequence=0,
                changed_at=now,
            )


def _changed(
    known: Mapping[str, FeedEntry], current: Sequence[FeedEntry], now: datetime
) -> Iterable[FeedEntry]:
    """Yield what differs from what was given last."""
    for one in current:
        was = known.get(one.task_id)
        if was is None:
            yield one
        elif (was.day, was.number, was.name, was.is_cancelled) != (
            one.day,
            one.number,
            one.name,
            False,
        ):
            yield replace(one, sequence=was.sequence + 1)
    there = {one.task_id for one in current}
    for was in known.values():
        if was.task_id not in there and not was.is_cancelled:
            yield replace(was, is_cancelled=True, sequence=was.sequence + 1, changed_at=now)


def _hashed(token: str) -> str:
    return hashlib.sha256(f"doorgang calendar {token}".encode()).hexdigest()


def _not_found() -> FeedNotFound:
    return FeedNotFound(
        "Deze agenda bestaat niet (meer). Maak bij Meldingen, Voorkeuren een nieuw adres."
    )
