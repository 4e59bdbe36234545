"""The answer to who asks for inspection, for the FG: find the child, say why, save the file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from flask import Response, request

from doorgang_api.acting import in_region
from doorgang_api.desks import door_of, looker_at
from doorgang_api.languages import gettext as _
from doorgang_api.pages.avg.archive import MEDIA_TYPE, write_archive
from doorgang_engine.access.table import Act
from doorgang_engine.errors import CaseNotFound, ReasonMissing
from doorgang_engine.privacy.person_file import NotAboutPerson, Wanted, find_cases, person_file

from . import visit
from .words import STATUS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint

    from doorgang_engine.privacy.person_file import FoundCase

LONGEST = 500  # characters of a reason
NUMBER_FIELD, REASON_FIELD = "nummer", "reden"


def add_to(pages: Blueprint) -> None:
    """Add ``/avg`` and the file."""
    pages.add_url_rule("/avg", "avg", avg)
    pages.add_url_rule("/avg/bestand", "avg_file", avg_file, methods=["POST"])


def avg() -> Response:
    """Ask for the number of a case, and show which cases the child of it has."""
    in_region(visit.account(), Act.EXPORT_PERSON)
    number = request.args.get(NUMBER_FIELD, "").strip().upper()[:40]
    if not number:
        wrong = {NUMBER_FIELD: _("Vul het nummer van een traject in.")}
        return _page("", (), wrong if NUMBER_FIELD in request.args else {})
    try:
        return _page(number, _found(number), {})
    except (CaseNotFound, NotAboutPerson) as refused:
        return _page(number, (), {NUMBER_FIELD: str(refused)})


def avg_file() -> Response:
    """Make the file, and give it to be saved."""
    me, house = visit.account(), visit.house()
    number = request.form.get(NUMBER_FIELD, "").strip().upper()[:40]
    reason = request.form.get(REASON_FIELD, "").replace("\r\n", "\n").strip()
    roles = {key: str(one.get("naam", key)) for key, one in house.library.roles.items()}
    content = io.BytesIO()
    in_region(me, Act.EXPORT_PERSON)
    if len(reason) > LONGEST:
        wrong = {REASON_FIELD: _("Gebruik hoogstens %(LONGEST)s tekens.", LONGEST=LONGEST)}
        return _page(number, _found(number), wrong)
    try:
        with person_file(
            wanted=Wanted(number=number),
            reason=reason,
            looker=looker_at(me, place="pages.avg_file"),
            door=door_of(me, house),
            roles=roles,
            now=visit.given_now(),
        ) as file:
            write_archive(file, roles=roles, into=content)
    except ReasonMissing:
        wrong = {REASON_FIELD: _("Vul in waarom het bestand wordt gemaakt.")}
        return _page(number, _found(number), wrong)
    return _download(content.getvalue(), number)


def _download(content: bytes, number: str) -> Response:
    answer = Response(content, content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="avg-inzage-{number}.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _found(number: str) -> Sequence[FoundCase]:
    me = visit.account()
    return find_cases(
        wanted=Wanted(number=number),
        looker=looker_at(me, place=request.endpoint or ""),
        door=door_of(me, visit.house()),
        now=visit.given_now(),
    )


def _page(number: str, found: Sequence[FoundCase], wrong: Mapping[str, Any]) -> Response:
    return visit.show(
        "avg.html",
        heading=_("AVG-verzoek om inzage"),
        status=422 if wrong else 200,
        number=number,
        found=found,
        statuses=STATUS,
        errors=list(wrong.items()),
        wrong=wrong,
        reason=request.form.get(REASON_FIELD, ""),
        longest=LONGEST,
    )
