"""Figures for programs."""

from __future__ import annotations

import pytest
from tests.api.acting import assert_problem
from tests.constructed_year import ConstructedYear
from tests.figure_years import PO, TLV, m

PLACE = "/kpi?school_year=2026-2027"


@pytest.fixture
def year(house):
    made = ConstructedYear(house.parts)
    made.case(*m(TLV, "besluit_bekend 08-10"), times=11)
    made.case(*m(TLV, "norm:tlv_binnen_termijn 08-10"), times=1)
    made.case(*m(TLV, "volledigheid_getoetst 08-10"), times=3)
    made.case(*m(PO, "zonder_plek_bij_start 08-24"), times=2)
    return made


@pytest.mark.usefixtures("year")
class TestFigures:
    def figure(self, program, who, key, place=PLACE):
        items = program(who).get(place).json["items"]
        return next(item for item in items if item["key"] == key)

    def test_tell_what_they_are_over(self, program):
        found = self.figure(program, "rik", "tlv_binnen_termijn")

        assert (found["value"], found["n"], found["norm"], found["is_right"]) == (
            91.7, 12, 95.0, False,
        )  # fmt: skip
        assert found["thirds"][0] == {"name": "1", "value": 91.7, "n": 12, "is_hidden": False}

    def test_are_hidden_over_few_cases(self, program):
        found = self.figure(program, "rik", "tlv_incompleet")

        assert (found["value"], found["n"], found["is_hidden"]) == (None, None, True)

    def test_name_the_cases_behind_a_hard_nought(self, program):
        found = self.figure(program, "rik", "zonder_plek_na_po")

        assert (found["value"], found["is_right"], len(found["cases"])) == (2.0, False, 2)
        assert all(case["number"].startswith("TST-") for case in found["cases"])

    def test_of_a_third_have_no_parts(self, program):
        found = self.figure(program, "rik", "tlv_binnen_termijn", f"{PLACE}&third=1")

        assert (found["n"], found["thirds"], found["municipalities"]) == (12, [], [])

    def test_say_what_cannot_be_measured(self, program):
        found = program("rik").get(PLACE).json["not_measured"]

        assert "okr_kwaliteit" in {one["key"] for one in found}
        assert all(one["reason"] for one in found)

    def test_are_for_who_looks_after_the_region(self, program):
        assert_problem(program("loes").get(PLACE), 403, "forbidden")

    def test_are_of_a_year_that_there_is(self, program):
        assert_problem(program("rik").get("/kpi?school_year=2026"), 404, "period_unknown")
        assert_problem(program("rik").get(f"{PLACE}&third=4"), 404, "period_unknown")
        assert_problem(program("rik").get("/kpi"), 422, "request_invalid")
