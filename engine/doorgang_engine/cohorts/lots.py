"""Start the cases of a list, a lot at a time: each row once, whatever happens to a node.

A lot is one transaction: cases, rows and the job's next turn. What a row held is wiped in it. A
lot that fails is done again row by row, so that one row keeps no other from starting.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_engine.cases import Beginning, start_within
from doorgang_engine.errors import EngineError
from doorgang_engine.model import Actor, Notice

from .access import find_cohort
from .batch import Batch, BatchStatus, RowStatus
from .batches import FAILED_FOR, NAMESPACE, forget
from .content import open_child
from .running import already_running

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doorgang_engine.model import Case, Job
    from doorgang_engine.ports import Parts, UnitOfWork

    from .batch import BatchRow
    from .checking import ListedChild
    from .columns import Opened

logger = logging.getLogger(__name__)

LOT = 25  # rows in a transaction
WAIT_FOR_OTHER = timedelta(seconds=5)
UNEXPECTED = "unexpected"
ALREADY_RUNNING = "already_running"
_DONE = "De lijst ‘{name}’ is klaar: {started} van {total} trajecten zijn begonnen."
_FAILED = (
    " {failed} konden niet beginnen. Kijk bij Cohorten waarom, en probeer ze daar opnieuw; wat er "
    "in die rijen staat, wordt 30 dagen bewaard."
)


class RowFailed(Exception):
    """A row could not start; ``__cause__`` is why."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def work_on(*, job: Job, parts: Parts, at: datetime | None = None) -> None:
    """Do one turn of a list's job: make a beginning, start a lot, or end."""
    try:
        with parts.new_uow() as uow:
            _turn(job, parts, uow, at, LOT)
    except RowFailed as failed:
        logger.warning(
            "A lot could not start as a whole",
            extra={"batch_id": job.content["batch"], "code": _code(failed)},
        )
        _one_by_one(job, parts, at)


def _one_by_one(job: Job, parts: Parts, at: datetime | None) -> None:
    for _ in range(LOT):
        if _turn_of_one(job, parts, at):
            return


def _turn(job: Job, parts: Parts, uow: UnitOfWork, at: datetime | None, size: int) -> bool:
    """Do what comes next, in one transaction that holds the batch; return whether that was all."""
    moment = at or uow.database_now()
    batch = uow.batches.lock(region=job.region, batch_id=str(job.content["batch"]))
    if batch is None or batch.status not in (BatchStatus.CONFIRMED, BatchStatus.STARTING):
        uow.jobs.done(job)
        return True
    if batch.status is BatchStatus.CONFIRMED:
        _make_beginning(job, batch, parts, uow, moment)
        return False
    rows = uow.batches.rows(batch, status=RowStatus.WAITING, limit=size)
    if not rows:
        _end(batch, uow, moment)
        uow.jobs.done(job)
        return True
    _start(batch, rows, parts, uow, moment)
    uow.jobs.go_on(job, at=moment)
    return False


def _turn_of_one(job: Job, parts: Parts, at: datetime | None) -> bool:
    """Do the same with one row, which keeps a code when it cannot start."""
    try:
        with parts.new_uow() as uow:
            return _turn(job, parts, uow, at, 1)
    except RowFailed as failed:
        with parts.new_uow() as uow:
            _note_failure(job, failed, uow)
            uow.jobs.go_on(job, at=at or uow.database_now())
        return False


def _make_beginning(
    job: Job, batch: Batch, parts: Parts, uow: UnitOfWork, moment: datetime
) -> None:
    """Look again who has a case by now; wait while another list of the route is being started."""
    if uow.batches.is_starting(region=batch.region, route=batch.route):
        uow.jobs.go_on(job, at=moment + WAIT_FOR_OTHER)
        return
    started = replace(batch, status=BatchStatus.STARTING)
    uow.batches.save(started)
    key = parts.vault.open_key(batch.id, batch.wrapped)
    rows = uow.batches.rows(batch, status=RowStatus.WAITING, limit=batch.total)
    opened = find_cohort(
        region=batch.region, route=batch.route, key=batch.cohort, uow=uow, parts=parts
    )
    numbers = already_running(
        (open_child(row, key) for row in rows),
        region=batch.region,
        route=batch.route,
        kind=opened.own_kind,
        uow=uow,
        vault=parts.vault,
    )
    uow.batches.save_rows([_twice(row, batch) for row in rows if row.number in numbers])
    uow.jobs.go_on(job, at=moment)


