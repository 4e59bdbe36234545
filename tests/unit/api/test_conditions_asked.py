"""Conditions asked as rows: what is answered is what stood there."""

from __future__ import annotations

import pytest
from tests.unit.forms.building import TODAY, options, raw_field, raw_form
from tests.unit.forms.test_editing import SHIPPED

from doorgang_api.form_builder.condition_questions import (
    AnswersWrong,
    can_be_asked,
    condition_answers,
    condition_of,
    condition_questions,
)
from doorgang_api.form_builder.subjects import VARIABLE, choices_of, subjects_before
from doorgang_forms import parse_form, validate
from doorgang_forms.outline import walk_fields


def all_conditions():
    for raw in SHIPPED:
        for path, field in walk_fields(raw=raw):
            if "show_when" in field:
                yield raw, path, field["show_when"]


def there_and_back(raw, path, condition):
    subjects = subjects_before(raw=raw, path=path)
    asked = raw_form(*condition_questions(
        key="wanneer", label="Wanneer", subjects=subjects, may_be_always=True,
        kept=not can_be_asked(condition),
    ))  # fmt: skip
    typed = condition_answers(key="wanneer", condition=condition, subjects=subjects)
    sent = validate(form=parse_form(raw=asked), data=typed, variables={}, today=TODAY)
    return condition_of(key="wanneer", values=sent.data, subjects=subjects, was=condition)


class TestAsked:
    def test_gives_back_every_condition_of_the_forms_that_are_shipped(self):
        found = list(all_conditions())

        assert len(found) > 300
        assert [
            (raw["key"], path)
            for raw, path, condition in found
            if there_and_back(raw, path, condition) != condition
        ] == []
        assert [path for _, path, condition in found if not can_be_asked(condition)] == []


FORM = raw_form(
    raw_field("antwoord", "choice", options=options("ja", "nee", "soms")),
    raw_field("aantal", "number"),
    raw_field("dag", "date"),
    raw_field("akkoord", "yes_no"),
    raw_field("groep", "group", fields=[raw_field("in")]),
    raw_field("rij", "repeat", fields=[raw_field("naam"), raw_field("later")]),
    raw_field("laatst"),
)
SUBJECTS = subjects_before(raw=FORM, path="laatst")


def answered(**row):
    values = {"wanneer": "alle", "wanneer_regels": [row]}
    return condition_of(key="wanneer", values=values, subjects=SUBJECTS, was=None)


class TestTyped:
    @pytest.mark.parametrize(
        ("subject", "operator", "typed", "test"),
        [
            ("antwoord", "is", "JA", {"is": "ja"}),
            ("antwoord", "in", "Ja; soms", {"in": ["ja", "soms"]}),
            ("aantal", "at_least", "3", {"at_least": 3}),
            ("aantal", "not", "-2,5", {"not": -2.5}),
            ("dag", "is", "4-3-2027", {"is": "2027-03-04"}),
            ("akkoord", "is", "nee", {"is": False}),
            ("groep.in", "is", "x", {"is": "x"}),
        ],
    )
    def test_becomes_the_value_that_the_field_has(self, subject, operator, typed, test):
        found = answered(onderwerp=subject, vergelijking=operator, waarde=typed)

        assert found == {"field": subject, **test}

    @pytest.mark.parametrize(
        ("subject", "operator", "typed"),
        [
            ("antwoord", "is", "jaa"), ("antwoord", "in", "ja; nooit"), ("akkoord", "is", "1"),
            ("aantal", "is", "drie"), ("dag", "is", "31-2-2027"), ("antwoord", "at_least", "ja"),
        ],
    )  # fmt: skip
    def test_is_refused_at_its_own_place(self, subject, operator, typed):
        with pytest.raises(AnswersWrong) as wrong:
            answered(onderwerp=subject, vergelijking=operator, waarde=typed)

        assert list(wrong.value.errors) == ["wanneer_regels.0.waarde"]

    @pytest.mark.parametrize(
        ("kind", "typed", "value"),
        [("tekst", "nee", "nee"), ("ja_nee", "nee", False), ("getal", "2", 2)],
    )
    def test_says_of_a_variable_what_kind_it_is(self, kind, typed, value):
        found = answered(
            onderwerp=VARIABLE, gegeven="soort", soort=kind, vergelijking="is", waarde=typed
        )

        assert found == {"variable": "soort", "is": value}


class TestSubjects:
    def test_are_what_stands_before_and_has_one_value(self):
        assert [one.name for one in SUBJECTS] == [
            "antwoord", "aantal", "dag", "akkoord", "groep.in", "rij",
        ]  # fmt: skip

    def test_are_within_a_row_those_of_the_row_as_well(self):
        found = subjects_before(raw=FORM, path="rij.later")

        assert [one.name for one in found][-1] == "naam"

    def test_are_told_apart_when_two_have_the_same_words(self):
        twice = raw_form(raw_field("a"), {**raw_field("b"), "label": {"nl": "A"}}, raw_field("c"))

        found = choices_of(subjects_before(raw=twice, path="c"), with_variable=False)

        assert found == [("a", "A (a)"), ("b", "A (b)")]
