"""Holds: that nothing of a case, or of a child, may be destroyed for now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api.acting import in_region
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.table import Act
from doorgang_engine.privacy.review import find_to_hold
from doorgang_engine.privacy.subjects import lift_hold, set_hold
from doorgang_engine.terms.moments import local_day

from . import visit
from .retention_pages import whole_region

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import Actor, Case

LONGEST_GROUND = 150  # characters
LONGEST_REASON = 500  # characters
WHAT = {"traject": _l("Alleen dit traject"), "leerling": _l("Alle trajecten van deze leerling")}


def add_to(pages: Blueprint) -> None:
    """Add ``/bewaren/bewaarplicht``."""
    base = "/bewaren/bewaarplicht"
    pages.add_url_rule(base, "new_hold", new_hold, methods=["GET", "POST"])
    pages.add_url_rule(f"{base}/<hold_id>/opheffen", "lift_hold", lift, methods=["POST"])


def new_hold() -> AnyResponse:
    """Ask what must be kept, and why; then set the hold."""
    me = visit.account()
    actor = in_region(me, Act.SET_HOLD)
    if request.method != "POST":
        return _page({})
    case = _case(actor)
    wrong = _wrong(case)
    if wrong or case is None:
        return _page(wrong)
    set_hold(
        case_id=case.id,
        whole_child=request.form["wat"] == "leerling",
        reason=_typed("reden"),
        ground=_typed("grondslag"),
        until=_day(),
        actor=actor,
        parts=visit.house().parts,
        now=visit.given_now(),
    )
    return redirect(url_for("pages.retention", bericht="bewaarplicht"), 303)


def lift(hold_id: str) -> AnyResponse:
    """Lift a hold."""
    me = visit.account()
    actor = in_region(me, Act.SET_HOLD)
    lift_hold(
        region=me.region,
        hold_id=hold_id,
        actor=actor,
        parts=visit.house().parts,
        now=visit.given_now(),
    )
    return redirect(url_for("pages.retention", bericht="opgeheven"), 303)


def _page(wrong: Mapping[str, str]) -> Response:
    return visit.show(
        "hold.html",
        heading=_("Bewaarplicht vastleggen"),
        status=422 if wrong else 200,
        what=list(WHAT.items()),
        wrong=wrong,
        errors=list(wrong.items()),
        typed=request.form,
        longest_ground=LONGEST_GROUND,
        longest_reason=LONGEST_REASON,
    )


def _case(actor: Actor) -> Case | None:
    """Return the case whose number was typed."""
    if not (number := _typed("nummer").upper()):
        return None
    with whole_region().read_uow() as uow:
        return find_to_hold(number=number, actor=actor, uow=uow)


def _wrong(case: Case | None) -> dict[str, str]:
    found: dict[str, str] = {}
    if case is None:
        found["nummer"] = _("Er is in uw regio geen traject met dit nummer.")
    elif not case.subject:
        found["nummer"] = _("Van dit traject is alles al vernietigd.")
    if request.form.get("wat") not in WHAT:
        found["wat"] = _("Kies wat bewaard moet blijven.")
    for name, words, longest in (
        ("grondslag", _("de grondslag"), LONGEST_GROUND),
        ("reden", _("de reden"), LONGEST_REASON),
    ):
        if not _typed(name):
            found[name] = _("Vul %(words)s in.", words=words)
        elif len(_typed(name)) > longest:
            found[name] = _(
                "Maak %(words)s korter dan %(longest)s tekens.", words=words, longest=longest
            )
    if complaint := _wrong_day():
        found["tot"] = complaint
    return found


def _wrong_day() -> str:
    if not _typed("tot"):
        return ""
    day = _day()
    if day is None:
        return _("Dit is geen datum. Laat het leeg als er geen laatste dag is.")
    is_past = day < local_day(moment=visit.clock())
    return _("De laatste dag is al voorbij.") if is_past else ""


def _day() -> date | None:
    try:
        return date.fromisoformat(_typed("tot"))
    except ValueError:
        return None


def _typed(name: str) -> str:
    return request.form.get(name, "").replace("\r\n", "\n").strip()
