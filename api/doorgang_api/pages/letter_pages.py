"""Letters of a case: which there are, and one of them to save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response

from doorgang_api.attachment_access import SANDBOX
from doorgang_engine.dossier.looks import LookKind, Part
from doorgang_engine.events import LetterAskedAgain
from doorgang_engine.letters.asking import MAKE_LETTER
from doorgang_engine.letters.letter import MEDIA_TYPE, file_name
from doorgang_engine.preview import letter_readers

from . import visit
from .words import moment_words

if TYPE_CHECKING:
    from flask import Blueprint

    from doorgang_engine.ports import UnitOfWork

    from .names import People
    from .reading import CaseReading


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/brieven/<id>``."""
    pages.add_url_rule("/trajecten/<case_id>/brieven/<letter_id>", "letter", letter)


def letter(case_id: str, letter_id: str) -> Response:
    """Give a letter as PDF, to be saved; noted as a download.

    :raises LetterNotFound: if there is none, or it is not for this person's organisation.
    """
    with visit.desk() as desk:
        dossier = desk.dossier(case_id, shows={Part.FORMS}, kind=LookKind.DOWNLOAD, must_read=True)
        found, pdf = dossier.pdf_of(letter_id, desk.uow)
        desk.only(f"brief:{found.letter}")
        name = file_name(found, number=dossier.case.number)
    return saved_letter(pdf, name=name)


def saved_letter(pdf: bytes, *, name: str) -> Response:
    """Return a letter as a file to be saved; it runs nothing and is framed by nobody."""
    answer = Response(pdf, content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def letters_coming(reading: CaseReading, uow: UnitOfWork) -> list[str]:
    """Return the titles of the letters that are being made, for who will be able to read them."""
    if not reading.dossier.reads:
        return []
    known = reading.content.get("letters", {})
    own = reading.account.organisation
    return [
        str(known[job.content["letter"]]["contract"]["title"])
        for job in uow.jobs.untried(reading.case, kind=MAKE_LETTER)
        if job.content["letter"] in known
        and own in letter_readers(job, reading.case, reading.content)
    ]


def letter_rows(reading: CaseReading, people: People) -> list[dict[str, Any]]:
    """Return the letters of a case for its page, the newest first."""
    numbers = {one.id: one.number for one in reading.dossier.letters}
    replaced = {
        event.replaces: numbers[event.letter_id]
        for _, event in reading.history
        if isinstance(event, LetterAskedAgain) and event.letter_id in numbers
    }
    return [
        {
            "id": one.id,
            "title": one.title,
            "number": one.number,
            "replaced_by": replaced.get(one.id),
            "made": moment_words(one.made_at),
            "to": [people.organisation(key) for key in one.organisations[1:]],
            "kilobytes": -(-one.size // 1000),
        }
        for one in reversed(reading.dossier.letters)
    ]
