"""Name or change who takes part in a running case: by a person, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import acts
from .access.decide import Resource, require
from .access.table import Act
from .advance import enter, enter_standing, record, require_revision, require_running
from .cases import starter_of
from .errors import CaseNotRunning, ParticipantUnknown
from .leaving import leave
from .model import CaseStatus
from .naming import FAMILY
from .participants import kinds_needed
from .participation import ParticipantFixed, ParticipantUnchanged
from .requests import was_carried_out
from .terms.moments import local_day

if TYPE_CHECKING:
    from datetime import datetime

    from .advance import Passage
    from .enact import Runnable
    from .model import Actor, Case
    from .ports import Parts, UnitOfWork


def change_participant(
    *,
    case_id: str,
    kind: str,
    organisation: str,
    reason: str,
    actor: Actor,
    parts: Parts,
    revision: int | None = None,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Let an organisation stand for its kind in a case from now on.

    Open tasks of the kind move to it. The one before sees nothing of the case any more; the new
    one reads what is shared from now on. It may be done while the case waits for an incident.

    :raises NotYours: if this is not for this person.
    :raises CaseNotRunning: if the case has ended.
    :raises StaleRevision: if it changed since it was read.
    :raises ParticipantUnknown: if it cannot stand for the kind in this case.
    :raises ParticipantUnchanged: if it does so already.
    :raises ParticipantFixed: if one of this kind does not change within a case.
    """
    asked: dict[str, Any] = {
        "organisation_kind": kind,
        "organisation": organisation,
        "reason": reason,
    }
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id, request_id=request_id)
        if was_carried_out(locked=locked, kind=acts.ChangeParticipant, actor=actor, **asked):
            return locked.case
        case, moment = locked.case, now or locked.now
        place = Resource.of_case(case, started_by=starter_of(case, uow))
        require(actor=actor, act=Act.CHANGE_PARTICIPANT, resource=place)
        require_revision(case, revision)
        in_incident = case.status is CaseStatus.INCIDENT
        if not in_incident:
            require_running(case)
        runnable = parts.shelf.runnable(uow, case.bundle)
        passage = (enter_standing if in_incident else enter)(locked, runnable, now=moment)
        _require_fitting(passage, kind, organisation, uow)
        was = passage.case.participants.get(kind, "")
        act = acts.ChangeParticipant(was=was, **asked)
        record(passage, act, actor=actor, request_id=request_id)
        return leave(passage, uow)


def changeable_kinds(*, case: Case, runnable: Runnable) -> list[str]:
    """Return the kinds of which a person may name another organisation in a case."""
    kinds = kinds_needed(runnable) | set(case.participants)
    return sorted(kind for kind in kinds if kind != FAMILY or not case.participants.get(kind))


def _require_fitting(passage: Passage, kind: str, organisation: str, uow: UnitOfWork) -> None:
    case, day = passage.case, local_day(moment=passage.now)
    current = case.participants.get(kind, "")
    if passage.running.is_over:  # its last term has just passed
        raise CaseNotRunning("Dit traject is afgelopen. Er is niets verwerkt.")
    if kind not in kinds_needed(passage.runnable) | set(case.participants):
        raise ParticipantUnknown({kind: [f"In deze route doet geen '{kind}' mee."]})
    if current == organisation:
        raise ParticipantUnchanged("Deze organisatie doet al mee. Er is niets veranderd.")
    if kind == FAMILY and current:
        raise ParticipantFixed(
            "Het gezin van een traject verandert niet. Er is niets veranderd. Hoort het traject "
            "bij een ander gezin? Trek het in en begin opnieuw."
        )
    able = [
        one.id
        for one in uow.organisations.of_region(case.region)
        if one.kind == kind and one.is_open(day)
    ]
    if organisation not in able:
        raise ParticipantUnknown(
            {kind: [f"'{organisation}' is in deze regio geen geopende '{kind}'."]}
        )
