"""Saying why one must read a dossier: for supervision, or in an emergency."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.desks import door_of, looker_at
from doorgang_engine.dossier.asking import LONGEST, PURPOSES, Why, give_reason, use_emergency
from doorgang_engine.dossier.grants import Judgement
from doorgang_engine.dossier.judging import LONGEST_NOTE, emergencies, judge

from .blueprint import Blueprint
from .caller import account, house
from .fields import Asked, Moment, Text, length, one_of
from .schemas import MOMENT, TASK_ID, UUID

blueprint = Blueprint("reasons", description="Waarom iemand een dossier van anderen inziet")


class ReasonAsked(Asked):
    """For what, and why."""

    purpose = Text(required=True, validate=one_of(*PURPOSES))
    reason = Text(required=True, validate=length(0, LONGEST))


class EmergencyAsked(Asked):
    """Which case, and why it cannot wait."""

    number = Text(required=True, validate=length(1, 40))
    reason = Text(required=True, validate=length(0, LONGEST))


class JudgementAsked(Asked):
    """Whether an emergency was right, and why."""

    judgement = Text(required=True, validate=one_of(Judgement.RIGHT, Judgement.WRONG))
    note = Text(required=True, validate=length(1, LONGEST_NOTE))


class GrantSchema(ma.Schema):
    """That somebody may read a case until a moment."""

    id = fields.String(required=True)
    case_id = fields.String(required=True)
    kind = fields.String(required=True, metadata={"enum": ["reason", "emergency"]})
    purpose = fields.String(required=True)
    role = fields.String(required=True)
    given_at = Moment(required=True)
    ends_at = Moment(required=True)


class EmergencySchema(GrantSchema):
    """An emergency, for the fg."""

    number = fields.String(required=True)
    account = fields.String(required=True)
    organisation = fields.String(required=True)
    reason = fields.String(required=True)
    judgement = fields.String(required=True, metadata={"enum": ["", "terecht", "niet_terecht"]})
    note = fields.String(required=True)
    judged_by = fields.String(required=True)
    judged_at = Moment(required=True, allow_none=True)


class EmergenciesSchema(ma.Schema):
    """The emergencies of the region: what is not judged first; at most 200."""

    items = fields.List(fields.Nested(EmergencySchema), required=True)


GRANT_EXAMPLE = {
    "id": TASK_ID,
    "case_id": UUID,
    "kind": "emergency",
    "purpose": "noodtoegang",
    "role": "jeugdhulp",
    "given_at": MOMENT,
    "ends_at": "2027-01-15T10:00:00+00:00",
}


@blueprint.route("/cases/<uuid:case_id>/reasons", methods=["POST"])
@blueprint.arguments(
    ReasonAsked, example={"purpose": "klacht", "reason": "Klacht 2027-14 gaat over dit dossier."}
)
@blueprint.response(
    201, GrantSchema, example={**GRANT_EXAMPLE, "kind": "reason", "purpose": "klacht"}
)
def give(asked: dict[str, Any], case_id: Any) -> Any:
    """Say why you must read a case, as auditor or fg; then you may for a while."""
    return give_reason(
        case_id=str(case_id),
        why=Why(**asked),
        looker=looker_at(account(), place="api:reasons.give"),
        door=door_of(account(), house()),
        lasts=house().settings.reason_holds,
    )


@blueprint.route("/emergency-access", methods=["POST"])
@blueprint.arguments(
    EmergencyAsked,
    example={"number": "PRO-2027-00012", "reason": "Het kind is vermist; wie zag het laatst?"},
)
@blueprint.response(201, GrantSchema, example=GRANT_EXAMPLE)
def open_in_emergency(asked: dict[str, Any]) -> Any:
    """Read a case of others at once because it cannot wait; the fg is told, and judges it."""
    return use_emergency(
        **asked,
        looker=looker_at(account(), place="api:reasons.open_in_emergency"),
        door=door_of(account(), house()),
        lasts=house().settings.emergency_holds,
    )


@blueprint.route("/emergency-access", methods=["GET"])
@blueprint.response(
    200,
    EmergenciesSchema,
    example={
        "items": [
            {
                **GRANT_EXAMPLE,
                "number": "PRO-2027-00012",
                "account": "hugo",
                "organisation": "zorg-proef",
                "reason": "Het kind is vermist; wie zag het laatst?",
                "judgement": "",
                "note": "",
                "judged_by": "",
                "judged_at": None,
            }
        ]
    },
)
def list_emergencies() -> Any:
    """List the emergencies of the region, for fg and auditor."""
    looker = looker_at(account(), place="api:reasons.list_emergencies")
    told = emergencies(looker=looker, door=door_of(account(), house()))
    return {
        "items": [
            {**vars(one.grant), "number": one.number, "reason": one.reason, "note": one.note}
            for one in told
        ]
    }


@blueprint.route("/emergency-access/<uuid:grant_id>/judgement", methods=["POST"])
@blueprint.arguments(
    JudgementAsked, example={"judgement": "terecht", "note": "Vermissing; politie bevestigt."}
)
@blueprint.response(200, GrantSchema, example=GRANT_EXAMPLE)
def judge_emergency(asked: dict[str, Any], grant_id: Any) -> Any:
    """Record whether an emergency was right, as fg; once."""
    return judge(
        grant_id=str(grant_id),
        judgement=Judgement(asked["judgement"]),
        note=asked["note"],
        looker=looker_at(account(), place="api:reasons.judge_emergency"),
        door=door_of(account(), house()),
    )
