"""Webhooks, for the coordinator: which systems are told, and what was sent to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api.acting import in_region
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_api.languages import lazy_gettext as lazy
from doorgang_api.webhooks.places import complaint_about
from doorgang_engine.access.table import Act
from doorgang_engine.webhooks.happenings import send_trial
from doorgang_engine.webhooks.subscription import (
    AskedWebhook,
    DeliveryStatus,
    HappeningKind,
    TooManyWebhooks,
    WebhookNotFound,
    WebhookRefused,
    add_webhook,
    new_secret,
    redeliver,
    remove_webhook,
    switch_webhook,
)

from . import visit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import Actor

MOST = 100  # messages
KINDS = {
    HappeningKind.CASE_STARTED: lazy(_l("Een traject begint")),
    HappeningKind.CASE_COMPLETED: lazy(_l("Een traject is afgerond")),
    HappeningKind.CASE_WITHDRAWN: lazy(_l("Een traject is gestopt")),
    HappeningKind.CASE_INCIDENT: lazy(_l("Een traject is vastgelopen")),
    HappeningKind.CASE_RUNNING: lazy(_l("Een vastgelopen traject loopt weer")),
    HappeningKind.TASK_OPENED: lazy(_l("Een taak staat open")),
    HappeningKind.TASK_COMPLETED: lazy(_l("Een taak is gedaan")),
    HappeningKind.TASK_CANCELLED: lazy(_l("Een taak is vervallen")),
    HappeningKind.NOTICE_GIVEN: lazy(_l("Er is een melding")),
}
STATES = {
    DeliveryStatus.WAITING: lazy(_l("Onderweg")),
    DeliveryStatus.SENT: lazy(_l("Aangekomen")),
    DeliveryStatus.FAILED: lazy(_l("Niet aangekomen")),
}
SAID = {
    "weg": lazy(_l("De webhook is verwijderd.")),
    "aan": lazy(_l("De webhook staat aan.")),
    "uit": lazy(_l("De webhook staat uit. Wat nu gebeurt, wordt later niet alsnog verteld.")),
    "proef": lazy(_l("Er is een proefbericht verstuurd. Het staat zo in de lijst.")),
    "opnieuw": lazy(_l("Het bericht wordt opnieuw verstuurd.")),
}


def add_to(pages: Blueprint) -> None:
    """Add ``/webhooks``."""
    base, post = "/webhooks", ["POST"]
    one = f"{base}/<webhook_id>"
    pages.add_url_rule(base, "webhooks", webhooks, methods=["GET", "POST"])
    pages.add_url_rule(one, "webhook", webhook)
    pages.add_url_rule(f"{one}/schakelen", "switch_webhook", switch, methods=post)
    pages.add_url_rule(f"{one}/geheim", "webhook_secret", secret, methods=post)
    pages.add_url_rule(f"{one}/proef", "webhook_trial", trial, methods=post)
    pages.add_url_rule(f"{one}/verwijderen", "remove_webhook", remove, methods=post)
    pages.add_url_rule(
        f"{one}/berichten/<delivery_id>/opnieuw", "redeliver", send_again, methods=post
    )


def webhooks() -> AnyResponse:
    """Show the webhooks of the region; when sent, make one."""
    actor = _actor()
    if request.method != "POST":
        return _list({})
    house = visit.house()
    allowed = house.settings.webhook_networks
    asked = AskedWebhook(
        url=request.form.get("adres", "").strip(),
        kinds=tuple(request.form.getlist("gebeurtenis")),
        organisation=request.form.get("organisatie", ""),
    )
    if not asked.kinds:
        return _list({"gebeurtenis": _("Kies ten minste één gebeurtenis.")})
    try:
        made, shown = add_webhook(
            region=actor.region,
            asked=asked,
            actor=actor,
            check_url=lambda url: complaint_about(url, allowed=allowed),
            parts=house.parts,
            now=visit.given_now(),
        )
    except (WebhookRefused, TooManyWebhooks) as refused:
        return _list({"adres": str(refused)})
    return _secret(made.id, shown)


def webhook(webhook_id: str) -> Response:
    """Show a webhook and its newest messages."""
    actor = _actor()
    with visit.house().read_uow() as uow:
        found = uow.webhooks.find(region=actor.region, webhook_id=webhook_id)
        if found is None:
            raise WebhookNotFound(_("Deze webhook bestaat niet (meer)."))
        deliveries = uow.webhooks.deliveries(found, limit=MOST)
    return visit.show(
        "webhook.html",
        heading=_("Webhook"),
        webhook=found,
        deliveries=deliveries,
        kinds={**KINDS, HappeningKind.TEST: lazy(_("Proefbericht"))},
        states=STATES,
        said=_said(),
    )


def switch(webhook_id: str) -> AnyResponse:
    """Switch a webhook on or off."""
    actor, is_on = _actor(), request.form.get("aan") == "ja"
    switch_webhook(
        region=actor.region,
        webhook_id=webhook_id,
        is_on=is_on,
        actor=actor,
        parts=visit.house().parts,
    )
    return _back(webhook_id, "aan" if is_on else "uit")


def secret(webhook_id: str) -> Response:
    """Make another secret and show it, this once."""
    actor = _actor()
    shown = new_secret(
        region=actor.region, webhook_id=webhook_id, actor=actor, parts=visit.house().parts
    )
    return _secret(webhook_id, shown)


def trial(webhook_id: str) -> AnyResponse:
    """Send a message that only shows whether messages arrive."""
    actor = _actor()
    send_trial(
        region=actor.region,
        webhook_id=webhook_id,
        actor=actor,
        parts=visit.house().parts,
        now=visit.given_now(),
    )
    return _back(webhook_id, "proef")


def remove(webhook_id: str) -> AnyResponse:
    """Remove a webhook."""
    actor = _actor()
    remove_webhook(
        region=actor.region, webhook_id=webhook_id, actor=actor, parts=visit.house().parts
    )
    return redirect(url_for("pages.webhooks", bericht="weg"), 303)


def send_again(webhook_id: str, delivery_id: str) -> AnyResponse:
    """Send a message again."""
    actor = _actor()
    redeliver(
        region=actor.region,
        delivery_id=delivery_id,
        actor=actor,
        parts=visit.house().parts,
        now=visit.given_now(),
    )
    return _back(webhook_id, "opnieuw")


def _actor() -> Actor:
    return in_region(visit.account(), Act.MANAGE_WEBHOOKS)


def _back(webhook_id: str, said: str) -> AnyResponse:
    return redirect(url_for("pages.webhook", webhook_id=webhook_id, bericht=said), 303)


def _said() -> str:
    return str(SAID.get(request.args.get("bericht", ""), ""))


def _secret(webhook_id: str, shown: str) -> Response:
    return visit.show(
        "webhook_secret.html",
        heading=_("Geheim van de webhook"),
        webhook_id=webhook_id,
        secret=shown,
    )


def _list(wrong: Mapping[str, str]) -> Response:
    me = visit.account()
    with visit.house().read_uow() as uow:
        found = uow.webhooks.of_region(me.region)
        organisations = {one.id: one.name for one in uow.organisations.of_region(me.region)}
    return visit.show(
        "webhooks.html",
        heading=_("Webhooks"),
        status=422 if wrong else 200,
        webhooks=found,
        organisations=organisations,
        kinds=KINDS,
        wrong=wrong,
        errors=list(wrong.items()),
        typed=request.form,
        said=_said(),
    )
