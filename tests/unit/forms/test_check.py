from __future__ import annotations

import pytest
from tests.unit.forms.building import options, raw_field, raw_form

from doorgang_forms import check_definition

CHOICE = raw_field("soort", "choice", options=options("a", "b"))
YES_NO = raw_field("akkoord", "yes_no")
DAY = raw_field("dag", "date")
ROWS = raw_field("rijen", "repeat", fields=[CHOICE, raw_field("naam", "person")])
MESSAGE = {"message": {"nl": "Klopt niet."}}


def codes(*fields, **keys):
    found = check_definition(raw=raw_form(*fields, **keys)).findings
    return {(one.path, one.code) for one in found}


def shown_when(*conditions, also=()):
    condition = conditions[0] if len(conditions) == 1 else {"all": list(conditions)}
    return codes(CHOICE, YES_NO, raw_field("uren", "number"), *also,
                 raw_field("x", show_when=condition))  # fmt: skip


class TestADefinition:
    def test_that_is_right_has_no_findings(self):
        checked = check_definition(raw=raw_form(CHOICE, ROWS))

        assert checked.findings == ()
        assert checked.form is not None

    def test_that_cannot_be_read_has_one_finding(self):
        checked = check_definition(
            raw=raw_form({"key": "x", "type": "text", "label": {"en": "X"}})
        )

        assert checked.form is None
        assert [(one.path, one.code) for one in checked.findings] == [
            ("sections.0.fields.0.label.nl", "definition_invalid")
        ]

    def test_has_each_key_once(self):
        assert ("soort", "duplicate_key") in codes(CHOICE, CHOICE)
        assert ("rijen.x", "duplicate_key") in codes(
            raw_field("rijen", "repeat", fields=[raw_field("x"), raw_field("x")])
        )
        section = {"key": "deel", "title": {"nl": "Deel"}, "fields": [YES_NO]}
        assert ("sections", "duplicate_key") in codes(
            sections=[section, {**section, "fields": [DAY]}]
        )

    def test_may_use_a_key_again_in_another_row(self):
        assert codes(CHOICE, ROWS) == set()

    def test_that_is_wrong_is_not_blamed_for_its_example(self):
        assert codes(CHOICE, CHOICE, example={"x": 1}) == {("soort", "duplicate_key")}


class TestAPersonalNumber:
    @pytest.mark.parametrize(
        "field",
        [
            raw_field("bsn"),
            raw_field("bsn_kind", "number"),
            raw_field("pgn"),
            raw_field("onderwijsnummer"),
            {**raw_field("nummer"), "label": {"nl": "Burgerservicenummer (BSN)"}},
            {**raw_field("nummer"), "label": {"nl": "Persoonsgebonden nummer"}},
            {**raw_field("nummer"), "label": {"nl": "Nummer", "en": "BSN of the child"}},
            {**raw_field("kopie", "file"), "label": {"nl": "Kopie met bsn"}},
        ],
    )
    def test_is_never_asked(self, field):
        assert codes(field) == {(field["key"], "personal_number")}

    def test_is_not_asked_by_a_pattern_of_nine_digits(self):
        field = raw_field("nummer", pattern="[0-9]{9}", pattern_message="Negen cijfers.")

        assert codes(field) == {("nummer", "pattern")}

    @pytest.mark.parametrize(
        "field",
        [
            {**YES_NO, "label": {"nl": "Er staat geen BSN in de bijlagen"}},
            {**raw_field("nummer"), "hint": {"nl": "Vul hier geen bsn in."}},
            raw_field("absnummer"),
        ],
    )
    def test_may_be_warned_of(self, field):
        assert codes(field) == set()


class TestBounds:
    @pytest.mark.parametrize(
        "field",
        [
            raw_field("x", "number", min=5, max=1),
            raw_field("x", "date", min="2027-02-01", max="2027-01-01"),
            raw_field("x", "repeat", fields=[DAY], min_rows=5, max_rows=2),
            raw_field("x", "choices", options=options("a", "b"), min_items=3),
            raw_field("x", "choices", options=options("a", "b"), min_items=2, max_items=1),
        ],
    )
    def test_leave_room_for_an_answer(self, field):
        assert codes(field) == {("x", "bounds")}


class TestOptions:
    def test_differ_in_value_and_label(self):
        same_label = [*options("a"), {"value": "b", "label": {"nl": "A"}}]

        assert codes(raw_field("x", "choice", options=options("a", "a"))) == {
            ("x", "unreachable_option")
        }
        assert codes(raw_field("x", "choice", options=same_label)) == {("x", "unreachable_option")}


