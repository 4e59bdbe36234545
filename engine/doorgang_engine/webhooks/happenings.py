"""What happened, as other systems hear it: kinds, ids, the step and the moment; nothing else.

Who may know more asks the API for it, with a token, and is then in the access log.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.model import CaseStatus, TaskStatus

from .subscription import Delivery, HappeningKind, held_webhook, job_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.model import Actor, Case, Notice, UserTask
    from doorgang_engine.ports import Parts, UnitOfWork

    from .subscription import Webhook

NAMESPACE = uuid.UUID("b7a1b0a2-54c3-5f6d-9d55-3f2a54b1c9e0")
OF_CASE = {
    CaseStatus.RUNNING: HappeningKind.CASE_RUNNING,
    CaseStatus.INCIDENT: HappeningKind.CASE_INCIDENT,
    CaseStatus.COMPLETED: HappeningKind.CASE_COMPLETED,
    CaseStatus.WITHDRAWN: HappeningKind.CASE_WITHDRAWN,
}
OF_TASK = {
    TaskStatus.COMPLETED: HappeningKind.TASK_COMPLETED,
    TaskStatus.CANCELLED: HappeningKind.TASK_CANCELLED,
}


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that happened, and which organisations may hear of it (``""``: all)."""

    region: str
    kind: HappeningKind
    at: datetime
    case_id: str
    told_to: Collection[str]
    data: Mapping[str, str]
    key: str  # sets it apart from every other


def of_case(case: Case, told: str, *, now: datetime) -> Iterable[Happening]:
    """Yield what is to be told of a case of which ``told`` was told last."""
    if not told:
        yield _of_case(case, HappeningKind.CASE_STARTED, case.started_at)
        if case.status is CaseStatus.RUNNING:
            return
    yield _of_case(case, OF_CASE[case.status], case.ended_at or now)


def of_task(task: UserTask, told: str, *, now: datetime) -> Iterable[Happening]:
    """Yield what is to be told of a task of which ``told`` was told last."""
    if not told or task.status is TaskStatus.OPEN:
        yield _of_task(task, HappeningKind.TASK_OPENED, task.opened_at)
    if task.status is not TaskStatus.OPEN:
        yield _of_task(task, OF_TASK[task.status], task.closed_at or now)


def of_notice(notice: Notice) -> Happening:
    """Return that a notice was given; not what it says."""
    return Happening(
        region=notice.region,
        kind=HappeningKind.NOTICE_GIVEN,
        at=notice.at,
        case_id=notice.case_id,
        told_to=frozenset({notice.organisation}),
        data={"case_id": notice.case_id, "notice_id": notice.id},
        key=notice.id,
    )


def trial_of(webhook: Webhook, *, now: datetime) -> Happening:
    """Return a message that only shows whether messages arrive."""
    return Happening(
        region=webhook.region,
        kind=HappeningKind.TEST,
        at=now,
        case_id="",
        told_to=frozenset({""}),
        data={"webhook_id": webhook.id},
        key=now.isoformat(),
    )


def send_trial(
    *, region: str, webhook_id: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> None:
    """Send a message that only shows whether messages arrive.

    :raises WebhookNotFound: if there is no such webhook.
    """
    with held_webhook(region, webhook_id, actor, parts) as (uow, found):
        moment = now or uow.database_now()
        emit([trial_of(found, now=moment)], webhooks=[found], uow=uow, now=moment)


def emit(
    happenings: Iterable[Happening],
    *,
    webhooks: Sequence[Webhook],
    uow: UnitOfWork,
    now: datetime,
) -> int:
    """Put a message in the outbox for each webhook that is to hear of it; return how many."""
    deliveries = [
        _delivery(one, webhook)
        for one in happenings
        for webhook in webhooks
        if webhook.is_on and _is_for(webhook, one)
    ]
    if deliveries:
        uow.webhooks.add_deliveries(deliveries)
        uow.jobs.enqueue([job_for(one, job_id=one.id, run_at=now) for one in deliveries])
    return len(deliveries)


def _is_for(webhook: Webhook, one: Happening) -> bool:
    if webhook.region != one.region:
        return False
    if one.kind is not HappeningKind.TEST and one.kind not in webhook.kinds:
        return False
    return not webhook.organisation or bool({"", webhook.organisation} & set(one.told_to))


def _delivery(one: Happening, webhook: Webhook) -> Delivery:
    body = {"type": str(one.kind), "timestamp": one.at.isoformat(), "data": dict(one.data)}
    return Delivery(
        region=webhook.region,
        id=str(uuid.uuid5(NAMESPACE, f"{webhook.id}|{one.kind}|{one.key}")),
        webhook_id=webhook.id,
        kind=str(one.kind),
        case_id=one.case_id,
        body=json.dumps(body, separators=(",", ":"), sort_keys=True),
        at=one.at,
    )


def _of_task(task: UserTask, kind: HappeningKind, at: datetime) -> Happening:
    return Happening(
        region=task.region,
        kind=kind,
        at=at,
        case_id=task.case_id,
        told_to=frozenset({task.organisation}),
        data={"case_id": task.case_id, "task_id": task.id, "element": task.element},
        key=f"{task.id}|{task.organisation}",
    )


def _of_case(case: Case, kind: HappeningKind, at: datetime) -> Happening:
    return Happening(
        region=case.region,
        kind=kind,
        at=at,
        case_id=case.id,
        told_to=frozenset(one for one in case.participants.values() if one),
        data={"case_id": case.id},
        key=f"{case.id}|{case.revision if kind is not HappeningKind.CASE_STARTED else 0}",
    )
