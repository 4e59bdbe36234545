"""Notes in a case: those that the caller may read, and making one."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.dossier.looks import Part
from doorgang_engine.note_making import make_note
from doorgang_engine.notes.note import LONGEST, Audience

from .blueprint import Blueprint
from .caller import account, desk, house
from .case_picture import answer_case, seen_case
from .fields import Asked, Moment, Text, length, one_of
from .headers import ETAG, IDEMPOTENCY_KEY, request_id
from .schemas import MOMENT, UUID, WHOLE_CASE_EXAMPLE, WholeCaseSchema

blueprint = Blueprint("notes", description="Notities in een traject")


class NoteSchema(ma.Schema):
    """A note."""

    id = fields.String(required=True)
    at = Moment(required=True)
    actor = fields.String(required=True)
    role = fields.String(required=True)
    organisation = fields.String(required=True)
    audience = fields.String(required=True, metadata={"enum": list(Audience)})
    text = fields.String(required=True)


class NotesSchema(ma.Schema):
    """The notes of a case that you may read, the oldest first."""

    items = fields.List(fields.Nested(NoteSchema), required=True)


class NoteAsked(Asked):
    """What a note says, and for whom it is."""

    text = Text(required=True, validate=length(1, LONGEST))
    audience = Text(
        required=True,
        validate=one_of(*Audience),
        metadata={"description": "`own`: your organisation; `all`: everybody who takes part."},
    )


@blueprint.route("/cases/<uuid:case_id>/notes", methods=["GET"])
@blueprint.response(
    200,
    NotesSchema,
    example={
        "items": [
            {
                "id": UUID,
                "at": MOMENT,
                "actor": "loes",
                "role": "swv_loket",
                "organisation": "swv-proefstad",
                "audience": "all",
                "text": "Ouders bellen maandag terug.",
            }
        ]
    },
)
def list_notes(case_id: Any) -> Any:
    """List the notes of a case that you may read, the oldest first."""
    with desk() as at:
        dossier = at.dossier(str(case_id), shows={Part.NOTES}, must_read=True)
    return {"items": [{**vars(note), "text": text} for note, text in dossier.notes]}


@blueprint.route("/cases/<uuid:case_id>/notes", methods=["POST"])
@blueprint.doc(parameters=[IDEMPOTENCY_KEY])
@blueprint.arguments(
    NoteAsked, example={"text": "Ouders bellen maandag terug.", "audience": "all"}
)
@blueprint.response(200, WholeCaseSchema, headers=ETAG, example=WHOLE_CASE_EXAMPLE)
def make(asked: dict[str, Any], case_id: Any) -> Any:
    """Make a note; it is never changed or taken away before the case's time is over."""
    who, here = account(), house()
    case = seen_case(str(case_id))
    changed = make_note(
        case_id=case.id,
        text=asked["text"],
        audience=Audience(asked["audience"]),
        actor=acting(account=who, act=Act.WRITE_NOTE, resource=Resource.of_case(case)),
        parts=here.parts,
        request_id=request_id(),
    )
    return answer_case(changed.id)
