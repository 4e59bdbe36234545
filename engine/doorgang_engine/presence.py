"""Presence: who has a task open now, so that two colleagues do not do the same work unseen.

Rows live for minutes. Who somebody is stands in the row, what they do there does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from .access.decide import Resource, require
from .access.table import Act, Group, group_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .model import Actor, UserTask
    from .ports import Parts, UnitOfWork

#: A page says so again every minute; who did not for so long is gone.
PRESENT_FOR: Final = timedelta(minutes=3)
KEPT_FOR: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Presence:
    """That somebody has a task open."""

    region: str
    task_id: str
    account: str
    case_id: str
    seen_at: datetime


class Presences(Protocol):
    """Rows of presence."""

    def put(self, presence: Presence) -> None: ...
    def at_task(self, *, region: str, task_id: str, since: datetime) -> Sequence[str]: ...
    def leave(self, *, region: str, task_id: str, account: str) -> None: ...
    def remove_old(self, *, before: datetime) -> int: ...


def is_shown(role: str) -> bool:
    """Return whether people of a role see each other at a task.

    One parent does not see when another one is at work: they need not live together.
    """
    return group_of(role) is not Group.GEZIN


def arrive(task: UserTask, *, actor: Actor, parts: Parts, now: datetime | None = None) -> None:
    """Note that somebody has a task of theirs open.

    :raises NotYours: if it is not theirs.
    """
    require(actor=actor, act=Act.READ_TASK, resource=Resource.of_task(task))
    if not is_shown(task.role):
        return
    with parts.new_uow() as uow:
        uow.presences.put(
            Presence(
                region=task.region,
                task_id=task.id,
                account=actor.id,
                case_id=task.case_id,
                seen_at=now or uow.database_now(),
            )
        )


def others_at(task: UserTask, *, actor: Actor, uow: UnitOfWork, now: datetime) -> list[str]:
    """Return the accounts of others that have a task open now.

    :raises NotYours: if it is not theirs.
    """
    require(actor=actor, act=Act.READ_TASK, resource=Resource.of_task(task))
    if not is_shown(task.role):
        return []
    since = now - PRESENT_FOR
    found = uow.presences.at_task(region=task.region, task_id=task.id, since=since)
    return [account for account in found if account != actor.id]


def forget_presence(*, parts: Parts, at: datetime | None = None) -> int:
    """Throw away who was where; return how many rows."""
    with parts.new_uow() as uow:
        return uow.presences.remove_old(before=(at or uow.database_now()) - KEPT_FOR)
