"""Make a note in a case: on the page of the case, or on a page of its own when it was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.languages import gettext as _
from doorgang_engine.access.decide import Resource, acting, may
from doorgang_engine.access.table import Act, Group, group_of
from doorgang_engine.dossier.looks import Part
from doorgang_engine.model import CaseStatus
from doorgang_engine.note_making import make_note
from doorgang_engine.notes.note import LONGEST, Audience

from . import visit
from .reading import CaseReading
from .receipts import earlier_receipt, to_receipt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

TEXT, AUDIENCE = "notitie", "voor-wie"


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/notities``."""
    pages.add_url_rule("/trajecten/<case_id>/notities", "note", note, methods=["GET", "POST"])


def note(case_id: str) -> AnyResponse:
    """Ask what to note and for whom; then keep it."""
    if (earlier := earlier_receipt(case_id)) is not None:
        return earlier
    with visit.desk() as desk:
        reading = CaseReading(desk.dossier(case_id, shows=(Part.CASE, Part.NAME)))
    actor = acting(
        account=reading.account, act=Act.WRITE_NOTE, resource=Resource.of_case(reading.case)
    )
    errors = _wrong(reading) if request.method == "POST" else {}
    if request.method != "POST" or errors:
        return _page(reading, errors)
    key = visit.request_id()
    make_note(
        case_id=case_id,
        text=_typed(),
        audience=Audience(request.form[AUDIENCE]),
        actor=actor,
        parts=visit.house().parts,
        request_id=key,
        now=visit.given_now(),
    )
    return to_receipt(case_id, key)


def note_form(reading: CaseReading) -> dict[str, Any] | None:
    """Return what the form for a note shows; None for who cannot make one now."""
    goes_on = reading.case.status in (CaseStatus.RUNNING, CaseStatus.INCIDENT)
    place = Resource.of_case(reading.case)
    if not goes_on or not may(account=reading.account, act=Act.WRITE_NOTE, resource=place):
        return None
    return {
        "text": _typed(),
        "chosen": request.form.get(AUDIENCE, ""),
        "audiences": _audiences(reading),
        "longest": LONGEST,
        "request_id": visit.request_id() or visit.new_request_id(),
    }


def audience_words(audience: str) -> str:
    """Return for whom a note is, in words."""
    if audience == Audience.ALL:
        return _("voor alle deelnemers")
    return _("alleen voor uw organisatie")


def _audiences(reading: CaseReading) -> list[tuple[str, str]]:
    """Return for whom this person can make a note; who is family has no choice."""
    everybody = (str(Audience.ALL), _("Alle organisaties die meedoen, ook ouders en leerling"))
    if all(group_of(role) is Group.GEZIN for role in reading.account.roles):
        return [everybody]
    return [(str(Audience.OWN), _("Alleen collega's van mijn eigen organisatie")), everybody]


def _page(reading: CaseReading, errors: Mapping[str, str]) -> Response:
    return visit.show(
        "note.html",
        heading=_("Notitie maken"),
        status=422 if errors else 200,
        reading=reading,
        form=note_form(reading),
        errors=list(errors.items()),
        wrong=errors,
    )


def _wrong(reading: CaseReading) -> dict[str, str]:
    errors = {}
    if not _typed():
        errors[TEXT] = _("Schrijf eerst op wat u wilt noteren.")
    elif len(_typed()) > LONGEST:
        errors[TEXT] = _("Maak de notitie korter dan %(most)s tekens.", most=LONGEST)
    if request.form.get(AUDIENCE, "") not in dict(_audiences(reading)):
        errors[AUDIENCE] = _("Kies wie de notitie mag lezen.")
    return errors


def _typed() -> str:
    return request.form.get(TEXT, "").replace("\r\n", "\n").strip()
