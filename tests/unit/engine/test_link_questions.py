"""What links may ask fits the forms of the library, and is a right form by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from doorgang_api.forms_adapter import FormsAdapter, form_of
from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.link import LinkRefused
from doorgang_engine.links.questions import read_questions
from doorgang_engine.routes.library import read_library

ROOT = Path(__file__).parents[3]
QUESTIONS = read_questions(config_dir=ROOT / "config")
FORMS = read_library(library_dir=ROOT, config_dir=ROOT / "config").forms
NOW = date(2027, 1, 15)


def shown(key):
    return form_of(QUESTIONS[key].form_in(FORMS[key]))


@pytest.mark.parametrize("key", sorted(QUESTIONS))
class TestEveryQuestion:
    def test_is_asked_of_a_form_that_there_is(self, key):
        assert [one.key for one in shown(key).fields] == list(QUESTIONS[key].fields)

    def test_exports_nothing_to_the_route(self, key):
        assert dict(FormsAdapter().export_kinds(QUESTIONS[key].form_in(FORMS[key]))) == {}

    def test_leaves_out_what_only_the_school_answers(self, key):
        values = {option.value for field in shown(key).fields for option in field.options}

        assert values.isdisjoint(QUESTIONS[key].without)

    def test_leaves_out_only_answers_that_there_are(self, key):
        question = QUESTIONS[key]
        fields = question._fields(FORMS[key])
        values = {option["value"] for one in fields for option in one.get("options", ())}

        assert set(question.without) <= values

    def test_fills_in_fields_that_there_are(self, key):
        question = QUESTIONS[key]
        keys = {one["key"] for one in question._fields(FORMS[key])}

        assert {*question.fixed, question.name, question.day} - {""} <= keys

    def test_asks_each_person_in_a_row_of_their_own_or_once(self, key):
        question = QUESTIONS[key]
        fields = {one.key: one for one in form_of(FORMS[key]).fields}

        assert not question.row or fields[question.row].per_person


class TestQuestion:
    def test_becomes_a_row_of_the_form(self):
        question = QUESTIONS["zienswijze_ouder"]

        row = question.filled({"antwoord": "oneens"}, name="Anna Voorbeeld", on=NOW)

        assert row == {"antwoord": "oneens", "naam": "Anna Voorbeeld", "datum": "2027-01-15"}

    def test_is_refused_of_a_form_that_does_not_have_it(self):
        with pytest.raises(LinkRefused):
            QUESTIONS["zienswijze_ouder"].form_in(FORMS["tlv_besluit"])


class TestReadQuestions:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('doel = "zienswijze"', 'doel = "verkoop"'),
            ('wie = ["ouder"]', 'wie = ["buurman"]'),
            ('wie = ["ouder"]', "wie = []"),
            ('rij = "ouders"', 'rij = "ouders"\nspoed = true'),
            ("[zienswijze_ouder]", "[zienswijze_ouder"),
        ],
    )
    def test_refuses_a_file_that_is_not_right(self, tmp_path, old, new):
        text = (ROOT / "config" / "links.toml").read_text("utf-8")
        assert old in text
        (tmp_path / "links.toml").write_text(text.replace(old, new, 1), "utf-8")

        with pytest.raises(LibraryInvalid):
            read_questions(config_dir=tmp_path)
