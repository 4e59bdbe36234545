"""A receipt of what somebody did in a case: to keep, or to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.dossier.looks import LookKind
from doorgang_engine.errors import NotFound

from . import visit
from .letter_pages import letters_coming
from .reading import CaseReading, people_of
from .timeline import after_act
from .words import moment_words

if TYPE_CHECKING:
    from flask import Blueprint, Response

    from doorgang_engine.model import RecordedAct

    from .reading import FilledIn

#: So many characters of the hash in the history tell one act from all others.
PRINT_OF = 16


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/ontvangst/<number>``."""
    pages.add_url_rule("/trajecten/<case_id>/ontvangst/<int:number>", "receipt", receipt_page)


def receipt_page(case_id: str, number: int) -> Response:
    """Show the receipt of an act of the visitor's own; noted as a print.

    :raises NotFound: if there is no such act, or somebody else did it.
    """
    with visit.desk() as desk:
        dossier = desk.dossier(case_id, shows=WHOLE, kind=LookKind.PRINT)
        acts = desk.uow.acts.of_case(case_id)
        act = next((one for one in acts if one.number == number), None)
        if act is None or act.actor != desk.account.id:
            raise NotFound(_("Dit ontvangstbewijs bestaat niet, of u mag het niet zien."))
        reading, people = CaseReading(dossier), people_of(desk.uow, desk.account)
        title, told = after_act(reading.history, act=number, names=reading.names.among(people))
        prints = [one.hash for one, _event in reading.history if one.act == number]
        return visit.show(
            "receipt.html",
            heading=_("Ontvangstbewijs %(nummer)s", nummer=f"{reading.case.number}-{number}"),
            reading=reading,
            people=people,
            at=moment_words(act.at),
            at_iso=act.at.isoformat(timespec="seconds"),
            title=title,
            sentences=told,
            letters_coming=letters_coming(reading, desk.uow),
            filled_in=_filled_in(reading, act),
            fingerprint=prints[-1][:PRINT_OF] if prints else "",
        )


def _filled_in(reading: CaseReading, act: RecordedAct) -> FilledIn | None:
    """Return what was filled in with an act."""
    own = (act.at, act.actor)
    return next(
        (one for one in reading.filled_in if (one.submission.at, one.submission.actor) == own),
        None,
    )
