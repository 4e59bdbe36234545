"""What is recorded of a child rather than of one case: leaving school, holds, use of rights.

It is told in the history of each of the child's cases, also of those that have ended.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from doorgang_engine import events as ev
from doorgang_engine.access.decide import Resource, require
from doorgang_engine.access.table import Act
from doorgang_engine.errors import Conflict, Invalid, ReasonMissing
from doorgang_engine.history.chain import extend_chain
from doorgang_engine.terms.moments import local_day

from .records import Departure, Hold

if TYPE_CHECKING:
    from datetime import date, datetime

    from doorgang_engine.model import Actor, Case
    from doorgang_engine.ports import LockedCase, Parts, UnitOfWork

HOLD = "hold"  # what the reason of a hold is sealed for
RIGHTS = ("inzage", "rectificatie", "bezwaar", "beperking", "verwijdering")


class LeavingRefused(Invalid):
    """The day on which a child would have left school cannot be right."""

    code = "leaving_refused"


class HoldLiftedAlready(Conflict):
    """The hold was lifted before."""

    code = "hold_lifted_already"


def record_leaving(
    *, case_id: str, left_on: date, actor: Actor, parts: Parts, now: datetime | None = None
) -> Departure:
    """Record that the child of a case left school: its retention begins, in all its cases.

    :raises Forbidden: if this is not for somebody in this role.
    :raises LeavingRefused: if the day lies in the future.
    :raises CaseNotFound: if there is no such case.
    """
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        if left_on > local_day(moment=moment):
            raise LeavingRefused(
                "De leerling kan de school niet in de toekomst hebben verlaten. Er is niets "
                "vastgelegd. Leg het vast als het zover is."
            )
        case = uow.cases.get(case_id)
        require(actor=actor, act=Act.RECORD_LEAVING, resource=Resource.of_case(case))
        departure = Departure(
            region=case.region,
            id=str(uuid.uuid4()),
            subject=case.subject,
            left_on=left_on,
            recorded_at=moment,
            recorded_by=actor.id,
            role=actor.role,
            organisation=actor.organisation,
        )
        uow.privacy.add_departure(departure)
        event = ev.LeavingRecorded(departure_id=departure.id, left_on=left_on.isoformat())
        tell_all(case, event, actor=actor, at=moment, uow=uow)
        return departure


def withdraw_leaving(
    *, case_id: str, departure_id: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> None:
    """Take back that a child left school, because it did not.

    :raises Forbidden: if this is not for somebody in this role.
    :raises LeavingRefused: if that was not recorded.
    """
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        case = uow.cases.get(case_id)
        require(actor=actor, act=Act.RECORD_LEAVING, resource=Resource.of_case(case))
        known = uow.privacy.departures_of(region=case.region, subject=case.subject)
        departure = next((one for one in known if one.id == departure_id), None)
        if departure is None:
            raise LeavingRefused("Dit vertrek is niet (meer) vastgelegd. Er is niets gewijzigd.")
        uow.privacy.remove_departure(departure)
        event = ev.LeavingWithdrawn(departure_id=departure.id)
        tell_all(case, event, actor=actor, at=moment, uow=uow)


def set_hold(
    *,
    case_id: str,
    whole_child: bool,
    reason: str,
    ground: str,
    actor: Actor,
    parts: Parts,
    until: date | None = None,
    now: datetime | None = None,
) -> Hold:
    """Let nothing of a case, or of a child, be destroyed until a day or until it is lifted.

    :raises Forbidden: if this is not for somebody in this role.
    :raises ReasonMissing: if no reason or ground is given.
    """
    if not reason.strip() or not ground.strip():
        raise ReasonMissing("Geef een reden en een grondslag. Er is niets vastgelegd.")
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id)
        case, moment = locked.case, now or locked.now
        require(actor=actor, act=Act.SET_HOLD, resource=Resource.of_case(case))
        hold = Hold(
            region=case.region,
            id=str(uuid.uuid4()),
            subject=case.subject,
            case_id="" if whole_child else case.id,
            reason=locked.key.seal(reason.strip().encode(), HOLD),
            sealed_in=case.id,
            ground=ground.strip(),
            until=until,
            set_at=moment,
            set_by=actor.id,
        )
        uow.privacy.add_hold(hold)
        event = ev.HoldSet(
            hold_id=hold.id,
            ground=hold.ground,
            until=until.isoformat() if until else "",
            reason=reason.strip(),
        )
        if whole_child:
            tell_all(case, event, actor=actor, at=moment, uow=uow)
        else:
            tell(locked, event, actor=actor, at=moment, uow=uow)
        return hold


def lift_hold(
    *, region: str, hold_id: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> None:
    """Lift a hold.

    :raises Forbidden: if this is not for somebody in this role.
    :raises HoldLiftedAlready: if it was lifted before.
    :raises NotFound: if there is no such hold.
    """
    require(actor=actor, act=Act.SET_HOLD, resource=Resource(region=region))
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        hold = uow.privacy.get_hold(region=region, hold_id=hold_id)
        if hold.lifted_at is not None:
            raise HoldLiftedAlready("Deze bewaarplicht was al opgeheven.")
        uow.privacy.lift_hold(hold, at=moment, by=actor.id)
        event = ev.HoldLifted(hold_id=hold.id)
        for case in uow.cases.of_subject(hold.subject, region=hold.region):
            if hold.case_id in ("", case.id):
                locked = uow.cases.lock(case_id=case.id)
                tell(locked, event, actor=actor, at=moment, uow=uow)


def exercise_right(
    *,
    case_id: str,
    right: str,
    note: str,
    actor: Actor,
    parts: Parts,
    now: datetime | None = None,
) -> None:
    """Record that somebody used a right of the AVG: inspection, correction, objection.

    :raises Forbidden: if this is not for somebody in this role.
    :raises ReasonMissing: if it is no such right, or nothing is said about it.
    """
    if right not in RIGHTS or not note.strip():
        raise ReasonMissing("Zeg welk recht is gebruikt, en waarover. Er is niets vastgelegd.")
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        case = uow.cases.get(case_id)
        require(actor=actor, act=Act.EXPORT_PERSON, resource=Resource.of_case(case))
        event = ev.RightExercised(right=right, note=note.strip())
        tell_all(case, event, actor=actor, at=moment, uow=uow)


def tell_all(case: Case, event: ev.Event, *, actor: Actor, at: datetime, uow: UnitOfWork) -> None:
    """Tell an event in the history of all cases of a child, locked in the order of their ids.

    :raises Conflict: if the case was destroyed, so that nobody knows whose it was.
    """
    if not case.subject:
        raise Conflict("Dit dossier is vernietigd. Er is niets vastgelegd.")
    for other in uow.cases.of_subject(case.subject, region=case.region):
        tell(uow.cases.lock(case_id=other.id), event, actor=actor, at=at, uow=uow)


def tell(
    locked: LockedCase,
    event: ev.Event,
    *,
    actor: Actor,
    at: datetime,
    uow: UnitOfWork,
    record_class: str = "",
) -> Case:
    """Tell an event in the history of a case, beside its route; return the case as it is now.

    What of it is sealed is kept as long as the records of ``record_class``.
    """
    recorded = extend_chain(
        [event],
        case=locked.case,
        key=locked.key,
        act=0,
        at=at,
        actor=actor.id,
        record_class=record_class,
    )
    uow.history.append(recorded)
    case = replace(
        locked.case,
        revision=locked.case.revision + 1,
        events=recorded[-1].number,
        head=recorded[-1].hash,
    )
    uow.cases.save(case)
    return case