class TestExports:
    @pytest.mark.parametrize(
        "field",
        [
            raw_field("x", "long_text", export="e"),
            raw_field("x", "person", export="e"),
            raw_field("x", "group", fields=[DAY], export="e"),
            raw_field("x", "number", decimals=1, export="e"),
            raw_field("x", "info", text={"nl": "Lees dit."}, export="e"),
            raw_field("x", "computed", compute={"fn": "copy", "of": "naam"}, export="e"),
            raw_field("x", "computed", compute={"fn": "copy", "variable": "soort"}, export="e"),
        ],
    )
    def test_are_not_of_what_a_route_may_not_see(self, field):
        assert codes(raw_field("naam", "person"), field) == {("x", "export_type")}

    def test_have_a_name_of_their_own(self):
        assert codes({**CHOICE, "export": "e"}, {**DAY, "export": "e"}) == {
            ("soort", "duplicate_export"),
            ("dag", "duplicate_export"),
        }

    def test_are_not_of_a_field_in_a_row(self):
        field = raw_field("rijen", "repeat", fields=[{**CHOICE, "export": "e"}])

        assert codes(field) == {("rijen.soort", "export_in_rows")}


class TestFiles:
    @pytest.mark.parametrize("accept", [".pdf", "pdf", "*/*", "image/*"])
    def test_are_of_kinds_written_in_full(self, accept):
        assert codes(raw_field("x", "file", accept=[accept])) == {("x", "accept")}


class TestAKeyThatSaysNothing:
    def test_is_refused(self):
        assert codes(raw_field("x", "group", fields=[DAY], required=True)) == {
            ("x", "meaningless")
        }


class TestRoles:
    def test_that_may_see_a_field_exist(self):
        raw = raw_form({**CHOICE, "visible_to": ["ouder", "buurman"]})

        found = check_definition(raw=raw, roles={"ouder"}).findings

        assert [(one.path, one.code) for one in found] == [("soort", "unknown_role")]


class TestACondition:
    @pytest.mark.parametrize(
        ("condition", "code"),
        [
            ({"field": "niets", "is": "a"}, "unknown_field"),
            ({"field": "x", "is": "a"}, "later_field"),
            ({"field": "rijen.soort", "is": "a"}, "field_in_rows"),
            ({"field": "soort", "is": "c"}, "condition_value"),
            ({"field": "soort", "in": ["a", "c"]}, "condition_value"),
            ({"field": "akkoord", "is": "ja"}, "condition_value"),
            ({"field": "uren", "is": "3"}, "condition_value"),
            ({"field": "soort", "at_least": 3}, "condition_value"),
            ({"field": "rijen", "is": "a"}, "condition_value"),
        ],
    )
    def test_speaks_of_a_field_that_can_say_so(self, condition, code):
        assert shown_when(condition, also=[ROWS]) == {("x", code)}

    def test_does_not_speak_of_the_rows_it_stands_in(self):
        row = [DAY, raw_field("x", show_when={"field": "rijen", "filled": True})]

        assert codes(raw_field("rijen", "repeat", fields=row)) == {("rijen.x", "field_around")}

    @pytest.mark.parametrize(
        "conditions",
        [
            [{"field": "soort", "is": "a"}, {"field": "soort", "is": "b"}],
            [{"field": "soort", "is": "a"}, {"field": "soort", "not": "a"}],
            [{"field": "soort", "in": ["a"]}, {"field": "soort", "filled": False}],
            [{"field": "soort", "filled": True}, {"field": "soort", "filled": False}],
            [{"field": "uren", "at_least": 5}, {"field": "uren", "at_most": 4}],
            [{"field": "akkoord", "is": True}, {"field": "akkoord", "is": False}],
            [{"variable": "v", "is": "a"}, {"variable": "v", "is": "b"}],
            [{"field": "akkoord", "is": True}, {"all": [{"field": "akkoord", "not": True}]}],
        ],
    )
    def test_can_be_met(self, conditions):
        assert shown_when(*conditions) == {("x", "contradiction")}

    @pytest.mark.parametrize(
        "conditions",
        [
            [{"field": "soort", "in": ["a", "b"]}, {"field": "soort", "not": "a"}],
            [{"any": [{"field": "soort", "is": "a"}, {"field": "soort", "is": "b"}]}],
            [{"field": "uren", "at_least": 4}, {"field": "uren", "at_most": 4}],
            [{"field": "keuzes", "is": "a"}, {"field": "keuzes", "is": "b"}],
        ],
    )
    def test_that_can_be_met_is_left_alone(self, conditions):
        choices = raw_field("keuzes", "choices", options=options("a", "b"))

        assert shown_when(*conditions, also=[choices]) == set()

    def test_is_impossible_when_the_field_it_asks_for_is_not_shown_then(self):
        first = raw_field("eerst", "yes_no", show_when={"field": "soort", "is": "a"})
        both = [{"field": "eerst", "is": True}, {"field": "soort", "is": "b"}]

        assert shown_when(*both, also=[first]) == {("x", "contradiction")}


