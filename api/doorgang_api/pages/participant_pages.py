"""Name or change which organisation takes part in a case. Always with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api import sight
from doorgang_api.languages import gettext as _
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.errors import NotFound, ParticipantUnknown
from doorgang_engine.participant_change import change_participant, changeable_kinds
from doorgang_engine.participation import ParticipantUnchanged
from doorgang_engine.terms.moments import local_day

from . import visit
from .case_acts import LONGEST_REASON, REVISION, reason_typed, revision_typed, wrong_reason
from .participants import KINDS
from .reading import CaseReading, people_of, read_case
from .receipts import earlier_receipt, to_receipt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import Organisation

CHOICE = "organisatie"


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/deelnemers/<kind>``."""
    pages.add_url_rule(
        "/trajecten/<case_id>/deelnemers/<kind>",
        "participant",
        participant,
        methods=["GET", "POST"],
    )


def participant(case_id: str, kind: str) -> AnyResponse:
    """Ask which organisation takes part from now on, and why; then change it."""
    if (earlier := earlier_receipt(case_id)) is not None:
        return earlier
    reading = read_case(case_id)
    place = Resource.of_case(reading.case, started_by=reading.started_by)
    actor = acting(account=reading.account, act=Act.CHANGE_PARTICIPANT, resource=place)
    if kind not in changeable_kinds(case=reading.case, runnable=reading.runnable):
        raise NotFound(_("Voor dit soort organisatie is in dit traject niets te wijzigen."))
    errors = _wrong() if request.method == "POST" else {}
    if request.method != "POST" or errors:
        return _page(reading, kind, errors)
    key = visit.request_id()
    try:
        case = change_participant(
            case_id=case_id,
            kind=kind,
            organisation=request.form.get(CHOICE, ""),
            reason=reason_typed(),
            actor=actor,
            parts=visit.house().parts,
            revision=revision_typed(),
            request_id=key,
            now=visit.given_now(),
        )
    except (ParticipantUnknown, ParticipantUnchanged) as refused:
        return _page(reading, kind, {CHOICE: _words(refused)})
    if not sight.sees_case(reading.account, case):  # they stood back themselves
        return redirect(url_for("pages.my_work", bericht="overgedragen"), 303)
    return to_receipt(case_id, key)


def open_choices(kind: str) -> list[Organisation]:
    """Return the organisations of a kind in the visitor's region that are open today."""
    me = visit.account()
    with visit.house().read_uow() as uow:
        today = local_day(moment=visit.moment(uow))
        found: Sequence[Organisation] = uow.organisations.of_region(me.region)
    return [one for one in found if one.kind == kind and one.is_open(today)]


def _page(reading: CaseReading, kind: str, errors: Mapping[str, str]) -> Response:
    current = reading.case.participants.get(kind, "")
    name, choices = KINDS.get(kind, kind), open_choices(kind)
    return visit.show(
        "participant.html",
        heading=_("%(name)s wijzigen", name=name) if current else _("%(name)s kiezen", name=name),
        status=422 if errors else 200,
        reading=reading,
        kind_name=name,
        current=current,
        current_name=_name_of(current),
        choices=[(one.id, one.name) for one in choices],
        chosen=request.form.get(CHOICE, ""),
        moved=_work_of(reading, kind),
        **_typed(reading, errors),
    )


def _name_of(organisation_id: str) -> str:
    with visit.house().read_uow() as uow:
        return people_of(uow, visit.account()).organisation(organisation_id)


def _typed(reading: CaseReading, errors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "errors": list(errors.items()),
        "wrong": errors,
        "reason": reason_typed(),
        "longest": LONGEST_REASON,
        "revision_field": REVISION,
        "revision": request.form.get(REVISION, str(reading.case.revision)),
        "request_id": visit.request_id() or visit.new_request_id(),
    }


def _work_of(reading: CaseReading, kind: str) -> list[tuple[str, str]]:
    """Return the open tasks that move, with their roles."""
    return [
        (task.name, reading.names.role(task.role))
        for task in reading.open_tasks
        if reading.runnable.organisation(task.role) == kind
    ]


def _wrong() -> dict[str, str]:
    errors = {} if request.form.get(CHOICE) else {CHOICE: _("Kies welke organisatie meedoet.")}
    return errors | wrong_reason()


def _words(refused: ParticipantUnknown | ParticipantUnchanged) -> str:
    if isinstance(refused, ParticipantUnchanged):
        return str(refused)
    return _("Deze organisatie kan hier niet meedoen. Kies er een uit de lijst.")
