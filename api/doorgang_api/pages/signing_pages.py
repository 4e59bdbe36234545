"""Sign what a colleague filled in for a task that two people do, or send it back with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api import sight
from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.signing import LONGEST_REASON, refuse_to_sign, sign_task

from . import visit
from .answers import answers_of
from .effects import effects_to_sign
from .receipts import to_receipt
from .sent_files import names_in
from .words import moment_words

if TYPE_CHECKING:
    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import UserTask
    from doorgang_engine.signing import OpenSigning

    from .names import People
    from .reading import CaseReading

READ = "gelezen"
REASON = "reden"


def add_to(pages: Blueprint) -> None:
    """Add what a second person does on ``/taken/<id>``."""
    pages.add_url_rule("/taken/<task_id>/ondertekenen", "sign", sign, methods=["POST"])
    pages.add_url_rule(
        "/taken/<task_id>/niet-ondertekenen", "refuse_to_sign", refuse, methods=["POST"]
    )


def sign(task_id: str) -> AnyResponse:
    """Sign a task, once its form was read."""
    with visit.desk() as desk:
        found = desk.own_task(task_id, act=Act.COMPLETE_TASK)
    if not request.form.get(READ):
        return _again(task_id, "gelezen")
    key = visit.request_id()
    me = visit.account()
    case = sign_task(
        task_id=found.id,
        actor=me.acting_as(found.role),
        parts=visit.house().parts,
        request_id=key,
        now=visit.given_now(),
    )
    if not sight.sees_case(me, case):
        return redirect(url_for("pages.my_work", bericht="ondertekend"), 303)
    return to_receipt(case.id, key)


def refuse(task_id: str) -> AnyResponse:
    """Send a task back to who filled it in."""
    with visit.desk() as desk:
        found = desk.own_task(task_id, act=Act.COMPLETE_TASK)
    reason = request.form.get(REASON, "").strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        return _again(task_id, "reden")
    refuse_to_sign(
        task_id=found.id,
        reason=reason,
        actor=visit.account().acting_as(found.role),
        parts=visit.house().parts,
        now=visit.given_now(),
    )
    return redirect(url_for("pages.my_work", bericht="niet-ondertekend"), 303)


def signing_context(
    found: UserTask, signing: OpenSigning, reading: CaseReading, people: People
) -> dict[str, Any]:
    """Return what the page of a task shows to who is to sign it."""
    definition = reading.content["forms"][found.form]
    wrong = _wrong(request.args.get("fout", ""))
    return {
        "task": found,
        "reading": reading,
        "people": people,
        "role": reading.names.role(found.role),
        "filled_in_by": people.person(signing.row.account),
        "filled_in_at": moment_words(signing.row.at),
        "answers_given": answers_of(
            definition=definition,
            data=signing.values,
            files=names_in(definition, signing.values),
        ),
        "form_title": reading.names.form(found.form),
        "is_ones_own": signing.row.account == reading.account.id,
        "effects": effects_to_sign(found, signing),
        "longest_reason": LONGEST_REASON,
        "wrong": wrong,
        "errors": list(wrong.items()),
        "request_id": visit.new_request_id(),
        "may_see_case": sight.sees_case(reading.account, reading.case),
    }


def _again(task_id: str, wrong: str) -> AnyResponse:
    return redirect(url_for("pages.task", task_id=task_id, fout=wrong), 303)


def _wrong(field: str) -> dict[str, str]:
    texts = {
        READ: _("Vink aan dat u hebt gelezen wat u ondertekent."),
        REASON: _("Schrijf waarom u niet ondertekent."),
    }
    return {field: texts[field]} if field in texts else {}
