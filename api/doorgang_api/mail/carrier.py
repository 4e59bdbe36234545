"""Bring letters from the outbox to the mail server; the address is looked up as one leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.outgoing.addresses import own_part
from doorgang_engine.outgoing.errors import EXPIRED, SendingFailed
from doorgang_engine.outgoing.letters import letter_of

from .writing import Envelope, Words, write_letter

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_engine.model import Job
    from doorgang_engine.ports import NewUnitOfWork

    from .server import MailServer


@dataclass(frozen=True, kw_only=True)
class MailCarrier:
    """Sends the jobs of kind ``mail``."""

    server: MailServer
    sender: str
    site: str
    new_uow: NewUnitOfWork

    def carry(self, job: Job, *, at: datetime) -> None:
        """Send one letter.

        :raises SendingFailed: if it was not taken, came too late, or nobody knows the address.
        """
        letter = letter_of(job)
        if letter.until is not None and letter.until < at:
            raise SendingFailed(EXPIRED, is_final=True)
        with self.new_uow() as uow:
            own = own_part(letter, job=job, uow=uow, at=at)
        words = Words(
            letter=letter.kind, data={**letter.data, **own.secrets}, language=letter.language
        )
        envelope = Envelope(
            job_id=job.id, sender=self.sender, address=own.address, site=self.site, at=at
        )
        self.server.send(write_letter(words, envelope))
