from __future__ import annotations

import pytest
from tests.unit.forms.building import errors_of, form_of, options, raw_field

A, B = raw_field("a", "date"), raw_field("b", "date")


def with_rule(*fields, **rule):
    return form_of(*fields, rules=[{"message": {"nl": "Klopt niet."}, **rule}])


def is_broken(form, data, at="a", **variables):
    errors = errors_of(form, data, **variables)
    assert set(errors) <= {at}, errors
    return bool(errors)


class TestNotAfter:
    FORM = with_rule(A, B, rule="not_after", field="a", than="b")

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ({"a": "2027-01-02", "b": "2027-01-01"}, True),
            ({"a": "2027-01-01", "b": "2027-01-01"}, False),
            ({"a": "2027-01-02"}, False),
            ({"b": "2027-01-02"}, False),
        ],
    )
    def test_compares_two_days(self, data, expected):
        assert is_broken(self.FORM, data) is expected

    def test_waits_until_the_fields_are_right_by_themselves(self):
        errors = errors_of(self.FORM, {"a": "2027-01-02", "b": "2027-02-30"})

        assert list(errors) == ["b"]

    def test_compares_with_today(self):
        form = with_rule(A, rule="not_after", field="a", than="today")

        assert is_broken(form, {"a": "2027-03-25"})
        assert not is_broken(form, {"a": "2027-03-24"})


class TestNotBefore:
    def test_compares_with_a_variable(self):
        form = with_rule(A, rule="not_before", field="a", than="variable:start")

        assert is_broken(form, {"a": "2027-01-01"}, start="2027-01-02")
        assert not is_broken(form, {"a": "2027-01-02"}, start="2027-01-02")
        assert not is_broken(form, {"a": "2027-01-02"}, start="")
        assert not is_broken(form, {"a": "2027-01-02"})


class TestDiffersFrom:
    FORM = with_rule(
        raw_field("a", "person"),
        raw_field("b", "person"),
        rule="differs_from",
        field="a",
        than="b",
    )

    @pytest.mark.parametrize("name", ["J. de Vries", "j. de  vries"])
    def test_refuses_one_person_in_two_places(self, name):
        assert is_broken(self.FORM, {"a": name, "b": "J. de Vries"})

    def test_takes_two_people(self):
        assert not is_broken(self.FORM, {"a": "J. de Vries", "b": "J. de Boer"})

    def test_says_nothing_of_what_is_empty(self):
        assert not is_broken(self.FORM, {})


class TestOneOf:
    FORM = with_rule(
        raw_field("soort", "choice", options=options("x", "y")),
        raw_field("a", show_when={"field": "soort", "is": "x"}),
        raw_field("b", show_when={"field": "soort", "filled": True}),
        rule="one_of",
        fields=["a", "b"],
    )

    def test_asks_for_at_least_one(self):
        assert is_broken(self.FORM, {"soort": "x"})
        assert not is_broken(self.FORM, {"soort": "x", "b": "1"})

    def test_asks_nothing_when_its_field_is_not_shown(self):
        assert not is_broken(self.FORM, {})


class TestTogether:
    FORM = with_rule(raw_field("a"), raw_field("b"), rule="together", fields=["a", "b"])

    @pytest.mark.parametrize(
        ("data", "expected"),
        [({}, False), ({"a": "1", "b": "2"}, False), ({"a": "1"}, True), ({"b": "1"}, True)],
    )
    def test_asks_for_all_or_none(self, data, expected):
        assert is_broken(self.FORM, data) is expected


class TestWhen:
    FORM = with_rule(
        raw_field("cijfer", "number"),
        raw_field("a"),
        rule="when",
        **{"if": {"field": "cijfer", "at_most": 2}, "then": {"field": "a", "filled": True}},
    )

    @pytest.mark.parametrize(
        ("data", "expected"),
        [({"cijfer": 2}, True), ({"cijfer": 2, "a": "x"}, False), ({"cijfer": 3}, False)],
    )
    def test_asks_the_second_condition_when_the_first_holds(self, data, expected):
        assert is_broken(self.FORM, data) is expected


class TestARuleOnARow:
    FORM = with_rule(
        raw_field("start", "date"),
        raw_field("acties", "repeat", fields=[raw_field("van", "date"), raw_field("tot", "date")]),
        rule="not_before",
        field="acties.tot",
        than="acties.van",
    )

    def test_is_judged_for_each_row(self):
        good = {"van": "2027-01-01", "tot": "2027-01-02"}
        bad = {"van": "2027-01-03", "tot": "2027-01-02"}

        errors = errors_of(self.FORM, {"acties": [good, bad, {}]})

        assert errors == {"acties.1.tot": ["Klopt niet."]}

    def test_can_compare_with_a_field_outside_the_row(self):
        acties = raw_field("acties", "repeat", fields=[raw_field("tot", "date")])
        form = with_rule(A, acties, rule="not_before", field="acties.tot", than="a")

        errors = errors_of(form, {"a": "2027-01-05", "acties": [{"tot": "2027-01-02"}]})

        assert errors == {"acties.0.tot": ["Klopt niet."]}


class TestARuleInAGroup:
    def test_speaks_of_its_fields_with_the_key_of_the_group(self):
        group = raw_field("groep", "group", fields=[raw_field("x"), raw_field("y")])
        form = with_rule(group, rule="one_of", fields=["groep.x", "groep.y"])

        assert list(errors_of(form, {"groep": {}})) == ["groep.x"]
        assert errors_of(form, {"groep": {"y": "1"}}) == {}
