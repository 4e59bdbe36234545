"""Why somebody wants to see a dossier that is not theirs: for supervision, or in an emergency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.acting import in_region
from doorgang_api.desks import door_of, looker_at
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.table import Act
from doorgang_engine.dossier.asking import LONGEST, PURPOSES, Why, give_reason, use_emergency
from doorgang_engine.dossier.looks import Part
from doorgang_engine.dossier.refusals import AlreadyReadable, ReasonInvalid
from doorgang_engine.errors import CaseNotFound

from . import visit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

FIELDS = {"purpose": "doel", "reason": "reden"}
UNKNOWN = _l("Met dit nummer is er geen traject waarbij u noodtoegang kunt krijgen.")


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/inzien`` and ``/noodtoegang``."""
    pages.add_url_rule("/trajecten/<case_id>/inzien", "reason", reason, methods=["GET", "POST"])
    pages.add_url_rule("/noodtoegang", "emergency", emergency, methods=["GET", "POST"])


def reason(case_id: str) -> AnyResponse:
    """Ask an auditor or fg why they want to read a dossier, and let them."""
    me = visit.account()
    with visit.desk() as desk:
        case = desk.dossier(case_id, shows={Part.CASE}).case
    if request.method != "POST":
        in_region(me, Act.GIVE_REASON)
        return _reason_page(case.number, {})
    try:
        give_reason(
            case_id=case_id,
            why=Why(purpose=request.form.get("doel", ""), reason=_reason()),
            looker=looker_at(me, place="pages.reason"),
            door=door_of(me, visit.house()),
            lasts=visit.house().settings.reason_holds,
            now=visit.given_now(),
        )
    except ReasonInvalid as refused:
        return _reason_page(case.number, refused.fields)
    return redirect(url_for("pages.case", case_id=case_id), 303)


def emergency() -> AnyResponse:
    """Ask for the number of a dossier and why it cannot wait; then open it, read only."""
    me = visit.account()
    in_region(me, Act.USE_EMERGENCY)
    if request.method != "POST":
        return _emergency_page({})
    number = request.form.get("nummer", "").strip().upper()
    try:
        grant = use_emergency(
            number=number,
            reason=_reason(),
            looker=looker_at(me, place="pages.emergency"),
            door=door_of(me, visit.house()),
            lasts=visit.house().settings.emergency_holds,
            now=visit.given_now(),
        )
    except ReasonInvalid as refused:
        return _emergency_page(refused.fields)
    except CaseNotFound:
        return _emergency_page({"nummer": [UNKNOWN]})
    except AlreadyReadable as needless:
        return _emergency_page({"nummer": [str(needless)]})
    return redirect(url_for("pages.case", case_id=grant.case_id), 303)


def _reason_page(number: str, wrong: Mapping[str, Sequence[str]]) -> Response:
    return visit.show(
        "reason.html",
        heading=_("Waarom wilt u dit dossier inzien?"),
        number=number,
        purposes=list(PURPOSES.items()),
        chosen=request.form.get("doel", ""),
        hours=visit.house().settings.reason_hours,
        **_context(wrong),
    )


def _emergency_page(wrong: Mapping[str, Sequence[str]]) -> Response:
    return visit.show(
        "emergency.html",
        heading=_("Noodtoegang tot een dossier"),
        number=request.form.get("nummer", ""),
        minutes=visit.house().settings.emergency_minutes,
        **_context(wrong),
    )


def _context(wrong: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    errors = {FIELDS.get(name, name): texts[0] for name, texts in wrong.items()}
    return {
        "errors": list(errors.items()),
        "wrong": errors,
        "reason": request.form.get("reden", ""),
        "longest": LONGEST,
        "status": 422 if errors else 200,
    }


def _reason() -> str:
    return request.form.get("reden", "").replace("\r\n", "\n").strip()
