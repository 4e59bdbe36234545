"""Work off the outbox: what a case asked for, after its transaction.

At least once, with the job's id as idempotency key. A job that fails is tried again, ever less
often, until it succeeds: a child may wait for it. The coordinator is told of it once.
"""

from __future__ import annotations

import json
import logging
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from .cases import Beginning, start_case
from .cohorts.batches import START_COHORT
from .cohorts.lots import work_on
from .correspondence.making import make_letter
from .effects import COORDINATOR, START_CASE
from .errors import EngineError, NotFound
from .incidents import UNEXPECTED
from .letters.asking import MAKE_LETTER
from .model import Actor, Job, Notice
from .participants import fill_participants
from .recurring import START_RECURRING
from .sealing import EVENT
from .source_cases import SELECT_CASES, START_FROM_CASE, select_cases, variables_from
from .subject import Subject, subject_of
from .terms.moments import local_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .ports import Parts

logger = logging.getLogger(__name__)

ROUTE = Actor(id="route", is_system=True)
SCHEDULE = Actor(id="rooster", is_system=True)  # what began by itself, on its day
FIRST_DELAY_SECONDS = 30  # doubled at each attempt
LONGEST_DELAY_SECONDS = 86_400
TOLD_AT_ATTEMPT = 4  # about 4 minutes after the first: by then it is no hiccup
NOT_STARTED = (
    "Een vervolgtraject van dit traject kon niet beginnen ({code}). Het wordt opnieuw geprobeerd, "
    "ten minste elke dag. Kijk of alle organisaties die meedoen bekend zijn."
)
NOT_BEGUN = (
    "Het rooster kon een traject niet beginnen ({code}). Het wordt opnieuw geprobeerd, ten minste "
    "elke dag. Kijk of alle organisaties die meedoen bekend zijn."
)
LIST_HALTED = (
    "Een lijst van leerlingen kan niet verder ({code}). Het wordt opnieuw geprobeerd, ten minste "
    "elke dag. Kijk bij Cohorten; annuleren kan ook. Er is niets verloren."
)
NOT_MADE = (
    "Een brief van dit traject kon niet worden gemaakt ({code}). Het wordt opnieuw geprobeerd, "
    "ten minste elke dag. Er is niets verstuurd. Stuur de brief zolang zelf, en meld dit de "
    "beheerder."
)
MAX_PER_SWEEP = 200
MAX_LOTS_PER_SWEEP = 40  # some 10 seconds


def work_off(
    *,
    parts: Parts,
    at: datetime | None = None,
) -> int:
    """Do the jobs that are due; return how many were done."""
    done = lots = 0
    for _ in range(MAX_PER_SWEEP):
        if lots >= MAX_LOTS_PER_SWEEP:  # timers of other cases must not wait for a long list
            break
        with parts.new_uow() as uow:
            job = uow.jobs.take(at=at)
            if job is None:
                break
            # Postponed first, so that a crash in the middle leads to another try, not to a loss.
            moment = at or uow.database_now()
            uow.jobs.again(job, at=moment + _delay(job.attempts))
        lots += job.kind == START_COHORT
        done += _do(job, parts=parts, at=at)
    return done


def _do(
    job: Job,
    *,
    parts: Parts,
    at: datetime | None,
) -> int:
    try:
        if job.kind == START_COHORT:
            work_on(job=job, parts=parts, at=at)
            return 1
        if job.kind == SELECT_CASES:
            select_cases(job=job, parts=parts, at=at)
            return 1
        if job.kind == MAKE_LETTER:
            make_letter(job=job, parts=parts, at=at)
        else:
            _start(job, parts, at)
    except Exception as error:  # noqa: BLE001 - one broken job must not stop the others
        _note_failure(job, error, parts, at)
        return 0
    with parts.new_uow() as uow:
        uow.jobs.done(job)
    return 1


def _start(job: Job, parts: Parts, at: datetime | None) -> None:
    start_case(
        beginning=_beginning(job, parts, at),
        actor=SCHEDULE if job.kind in (START_RECURRING, START_FROM_CASE) else ROUTE,
        parts=parts,
        request_id=job.id,
        now=at,
    )


