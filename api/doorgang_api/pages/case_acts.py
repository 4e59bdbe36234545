"""What people do to a case outside its route: withdraw it, change a term. Always with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.cases import withdraw_case
from doorgang_engine.deadlines import change_term
from doorgang_engine.errors import ExecutionFailed, TermNotFound
from doorgang_engine.terms.problems import TermProblem

from . import visit
from .reading import CaseReading, read_case
from .receipts import earlier_receipt, to_receipt
from .terms import TermView, term_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

REVISION = "_versie"
LONGEST_REASON = 1000  # characters
CHANGES = {
    "suspend": _l("Stilzetten (opschorten)"),
    "resume": _l("Weer laten lopen"),
    "extend": _l("Verlengen"),
}


def add_to(pages: Blueprint) -> None:
    """Add withdrawing and the changing of terms."""
    pages.add_url_rule(
        "/trajecten/<case_id>/intrekken", "withdraw", withdraw, methods=["GET", "POST"]
    )
    pages.add_url_rule(
        "/trajecten/<case_id>/termijnen/<run_id>", "term", term, methods=["GET", "POST"]
    )


def withdraw(case_id: str) -> AnyResponse:
    """Ask why a case is withdrawn, and whether that is meant; then withdraw it."""
    if (earlier := earlier_receipt(case_id)) is not None:
        return earlier
    reading = read_case(case_id)
    place = Resource.of_case(reading.case, started_by=reading.started_by)
    actor = acting(account=reading.account, act=Act.WITHDRAW_CASE, resource=place)
    errors = _wrong_withdrawal() if request.method == "POST" else {}
    if request.method != "POST" or errors:
        return visit.show(
            "withdraw.html",
            heading=_("Traject %(number)s intrekken", number=reading.case.number),
            status=422 if errors else 200,
            **_context(reading, errors),
        )
    key = visit.request_id()
    withdraw_case(
        case_id=case_id,
        reason=reason_typed(),
        actor=actor,
        parts=visit.house().parts,
        revision=revision_typed(),
        request_id=key,
        now=visit.given_now(),
    )
    return to_receipt(case_id, key)


def term(case_id: str, run_id: str) -> AnyResponse:
    """Ask how a term changes, and why; then change it."""
    if (earlier := earlier_receipt(case_id)) is not None:
        return earlier
    reading = read_case(case_id)
    place = Resource.of_case(reading.case)
    actor = acting(account=reading.account, act=Act.CHANGE_TERM, resource=place)
    found = next((term_view(one) for one in reading.terms if one.id == run_id), None)
    if found is None:
        raise TermNotFound(_("Deze termijn hoort niet bij dit traject."))
    if request.method != "POST":
        return _term_page(reading, found, {})
    if errors := _wrong_change(found):
        return _term_page(reading, found, errors)
    key, change = visit.request_id(), request.form["wijziging"]
    try:
        change_term(
            case_id=case_id,
            run_id=run_id,
            change=change,
            reason=reason_typed(),
            duration=_duration(found) if change == "extend" else "",
            actor=actor,
            parts=visit.house().parts,
            revision=revision_typed(),
            request_id=key,
            now=visit.given_now(),
        )
    except (TermProblem, ExecutionFailed) as problem:  # the rule or the law does not allow it
        return _term_page(reading, found, {"reden": str(problem)})
    return to_receipt(case_id, key)


def _term_page(reading: CaseReading, found: TermView, errors: Mapping[str, str]) -> Response:
    return visit.show(
        "term.html",
        heading=_("Termijn wijzigen: %(name)s", name=found.name),
        status=422 if errors else 200,
        term=found,
        changes=[(change, CHANGES[change]) for change in found.changes],
        chosen=request.form.get("wijziging", ""),
        length=request.form.get("duur", ""),
        **_context(reading, errors),
    )


def _context(reading: CaseReading, errors: Mapping[str, str]) -> dict[str, object]:
    return {
        "reading": reading,
        "errors": list(errors.items()),
        "wrong": errors,
        "reason": request.form.get("reden", ""),
        "longest": LONGEST_REASON,
        "revision_field": REVISION,
        "revision": request.form.get(REVISION, str(reading.case.revision)),
        "request_id": visit.request_id() or visit.new_request_id(),
    }


def _wrong_withdrawal() -> dict[str, str]:
    errors = wrong_reason()
    if request.form.get("zeker") != "ja":
        errors["zeker"] = _("Bevestig dat u het traject wilt intrekken.")
    return errors


def _wrong_change(found: TermView) -> dict[str, str]:
    change = request.form.get("wijziging", "")
    errors = {} if change in found.changes else {"wijziging": _("Kies wat u met de termijn doet.")}
    length = request.form.get("duur", "").strip()
    if change == "extend" and not (length.isascii() and length.isdigit() and int(length) > 0):
        errors["duur"] = _("Vul in met hoeveel %(unit)s u verlengt, in cijfers.", unit=found.unit)
    return errors | ({} if change == "resume" else wrong_reason())


def wrong_reason() -> dict[str, str]:
    reason = reason_typed()
    if not reason:
        return {"reden": _("Vul de reden in.")}
    if len(reason) > LONGEST_REASON:
        return {
            "reden": _(
                "Maak de reden korter dan %(LONGEST_REASON)s tekens.",
                LONGEST_REASON=LONGEST_REASON,
            )
        }
    return {}


def reason_typed() -> str:
    """Return the reason that was typed."""
    return request.form.get("reden", "").replace("\r\n", "\n").strip()


def _duration(found: TermView) -> str:
    return f"P{int(request.form['duur'])}{found.unit_letter}"


def revision_typed() -> int | None:
    """Return the revision of the case that the form was made for."""
    sent = request.form.get(REVISION, "")
    return int(sent) if sent.isascii() and sent.isdigit() else -1
