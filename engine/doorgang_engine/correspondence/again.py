"""Make a letter again: one that failed, or one of which something was corrected since.

The letter that was made stays as it is. The new one has a number of its own, says what it takes
the place of, bears the day on which it was asked, and says what was corrected by then. What the
route decided does not change by it: its variables and terms are those of the act that asked for
the letter (docs/adr/0048).
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from doorgang_engine import events as ev
from doorgang_engine.access.decide import Resource, permits, require
from doorgang_engine.access.table import Act, Group, group_of
from doorgang_engine.bpmn.journal import NAMESPACE
from doorgang_engine.errors import Conflict, NotYours, ReasonMissing
from doorgang_engine.letters.asking import MAKE_LETTER
from doorgang_engine.letters.letter import LetterNotFound
from doorgang_engine.privacy.subjects import tell

from .asked_again import Again
from .composing import letter_in

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_engine.letters.contract import Contract
    from doorgang_engine.letters.letter import Letter
    from doorgang_engine.model import Actor, Case, Job
    from doorgang_engine.ports import Parts, UnitOfWork

LONGEST_REASON = 2000  # characters
NOT_THERE = "Deze brief is er niet in dit traject. Er is niets gevraagd."


class LetterAskedAlready(Conflict):
    """The letter will be made, or a newer one is there."""

    code = "letter_asked_already"

    def __init__(self) -> None:
        super().__init__(
            "Deze brief wordt al (opnieuw) gemaakt, of er is een nieuwere. Er is niets gevraagd. "
            "Ververs de pagina."
        )


def make_letter_again(
    *,
    case_id: str,
    letter_id: str,
    reason: str,
    actor: Actor,
    parts: Parts,
    now: datetime | None = None,
) -> Job:
    """Ask for a letter anew; return the job that makes it. ``letter_id`` may be one that failed.

    :raises Forbidden: if this is not for somebody in this role.
    :raises NotYours: if another organisation sends the letter.
    :raises LetterNotFound: if the case has no such letter.
    :raises LetterAskedAlready: if it is being made, or was asked again before.
    :raises LetterIncomplete: if the route does not know the letter any more.
    :raises ReasonMissing: if no reason is given.
    """
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id)
        case, moment = locked.case, now or locked.now
        require(actor=actor, act=Act.REMAKE_LETTER, resource=Resource.of_case(case))
        old = uow.jobs.find(region=case.region, job_id=letter_id)
        if old is None or old.case_id != case_id or old.kind != MAKE_LETTER:
            raise LetterNotFound(NOT_THERE)
        made = uow.letters.find(region=case.region, letter_id=letter_id)
        contract, _ = letter_in(parts.shelf.content(uow, case.bundle), old.content["letter"])
        _require_sender(actor, contract, made, case)
        if not reason.strip():
            raise ReasonMissing("Geef een reden. Er is niets gevraagd.")
        new = _anew(old, made, moment)
        _require_first(old, new, made, case, uow)
        uow.jobs.enqueue([new])
        if made is None:
            uow.jobs.done(old)
        event = ev.LetterAskedAgain(
            letter_id=new.id,
            replaces=made.id if made else "",
            letter=contract.key,
            title=contract.title,
            element=old.content["element"],
            reason=reason.strip()[:LONGEST_REASON],
        )
        tell(locked, event, actor=actor, at=moment, uow=uow, record_class=contract.record_class)
        return new


def may_remake(*, case: Case, sender: str, actor: Actor) -> bool:
    """Return whether somebody may ask for a letter that an organisation sends anew."""
    place = Resource.of_case(case)
    is_sender = actor.organisation == sender or group_of(actor.role) is Group.COORDINATOR
    return is_sender and permits(actor=actor, act=Act.REMAKE_LETTER, resource=place)


def _require_sender(actor: Actor, contract: Contract, made: Letter | None, case: Case) -> None:
    sender = made.organisations[0] if made else case.participants.get(contract.sender, "")
    if not may_remake(case=case, sender=sender, actor=actor):
        raise NotYours(
            "Een andere organisatie verstuurt deze brief. Er is niets gevraagd. Vraag het hun."
        )


def _anew(old: Job, made: Letter | None, at: datetime) -> Job:
    """Return the job of the new letter; asked twice of one letter, it is the same job."""
    again = Again(at=at, replaces=made.id if made else "")
    return replace(
        old,
        id=str(uuid.uuid5(NAMESPACE, f"{old.id}|again")),
        content={**old.content, **again.content()},
        run_at=at,
        attempts=0,
    )


def _require_first(old: Job, new: Job, made: Letter | None, case: Case, uow: UnitOfWork) -> None:
    is_failing = old.id in {one.job.id for one in uow.jobs.failing(case, kind=MAKE_LETTER)}
    is_asked = uow.jobs.find(region=case.region, job_id=new.id) is not None
    if is_asked or (made is None and not is_failing):
        raise LetterAskedAlready