class TestAReckoning:
    @pytest.mark.parametrize(
        "compute",
        [
            {"fn": "count", "of": "niets"},
            {"fn": "count", "of": "later"},
            {"fn": "count", "of": "soort"},
            {"fn": "any", "of": "soort", "where": {"variable": "v", "is": 1}},
            {"fn": "consensus", "of": "soort", "mixed": "m"},
            {"fn": "consensus", "of": "rijen.naam", "mixed": "m"},
            {"fn": "date_plus", "of": "soort", "duration": "P1D"},
            {"fn": "copy", "of": "rijen"},
            {"fn": "copy", "of": "rijen.naam"},
            {"fn": "days_between", "from": "dag", "to": "soort"},
            {"fn": "when", "cases": [{"if": {"variable": "v", "is": 1}, "then": "a"}], "else": 1},
        ],
    )
    def test_speaks_of_fields_before_it_that_fit(self, compute):
        found = codes(
            CHOICE, DAY, ROWS, raw_field("x", "computed", compute=compute),
            raw_field("later", "repeat", fields=[DAY]),
        )  # fmt: skip

        assert found == {("x", "compute")}

    @pytest.mark.parametrize("duration", ["14", "P", "PT1H", "-P1D", "P1.5D", "P1D2W", "P9999Y"])
    def test_adds_whole_days_months_or_years(self, duration):
        compute = {"fn": "date_plus", "of": "dag", "duration": duration}

        assert codes(DAY, raw_field("x", "computed", compute=compute)) == {("x", "duration")}

    def test_asks_of_rows_what_they_hold(self):
        compute = {"fn": "any", "of": "rijen", "where": {"field": "niets", "is": "a"}}

        assert codes(ROWS, raw_field("x", "computed", compute=compute)) == {("x", "unknown_field")}


class TestARule:
    @pytest.mark.parametrize(
        "rule",
        [
            {"rule": "not_after", "field": "niets", "than": "dag"},
            {"rule": "not_after", "field": "dag", "than": "niets"},
            {"rule": "not_after", "field": "dag", "than": "dag"},
            {"rule": "not_after", "field": "dag", "than": "soort"},
            {"rule": "not_after", "field": "soort", "than": "today"},
            {"rule": "not_after", "field": "dag", "than": "rijen.naam"},
            {"rule": "differs_from", "field": "soort", "than": "today"},
            {"rule": "one_of", "fields": ["dag", "niets"]},
            {"rule": "together", "fields": ["dag", "rijen.naam"]},
            {"rule": "when", "if": {"field": "soort", "is": "a"},
             "then": {"variable": "v", "is": 1}},
        ],
    )  # fmt: skip
    def test_speaks_of_fields_that_can_keep_it(self, rule):
        found = codes(CHOICE, DAY, ROWS, rules=[{**rule, **MESSAGE}])

        assert found == {("rules.0", "rule")}

    def test_has_conditions_that_can_be_judged(self):
        rule = {"rule": "when", "if": {"field": "soort", "is": "zzz"},
                "then": {"field": "dag", "filled": True}}  # fmt: skip

        assert codes(CHOICE, DAY, rules=[{**rule, **MESSAGE}]) == {("rules.0", "condition_value")}


class TestTheExample:
    def test_is_accepted_by_the_form(self):
        found = check_definition(raw=raw_form(raw_field("x", required=True))).findings

        assert [(one.path, one.code) for one in found] == [("example.x", "example")]

    def test_may_look_back_and_forward_at_once(self):
        back, on = raw_field("terug", "date", max="today"), raw_field("op", "date", min="today")

        assert codes(back, on, example={"terug": "2027-01-01", "op": "2027-02-01"}) == set()
        assert codes(back, on, example={"terug": "2027-03-01", "op": "2027-02-01"}) != set()
