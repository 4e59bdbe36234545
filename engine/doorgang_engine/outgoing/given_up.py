"""What did not leave the house in the end: kept, shown, and sent again when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, require
from doorgang_engine.access.table import Act
from doorgang_engine.errors import NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_engine.model import Actor, Job
    from doorgang_engine.ports import Parts


class SendingNotFound(NotFound):
    """There is no such job that was given up."""

    code = "sending_not_found"


@dataclass(frozen=True, kw_only=True)
class GivenUp:
    """A job that was not sent, and why."""

    job: Job
    code: str


def send_again(
    *, region: str, job_id: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> None:
    """Let a job that was given up be tried from the start.

    :raises Forbidden: if this is not for who asks.
    :raises SendingNotFound: if there is none, or it was asked already.
    """
    require(actor=actor, act=Act.RETRY_INCIDENT, resource=Resource(region=region))
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        if not uow.jobs.revive(region=region, job_id=job_id, at=moment):
            raise SendingNotFound(
                "Deze verzending staat er niet (meer). Misschien vroeg een collega het al opnieuw."
            )
