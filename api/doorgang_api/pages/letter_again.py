"""Ask for a letter anew: one that failed, or of which something was corrected since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext
from doorgang_engine.access.decide import Resource, acting, role_for
from doorgang_engine.access.table import Act
from doorgang_engine.correspondence.again import LONGEST_REASON, make_letter_again, may_remake
from doorgang_engine.dossier.looks import Part
from doorgang_engine.letters.asking import MAKE_LETTER
from doorgang_engine.letters.letter import LetterNotFound

from . import visit
from .reading import CaseReading
from .words import moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response

    from doorgang_engine.model import FailedJob
    from doorgang_engine.ports import UnitOfWork

REASON = "reden"
#: Why a letter could not be made, by code.
WHY = {
    "letter_incomplete": lazy_gettext("De brief noemt iets wat in dit traject niet bekend is."),
    "letter_not_typeset": lazy_gettext("De server kan nu geen pdf maken."),
}
OTHER = lazy_gettext("Er ging iets onverwachts mis.")


@dataclass(frozen=True, kw_only=True)
class AskedFor:
    """A letter that can be asked anew."""

    id: str
    title: str
    number: int = 0  # 0: it was never made
    why: str = ""  # it was not made
    again_at: str = ""  # when it is tried by itself


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/brieven/<id>/opnieuw``."""
    pages.add_url_rule(
        "/trajecten/<case_id>/brieven/<letter_id>/opnieuw",
        "letter_again",
        letter_again,
        methods=["GET", "POST"],
    )


def letter_again(case_id: str, letter_id: str) -> Response:
    """Ask why a letter is to be made again; then ask for it.

    :raises LetterNotFound: if there is none, or another organisation sends it.
    """
    with visit.desk() as desk:
        reading = CaseReading(desk.dossier(case_id, shows={Part.CASE, Part.NAME, Part.FORMS}))
        place = Resource.of_case(reading.case)
        actor = acting(account=desk.account, act=Act.REMAKE_LETTER, resource=place)
        asked = remakable(reading, desk.uow).get(letter_id)
        if asked is None:
            raise LetterNotFound(_("Deze brief is er niet, of een ander verstuurt hem."))
        wrong = _wrong() if request.method == "POST" else {}
        if request.method != "POST" or wrong:
            return _page(reading, asked, wrong)
    make_letter_again(
        case_id=case_id,
        letter_id=letter_id,
        reason=_typed(),
        actor=actor,
        parts=visit.house().parts,
        now=visit.given_now(),
    )
    return _page(reading, asked, {}, is_asked=True)


def letters_to_ask(reading: CaseReading, uow: UnitOfWork) -> dict[str, Any]:
    """Return for the page of a case which letters failed, and which can be made again."""
    found = remakable(reading, uow)
    failed = [one for one in found.values() if not one.number]
    return {"letters_failed": failed, "letters_again": set(found)}


def remakable(reading: CaseReading, uow: UnitOfWork) -> dict[str, AskedFor]:
    """Return the letters that the reader can ask anew, by id; those that failed come first."""
    case, account = reading.case, reading.account
    role = role_for(account=account, act=Act.REMAKE_LETTER, resource=Resource.of_case(case))
    if role is None:
        return {}
    actor = account.acting_as(role)
    known = reading.content.get("letters", {})
    found = [
        (str(known[one.job.content["letter"]]["contract"]["sender"]), _failed(one, known))
        for one in uow.jobs.failing(case, kind=MAKE_LETTER)
        if one.job.content["letter"] in known
    ]
    asked = {
        one.id: one
        for kind, one in found
        if may_remake(case=case, sender=case.participants.get(kind, ""), actor=actor)
    }
    return asked | {
        one.id: AskedFor(id=one.id, title=one.title, number=one.number)
        for one in reading.dossier.letters
        if one.letter in known and may_remake(case=case, sender=one.organisations[0], actor=actor)
    }


def _failed(one: FailedJob, known: Mapping[str, Mapping[str, Mapping[str, str]]]) -> AskedFor:
    return AskedFor(
        id=one.job.id,
        title=known[one.job.content["letter"]]["contract"]["title"],
        why=str(WHY.get(one.code, OTHER)),
        again_at=moment_words(one.job.run_at),
    )


def _page(
    reading: CaseReading, asked: AskedFor, wrong: Mapping[str, str], *, is_asked: bool = False
) -> Response:
    heading = _("De brief wordt opnieuw gemaakt") if is_asked else _("Brief opnieuw maken")
    return visit.show(
        "letter_again.html",
        heading=heading,
        status=422 if wrong else 200,
        reading=reading,
        asked=asked,
        is_asked=is_asked,
        typed=_typed(),
        wrong=wrong,
        errors=list(wrong.items()),
        longest=LONGEST_REASON,
    )


def _wrong() -> dict[str, str]:
    if not _typed():
        return {REASON: _("Schrijf waarom de brief opnieuw moet.")}
    if len(_typed()) > LONGEST_REASON:
        return {REASON: _("Maak de reden korter dan %(most)s tekens.", most=LONGEST_REASON)}
    return {}


def _typed() -> str:
    return request.form.get(REASON, "").replace("\r\n", "\n").strip()
