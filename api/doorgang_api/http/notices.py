"""Notices: what happened that the people of a role should know."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from .blueprint import Blueprint
from .caller import account, desk
from .fields import Moment
from .paging import PageAsked
from .schemas import MOMENT, TASK_ID, UUID

blueprint = Blueprint("notices", description="Kennisgevingen")


class NoticeSchema(ma.Schema):
    """A notice; it holds no personal data."""

    id = fields.String(required=True)
    case_id = fields.String(required=True)
    role = fields.String(required=True)
    text = fields.String(required=True)
    at = Moment(required=True)


class NoticesSchema(ma.Schema):
    """The newest notices."""

    items = fields.List(fields.Nested(NoticeSchema), required=True)


@blueprint.route("/notices", methods=["GET"])
@blueprint.arguments(PageAsked, location="query")
@blueprint.response(
    200,
    NoticesSchema,
    example={
        "items": [
            {
                "id": TASK_ID,
                "case_id": UUID,
                "role": "po_ib",
                "text": "De aanvraag is compleet.",
                "at": MOMENT,
            }
        ]
    },
)
def list_notices(asked: dict[str, Any]) -> Any:
    """List the newest notices to your roles."""
    who = account()
    with desk() as at:
        found = at.uow.notices.page(
            region=who.region,
            organisation=who.organisation,
            roles=who.roles,
            limit=asked["limit"],
        )
        at.listed({one.case_id: None for one in found})
    return {"items": found}
