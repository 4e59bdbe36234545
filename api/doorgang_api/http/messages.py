"""Messages and signals to a case from outside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from doorgang_api.acting import as_recorder
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.awaited import awaited_by
from doorgang_engine.messages import deliver_message, give_signal

from .blueprint import Blueprint
from .caller import account, house
from .case_picture import answer_case, seen_case
from .fields import Asked, Mapping, Text, key, length
from .headers import ETAG, IDEMPOTENCY_KEY, request_id
from .schemas import WHOLE_CASE_EXAMPLE, WholeCaseSchema

blueprint = Blueprint("messages", description="Berichten en signalen aan een traject")


class MessageAsked(Asked):
    """A message that someone records."""

    name = Text(required=True, validate=length(1, 200))
    payload = Mapping(
        keys=Text(), load_default=dict, metadata={"description": "The message's form, filled in."}
    )
    element = key(
        load_default=str, metadata={"description": "The step, when several wait for the message."}
    )


class SignalAsked(Asked):
    """A signal."""

    name = Text(required=True, validate=length(1, 200))


@blueprint.route("/cases/<uuid:case_id>/messages", methods=["POST"])
@blueprint.doc(parameters=[IDEMPOTENCY_KEY])
@blueprint.arguments(
    MessageAsked,
    example={"name": "aanvraag_ingetrokken", "payload": {"reden": "Het kind is verhuisd"}},
)
@blueprint.response(200, WholeCaseSchema, headers=ETAG, example=WHOLE_CASE_EXAMPLE)
def deliver(asked: dict[str, Any], case_id: Any) -> Any:
    """Record a message that a step of the case waits for."""
    who, here = account(), house()
    case = seen_case(str(case_id))
    with here.read_uow() as uow:
        awaited = awaited_by(case=case, uow=uow, parts=here.parts, now=datetime.now(UTC))
    changed = deliver_message(
        case_id=case.id,
        name=asked["name"],
        payload=asked["payload"],
        element=asked["element"],
        actor=as_recorder(who, awaited, asked["name"], asked["element"]),
        parts=here.parts,
        request_id=request_id(),
    )
    return answer_case(changed.id)


@blueprint.route("/cases/<uuid:case_id>/signals", methods=["POST"])
@blueprint.doc(parameters=[IDEMPOTENCY_KEY])
@blueprint.arguments(SignalAsked, example={"name": "toestemming_ingetrokken"})
@blueprint.response(200, WholeCaseSchema, headers=ETAG, example=WHOLE_CASE_EXAMPLE)
def give(asked: dict[str, Any], case_id: Any) -> Any:
    """Give a signal to every step of the case that waits for it."""
    who, here = account(), house()
    case = seen_case(str(case_id))
    changed = give_signal(
        case_id=case.id,
        name=asked["name"],
        actor=acting(account=who, act=Act.GIVE_SIGNAL, resource=Resource.of_case(case)),
        parts=here.parts,
        request_id=request_id(),
    )
    return answer_case(changed.id)
