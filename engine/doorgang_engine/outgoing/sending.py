"""Send what waits in the outbox for the outside: at least once, ever less often, then given up.

Any number of nodes may do this at once. A job is lent to one for a while; its talk with the
outside holds no transaction open. Whoever dies half-way leaves the job to the next, which sends it
again with the same id: the receiver can tell that it has it already.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from doorgang_engine.effects import COORDINATOR
from doorgang_engine.errors import EngineError
from doorgang_engine.incidents import UNEXPECTED
from doorgang_engine.model import Notice

from .errors import GIVEN_UP, SendingFailed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doorgang_engine.model import Job
    from doorgang_engine.ports import Parts

logger = logging.getLogger(__name__)

LENT_FOR = timedelta(minutes=10)  # longer than any talk with the outside lasts
FIRST_DELAY_SECONDS = 30  # doubled at each attempt
LONGEST_DELAY_SECONDS = 6 * 3600
MOST_ATTEMPTS = 16  # some two days: a weekend's maintenance
MAX_PER_SWEEP = 100
KEPT_FOR = timedelta(days=30)
NOT_SENT = (
    "Een bericht naar buiten kon niet worden bezorgd ({code}). Het is bewaard. Kijk bij "
    "Verzendingen wat er aan de hand is; daar kunt u het opnieuw laten versturen."
)


class Carrier(Protocol):
    """Brings one kind of job to the outside."""

    def carry(self, job: Job, *, at: datetime) -> None:
        """Bring a job out, outside any transaction.

        :raises SendingFailed: if it did not work; ``is_final`` when it never will.
        """


def send_off(*, parts: Parts, carriers: Mapping[str, Carrier], at: datetime | None = None) -> int:
    """Send what is due of the kinds that have a carrier; return how many left."""
    sent = 0
    for _ in range(MAX_PER_SWEEP if carriers else 0):
        with parts.new_uow() as uow:
            job = uow.jobs.take(at=at, kinds=tuple(carriers))
            if job is None:
                break
            moment = at or uow.database_now()
            uow.jobs.again(job, at=moment + LENT_FOR)
        sent += _send(job, carriers[job.kind], parts, moment)
    return sent


def delay_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts that failed."""
    seconds = FIRST_DELAY_SECONDS * 2 ** min(attempts, 20)
    return timedelta(seconds=min(seconds, LONGEST_DELAY_SECONDS))


def _send(job: Job, carrier: Carrier, parts: Parts, now: datetime) -> int:
    try:
        carrier.carry(job, at=now)
    except Exception as error:  # noqa: BLE001 - one bad job must not stop the others
        _note_failure(job, error, parts, now)
        return 0
    with parts.new_uow() as uow:
        uow.jobs.sent(job)
    return 1


def _note_failure(job: Job, error: Exception, parts: Parts, now: datetime) -> None:
    code = error.code if isinstance(error, EngineError) else UNEXPECTED
    is_final = isinstance(error, SendingFailed) and error.is_final
    gives_up = is_final or job.attempts + 1 >= MOST_ATTEMPTS
    logger.warning(
        "A job for the outside was not sent",
        exc_info=None if isinstance(error, EngineError) else error,
        extra={"job_id": job.id, "case_id": job.case_id, "code": code},
    )
    with parts.new_uow() as uow:
        if not gives_up:
            uow.jobs.try_later(job, at=now + delay_after(job.attempts), code=code)
            return
        uow.jobs.give_up(job, code=code or GIVEN_UP)
        uow.notices.add([_notice(job, code, now)])


def _notice(job: Job, code: str, now: datetime) -> Notice:
    return Notice(
        region=job.region,
        id=str(uuid.uuid5(uuid.UUID(job.id), f"given up {now.isoformat()}")),
        case_id="",  # not of a case: what was to be sent is not said either
        role=COORDINATOR,
        organisation="",
        text=NOT_SENT.format(code=code),
        at=now,
    )
