"""The lint for who edits a form."""

from __future__ import annotations

import pytest
from tests.unit.forms.building import options, raw_field, raw_form
from tests.unit.forms.test_editing import FORM, SHIPPED

from doorgang_forms.lint import lint


def remarks(*fields, decided_on=None, roles=None, **keys):
    return [
        (one.weight, one.code, one.path)
        for one in lint(raw=raw_form(*fields, **keys), decided_on=decided_on, roles=roles)
    ]


class TestLint:
    def test_finds_nothing_to_block_in_any_form_that_is_shipped(self):
        found = {raw["key"]: lint(raw=raw) for raw in SHIPPED}

        assert {
            key for key, all_of in found.items() if any(o.weight == "blocks" for o in all_of)
        } == set()

    def test_finds_every_text_that_is_missing_at_once(self):
        raw = raw_form(
            {"key": "a", "type": "text", "label": {"nl": " "}},
            {"key": "b", "type": "choice", "label": {"nl": "B"}, "options": [{"value": "x"}]},
            {"key": "c", "type": "text"},
        )
        raw["sections"][0]["title"] = {}

        found = lint(raw=raw)

        assert {one.code for one in found} == {"missing_label"}
        assert [one.path for one in found] == ["", "a", "b", "c"]

    def test_says_where_what_blocks_is(self):
        found = lint(
            raw=raw_form(raw_field("bsn"), raw_field("b", show_when={"field": "x", "is": 1}))
        )

        assert [(one.path, one.about, one.code, one.weight) for one in found] == [
            ("bsn", "Bsn", "personal_number", "blocks"),
            ("b", "B", "unknown_field", "blocks"),
        ]

    def test_finds_an_export_that_no_gateway_uses(self):
        field = raw_field("a", "yes_no", export="besluit")

        assert remarks(field, decided_on={"besluit"}) == []
        assert remarks(field, decided_on=()) == [("advice", "unused_export", "a")]
        assert remarks(field, decided_on=None) == []

    def test_finds_days_that_no_gateway_uses(self):
        rows = raw_field(
            "r", "repeat", fields=[raw_field("dag", "date")], export_days="dagen", days_of="dag"
        )

        assert remarks(rows, decided_on=()) == [("advice", "unused_export", "r")]

    def test_finds_a_field_that_nobody_reads_and_nothing_uses(self):
        nobody = raw_field("a", "yes_no", visible_to=[])

        assert remarks(nobody) == [("advice", "unused_field", "a")]
        assert remarks(nobody, raw_field("b", show_when={"field": "a", "is": True})) == []
        assert remarks({**nobody, "export": "a"}) == []

    def test_finds_a_case_that_never_comes(self):
        same = {"variable": "soort", "is": "SO"}
        computed = raw_field(
            "c", "computed", compute={"fn": "when", "cases": [
                {"if": same, "then": "een"}, {"if": same, "then": "twee"}]},
        )  # fmt: skip

        assert remarks(computed) == [("advice", "unreachable_case", "c")]

    @pytest.mark.parametrize(
        ("field", "code"),
        [
            (raw_field("a", "choice", options=options("ja")), "single_option"),
            (raw_field("a", hint={"nl": "Vul het BSN in."}), "personal_number_hint"),
        ],
    )
    def test_finds_what_people_stumble_over(self, field, code):
        assert remarks(field) == [("advice", code, "a")]

    def test_finds_an_option_that_cannot_be_reached(self):
        twice = raw_field("a", "choice", options=[*options("ja"), *options("ja")])

        assert remarks(twice) == [("blocks", "unreachable_option", "a")]

    def test_finds_two_questions_of_the_same_words(self):
        other = {**raw_field("b"), "label": {"nl": "A"}}

        assert remarks(raw_field("a"), other) == [("advice", "same_label", "b")]
        assert (
            remarks(raw_field("a"), {**other, "show_when": {"field": "a", "filled": True}}) == []
        )

    def test_finds_a_text_without_a_language_that_others_have(self):
        english = {**raw_field("a"), "label": {"nl": "A", "en": "A"}}

        assert remarks(english, raw_field("b")) == [("advice", "missing_language", "b")]

    def test_knows_a_rule_as_use(self):
        rule = {"rule": "not_before", "field": "a", "than": "b", "message": {"nl": "Nee."}}
        hidden = [raw_field(key, "date", visible_to=[]) for key in "ab"]

        assert remarks(*hidden, rules=[rule]) == []
        assert len(remarks(*hidden)) == 2

    def test_says_of_what_does_not_read_only_why(self):
        found = lint(raw={**FORM, "rules": "geen"})

        assert [(one.code, one.weight) for one in found] == [("definition_invalid", "blocks")]
