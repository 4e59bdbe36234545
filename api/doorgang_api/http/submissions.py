"""What was filled in in a case, for who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.disclosure import readable
from doorgang_api.forms_adapter import form_of
from doorgang_api.sight import READERS
from doorgang_engine.history.reading import read as read_event
from doorgang_engine.sealing import ContentDestroyed
from doorgang_engine.submissions import open_submission
from doorgang_forms.visibility import readable as readable_fields

from .blueprint import Blueprint
from .caller import account, house
from .case_picture import content_key, seen_case
from .fields import Moment
from .schemas import DIGEST, MOMENT, UUID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.model import Account, Submission
    from doorgang_engine.sealing import CaseKey

blueprint = Blueprint("submissions", description="Ingevulde formulieren")


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


def _submission(
    submission: Submission, key: CaseKey | None, content: Mapping[str, Any], who: Account
) -> dict[str, Any]:
    if key is None:
        return {**vars(submission), "data": None}
    try:
        data = open_submission(submission, key)
    except ContentDestroyed:
        return {**vars(submission), "data": None}
    if submission.organisation != who.organisation and not READERS & set(who.roles):
        form = form_of(content["forms"][submission.form])
        data = readable_fields(form=form, data=data, roles=who.roles)
    return {**vars(submission), "data": data}
