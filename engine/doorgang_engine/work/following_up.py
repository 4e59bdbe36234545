"""Set the day on which somebody wants to look at a task again. It moves no deadline."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, require
from doorgang_engine.access.table import Act
from doorgang_engine.errors import TaskNotOpen
from doorgang_engine.model import TaskStatus
from doorgang_engine.terms.moments import local_day
from doorgang_engine.terms.wording import date_words

from .errors import FollowUpRefused
from .records import FollowUp

if TYPE_CHECKING:
    from datetime import date, datetime

    from doorgang_engine.model import Actor, UserTask
    from doorgang_engine.ports import Parts

LONGEST = timedelta(days=366)


def follow_up_task(
    *, task_id: str, day: date | None, actor: Actor, parts: Parts, now: datetime | None = None
) -> UserTask:
    """Set the day on which this person looks at an open task again; None takes it away.

    It is theirs alone: a colleague in the same role does not see it.

    :raises TaskNotFound: if there is no such task.
    :raises NotYours: if it belongs to another role or organisation.
    :raises TaskNotOpen: if it is done or no longer needed.
    :raises FollowUpRefused: if the day is not after today, or after the deadline.
    """
    with parts.new_uow() as uow:
        task = uow.tasks.get(task_id)
        require(actor=actor, act=Act.FOLLOW_UP_TASK, resource=Resource.of_task(task))
        if day is None:
            uow.work.forget_follow_up(region=task.region, account=actor.id, task_id=task.id)
            return task
        if task.status is not TaskStatus.OPEN:
            raise TaskNotOpen(task.name)
        _require_fitting(task, day, local_day(moment=now or uow.database_now()))
        uow.work.follow_up(
            FollowUp(
                region=task.region,
                account=actor.id,
                task_id=task.id,
                case_id=task.case_id,
                day=day,
            )
        )
        return task


def _require_fitting(task: UserTask, day: date, today: date) -> None:
    if day <= today or day - today > LONGEST:
        raise FollowUpRefused(
            "Kies een dag na vandaag, en binnen een jaar. Er is niets vastgelegd."
        )
    last = local_day(moment=task.due_at) if task.due_at else None
    if last is not None and day > last:
        raise FollowUpRefused(
            f"'{task.name}' moet klaar zijn op {date_words(day=last)}. Er is niets vastgelegd. "
            "Kies een dag die daar niet na ligt."
        )


def forget_closed(*, parts: Parts) -> int:
    """Remove what was kept beside tasks that are not open any more; return how many rows.

    That a task was handed over, and why, stays in the history of its case.
    """
    with parts.new_uow() as uow:
        return uow.work.forget_closed()
