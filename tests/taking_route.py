"""The small route, of which the check begins with answers from earlier forms of the case."""

from __future__ import annotations

from typing import Any

from tests.small_route import BPMN, FORMS, publish

CHECKED = BPMN.replace(
    'name="Toets controleren" dg:formulier="toets"',
    'name="Toets controleren" dg:formulier="controle"',
)
CONTROLE = {
    "key": "controle",
    "title": {"nl": "Controle"},
    "ground": "AVG art. 6 lid 1 onder e",
    "retention": "leerlingdossier",
    "sections": [
        {
            "key": "controle",
            "title": {"nl": "Controle"},
            "fields": [
                {
                    "key": "toelichting",
                    "type": "long_text",
                    "label": {"nl": "Wat is er bekeken"},
                    "taken_from": "toets.toelichting",
                },
                {  # of the school, and never shared with the desk
                    "key": "vraag",
                    "type": "long_text",
                    "label": {"nl": "Wat is de vraag"},
                    "taken_from": "aanvraag.vraag",
                },
            ],
        }
    ],
    "example": {"toelichting": "Alles"},
}


def publish_taking(parts: Any) -> None:
    """Publish it over the small route."""
    assert 'dg:formulier="controle"' in CHECKED
    publish(parts, number=2, bpmn=CHECKED, forms={**FORMS, "controle": CONTROLE})
