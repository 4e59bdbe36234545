"""What was filled in in a case, for who may read it."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from doorgang_engine.dossier.looks import Part

from .blueprint import Blueprint
from .caller import desk
from .fields import Moment
from .schemas import DIGEST, MOMENT, UUID

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
    corrects = fields.String(
        required=True, metadata={"description": "Id of the one with the mistake, else empty."}
    )
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
                "corrects": "",
                "data": {"compleet": True},
            }
        ]
    },
)
def list_submissions(case_id: Any) -> Any:
    """List every form of a case as it was filled in, the oldest first."""
    with desk() as at:
        dossier = at.dossier(str(case_id), shows={Part.FORMS}, must_read=True)
    return {"items": [{**vars(one), "data": dossier.answers(one)} for one in dossier.submissions]}
