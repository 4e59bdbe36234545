"""Rules over fields asked by a form: what is answered is the rule that stood there."""

from __future__ import annotations

import pytest
from tests.unit.forms.building import TODAY, raw_field, raw_form
from tests.unit.forms.test_editing import SHIPPED

from doorgang_api.form_builder.rule_questions import (
    place_of_rule,
    places_of_rules,
    rule_answers,
    rule_form,
    rule_of,
)
from doorgang_forms import parse_form, validate
from doorgang_forms.editing import set_rule


def sent(raw, place, typed, was=None):
    form = parse_form(raw=rule_form(raw, place=place, was=was))
    values = validate(form=form, data=typed, variables={}, today=TODAY).data
    return rule_of(raw, place=place, values=values, was=was)


class TestAsked:
    def test_gives_back_every_rule_of_the_forms_that_are_shipped(self):
        rules = [(raw, rule) for raw in SHIPPED for rule in raw.get("rules", [])]

        assert len(rules) > 70
        assert [
            (raw["key"], rule)
            for raw, rule in rules
            if sent(
                raw,
                place_of_rule(raw, rule),
                rule_answers(raw, place=place_of_rule(raw, rule), rule=rule),
                rule,
            )
            != rule
        ] == []


FORM = raw_form(
    raw_field("van", "date"),
    raw_field("tot", "date"),
    raw_field("acties", "repeat", fields=[raw_field("begin", "date"), raw_field("eind", "date")]),
)


class TestTyped:
    @pytest.mark.parametrize(
        ("place", "typed", "rule"),
        [
            ("", {"rule": "not_before", "field": "tot", "than": "van"},
             {"rule": "not_before", "field": "tot", "than": "van"}),
            ("", {"rule": "not_after", "field": "tot", "than": "today"},
             {"rule": "not_after", "field": "tot", "than": "today"}),
            ("", {"rule": "not_after", "field": "tot", "than": "-variabele", "than_gegeven": "x"},
             {"rule": "not_after", "field": "tot", "than": "variable:x"}),
            ("acties", {"rule": "not_before", "field": "acties.eind", "than": "acties.begin"},
             {"rule": "not_before", "field": "acties.eind", "than": "acties.begin"}),
            ("", {"rule": "together", "fields": ["van", "tot"]},
             {"rule": "together", "fields": ["van", "tot"]}),
            ("acties", {"rule": "when", "als": "alle", "dan": "alle", "bij": "acties.eind",
                        "als_regels": [{"onderwerp": "begin", "vergelijking": "ingevuld"}],
                        "dan_regels": [{"onderwerp": "eind", "vergelijking": "ingevuld"}]},
             {"rule": "when", "field": "acties.eind", "if": {"field": "begin", "filled": True},
              "then": {"field": "eind", "filled": True}}),
        ],
    )  # fmt: skip
    def test_becomes_a_rule_that_the_form_takes(self, place, typed, rule):
        found = sent(FORM, place, {**typed, "message": "Klopt niet."})

        assert found == {**rule, "message": {"nl": "Klopt niet."}}
        assert set_rule(raw=FORM, number=None, rule=found)["rules"] == [found]

    def test_can_hold_in_each_row_or_group(self):
        assert [path for path, _ in places_of_rules(FORM)] == ["", "acties"]
