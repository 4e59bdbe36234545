"""Incidents: acts that failed, kept whole; for the coordinator."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.acting import in_region
from doorgang_engine.access.table import Act
from doorgang_engine.errors import NotFound
from doorgang_engine.incidents import retry as retry_incident
from doorgang_engine.model import IncidentStatus

from .blueprint import Blueprint
from .caller import account, desk, house
from .case_picture import answer_case
from .fields import Asked, Moment, Text, one_of
from .headers import ETAG, IDEMPOTENCY_KEY, request_id
from .schemas import MOMENT, TASK_ID, UUID, WHOLE_CASE_EXAMPLE, WholeCaseSchema

blueprint = Blueprint("incidents", description="Storingen, voor de regiocoördinator")


class IncidentsAsked(Asked):
    """Which incidents."""

    status = Text(load_default="open", validate=one_of(*IncidentStatus))


class IncidentSchema(ma.Schema):
    """An act that failed; its content stays sealed."""

    id = fields.String(required=True)
    case_id = fields.String(required=True)
    code = fields.String(required=True)
    act_kind = fields.String(required=True)
    actor = fields.String(required=True)
    raised_at = Moment(required=True)
    status = fields.String(required=True, metadata={"enum": ["open", "resolved"]})
    resolved_at = Moment(required=True, allow_none=True)
    resolved_by = fields.String(required=True)


class IncidentsSchema(ma.Schema):
    """Incidents, the newest first; at most 200."""

    items = fields.List(fields.Nested(IncidentSchema), required=True)


class NothingAsked(Asked):
    """An act that needs no words."""


@blueprint.route("/incidents", methods=["GET"])
@blueprint.arguments(IncidentsAsked, location="query")
@blueprint.response(
    200,
    IncidentsSchema,
    example={
        "items": [
            {
                "id": TASK_ID,
                "case_id": UUID,
                "code": "condition_failed",
                "act_kind": "complete_task",
                "actor": "loes",
                "raised_at": MOMENT,
                "status": "open",
                "resolved_at": None,
                "resolved_by": "",
            }
        ]
    },
)
def list_incidents(asked: dict[str, Any]) -> Any:
    """List the incidents of the region."""
    in_region(account(), Act.SEE_INCIDENTS)
    with desk() as at:
        found = at.uow.incidents.page(region=account().region, status=asked["status"])
        at.listed({one.case_id: None for one in found})
        return {"items": found}


@blueprint.route("/incidents/<uuid:incident_id>/retry", methods=["POST"])
@blueprint.doc(parameters=[IDEMPOTENCY_KEY])
@blueprint.arguments(NothingAsked, required=False, example={})
@blueprint.response(200, WholeCaseSchema, headers=ETAG, example=WHOLE_CASE_EXAMPLE)
def retry(_asked: dict[str, Any], incident_id: Any) -> Any:
    """Carry the act that failed out again; the case runs on when it succeeds."""
    who, here = account(), house()
    actor = in_region(who, Act.RETRY_INCIDENT)
    with here.read_uow() as uow:
        incident = uow.incidents.get_for_update(str(incident_id))
    if incident.region != who.region:
        raise NotFound("Deze storing bestaat niet.")
    case = retry_incident(
        incident_id=incident.id, actor=actor, parts=here.parts, request_id=request_id()
    )
    return answer_case(case.id)
