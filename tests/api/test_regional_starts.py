"""A start event that only some regions have: not shown, and not taken, in the others."""

from __future__ import annotations

import pytest
from tests.api.acting import BEGINNING, assert_problem
from tests.api.route_variants import TWO_STARTS
from tests.small_route import publish


def with_starts(house, *, offered):
    publish(house.parts, number=2, bpmn=TWO_STARTS, parameters={"proef.rechtstreeks": offered})


class TestARegionalStart:
    @pytest.mark.parametrize(
        ("offered", "ids"), [(True, ["begin", "rechtstreeks"]), (False, ["begin"])]
    )
    def test_is_told_where_the_region_has_it(self, house, program, offered, ids):
        with_starts(house, offered=offered)

        told = program("loes").get("/routes/proef-route").json["start_events"]

        assert [start["id"] for start in told] == ids

    def test_begins_a_case_there(self, house, program):
        with_starts(house, offered=True)

        answer = program("loes").post("/cases", {**BEGINNING, "start_event": "rechtstreeks"})

        assert answer.status_code == 201

    def test_begins_none_elsewhere(self, house, program):
        with_starts(house, offered=False)

        answer = program("loes").post("/cases", {**BEGINNING, "start_event": "rechtstreeks"})

        body = assert_problem(answer, 422, "start_event_unknown")
        assert "begin" in body["detail"]
        assert "rechtstreeks." not in body["detail"]
