"""Make a note in a case. The history tells that it was made, never what it says."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from . import acts
from .access.decide import Resource, require
from .access.table import Act, Group, group_of
from .advance import record
from .ids import new_id
from .leaving import leave
from .notes.note import LONGEST, NOTE, Audience, Note, NoteRefused
from .requests import sent_hash, was_carried_out
from .standing_case import enter_going_on

if TYPE_CHECKING:
    from datetime import datetime

    from .model import Actor, Case
    from .ports import Parts


def make_note(
    *,
    case_id: str,
    text: str,
    audience: Audience,
    actor: Actor,
    parts: Parts,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Keep a note, sealed, in a case that goes on; also while it waits for an incident.

    :raises NotYours: if this person's organisation does not take part.
    :raises NoteRefused: if there is no text, too much of it, or it cannot be for that audience.
    :raises CaseNotRunning: if the case has ended.
    """
    said = text.strip()
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id, request_id=request_id)
        require(actor=actor, act=Act.WRITE_NOTE, resource=Resource.of_case(locked.case))
        sent = sent_hash(text=said, audience=audience)
        if was_carried_out(locked=locked, kind=acts.MakeNote, actor=actor, sent=sent):
            return locked.case
        _require_fitting(said, audience, actor)
        passage = enter_going_on(locked, uow=uow, parts=parts, now=now or locked.now)
        note = Note(
            region=locked.case.region,
            id=new_id(passage.now),
            case_id=locked.case.id,
            at=passage.now,
            actor=actor.id,
            role=actor.role,
            organisation=actor.organisation,
            audience=audience,
            content=locked.key.seal(said.encode(), NOTE),
        )
        act = acts.MakeNote(
            note_id=note.id,
            audience=audience,
            sha256=hashlib.sha256(said.encode()).hexdigest(),
            sent=sent,
        )
        record(passage, act, actor=actor, request_id=request_id)
        uow.notes.add(note)
        return leave(passage, uow)


def _require_fitting(said: str, audience: Audience, actor: Actor) -> None:
    if not said:
        raise NoteRefused("De notitie is leeg. Er is niets vastgelegd. Schrijf eerst iets op.")
    if len(said) > LONGEST:
        raise NoteRefused(
            f"De notitie is langer dan {LONGEST} tekens. Er is niets vastgelegd. Maak haar korter."
        )
    if audience is Audience.OWN and group_of(actor.role) is Group.GEZIN:
        # Two parents are one organisation, and neither reads what the other one says.
        raise NoteRefused(
            "Een ouder of leerling kan alleen een notitie maken die alle deelnemers lezen. Er is "
            "niets vastgelegd."
        )
