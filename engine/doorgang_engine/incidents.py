"""Incidents: an act that failed is kept whole, its case waits, and it can be tried again.

A case is never left half-run: its transaction rolled back to the last wait state. What a person
had filled in lies in the incident, sealed, so that nothing they did is lost.
"""

from __future__ import annotations

import json
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from . import acts
from . import events as ev
from .access.decide import Resource, require
from .access.table import Act
from .advance import Passage, carry_out, enter
from .attachments import Used
from .errors import Conflict, EngineError
from .history.chain import canonical, extend_chain
from .leaving import leave
from .model import Actor, Case, CaseStatus, Incident, IncidentStatus, Submission
from .sealing import ACT, record_class_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from .ports import LockedCase, Parts, UnitOfWork

UNEXPECTED = "unexpected"


@dataclass
class Attempt:
    """An act that is being tried: what must be kept when it fails half-way."""

    case_id: str = ""
    act: acts.Act | None = None
    submission: Submission | None = None
    used: Used = field(default_factory=Used)  # its files


@contextmanager
def kept_when_it_fails(
    attempt: Attempt, *, actor: Actor, parts: Parts, now: datetime | None
) -> Iterator[None]:
    """Around a transaction: when its act fails to run on, keep the act as an incident.

    What was refused before the act (a conflict, a wrong form) is no incident: nothing was done.
    """
    try:
        yield
    except Exception as error:
        if attempt.act is not None and not isinstance(error, Conflict):
            raise_incident(
                case_id=attempt.case_id,
                act=attempt.act,
                actor=actor,
                code=error.code if isinstance(error, EngineError) else UNEXPECTED,
                parts=parts,
                submission=attempt.submission,
                record_class=_class_of(attempt.submission),
                used=attempt.used,
                now=now,
            )
        raise


def raise_incident(
    *,
    case_id: str,
    act: acts.Act,
    actor: Actor,
    code: str,
    parts: Parts,
    submission: Submission | None = None,
    record_class: str = "",
    used: Used | None = None,
    now: datetime | None = None,
) -> Incident | None:
    """Keep an act that failed, and let its case wait; None when another one was first."""
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id)
        if locked.case.status is not CaseStatus.RUNNING:
            return None
        moment = now or locked.now
        incident = Incident(
            region=locked.case.region,
            id=str(uuid.uuid4()),
            case_id=case_id,
            code=code,
            act_kind=act.kind,
            actor=actor.id,
            raised_at=moment,
            status=IncidentStatus.OPEN,
            content=locked.key.seal(_content(act, actor).encode(), ACT, record_class),
        )
        uow.incidents.save(incident)
        if submission is not None:
            uow.submissions.add(submission)
        if used is not None:
            used.write(uow)
        uow.timers.hold(case_id=case_id, is_held=True)
        raised = ev.IncidentRaised(incident_id=incident.id, code=code)
        _note(locked, raised, CaseStatus.INCIDENT, actor=actor, at=moment, uow=uow)
        return incident


def retry(
    *,
    incident_id: str,
    actor: Actor,
    parts: Parts,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Carry the act that failed out again; when it succeeds the incident is resolved.

    Asked again with the same ``request_id`` by the same person it gives the case again.

    :raises Forbidden: if this person does not coordinate the region.
    :raises Conflict: if it was resolved already.
    :raises ExecutionFailed: if it fails again; then everything stays as it is.
    """
    with parts.new_uow() as uow:
        incident = uow.incidents.get_for_update(incident_id)
        locked = uow.cases.lock(case_id=incident.case_id, request_id=request_id)
        require(actor=actor, act=Act.RETRY_INCIDENT, resource=Resource.of_case(locked.case))
        if incident.status is not IncidentStatus.OPEN:
            if _is_same_request(incident, locked, actor):
                return locked.case
            raise Conflict("Deze storing is al opgelost.")
        moment = now or locked.now
        resolved = ev.IncidentResolved(incident_id=incident.id)
        case = _note(locked, resolved, CaseStatus.RUNNING, actor=actor, at=moment, uow=uow)
        content = json.loads(locked.key.open(incident.content, ACT))
        act = acts.read_act(incident.act_kind, content["act"])
        passage = enter(
            replace(locked, case=case), parts.shelf.runnable(uow, case.bundle), now=moment
        )
        passage.record_class = record_class_of(incident.content)
        _again(passage, act, Actor(**content["actor"]), request_id)
        uow.timers.hold(case_id=case.id, is_held=False)
        uow.incidents.save(
            replace(
                incident,
                status=IncidentStatus.RESOLVED,
                resolved_at=moment,
                resolved_by=actor.id,
            )
        )
        return leave(passage, uow)


def _is_same_request(incident: Incident, locked: LockedCase, actor: Actor) -> bool:
    earlier = locked.earlier
    return (
        earlier is not None
        and earlier.case_id == incident.case_id
        and earlier.kind == incident.act_kind
        and earlier.at == incident.resolved_at
        and incident.resolved_by == actor.id
    )


def _class_of(submission: Submission | None) -> str:
    """Return the record class of what was filled in: what comes of it is kept as long."""
    return record_class_of(submission.data) if submission else ""


def _again(passage: Passage, act: acts.Act, actor: Actor, request_id: str | None) -> None:
    fired_meanwhile = (
        isinstance(act, acts.FireTimer) and act.timer_id not in passage.running.open_items()
    )
    if not fired_meanwhile:
        act = _on_who_takes_part_now(act, passage)
        carry_out(passage, act, actor=actor, request_id=request_id)


def _on_who_takes_part_now(act: acts.Act, passage: Passage) -> acts.Act:
    """Return the act as it names a participant now: another one may have been named meanwhile."""
    if not isinstance(act, acts.CompleteTask | acts.DeliverMessage) or act.names is None:
        return act
    current = passage.case.participants.get(act.names["organisation_kind"], "")
    if current == act.names["organisation"]:
        return replace(act, names=None)
    return replace(act, names={**act.names, "was": current})


def _content(act: acts.Act, actor: Actor) -> str:
    return canonical({"act": act.content(), "actor": vars(actor)})


def _note(
    locked: LockedCase,
    event: ev.Event,
    status: CaseStatus,
    *,
    actor: Actor,
    at: datetime,
    uow: UnitOfWork,
) -> Case:
    """Write an event that is not the outcome of an act, and the case's new status."""
    recorded = extend_chain(
        [event], case=locked.case, key=locked.key, act=0, at=at, actor=actor.id
    )
    uow.history.append(recorded)
    case = replace(
        locked.case,
        status=status,
        revision=locked.case.revision + 1,
        events=recorded[-1].number,
        head=recorded[-1].hash,
    )
    uow.cases.save(case)
    return case
