"""The proof of a history, by a button: the chain is whole, and its acts done again agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _
from doorgang_engine.dossier.looks import LookKind, Part
from doorgang_engine.errors import EngineError
from doorgang_engine.history.verify import Difference, Verdict, verify_case

from . import visit

if TYPE_CHECKING:
    from flask import Blueprint, Response

COST = 50  # requests that a proof counts for, as in the API: it asks much of the machine


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/naspelen/bewijs``."""
    pages.add_url_rule("/trajecten/<case_id>/naspelen/bewijs", "prove", prove, methods=["POST"])


def prove(case_id: str) -> Response:
    """Verify the history of a case and tell the outcome; noted as a verification.

    :raises CaseNotFound: if it does not exist, or not for this person.
    """
    visit.spend_request(cost=COST)
    with visit.desk() as desk:
        case = desk.dossier(case_id, shows={Part.HISTORY}, kind=LookKind.VERIFY).case
    verdict = _verdict(case.id)
    return visit.show(
        "proof.html",
        heading=_("Bewijs van traject %(nummer)s", nummer=case.number),
        case=case,
        verdict=verdict,
        differences=verdict.differences,
    )


def _verdict(case_id: str) -> Verdict:
    """Verify a case; a history that cannot even be read is not right."""
    try:
        return verify_case(case_id=case_id, parts=visit.house().parts)
    except EngineError as error:
        return Verdict(case_id, 0, 0, (Difference(0, "traject", error.code, ""),))
