"""What happened in a case, and the proof of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.sight import READERS, sees_content
from doorgang_engine.events import CaseWithdrawn
from doorgang_engine.history.reading import read as read_event
from doorgang_engine.history.verify import verify_case

from .blueprint import Blueprint
from .caller import account, house
from .case_picture import seen_case
from .fields import Moment, Whole, between
from .paging import LINK, PageAsked, answer, cut
from .schemas import DIGEST, MOMENT, TASK_ID, UUID

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from doorgang_engine.model import Account, RecordedEvent, Submission
    from doorgang_engine.sealing import CaseKey

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
    who, here = account(), house()
    case = seen_case(str(case_id), who, here)
    with here.read_uow() as uow:
        key, sees = uow.cases.key(case.id), sees_content(who, case)
        found = uow.history.of_case(case.id, after=asked["after"], limit=asked["limit"] + 1)
        own = _own_acts(uow.submissions.of_case(case.id), who)
    shown, more = cut(found, asked)
    return answer(
        [_event(event, key, content=sees and _is_open(event, own, who)) for event in shown],
        endpoint="history.list_events",
        asked=asked,
        after=shown[-1].number if more else None,
        case_id=case.id,
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
    case = seen_case(str(case_id), account(), house())
    return verify_case(case_id=case.id, parts=house().parts)


def _own_acts(submissions: Iterable[Submission], who: Account) -> set[tuple[datetime, str]]:
    """Return when and by whom one's own organisation filled something in."""
    return {(s.at, s.actor) for s in submissions if s.organisation == who.organisation}


def _is_open(event: RecordedEvent, own: set[tuple[datetime, str]], who: Account) -> bool:
    """Return whether someone who may see content may see this: what others filled in stays shut.

    The values of routing variables come from forms, and whose form it was decides.
    """
    supervises = bool(READERS & set(who.roles))
    return supervises or event.kind == CaseWithdrawn.kind or (event.at, event.actor) in own


def _event(event: RecordedEvent, key: CaseKey, *, content: bool) -> dict[str, Any]:
    read = read_event(event, key, content=content)
    hidden = {name: value for name, value in read.sealed_fields().items() if value != ""}
    return {**vars(event), "fields": json.loads(event.fields), "sealed": hidden or None}
