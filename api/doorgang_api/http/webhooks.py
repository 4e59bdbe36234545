"""Webhooks: which systems are told that something happened, and what was sent to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields
from marshmallow.validate import OneOf

from doorgang_api.acting import in_region
from doorgang_api.webhooks.places import complaint_about
from doorgang_engine.access.table import Act
from doorgang_engine.webhooks.subscription import (
    TOLD,
    AskedWebhook,
    WebhookNotFound,
    add_webhook,
    redeliver,
    remove_webhook,
)

from .blueprint import Blueprint
from .caller import account, house
from .fields import Asked, Moment, Text, length
from .schemas import MOMENT, UUID

if TYPE_CHECKING:
    from doorgang_engine.webhooks.subscription import Delivery

blueprint = Blueprint("webhooks", description="Webhooks")
MOST = 100  # messages
ASKED = {
    "url": "https://systeem.voorbeeld.nl/doorgang",
    "kinds": ["task.opened"],
    "organisation": "",
}
EXAMPLE = {"id": UUID, **ASKED, "is_on": True, "made_at": MOMENT}
DELIVERY = {
    "id": UUID,
    "kind": "task.opened",
    "at": MOMENT,
    "status": "sent",
    "attempts": 1,
    "answered": 204,
    "code": "",
}


class WebhookSchema(ma.Schema):
    """A system that is told of some kinds of happenings."""

    id = fields.String(required=True)
    url = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True)
    organisation = fields.String(
        required=True, metadata={"description": "Empty: of all cases of the region."}
    )
    is_on = fields.Boolean(required=True)
    made_at = Moment(required=True)


class NewWebhookSchema(WebhookSchema):
    """A webhook that was just made."""

    secret = fields.String(required=True, metadata={"description": "Shown this once."})


class WebhooksSchema(ma.Schema):
    """The webhooks of a region."""

    items = fields.List(fields.Nested(WebhookSchema), required=True)


class DeliverySchema(ma.Schema):
    """One message to one system."""

    id = fields.String(required=True, metadata={"description": "The `webhook-id`."})
    kind = fields.String(required=True)
    at = Moment(required=True)
    status = fields.String(required=True)
    attempts = fields.Integer(required=True)
    answered = fields.Integer(
        required=True, metadata={"description": "HTTP status; 0: it gave no answer (yet)."}
    )
    code = fields.String(required=True)


class DeliveriesSchema(ma.Schema):
    """The newest messages to a system."""

    items = fields.List(fields.Nested(DeliverySchema), required=True)


class WebhookAsked(Asked):
    """Which system is to be told of what."""

    url = Text(required=True, validate=length(1, 500))
    kinds = fields.List(
        fields.String(validate=OneOf(sorted(TOLD))), required=True, validate=length(1, len(TOLD))
    )
    organisation = Text(load_default=str, validate=length(0, 64))


@blueprint.route("/webhooks", methods=["GET"])
@blueprint.response(200, WebhooksSchema, example={"items": [EXAMPLE]})
def list_webhooks() -> Any:
    """List the webhooks of your region."""
    who = account()
    in_region(who, Act.MANAGE_WEBHOOKS)
    with house().read_uow() as uow:
        return {"items": uow.webhooks.of_region(who.region)}


@blueprint.route("/webhooks", methods=["POST"])
@blueprint.arguments(WebhookAsked, example=ASKED)
@blueprint.response(201, NewWebhookSchema, example={**EXAMPLE, "secret": "whsec_MfKQ9r8…"})
def add(asked: dict[str, Any]) -> Any:
    """Let a system be told. Its secret is in this answer only."""
    who, here = account(), house()
    allowed = here.settings.webhook_networks
    made, secret = add_webhook(
        region=who.region,
        asked=AskedWebhook(
            url=asked["url"], kinds=tuple(asked["kinds"]), organisation=asked["organisation"]
        ),
        actor=in_region(who, Act.MANAGE_WEBHOOKS),
        check_url=lambda url: complaint_about(url, allowed=allowed),
        parts=here.parts,
    )
    return {**vars(made), "secret": secret}


@blueprint.route("/webhooks/<uuid:webhook_id>", methods=["DELETE"])
@blueprint.response(204)
def remove(webhook_id: Any) -> None:
    """Remove a webhook and its messages."""
    who = account()
    remove_webhook(
        region=who.region,
        webhook_id=str(webhook_id),
        actor=in_region(who, Act.MANAGE_WEBHOOKS),
        parts=house().parts,
    )


@blueprint.route("/webhooks/<uuid:webhook_id>/deliveries", methods=["GET"])
@blueprint.response(200, DeliveriesSchema, example={"items": [DELIVERY]})
def list_deliveries(webhook_id: Any) -> Any:
    """List the newest messages to a system; they are kept for 30 days."""
    who = account()
    in_region(who, Act.MANAGE_WEBHOOKS)
    with house().read_uow() as uow:
        found = uow.webhooks.find(region=who.region, webhook_id=str(webhook_id))
        if found is None:
            raise WebhookNotFound("Deze webhook bestaat niet (meer).")
        return {"items": uow.webhooks.deliveries(found, limit=MOST)}


@blueprint.route("/webhook-deliveries/<uuid:delivery_id>/redelivery", methods=["POST"])
@blueprint.response(200, DeliverySchema, example={**DELIVERY, "status": "waiting"})
def send_again(delivery_id: Any) -> Delivery:
    """Send a message again, with the same `webhook-id` and body."""
    who, here = account(), house()
    return redeliver(
        region=who.region,
        delivery_id=str(delivery_id),
        actor=in_region(who, Act.MANAGE_WEBHOOKS),
        parts=here.parts,
    )
