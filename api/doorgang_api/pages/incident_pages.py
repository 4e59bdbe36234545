"""Incidents, for the regional coordinator: what stands still, and trying it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.acting import in_region
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.table import Act
from doorgang_engine.errors import ExecutionFailed, NotFound
from doorgang_engine.incidents import retry
from doorgang_engine.model import Incident, IncidentStatus

from . import visit
from .reading import people_of
from .words import moment_words

if TYPE_CHECKING:
    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.ports import UnitOfWork

    from .names import People

ACTS = {
    "start_case": _l("een traject starten"),
    "complete_task": _l("een taak afronden"),
    "fire_timer": _l("een termijn laten aflopen"),
    "deliver_message": _l("een bericht vastleggen"),
    "give_signal": _l("een signaal geven"),
    "change_term": _l("een termijn wijzigen"),
    "withdraw_case": _l("een traject intrekken"),
}
CODES = {
    "condition_failed": _l(
        "Bij een keuze in de route klopte geen enkele weg, of een voorwaarde kon "
        "niet worden berekend."
    ),
    "runs_on": _l("De route loopt rond zonder te wachten."),
    "too_many_tokens": _l("Er staat in het traject te veel tegelijk open."),
    "error_not_caught": _l("De route meldde een fout die nergens wordt opgevangen."),
    "term_refused": _l("Een termijn kon niet worden berekend of gewijzigd."),
    "term_not_found": _l("De route noemt een termijn die er niet is."),
    "unexpected": _l("Onverwachte fout in de software. Meld haar aan de beheerder."),
}


def add_to(pages: Blueprint) -> None:
    """Add ``/storingen``."""
    pages.add_url_rule("/storingen", "incidents", incidents)
    pages.add_url_rule("/storingen/<incident_id>/opnieuw", "retry", again, methods=["POST"])


def incidents() -> Response:
    """Show what stands still."""
    me = visit.account()
    in_region(me, Act.SEE_INCIDENTS)
    with visit.desk() as desk:
        uow, people = desk.uow, people_of(desk.uow, me)
        found = uow.incidents.page(region=me.region, status=IncidentStatus.OPEN)
        desk.listed({one.case_id: None for one in found})
        rows = [_row(one, uow, people) for one in found]
    outcome = request.args.get("bericht", "")
    return visit.show("incidents.html", heading=_("Storingen"), rows=rows, outcome=outcome)


def again(incident_id: str) -> AnyResponse:
    """Try again what failed."""
    me, house = visit.account(), visit.house()
    actor = in_region(me, Act.RETRY_INCIDENT)
    with house.read_uow() as uow:
        known = uow.incidents.page(region=me.region, status=IncidentStatus.OPEN)
        known = [*known, *uow.incidents.page(region=me.region, status=IncidentStatus.RESOLVED)]
    if incident_id not in {one.id for one in known}:
        raise NotFound(_("Deze storing bestaat niet."))
    try:
        retry(
            incident_id=incident_id,
            actor=actor,
            parts=house.parts,
            now=visit.given_now(),
        )
    except ExecutionFailed:
        return redirect(url_for("pages.incidents", bericht="mislukt"), 303)
    return redirect(url_for("pages.incidents", bericht="opgelost"), 303)


def _row(incident: Incident, uow: UnitOfWork, people: People) -> dict[str, Any]:
    return {
        "incident": incident,
        "case": uow.cases.get(incident.case_id),
        "act": ACTS.get(incident.act_kind, incident.act_kind),
        "why": CODES.get(incident.code, incident.code),
        "who": people.person(incident.actor),
        "moment": moment_words(incident.raised_at),
    }
