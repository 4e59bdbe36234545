"""What happened in a case, the proof of it, and what was filled in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.disclosure import readable
from doorgang_api.forms_adapter import form_of
from doorgang_api.sight import READERS
from doorgang_engine.history.reading import read as read_event
from doorgang_engine.history.verify import verify_case
from doorgang_engine.submissions import open_submission
from doorgang_forms.visibility import readable as readable_fields

from .blueprint import Blueprint
from .caller import account, house
from .case_picture import content_key, seen_case
from .fields import Moment, Whole, between
from .paging import LINK, PageAsked, answer, cut
from .schemas import MOMENT, TASK_ID, UUID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.model import Account, RecordedEvent, Submission
    from doorgang_engine.sealing import CaseKey

blueprint = Blueprint("history", description="Historie, bewijs en ingevulde formulieren")
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


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
    differences = fields.List(fields.Nested(DifferenceSchema), required=True)


class SubmissionSchema(ma.Schema):
    """A form as it was filled in."""

    id = fields.String(required=True)
    element = fields.String(required=True)
    scope = fields.String(required=True)
    form = fields.String(required=True)
    form_hash = fields.String(required=True)
    at = Moment(required=True)
    actor = fields.String(required=True)
    role = fields.String(required=True)
    organisation = fields.String(required=True)
    data = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "Null when you may not see content, or it was destroyed."},
    )


class SubmissionsSchema(ma.Schema):
    """Every form of a case as it was filled in, the oldest first; a correction is a row more."""

    items = fields.List(fields.Nested(SubmissionSchema), required=True)


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
        key = content_key(case, who, uow)
        found = uow.history.of_case(case.id, after=asked["after"], limit=asked["limit"] + 1)
    shown, more = cut(found, asked)
    return answer(
        [_event(event, key) for event in shown],
        endpoint="history.list_events",
        asked=asked,
        after=shown[-1].number if more else None,
        case_id=case.id,
    )


@blueprint.route("/cases/<uuid:case_id>/history/verification", methods=["GET"])
@blueprint.response(
    200,
    VerdictSchema,
    example={"case_id": UUID, "is_right": True, "events": 21, "acts": 4, "differences": []},
)
def verify(case_id: Any) -> Any:
    """Prove the history: the chain is whole, and its acts done again give the same events."""
    case = seen_case(str(case_id), account(), house())
    return verify_case(case_id=case.id, parts=house().parts)


@blueprint.route("/cases/<uuid:case_id>/submissions", methods=["GET"])
@blueprint.response(
    200,
    SubmissionsSchema,
    example={
        "items": [
            {
                "id": UUID,
                "element": "toetsen",
                "scope": "",
                "form": "toets",
                "form_hash": DIGEST,
                "at": MOMENT,
                "actor": "loes",
                "role": "swv_loket",
                "organisation": "swv-proefstad",
                "data": {"compleet": True},
            }
        ]
    },
)
def list_submissions(case_id: Any) -> Any:
    """List every form of a case as it was filled in, the oldest first."""
    who, here = account(), house()
    case = seen_case(str(case_id), who, here)
    with here.read_uow() as uow:
        key = content_key(case, who, uow)
        found = uow.submissions.of_case(case.id)
        content = here.parts.shelf.content(uow, case.bundle)
        happened = [(e.at, read_event(e, None)) for e in uow.history.of_case(case.id)]
    shown = readable(
        submissions=found, happened=happened, roles=content["roles"], account=who, case=case
    )
    may_read = {submission.id for submission in shown}
    return {
        "items": [
            _submission(one, key if one.id in may_read else None, content, who) for one in found
        ]
    }


def _event(event: RecordedEvent, key: CaseKey | None) -> dict[str, Any]:
    hidden = read_event(event, key).sealed_fields() if event.sealed and key else None
    return {**vars(event), "fields": json.loads(event.fields), "sealed": hidden}


def _submission(
    submission: Submission, key: CaseKey | None, content: Mapping[str, Any], who: Account
) -> dict[str, Any]:
    if key is None:
        return {**vars(submission), "data": None}
    data = open_submission(submission, key)
    if submission.organisation != who.organisation and not READERS & set(who.roles):
        form = form_of(content["forms"][submission.form])
        data = readable_fields(form=form, data=data, roles=who.roles)
    return {**vars(submission), "data": data}
