"""The form as a browser gets it: everything has a name, and every reference leads somewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from tests.unit.forms.building import TODAY, form_of, options, raw_field

from doorgang_forms import SubmissionInvalid, load_catalog, validate, view

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "api" / "doorgang_api" / "templates"
PAGE = """<!doctype html><html lang="{{ view.lang }}"><head><title>{{ view.title }}</title></head>
<body><main><h1>{{ view.title }}</h1>{% include "error_summary.html" %}
<form method="post" novalidate>{% from "form.html" import form_fields %}{{ form_fields(view) }}
<button type="submit">Versturen</button></form></main></body></html>"""

EVERY_TYPE = form_of(
    raw_field("tekst", required=True, hint={"nl": "Kort & <krachtig>."}),
    raw_field("verhaal", "long_text"),
    raw_field("getal", "number", min=0, unit="uur"),
    raw_field("dag", "date", required=True),
    raw_field("keuze", "choice", required=True, options=options("ja", "nee")),
    raw_field("keuzes", "choices", options=options("ja", "nee"), show_when={
        "field": "keuze", "is": "ja"}),
    raw_field("akkoord", "yes_no", must_be=True),
    raw_field("wel_niet", "yes_no"),
    raw_field("naam", "person"),
    raw_field("school", "organisation"),
    raw_field("stuk", "file", accept=["application/pdf"]),
    raw_field("krabbel", "signature", required=True),
    raw_field("uitleg", "info", text={"nl": "Eerste regel.\n\nTweede regel."}),
    raw_field("groep", "group", hint={"nl": "Van het gezin."},
              fields=[raw_field("uitleg"), raw_field("dag", "date")]),
    raw_field("ouders", "repeat", min_rows=2, row_label={"nl": "Ouder"}, fields=[
        raw_field("naam", "person", required=True),
        raw_field("keuze", "choice", required=True, options=options("ja", "nee")),
        raw_field("dag", "date", show_when={"field": "keuze", "is": "ja"})]),
    raw_field("aantal", "computed", compute={"fn": "count", "of": "ouders"}),
)  # fmt: skip
TYPED = {
    "tekst": '"><script>alert(1)</script>', "dag": {"dag": "31", "maand": "mrt"}, "stuk": "abc",
    "ouders": [{"naam": "<b>"}, "kapot"], "aantal": 2, "keuze": "nee", "wel_niet": True,
}  # fmt: skip


def render(form, values, errors, **variables):
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    shown = view(form=form, values=values, errors=errors, variables=variables)
    return environment.from_string(PAGE).render(view=shown)


def page_of(form, values):
    try:
        validate(form=form, data=values, variables={}, today=TODAY)
    except SubmissionInvalid as error:
        return html.document_fromstring(render(form, values, error.fields))
    return html.document_fromstring(render(form, values, {}))


SHIPPED = {
    f"{one.key}, empty": (one, {}) for one in load_catalog(directory=ROOT / "forms/definitions")
}
CASES = {
    "every type, empty": (EVERY_TYPE, {}),
    "every type, wrong": (EVERY_TYPE, TYPED),
    "contactpoging, example": (
        SHIPPED["contactpoging, empty"][0],
        dict(SHIPPED["contactpoging, empty"][0].example),
    ),
    **SHIPPED,
}


@cache
def page_of_case(case):
    return page_of(*CASES[case])


def controls(page):
    return page.xpath("//input[not(@type='hidden')] | //textarea | //select")


def text(node):
    return " ".join(node.text_content().split())


@pytest.mark.parametrize("case", CASES)
class TestThePage:
    def test_has_no_id_twice(self, case):
        ids = page_of_case(case).xpath("//@id")

        assert sorted(ids) == sorted(set(ids))

    def test_names_every_control(self, case):
        page = page_of_case(case)

        labels = [label.get("for") for label in page.iter("label") if text(label)]

        assert sorted(one.get("id") for one in controls(page)) == sorted(labels)

    def test_names_every_group_and_section(self, case):
        page = page_of_case(case)

        for group in page.iter("fieldset"):
            assert group[0].tag == "legend"
            assert text(group[0])
        for section in page.iter("section"):
            assert text(page.get_element_by_id(section.get("aria-labelledby")))

    def test_refers_only_to_what_is_there(self, case):
        page = page_of_case(case)

        for references in page.xpath("//@aria-describedby | //@aria-labelledby"):
            for one in references.split():
                assert text(page.get_element_by_id(one))
        for link in page.xpath("//a/@href"):
            assert page.get_element_by_id(link.removeprefix("#")) is not None

    def test_shows_each_error_at_its_field_and_in_the_summary(self, case):
        page = page_of_case(case)
        at_fields = page.xpath("//p[@class='veld-fout']")
        in_summary = page.xpath("//div[@id='foutoverzicht']//li")

        assert len(in_summary) >= len(at_fields)
        for one in at_fields:
            assert page.xpath("//*[contains(@aria-describedby, $id)]", id=one.get("id"))
            assert any(text(one) in text(line) for line in in_summary)

    def test_says_at_each_control_that_is_wrong_what_is_wrong(self, case):
        page = page_of_case(case)
        wrong = page.xpath("//*[@aria-invalid='true']")

        for one in wrong:
            told = one.get("aria-describedby", "").split()
            assert any(page.get_element_by_id(key).get("class") == "veld-fout" for key in told)

    def test_needs_no_script_and_no_inline_style(self, case):
        page = page_of_case(case)

        assert not page.xpath("//script | //style | //@style")
        assert not [one for one in page.xpath("//@*") if one.attrname.startswith("on")]

    def test_keeps_the_browser_from_remembering_what_is_typed(self, case):
        typed = page_of_case(case).xpath("//textarea | //input[@type='text']")

        assert {one.get("autocomplete") for one in typed} <= {"off"}


class TestAWrongForm:
    PAGE = page_of(EVERY_TYPE, TYPED)

    def test_marks_what_is_wrong(self):
        assert self.PAGE.get_element_by_id("veld-ouders-0-keuze").get("aria-invalid") == "true"
        assert self.PAGE.get_element_by_id("veld-dag-dag").get("aria-invalid") is None
        assert self.PAGE.get_element_by_id("veld-dag-maand").get("aria-invalid") == "true"
        assert self.PAGE.get_element_by_id("veld-akkoord").get("aria-invalid") == "true"
        assert self.PAGE.get_element_by_id("veld-verhaal").get("aria-invalid") is None

    def test_has_a_summary_that_is_read_out_and_can_have_the_focus(self):
        summary = self.PAGE.get_element_by_id("foutoverzicht")

        assert (summary.get("role"), summary.get("tabindex")) == ("alert", "-1")
        assert "Ouder 1: Kies een antwoord bij ‘Keuze’." in text(summary)

    def test_shows_what_was_typed_and_runs_none_of_it(self):
        assert self.PAGE.get_element_by_id("veld-tekst").value == TYPED["tekst"]
        assert self.PAGE.get_element_by_id("veld-dag-maand").value == "mrt"
        assert self.PAGE.get_element_by_id("veld-ouders-0-naam").value == "<b>"

    def test_groups_radios_with_a_name_and_says_they_are_required(self):
        group = self.PAGE.get_element_by_id("veld-keuze")

        assert group.get("role") == "radiogroup"
        assert group.get("aria-required") == "true"

    def test_says_in_words_when_a_field_is_to_be_filled_in(self):
        group = self.PAGE.get_element_by_id("veld-keuzes")

        assert "Alleen invullen als bij ‘Keuze’ ‘Ja’ is gekozen." in text(group)
        assert group.get("data-shown") == "false"

    def test_has_buttons_for_rows_that_say_which_row(self):
        buttons = self.PAGE.xpath("//button[@name='_actie']")

        assert [(one.get("value"), text(one)) for one in buttons] == [
            ("verwijderen:ouders-0", "Ouder 1 verwijderen"),
            ("verwijderen:ouders-1", "Ouder 2 verwijderen"),
            ("toevoegen:ouders", "Ouder toevoegen"),
        ]
        assert all(one.get("formnovalidate") is not None for one in buttons)

    def test_keeps_a_file_that_was_sent_before(self):
        kept = self.PAGE.xpath("//input[@type='hidden'][@name='stuk']/@value")

        assert kept == ["abc"]


class TestAnOutcome:
    def test_is_told_with_its_hint_before_anything_is_filled_in(self):
        form = form_of(
            raw_field(
                "voorstel",
                "computed",
                hint={"nl": "U kiest zelf."},
                compute={"fn": "copy", "variable": "v"},
            )
        )

        page = html.document_fromstring(render(form, {}, {}, v="Zo"))

        told = page.xpath("//div[@id='veld-voorstel']//p/text()")
        assert told[1:] == ["U kiest zelf.", "Zo"]
