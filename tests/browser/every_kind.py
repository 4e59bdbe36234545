"""A form with a field of every type, and a route that asks for it: content for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests import small_route
from tests.unit.forms.building import options, raw_field

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.model import Organisation

ROOT = Path(__file__).parents[2]
SCHOOLS = (("de-wilg", "De Wilg", "11ZZ00"), ("de-eik", "De Eik", "12ZZ00"))
TOWNS = (("gem-oost", "Gemeente Oost"), ("gem-west", "Gemeente West"))

START = {
    "key": "aanvraag",
    "title": {"nl": "Aanvraag"},
    "ground": "AVG art. 6 lid 1 onder e",
    "retention": "leerlingdossier",
    "sections": [
        {
            "key": "vraag",
            "title": {"nl": "Vraag"},
            "fields": [
                raw_field(
                    "soort", "choice", required=True, export="soort", options=options("po", "vo")
                )
            ],
        }
    ],
    "example": {"soort": "po"},
}
ONE = [
    raw_field("postcode", required=True, pattern="[0-9]{4}[A-Z]{2}",
              hint={"nl": "Vier cijfers en twee letters."},
              pattern_message={"nl": "Vul bij ‘Postcode’ vier cijfers en twee letters in."}),
    raw_field("verhaal", "long_text", required=True, max_length=500),
    raw_field("uren", "number", required=True, min=1, max=40, unit={"nl": "uur per week"}),
    raw_field("cijfer", "number", decimals=1, min=1, max=10),
    raw_field("geboren", "date", required=True, max="today"),
    raw_field("vorm", "choice", required=True, options=options("thuis", "school", "anders")),
    raw_field("welke", required=True, show_when={"field": "vorm", "is": "anders"}),
    raw_field("dagen", "choices", required=True, max_items=2, options=options("ma", "di", "wo")),
    raw_field("compleet", "yes_no", required=True, export="compleet",
              label={"nl": "Is de aanvraag compleet"}),
    raw_field("reden", "long_text", required=True, show_when={"field": "compleet", "is": False}),
    raw_field("gelezen", "yes_no", must_be=True, label={"nl": "Ik heb het dossier gelezen"}),
    raw_field("afspraak", "group", fields=[
        raw_field("van", "date", required=True), raw_field("tot", "date", required=True)]),
]  # fmt: skip
TWO = [
    raw_field("let_op", "info", text={"nl": "Vraag beide ouders.\n\nSchrijf op wat zij zeggen."}),
    raw_field("ouders", "repeat", min_rows=1, max_rows=3, row_label={"nl": "Ouder"}, fields=[
        raw_field("naam", "person", required=True),
        raw_field("antwoord", "choice", required=True, options=options("ja", "nee")),
        raw_field("op", "date", required=True, show_when={"field": "antwoord", "is": "ja"})]),
    raw_field("uitslag", "computed", compute={
        "fn": "consensus", "of": "ouders.antwoord", "mixed": "deels"}),
    raw_field("uiterlijk", "computed", compute={
        "fn": "term", "of": "geboren", "term": "proef.toets"}),
    raw_field("soort_school", "computed", compute={"fn": "copy", "variable": "soort"}),
    raw_field("gemeente", "organisation", required=True, free=True),
    raw_field("school", "organisation", required=True),
    raw_field("telefoon"), raw_field("mail"),
    raw_field("verslag", "file", accept=["application/pdf"]),
    raw_field("ondertekening", "signature", required=True),
]  # fmt: skip
EVERY_KIND = {
    "key": "toets",
    "title": {"nl": "Alles"},
    "ground": "AVG art. 6 lid 1 onder e",
    "retention": "leerlingdossier",
    "sections": [
        {"key": "kind", "title": {"nl": "Het kind"}, "fields": ONE},
        {"key": "mensen", "title": {"nl": "De mensen"}, "fields": TWO},
    ],
    "rules": [
        {"rule": "not_after", "field": "afspraak.van", "than": "afspraak.tot",
         "message": {"nl": "Het begin van de afspraak kan niet na het einde liggen."}},
        {"rule": "one_of", "fields": ["telefoon", "mail"],
         "message": {"nl": "Vul een telefoonnummer of een mailadres in."}},
    ],
    "example": {},
}  # fmt: skip
FORMS: dict[str, Any] = {"aanvraag": START, "toets": EVERY_KIND}


def add_organisations(house) -> None:
    """Put the schools and municipalities in the register."""
    rows = [("po_school", *one) for one in SCHOOLS] + [("gemeente", *one, "") for one in TOWNS]
    with house.parts.new_uow() as uow:
        uow.organisations.add(
            [
                Organisation(region=small_route.REGION, id=key, kind=kind, name=name, brin=brin)
                for kind, key, name, brin in rows
            ]
        )


def publish(parts) -> None:
    """Publish the small route with these forms; its task names the municipality."""
    judge = FormsAdapter()
    small_route.publish(
        parts,
        bpmn=small_route.BPMN.replace(
            'name="Aanvraag toetsen"', 'name="Aanvraag toetsen" dg:deelnemer="gemeente"'
        ),
        forms=FORMS,
        exports={key: dict(judge.export_kinds(form)) for key, form in FORMS.items()},
    )
