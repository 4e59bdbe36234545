"""Work off the outbox: what a case asked for, after its transaction.

At least once, with the job's id as idempotency key; retried with back-off, then buried where the
coordinator sees it.
"""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from .cases import Beginning, start_case, subject_of
from .effects import START_CASE
from .errors import EngineError, NotFound
from .incidents import UNEXPECTED
from .model import Actor, Job
from .sealing import EVENT

if TYPE_CHECKING:
    from datetime import datetime

    from .ports import Parts

logger = logging.getLogger(__name__)

ROUTE = Actor(id="route")
MAX_ATTEMPTS = 8
MAX_PER_SWEEP = 200


def work_off(
    *,
    parts: Parts,
    at: datetime | None = None,
) -> int:
    """Do the jobs that are due; return how many were done."""
    done = 0
    for _ in range(MAX_PER_SWEEP):
        with parts.new_uow() as uow:
            job = uow.jobs.take(at=at)
            if job is None:
                break
            # Postponed first, so that a crash in the middle leads to another try, not to a loss.
            moment = at or uow.database_now()
            uow.jobs.again(job, at=moment + timedelta(seconds=30 * 2**job.attempts))
        done += _do(job, parts=parts, at=at)
    return done


def _do(
    job: Job,
    *,
    parts: Parts,
    at: datetime | None,
) -> int:
    try:
        start_case(
            beginning=_beginning(job, parts),
            actor=ROUTE,
            parts=parts,
            request_id=job.id,
            now=at,
        )
    except Exception as error:  # noqa: BLE001 - one broken job must not stop the others
        _again_or_bury(job, error, parts)
        return 0
    with parts.new_uow() as uow:
        uow.jobs.done(job)
    return 1


def _again_or_bury(job: Job, error: Exception, parts: Parts) -> None:
    code = error.code if isinstance(error, EngineError) else UNEXPECTED
    logger.error(
        "A job failed",
        exc_info=None if isinstance(error, EngineError) else error,
        extra={"job_id": job.id, "case_id": job.case_id, "code": code},
    )
    if job.attempts + 1 >= MAX_ATTEMPTS:
        with parts.new_uow() as uow:
            uow.jobs.bury(job, code=code)


def _beginning(job: Job, parts: Parts) -> Beginning:
    """Return how the requested case begins; its variables lie sealed in the asking case."""
    if job.kind != START_CASE:
        raise NotFound(f"unknown job {job.kind}")
    with parts.new_uow() as uow:
        parent = uow.cases.get(job.case_id)
        key = uow.cases.key(job.case_id)
        variables = next(
            json.loads(key.open(event.sealed, EVENT))["variables"] if event.sealed else {}
            for event in uow.history.of_case(job.case_id)
            if event.kind == "case_requested" and job.id in event.fields
        )
    return Beginning(
        region=parent.region,
        route=str(job.content["route"]),
        subject=subject_of(parent, key),
        variables=variables,
        participants=parent.participants,
        parent_request=job.id,
    )
