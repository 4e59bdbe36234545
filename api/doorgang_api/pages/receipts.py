"""What an act led to, told on the page after it; and whether a form was sent before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from . import visit
from .reading import people_of
from .timeline import after_act

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.ports import UnitOfWork

    from .reading import CaseReading


def receipt(reading: CaseReading, uow: UnitOfWork) -> dict[str, Any] | None:
    """Return what the act that the page comes after led to; None when there is nothing to tell."""
    key = request.args.get("bericht", "")
    act = uow.acts.of_request(region=reading.case.region, request_id=key) if key else None
    if act is None or act.case_id != reading.case.id:
        return None
    names = reading.names.among(people_of(uow, reading.account))
    title, told = after_act(reading.history, act=act.number, names=names)
    return {"title": title, "sentences": told}


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