def _delay(attempts: int) -> timedelta:
    return timedelta(
        seconds=min(FIRST_DELAY_SECONDS * 2 ** min(attempts, 20), LONGEST_DELAY_SECONDS)
    )


def _note_failure(job: Job, error: Exception, parts: Parts, at: datetime | None) -> None:
    code = error.code if isinstance(error, EngineError) else UNEXPECTED
    logger.error(
        "A job failed",
        exc_info=None if isinstance(error, EngineError) else error,
        extra={"job_id": job.id, "case_id": job.case_id, "code": code},
    )
    with parts.new_uow() as uow:
        uow.jobs.failed(job, code=code)
        if job.attempts + 1 == TOLD_AT_ATTEMPT:
            uow.notices.add([_notice(job, code, at or uow.database_now())])


def _notice(job: Job, code: str, now: datetime) -> Notice:
    return Notice(
        region=job.region,
        id=str(uuid.uuid5(uuid.UUID(job.id), "failed")),
        case_id=job.case_id,
        role=COORDINATOR,
        organisation="",
        text=_words(job).format(code=code),
        at=now,
    )


def _words(job: Job) -> str:
    if job.kind == START_COHORT:
        return LIST_HALTED
    if job.kind == MAKE_LETTER:
        return NOT_MADE
    return NOT_STARTED if job.case_id else NOT_BEGUN


def _beginning(job: Job, parts: Parts, at: datetime | None) -> Beginning:
    if job.kind == START_RECURRING:
        return _on_its_day(job, parts, at)
    if job.kind == START_CASE:
        return _asked_for(job, parts, at)
    if job.kind == START_FROM_CASE:
        return _from_case(job, parts, at)
    raise NotFound(f"unknown job {job.kind}")


def _on_its_day(job: Job, parts: Parts, at: datetime | None) -> Beginning:
    """Return how a case begins by itself."""
    route = str(job.content["route"])
    return Beginning(
        region=job.region,
        route=route,
        subject=Subject(title=job.content["title"]),
        start_event=job.content["start_event"],
        participants=_participants(job.region, route, job.content["participants"], parts, at),
    )


def _from_case(job: Job, parts: Parts, at: datetime | None) -> Beginning:
    """Return how a case begins by itself from another one."""
    with parts.new_uow() as uow:
        source = uow.cases.get(job.case_id)
        subject = subject_of(source, uow.cases.key(job.case_id))
        variables = variables_from(source, job.content["given"], uow)
    route = str(job.content["route"])
    return Beginning(
        region=source.region,
        route=route,
        subject=subject,
        start_event=job.content["start_event"],
        variables=variables,
        participants=_participants(source.region, route, source.participants, parts, at),
    )


def _asked_for(job: Job, parts: Parts, at: datetime | None) -> Beginning:
    """Return how the requested case begins; its variables lie sealed in the asking case."""
    with parts.new_uow() as uow:
        parent = uow.cases.get(job.case_id)
        key = uow.cases.key(job.case_id)
        variables = next(
            json.loads(key.open(event.sealed, EVENT))["variables"] if event.sealed else {}
            for event in uow.history.of_case(job.case_id)
            if event.kind == "case_requested" and job.id in event.fields
        )
    route = str(job.content["route"])
    return Beginning(
        region=parent.region,
        route=route,
        subject=subject_of(parent, key),
        variables=variables,
        participants=_participants(parent.region, route, parent.participants, parts, at),
        parent_request=job.id,
    )


def _participants(
    region: str, route: str, bound: Mapping[str, str], parts: Parts, at: datetime | None
) -> dict[str, str]:
    with parts.new_uow() as uow:
        bundle = uow.bundles.active(region=region, route=route)
        return fill_participants(
            runnable=parts.shelf.runnable(uow, bundle.hash),
            bound=bound,
            organisations=uow.organisations.of_region(region),
            on=local_day(moment=at or uow.database_now()),
        )
