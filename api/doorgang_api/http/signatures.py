"""Sign what another filled in for a task that two people do, or send it back with a reason."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from doorgang_engine.access.table import Act
from doorgang_engine.dossier.looks import Part
from doorgang_engine.signing import NothingToSign, find_signing, refuse_to_sign, sign_task

from .blueprint import Blueprint
from .caller import account, desk, house
from .case_picture import answer_case
from .fields import Asked, Moment, Text, one_of
from .headers import ETAG, IDEMPOTENCY_KEY, request_id
from .schemas import MOMENT, WHOLE_CASE_EXAMPLE, WholeCaseSchema

blueprint = Blueprint("signatures", description="Ondertekenen wat een ander invulde")


class SignatureAsked(Asked):
    """Whether you sign."""

    decision = Text(required=True, validate=one_of("sign", "refuse"))
    reason = Text(load_default=str, metadata={"description": "Why not; mandatory to refuse."})


class SigningSchema(ma.Schema):
    """What another filled in, to be signed or not."""

    values = fields.Dict(keys=fields.String(), required=True)
    filled_in_by = fields.String(required=True)
    filled_in_at = Moment(required=True)


@blueprint.route("/tasks/<uuid:task_id>/signature", methods=["GET"])
@blueprint.response(
    200,
    SigningSchema,
    example={"values": {"compleet": True}, "filled_in_by": "loes", "filled_in_at": MOMENT},
)
def read(task_id: Any) -> Any:
    """Read what you are asked to sign."""
    with desk() as at:
        task, dossier = at.task(str(task_id), shows={Part.FORMS})
        found = find_signing(task, account=at.account, uow=at.uow)
        at.only(*dossier.shown, f"formulier:{task.form}")
    if found is None or not found.waits:
        raise NothingToSign
    row = found.row
    return {"values": found.values, "filled_in_by": row.account, "filled_in_at": row.at}


@blueprint.route("/tasks/<uuid:task_id>/signature", methods=["POST"])
@blueprint.doc(parameters=[IDEMPOTENCY_KEY])
@blueprint.arguments(SignatureAsked, example={"decision": "sign"})
@blueprint.response(200, WholeCaseSchema, headers=ETAG, example=WHOLE_CASE_EXAMPLE)
def decide(asked: dict[str, Any], task_id: Any) -> Any:
    """Sign what another filled in: the task is done. Or send it back with a reason."""
    key = request_id()
    with desk() as at:
        task = at.own_task(str(task_id), act=Act.COMPLETE_TASK)
    actor, parts = account().acting_as(task.role), house().parts
    if asked["decision"] == "sign":
        case = sign_task(task_id=task.id, actor=actor, parts=parts, request_id=key)
    else:
        case = refuse_to_sign(task_id=task.id, reason=asked["reason"], actor=actor, parts=parts)
    return answer_case(case.id, worked_as=task.role)
