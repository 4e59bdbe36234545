"""What happened in a case, and the proof of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields

from doorgang_engine.dossier.looks import LookKind, Part
from doorgang_engine.history.verify import verify_case

from .blueprint import Blueprint
from .caller import desk, house
from .fields import Moment, Whole, between
from .paging import LINK, PageAsked, answer, cut
from .schemas import DIGEST, MOMENT, TASK_ID, UUID

if TYPE_CHECKING:
    from doorgang_engine.model import RecordedEvent

blueprint = Blueprint("history", description="Historie van een traject, en het bewijs")


class HistoryAsked(PageAsked):
    """Which events."""

    after = Whole(
        load_default=0,
        validate=between(0, 2**31 - 1),
        metadata={"description": "Number of the last event you have."},
    )


class EventSchema(ma.Schema):
    """Something that happened."""

    number = fields.Integer(required=True)
    act = fields.Integer(required=True)
    kind = fields.String(required=True)
    at = Moment(required=True)
    actor = fields.String(required=True)
    told = fields.Dict(keys=fields.String(), required=True, attribute="fields", data_key="fields")
    sealed = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "What may say something about the child; null when closed."},
    )
    previous = fields.String(required=True)
    hash = fields.String(required=True)


class HistorySchema(ma.Schema):
    """A page of events, the oldest first."""

    items = fields.List(fields.Nested(EventSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class DifferenceSchema(ma.Schema):
    """Where the record and the replay part."""

    event = fields.Integer(required=True)
    field = fields.String(required=True)
    recorded = fields.String(required=True)
    replayed = fields.String(required=True)


class VerdictSchema(ma.Schema):
    """Whether the history of a case is proven."""

    case_id = fields.String(required=True)
    is_right = fields.Boolean(required=True)
    events = fields.Integer(required=True)
    acts = fields.Integer(required=True)
    acts_destroyed = fields.Integer(
        required=True,
        metadata={
            "description": "Acts that cannot be carried out again: their content was destroyed."
        },
    )
    differences = fields.List(fields.Nested(DifferenceSchema), required=True)


@blueprint.route("/cases/<uuid:case_id>/history", methods=["GET"])
@blueprint.arguments(HistoryAsked, location="query")
@blueprint.response(
    200,
    HistorySchema,
    headers=LINK,
    example={
        "items": [
            {
                "number": 4,
                "act": 2,
                "kind": "task_completed",
                "at": MOMENT,
                "actor": "loes",
                "fields": {
                    "element": "toetsen",
                    "scope": "",
                    "task_id": TASK_ID,
                    "submission_id": UUID,
                    "form_hash": DIGEST,
                },
                "sealed": None,
                "previous": DIGEST,
                "hash": DIGEST[::-1],
            }
        ],
        "next": None,
    },
)
def list_events(asked: dict[str, Any], case_id: Any) -> Any:
    """List what happened in a case, the oldest first."""
    with desk() as at:
        dossier = at.dossier(str(case_id), shows={Part.HISTORY})
    found = dossier.happened(after=asked["after"], limit=asked["limit"] + 1)
    shown, more = cut(found, asked)
    return answer(
        [_event(recorded, dossier.hidden(event)) for recorded, event in shown],
        endpoint="history.list_events",
        asked=asked,
        after=shown[-1][0].number if more else None,
        case_id=dossier.case.id,
    )


@blueprint.route("/cases/<uuid:case_id>/history/verification", methods=["GET"])
@blueprint.response(
    200,
    VerdictSchema,
    example={
        "case_id": UUID,
        "is_right": True,
        "events": 21,
        "acts": 4,
        "acts_destroyed": 0,
        "differences": [],
    },
)
def verify(case_id: Any) -> Any:
    """Prove the history: the chain is whole, and its acts done again give the same events."""
    with desk() as at:
        case = at.dossier(str(case_id), shows={Part.HISTORY}, kind=LookKind.VERIFY).case
    return verify_case(case_id=case.id, parts=house().parts)


def _event(event: RecordedEvent, hidden: dict[str, Any] | None) -> dict[str, Any]:
    return {**vars(event), "fields": json.loads(event.fields), "sealed": hidden}
