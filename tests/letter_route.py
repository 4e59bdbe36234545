"""The small route, of which the notice to the school and the parents goes with a letter."""

from __future__ import annotations

from typing import Any

from tests.family_route import ROLES, forms
from tests.small_route import BPMN, REGION, publish

from doorgang_engine.letters.contract import Contract
from doorgang_engine.model import Organisation

LETTER = "bericht"
FAMILY = "gezin-proef"
PARTICIPANTS = {"swv": "swv-proef", "po_school": "school-proef", "gezin": FAMILY}
CONTRACT = Contract(
    key=LETTER,
    title="Bericht over de aanvraag",
    version=3,
    sender="swv",
    to=("school", "ouder"),
    ground="AVG art. 6 lid 1 onder e",
    record_class="leerlingdossier",
    answers={"compleet": "toets.compleet", "toelichting": "toets.toelichting"},
    variables={"oordeel": "compleet"},
    terms={"einde": "proef.toets"},
    organisations={"school": "po_school"},
)
TEXT = (
    "<p>Beste ouders van {{ leerling }},</p>"
    "<p>Compleet: {{ compleet }}. Kenmerk {{ nummer }}, van {{ afzender }} aan {{ school }}.</p>"
    "{% if toelichting %}<p>{{ toelichting }}</p>{% endif %}"
)
TOLD = 'dg:actie="kennisgeven"\n    dg:aan="school"'
WITH_LETTER = BPMN.replace(
    TOLD, f'dg:actie="kennisgeven" dg:brief="{LETTER}"\n    dg:aan="school ouder"'
)


def publish_with_letter(parts: Any, *, text: str = TEXT, number: int = 1, **changed: Any) -> None:
    """Publish it, with its organisations."""
    assert LETTER in WITH_LETTER
    letters = {LETTER: {"contract": CONTRACT.content(), "text": text}}
    given = {"bpmn": WITH_LETTER, "roles": ROLES, "forms": forms(), "letters": letters}
    publish(parts, number=number, **{**given, **changed})


def add_organisations(parts: Any, *, family_only: bool = False) -> None:
    """Add who takes part."""
    made = [
        Organisation(region=REGION, id=key, kind=kind, name=name)
        for kind, key, name in (
            ("swv", "swv-proef", "Samenwerkingsverband Proef"),
            ("po_school", "school-proef", "School Proef"),
            ("gezin", FAMILY, "Familie Voorbeeld"),
        )
        if kind == "gezin" or not family_only
    ]
    with parts.new_uow() as uow:
        uow.organisations.add(made)
