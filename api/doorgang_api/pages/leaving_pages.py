"""That a pupil left school: from that day on what is kept of it is kept for so many years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.dossier.looks import Part
from doorgang_engine.privacy.retention import LEFT_SCHOOL
from doorgang_engine.privacy.subjects import LeavingRefused, record_leaving, withdraw_leaving
from doorgang_engine.subject import SubjectKind, kind_of
from doorgang_engine.terms.moments import local_day
from doorgang_engine.terms.wording import duration_words

from . import visit
from .dates import date_words
from .reading import CaseReading, people_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import Actor
    from doorgang_engine.privacy.records import Departure
    from doorgang_engine.privacy.retention import RetentionPolicy

SAID = {
    "vastgelegd": _l("Vastgelegd. De bewaartermijnen lopen vanaf die dag."),
    "teruggenomen": _l("Teruggenomen. Deze dag telt niet meer voor het bewaren."),
}


def add_to(pages: Blueprint) -> None:
    """Add recording that a pupil left, and taking that back."""
    base = "/trajecten/<case_id>/school-verlaten"
    pages.add_url_rule(base, "leaving", leaving, methods=["GET", "POST"])
    pages.add_url_rule(
        f"{base}/<departure_id>/terugnemen", "take_leaving_back", take_back, methods=["POST"]
    )


def is_about_a_child(reading: CaseReading) -> bool:
    """Return whether a case is about a pupil who is still known."""
    return bool(reading.case.subject) and kind_of(reading.content) is SubjectKind.CHILD


def leaving(case_id: str) -> AnyResponse:
    """Ask on which day the pupil left, saying what follows; then record it."""
    reading, known, actor = _read(case_id)
    if not is_about_a_child(reading):
        raise LeavingRefused(
            _("Dit traject gaat niet (meer) over een leerling. Er is niets gedaan.")
        )
    if request.method != "POST":
        return _page(reading, known, {})
    left_on = _day()
    if left_on is None:
        return _page(
            reading, known, {"dag": _("Vul in op welke dag de leerling de school verliet.")}
        )
    if any(one.left_on == left_on for one in known):
        return _page(reading, known, {"dag": _("Deze dag is al vastgelegd.")})
    try:
        record_leaving(
            case_id=case_id,
            left_on=left_on,
            actor=actor,
            parts=visit.house().parts,
            now=visit.given_now(),
        )
    except LeavingRefused as refused:
        return _page(reading, known, {"dag": str(refused)})
    return redirect(url_for("pages.leaving", case_id=case_id, bericht="vastgelegd"), 303)


def take_back(case_id: str, departure_id: str) -> AnyResponse:
    """Take back that a pupil left, because it did not."""
    *_rest, actor = _read(case_id)
    withdraw_leaving(
        case_id=case_id,
        departure_id=departure_id,
        actor=actor,
        parts=visit.house().parts,
        now=visit.given_now(),
    )
    return redirect(url_for("pages.leaving", case_id=case_id, bericht="teruggenomen"), 303)


def _read(case_id: str) -> tuple[CaseReading, list[Departure], Actor]:
    """Return a case, when its pupil left, and who records it.

    :raises Forbidden: if this person may not.
    """
    with visit.desk() as desk:
        reading = CaseReading(desk.dossier(case_id, shows=(Part.CASE, Part.NAME)))
        place = Resource.of_case(reading.case)
        actor = acting(account=desk.account, act=Act.RECORD_LEAVING, resource=place)
        subject, region = reading.case.subject, reading.case.region
        departures = desk.uow.privacy.departures_of
        return reading, list(departures(region=region, subject=subject) if subject else ()), actor


def _page(reading: CaseReading, known: list[Departure], wrong: Mapping[str, str]) -> Response:
    house = visit.house()
    with house.read_uow() as uow:
        people = people_of(uow, reading.account)
        departures = [
            {
                "id": one.id,
                "day": date_words(day=one.left_on),
                "by": people.person(one.recorded_by),
                "counts": one.left_on >= local_day(moment=reading.case.started_at),
            }
            for one in known
        ]
    return visit.show(
        "leaving.html",
        heading=_("Leerling heeft de school verlaten"),
        status=422 if wrong else 200,
        reading=reading,
        departures=departures,
        classes=_classes(house.retention),
        today=local_day(moment=reading.now).isoformat(),
        wrong=wrong,
        errors=list(wrong.items()),
        typed=request.form,
        said=SAID.get(request.args.get("bericht", ""), ""),
    )


def _classes(policy: RetentionPolicy) -> list[dict[str, str]]:
    """Return what is kept how long after a pupil left."""
    return [
        {"name": one.name, "long": duration_words(duration=one.duration)}
        for one in policy.classes.values()
        if one.starts == LEFT_SCHOOL and one.duration is not None
    ]


def _day() -> date | None:
    try:
        return date.fromisoformat(request.form.get("dag", "").strip())
    except ValueError:
        return None
