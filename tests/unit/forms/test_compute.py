from __future__ import annotations

from typing import ClassVar

import pytest
from tests.unit.forms.building import form_of, options, raw_field, submit

ROWS = raw_field(
    "rijen",
    "repeat",
    fields=[raw_field("antwoord", "choice", options=options("ja", "nee")), raw_field("uitleg")],
)
IS_YES = {"field": "antwoord", "is": "ja"}


def reckon(compute, data, *before, **variables):
    form = form_of(ROWS, *before, raw_field("uitkomst", "computed", compute=compute))
    return submit(form, data, **variables).data.get("uitkomst")


def rows(*answers):
    return {"rijen": [{"antwoord": one} for one in answers]}


class TestConsensus:
    @pytest.mark.parametrize(
        ("answers", "expected"),
        [
            (["ja", "ja"], "ja"),
            (["nee"], "nee"),
            (["ja", "nee"], "deels"),
            (["ja", None], "deels"),
            ([None, None], None),
            ([], None),
        ],
    )
    def test_is_the_answer_all_rows_give(self, answers, expected):
        compute = {"fn": "consensus", "of": "rijen.antwoord", "mixed": "deels"}

        assert reckon(compute, rows(*answers)) == expected


class TestRowsThatMatch:
    @pytest.mark.parametrize(
        ("fn", "answers", "expected"),
        [
            ("count", ["ja", "nee", "ja"], 2),
            ("count", [], 0),
            ("any", ["nee", "ja"], True),
            ("any", [], False),
            ("all", ["ja", "ja"], True),
            ("all", ["ja", "nee"], False),
        ],
    )
    def test_are_counted_or_judged(self, fn, answers, expected):
        found = reckon({"fn": fn, "of": "rijen", "where": IS_YES}, rows(*answers))

        assert found == expected
        assert type(found) is type(expected)

    def test_are_not_all_when_there_are_none(self):
        assert reckon({"fn": "all", "of": "rijen", "where": IS_YES}, {}) is False

    def test_are_counted_without_a_condition_too(self):
        assert reckon({"fn": "count", "of": "rijen"}, rows("ja", None)) == 2

    def test_can_be_the_answers_of_choices(self):
        choices = raw_field("keuzes", "choices", options=options("a", "b"))

        assert reckon({"fn": "count", "of": "keuzes"}, {"keuzes": ["b"]}, choices) == 1

    def test_look_outside_their_row_when_the_field_is_not_in_it(self):
        where = {"all": [IS_YES, {"field": "streng", "is": False}]}
        found = reckon(
            {"fn": "count", "of": "rijen", "where": where},
            {**rows("ja"), "streng": False},
            raw_field("streng", "yes_no"),
        )

        assert found == 1


class TestDatePlus:
    @pytest.mark.parametrize(
        ("start", "duration", "expected"),
        [
            ("2023-08-31", "P3Y6M", "2027-02-28"),
            ("2024-08-31", "P3Y6M", "2028-02-29"),
            ("2027-01-31", "P1M", "2027-02-28"),
            ("2027-01-15", "P2W", "2027-01-29"),
            ("2027-12-31", "P1D", "2028-01-01"),
            ("2027-01-31", "P1M1D", "2027-03-01"),
            ("2199-12-31", "P999Y", "3198-12-31"),
        ],
    )
    def test_clips_the_end_of_a_month(self, start, duration, expected):
        compute = {"fn": "date_plus", "of": "dag", "duration": duration}

        assert reckon(compute, {"dag": start}, raw_field("dag", "date")) == expected

    def test_of_a_day_not_filled_in_is_nothing(self):
        compute = {"fn": "date_plus", "of": "dag", "duration": "P1D"}

        assert reckon(compute, {}, raw_field("dag", "date")) is None


class TestCopy:
    def test_takes_the_value_of_a_field_or_a_variable(self):
        assert reckon({"fn": "copy", "of": "dag"}, {"dag": "2027-01-01"}, raw_field("dag", "date"))
        assert reckon({"fn": "copy", "variable": "soort"}, {}, soort="SO") == "SO"

    def test_takes_nothing_of_an_empty_variable(self):
        assert reckon({"fn": "copy", "variable": "soort"}, {}, soort="") is None


class TestWhen:
    COMPUTE: ClassVar = {
        "fn": "when",
        "cases": [
            {"if": {"field": "uren", "at_least": 16}, "then": "melden"},
            {"if": {"field": "uren", "at_least": 8}, "then": "volgen"},
        ],
        "else": "niets",
    }

    @pytest.mark.parametrize(
        ("data", "expected"),
        [({"uren": 20}, "melden"), ({"uren": 9}, "volgen"), ({"uren": 0}, "niets"), ({}, "niets")],
    )
    def test_takes_the_first_case_that_holds(self, data, expected):
        assert reckon(self.COMPUTE, data, raw_field("uren", "number")) == expected


class TestDaysBetween:
    def test_counts_whole_days_back_and_forth(self):
        days = raw_field("van", "date"), raw_field("tot", "date")
        there = {"fn": "days_between", "from": "van", "to": "tot"}
        back = {"fn": "days_between", "from": "tot", "to": "van"}
        sent = {"van": "2027-03-01", "tot": "2027-03-31"}

        assert reckon(there, sent, *days) == 30
        assert reckon(back, sent, *days) == -30

    def test_can_count_to_today_or_from_a_variable(self):
        compute = {"fn": "days_between", "from": "variable:eerste_dag", "to": "today"}

        assert reckon(compute, {}, eerste_dag="2027-03-20") == 4

    @pytest.mark.parametrize("value", ["", "gisteren", 3, None])
    def test_of_what_is_no_date_is_nothing(self, value):
        compute = {"fn": "days_between", "from": "variable:eerste_dag", "to": "today"}

        assert reckon(compute, {}, eerste_dag=value) is None


class TestAComputedField:
    def test_can_be_asked_about_by_the_fields_behind_it(self):
        form = form_of(
            ROWS,
            raw_field(
                "uitslag",
                "computed",
                compute={"fn": "consensus", "of": "rijen.antwoord", "mixed": "deels"},
                export="uitslag",
            ),
            raw_field("waarom", show_when={"field": "uitslag", "is": "deels"}),
        )

        found = submit(form, {**rows("ja", "nee"), "waarom": "x"})

        assert found.data["waarom"] == "x"
        assert found.exports == {"uitslag": "deels"}

    def test_can_stand_in_a_row(self):
        row = [
            raw_field("dag", "date"),
            raw_field(
                "eind", "computed", compute={"fn": "date_plus", "of": "dag", "duration": "P1D"}
            ),
        ]
        form = form_of(raw_field("lijst", "repeat", fields=row))

        data = submit(form, {"lijst": [{"dag": "2027-01-01"}, {}]}).data

        assert data == {"lijst": [{"dag": "2027-01-01", "eind": "2027-01-02"}, {}]}
