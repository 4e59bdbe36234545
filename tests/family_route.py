"""The small route with a family: two parents, and a form with a row for each of them."""

from __future__ import annotations

from copy import deepcopy

from tests.small_route import BPMN, FORMS, REGION, publish

from doorgang_engine.model import Account, Organisation

FAMILY = "gezin-proef"
ROLES = {
    "loket": {"naam": "Loket", "organisatie": "swv"},
    "school": {"naam": "School", "organisatie": "po_school"},
    "ouder": {"naam": "Ouder", "organisatie": "gezin"},
    "leerling": {"naam": "Leerling", "organisatie": "gezin"},
}
PARTICIPANTS = {"swv": "swv-proef", "po_school": "school-proef", "gezin": FAMILY}
SHARING = BPMN.replace(
    'dg:actie="kennisgeven"\n    dg:aan="school" dg:bericht="De aanvraag is compleet."',
    'dg:actie="delen"\n    dg:aan="school ouder" dg:formulieren="toets" dg:grondslag="Wet"',
)
ANNA, BERT = "Anna vindt dit te vroeg.", "Bert woont op een geheim adres."
SHOWN = [{"naam": "A. Voorbeeld", "antwoord": False}, {"naam": "B. Voorbeeld", "antwoord": True}]
ANSWERS = {
    "compleet": True,
    "ouders": [
        {**SHOWN[0], "toelichting": ANNA},
        {**SHOWN[1], "toelichting": BERT, "ziek": True},
    ],
}


def forms():
    """The forms of the small route, with a row per parent."""
    made = deepcopy(FORMS)
    made["toets"]["sections"][0]["fields"].append(
        {
            "key": "ouders",
            "type": "repeat",
            "label": {"nl": "Ouders"},
            "per_person": True,
            "fields": [
                {"key": "naam", "type": "person", "label": {"nl": "Naam"}},
                {"key": "antwoord", "type": "yes_no", "label": {"nl": "Akkoord"}},
                {"key": "toelichting", "type": "long_text", "label": {"nl": "Toelichting"}},
                {"key": "ziek", "type": "yes_no", "label": {"nl": "Ziek"}, "sensitive": True},
            ],
        }
    )
    return made


def publish_family(parts, *, by_a_parent=False, number=2, **more):
    """Publish it over the small route; ``more`` is laid over its content."""
    assert 'dg:actie="delen"' in SHARING
    bpmn = SHARING
    if by_a_parent:
        task = 'id="toetsen" name="Aanvraag toetsen"'
        assert task in SHARING
        bpmn = SHARING.replace(task, f'{task} dg:rol="ouder"')
    given = {"bpmn": bpmn, "forms": forms(), "roles": ROLES, **more}
    return publish(parts, number=number, **given)


def add_family(parts, *, password):
    """Add the family, with an account for each parent and for the pupil."""
    with parts.new_uow() as uow:
        uow.organisations.add(
            [Organisation(region=REGION, id=FAMILY, kind="gezin", name="Familie Voorbeeld")]
        )
        uow.accounts.add(
            [
                Account(
                    region=REGION,
                    id=key,
                    name=key.title(),
                    organisation=FAMILY,
                    roles=(role,),
                    password=password,
                )
                for key, role in (("anna", "ouder"), ("bert", "ouder"), ("noor", "leerling"))
            ]
        )
