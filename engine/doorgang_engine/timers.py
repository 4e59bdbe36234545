"""Fire the timers that are due, each in the transaction that advances its case.

Any number of nodes may do this at once: a due timer is claimed by the database, so each fires
exactly once; a case that fails becomes an incident and does not hold up the others.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from . import acts
from .advance import Passage, enter
from .errors import CaseNotRunning, EngineError
from .incidents import UNEXPECTED, raise_incident
from .leaving import leave
from .model import CLOCK, CaseStatus, Timer

if TYPE_CHECKING:
    from .model import Case
    from .ports import Parts, UnitOfWork

logger = logging.getLogger(__name__)

MAX_PER_SWEEP = 1_000  # then the next tick goes on: nothing else may wait too long


@dataclass(frozen=True)
class Sweep:
    """What a sweep did: seconds late of each timer that fired; cases that became an incident."""

    lateness: tuple[float, ...] = ()
    failed: int = 0

    @property
    def fired(self) -> int:
        """How many timers fired."""
        return len(self.lateness)


def fire_due_timers(*, parts: Parts, at: datetime | None = None) -> Sweep:
    """Fire every due timer, by the database's clock or at a given moment."""
    lateness: list[float] = []
    failed = 0
    for _ in range(MAX_PER_SWEEP):
        claimed: list[Timer] = []
        try:
            late = _fire_one(claimed, parts=parts, at=at)
            if late is None:
                break
            lateness.extend(late)
        except Exception as error:  # one broken case must not stop the clock for the others
            if not claimed:
                raise
            failed += 1
            _keep(claimed[0], error, parts, at)
    return Sweep(tuple(lateness), failed)


def fire_in_parallel(*, parts: Parts, threads: int, at: datetime | None = None) -> Sweep:
    """Fire what is due in several threads: while one waits for the database, another reckons.

    Only on PostgreSQL, where each claims its own timer; SQLite has one writer.
    """
    with ThreadPoolExecutor(max_workers=threads) as pool:
        sweeps = [pool.submit(fire_due_timers, parts=parts, at=at) for _ in range(threads)]
        done = [sweep.result() for sweep in sweeps]
    return Sweep(
        tuple(seconds for sweep in done for seconds in sweep.lateness),
        sum(sweep.failed for sweep in done),
    )


def _fire_one(
    claimed: list[Timer], *, parts: Parts, at: datetime | None
) -> tuple[float, ...] | None:
    """Fire one due timer; return how late it was (s), nothing if another node had been first.

    None when no timer is due.
    """
    with parts.new_uow() as uow:
        timer = uow.timers.next_due(at=at)
        if timer is None:
            return None
        claimed.append(timer)
        locked = uow.cases.lock(case_id=timer.case_id)
        try:
            passage = enter(
                locked, parts.shelf.runnable(uow, locked.case.bundle), now=at or locked.now
            )
        except CaseNotRunning:
            _leave_alone(timer, locked.case, uow)
            return ()
        if not passage.acts:
            _put_right(timer, passage, uow)
            return ()
        leave(passage, uow)
        return ((passage.now - timer.due_at).total_seconds() if timer.due_at else 0.0,)


def _leave_alone(timer: Timer, case: Case, uow: UnitOfWork) -> None:
    """Take away the timer of an ended case; hold that of one that is an incident."""
    if case.status is CaseStatus.INCIDENT:
        uow.timers.hold(case_id=case.id, is_held=True)  # raised after the timer was found
    else:
        uow.timers.remove([timer.id], region=timer.region)


def _put_right(timer: Timer, passage: Passage, uow: UnitOfWork) -> None:
    """Follow the case where the row of a timer says something else: the case decides."""
    waiting = passage.before.get(timer.id)
    if waiting is None:
        uow.timers.remove([timer.id], region=timer.region)  # the case no longer waits for it
    else:
        due_at = datetime.fromisoformat(waiting.due_at) if waiting.due_at else None
        uow.timers.move(region=timer.region, timer_id=timer.id, due_at=due_at)


def _keep(timer: Timer, error: Exception, parts: Parts, at: datetime | None) -> None:
    code = error.code if isinstance(error, EngineError) else UNEXPECTED
    logger.error(
        "A timer could not fire; its case waits as an incident",
        exc_info=None if isinstance(error, EngineError) else error,
        extra={"case_id": timer.case_id, "timer_id": timer.id, "code": code},
    )
    raise_incident(
        case_id=timer.case_id,
        act=acts.FireTimer(timer_id=timer.id),
        actor=CLOCK,
        code=code,
        parts=parts,
        now=at,
    )