def _twice(row: BatchRow, batch: Batch) -> BatchRow:
    """Return a row about a child of whom a case began since the list was made."""
    if batch.skips_running:
        return replace(row, status=RowStatus.SKIPPED, code=ALREADY_RUNNING, content=b"")
    return replace(row, status=RowStatus.FAILED, code=ALREADY_RUNNING)


def _start(
    batch: Batch, rows: Sequence[BatchRow], parts: Parts, uow: UnitOfWork, moment: datetime
) -> None:
    key = parts.vault.open_key(batch.id, batch.wrapped)
    opened = find_cohort(
        region=batch.region, route=batch.route, key=batch.cohort, uow=uow, parts=parts
    )
    changed = []
    for row in rows:
        try:
            case = start_within(
                beginning=_beginning(batch, opened, open_child(row, key)),
                bundle=opened.bundle,
                actor=_actor(batch),
                uow=uow,
                parts=parts,
                request_id=f"{batch.id}/{row.number}",
                moment=moment,
            )
        except Exception as error:
            raise RowFailed(row.number) from error
        changed.append(_started(row, case))
    uow.batches.save_rows(changed)


def _beginning(batch: Batch, opened: Opened, child: ListedChild) -> Beginning:
    return Beginning(
        region=batch.region,
        route=batch.route,
        subject=child.subject,
        start_event=opened.cohort.start_event,
        submission=child.submission,
        participants=child.participants,
    )


def _started(row: BatchRow, case: Case) -> BatchRow:
    return replace(
        row,
        status=RowStatus.STARTED,
        case_id=case.id,
        case_number=case.number,
        code="",
        content=b"",
    )


def _note_failure(job: Job, failed: RowFailed, uow: UnitOfWork) -> None:
    batch = uow.batches.lock(region=job.region, batch_id=str(job.content["batch"]))
    if batch is None:
        return
    code, error = _code(failed), failed.__cause__
    logger.error(
        "A row of a list could not start",
        exc_info=None if isinstance(error, EngineError) else error,
        extra={"batch_id": batch.id, "row": failed.number, "code": code},
    )
    found = uow.batches.rows(batch, status=RowStatus.WAITING, after=failed.number - 1, limit=1)
    uow.batches.save_rows(
        [
            replace(row, status=RowStatus.FAILED, code=code)
            for row in found
            if row.number == failed.number
        ]
    )


def _code(failed: RowFailed) -> str:
    error = failed.__cause__
    return error.code if isinstance(error, EngineError) else UNEXPECTED


def _end(batch: Batch, uow: UnitOfWork, moment: datetime) -> None:
    counts = uow.batches.counts(batch)
    failed = counts.get(RowStatus.FAILED, 0)
    done = replace(batch, status=BatchStatus.DONE, ended_at=moment)
    if failed:
        uow.batches.save(replace(done, erase_at=moment + FAILED_FOR))
    else:
        forget(done, uow)
    uow.notices.add([_notice(batch, counts.get(RowStatus.STARTED, 0), failed, moment)])


def _notice(batch: Batch, started: int, failed: int, moment: datetime) -> Notice:
    text = _DONE.format(name=batch.name, started=started, total=batch.total)
    return Notice(
        region=batch.region,
        id=str(uuid.uuid5(NAMESPACE, f"{batch.id}/{batch.runs}/done")),
        case_id="",
        role=batch.role,
        organisation=batch.organisation,
        text=text + (_FAILED.format(failed=failed) if failed else ""),
        at=moment,
    )


def _actor(batch: Batch) -> Actor:
    """Return whose act it is: of who confirmed it, in the role in which the list was made."""
    return Actor(
        id=batch.confirmed_by or batch.made_by,
        role=batch.role,
        organisation=batch.organisation,
        region=batch.region,
    )
