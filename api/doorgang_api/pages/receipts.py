"""What an act led to, told on the page after it; and whether a form was sent before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.languages import gettext
from doorgang_engine import acts

from . import visit
from .reading import people_of
from .timeline import after_act

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.ports import UnitOfWork

    from .reading import CaseReading


WAITS_FOR_SIGNATURE = "ter-ondertekening"  # as `bericht`: no act yet, another signs first
#: Acts that do not move the route: nobody is next by them.
BESIDE = frozenset({acts.MakeNote.kind, acts.CorrectSubmission.kind})


def receipt(reading: CaseReading, uow: UnitOfWork) -> dict[str, Any] | None:
    """Return what the act that the page comes after led to; None when there is nothing to tell."""
    key = request.args.get("bericht", "")
    if key == WAITS_FOR_SIGNATURE:
        return _waits_for_signature()
    act = uow.acts.of_request(region=reading.case.region, request_id=key) if key else None
    if act is None or act.case_id != reading.case.id:
        return None
    names = reading.names.among(people_of(uow, reading.account))
    title, told = after_act(reading.history, act=act.number, names=names)
    own = act.actor == reading.account.id
    address = url_for("pages.receipt", case_id=reading.case.id, number=act.number) if own else ""
    is_aside = act.kind in BESIDE
    return {"title": title, "sentences": told, "address": address, "is_aside": is_aside}


def _waits_for_signature() -> dict[str, Any]:
    """Return what is told when an answer was kept that another signs; it is no act before that."""
    kept = gettext(
        "Het is bewaard. De taak is klaar zodra een ander heeft ondertekend. Wie dat kan, staat "
        "hieronder bij ‘Wie is aan de beurt’."
    )
    title = gettext("Wat u invulde, wacht op een handtekening.")
    return {"title": title, "sentences": [kept], "address": "", "is_aside": True}


def to_receipt(case_id: str, key: str | None) -> AnyResponse:
    """Go to the case, and tell there what the act led to."""
    return redirect(url_for("pages.case", case_id=case_id, bericht=key), 303)


def earlier_receipt(case_id: str) -> AnyResponse | None:
    """Go to the receipt of this very form when it was sent before; None when it was not."""
    key = visit.request_id()
    if request.method != "POST" or key is None:
        return None
    me = visit.account()
    with visit.house().read_uow() as uow:
        earlier = uow.acts.of_request(region=me.region, request_id=key)
    if earlier is None or earlier.case_id != case_id:
        return None
    return to_receipt(case_id, key)
