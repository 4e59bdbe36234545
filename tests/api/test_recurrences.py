from __future__ import annotations

import pytest
from tests.api.acting import assert_problem
from tests.integration.test_recurring import publish_schedule

PLACE = "/recurrences/proef-route/jaarlijks"


@pytest.fixture(autouse=True)
def _scheduled(house):
    publish_schedule(house.parts, number=2)


class TestRecurrences:
    def test_are_off_until_they_are_switched_on(self, program):
        (before,) = program("rik").get("/recurrences").json["items"]

        after = program("rik").put(PLACE, {"is_on": True}).json

        assert (before["is_on"], before["due_at"]) == (False, None)
        assert (after["is_on"], after["switched_by"]) == (True, "rik")
        assert after["due_at"][4:10] == "-06-01"
        assert program("rik").get("/recurrences").json["items"] == [after]

    def test_are_for_the_coordinator(self, program):
        assert_problem(program("loes").get("/recurrences"), 403, "forbidden")
        assert_problem(program("loes").put(PLACE, {"is_on": True}), 403, "forbidden")

    def test_that_are_not_there_cannot_be_switched(self, program):
        answer = program("rik").put("/recurrences/proef-route/nergens", {"is_on": True})

        assert_problem(answer, 404, "recurrence_not_found")

    def test_are_on_or_off_and_nothing_else(self, program):
        assert_problem(program("rik").put(PLACE, {"is_on": "ja"}), 422, "request_invalid")
