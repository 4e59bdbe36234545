"""What did not leave the house: for the coordinator, who can let it be sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_api.languages import lazy_gettext as lazy
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.outgoing.given_up import send_again
from doorgang_engine.outgoing.letters import MAIL, WEBHOOK

from . import visit

if TYPE_CHECKING:
    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

MOST = 200
KINDS = {MAIL: lazy(_l("Mail")), WEBHOOK: lazy(_l("Webhook"))}
WHY = {
    "mail_server_unreachable": lazy(_l("De mailserver gaf geen antwoord.")),
    "mail_tls_refused": lazy(_l("De mailserver biedt geen veilige verbinding.")),
    "mail_sign_in_refused": lazy(_l("De mailserver weigert onze naam of ons wachtwoord.")),
    "mail_refused_now": lazy(_l("De mailserver nam de mail dagenlang niet aan.")),
    "mail_refused": lazy(_l("De mailserver weigert dit adres.")),
    "address_unknown": lazy(_l("Er is geen mailadres bekend. Kijk bij Contactpersonen.")),
    "expired": lazy(_l("De mail kwam te laat om nog nut te hebben.")),
    "webhook_address_refused": lazy(_l("Het adres van de webhook is niet toegestaan.")),
    "webhook_refused": lazy(_l("Het andere systeem weigerde het bericht.")),
    "webhook_unreachable": lazy(_l("Het andere systeem gaf geen antwoord.")),
}


def add_to(pages: Blueprint) -> None:
    """Add ``/verzendingen``."""
    pages.add_url_rule("/verzendingen", "sendings", sendings)
    pages.add_url_rule("/verzendingen/<job_id>/opnieuw", "resend", resend, methods=["POST"])


def sendings() -> Response:
    """Show what was given up; names nobody."""
    me = visit.account()
    acting(account=me, act=Act.SEE_INCIDENTS, resource=Resource(region=me.region))
    with visit.house().read_uow() as uow:
        found = uow.jobs.given_up(region=me.region, limit=MOST)
    rows = [
        {
            "id": one.job.id,
            "kind": KINDS.get(one.job.kind, one.job.kind),
            "why": WHY.get(one.code, _("Er ging iets mis.")),
            "code": one.code,
            "at": one.job.run_at,
        }
        for one in found
    ]
    return visit.show(
        "sendings.html",
        heading=_("Niet bezorgde verzendingen"),
        rows=rows,
        said=request.args.get("bericht") == "opnieuw",
    )


def resend(job_id: str) -> AnyResponse:
    """Let something be sent again."""
    me = visit.account()
    actor = acting(account=me, act=Act.RETRY_INCIDENT, resource=Resource(region=me.region))
    send_again(
        region=me.region,
        job_id=job_id,
        actor=actor,
        parts=visit.house().parts,
        now=visit.given_now(),
    )
    return redirect(url_for("pages.sendings", bericht="opnieuw"), 303)
