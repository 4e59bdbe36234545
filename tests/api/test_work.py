"""Handing over, planning and doing the same with several tasks, over the API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.api.acting import assert_problem, only_task, start

NOTE = "Bel eerst de moeder."
SOON = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()  # also past midnight here


@pytest.fixture
def task(program):
    return only_task(start(program("loes")))


class TestHandOver:
    def test_gives_the_task_to_a_colleague(self, program, task):
        answer = program("loes").post(
            f"/tasks/{task['id']}/handover", {"to": "lars", "note": NOTE}
        )

        assert (answer.status_code, answer.json["claimed_by"]) == (200, "lars")
        assert NOTE not in answer.text
        assert program("lars").get("/tasks?claimed=me").json["items"][0]["id"] == task["id"]

    def test_says_who_can_be_given_it(self, program, task):
        answer = program("loes").get(f"/tasks/{task['id']}/receivers")

        assert [one["account"] for one in answer.json["items"]] == ["lars"]

    def test_to_who_cannot_do_it_is_refused(self, program, task):
        answer = program("loes").post(f"/tasks/{task['id']}/handover", {"to": "sam"})

        assert_problem(answer, 422, "hand_over_refused")

    def test_of_what_a_colleague_took_is_refused(self, program, task):
        program("lars").post(f"/tasks/{task['id']}/claim")

        answer = program("loes").post(f"/tasks/{task['id']}/handover", {"to": "loes"})

        assert_problem(answer, 409, "taken_by_another")

    @pytest.mark.parametrize("who", ["sam", "audrey", "elly"])
    def test_is_not_there_for_others(self, program, task, who):
        answer = program(who).post(f"/tasks/{task['id']}/handover", {"to": "lars"})

        assert_problem(answer, 404, "task_not_found")


class TestFollowUp:
    def test_is_set_and_taken_away(self, program, task):
        loes, place = program("loes"), f"/tasks/{task['id']}/follow-up"

        assert loes.put(place, {"day": SOON}).status_code == 200
        assert loes.delete(place).status_code == 200

    def test_in_the_past_is_refused(self, program, task):
        answer = program("loes").put(f"/tasks/{task['id']}/follow-up", {"day": "2020-01-01"})

        assert_problem(answer, 422, "follow_up_refused")


class TestTogether:
    def test_does_what_it_can_and_says_why_not(self, program):
        loes = program("loes")
        first, second = (only_task(start(loes))["id"] for _ in range(2))
        program("lars").post(f"/tasks/{second}/claim")

        answer = loes.post("/tasks/together", {"act": "claim", "tasks": [first, second]})

        assert answer.json["done"] == [first]
        assert [(one["task"], one["code"]) for one in answer.json["refused"]] == [
            (second, "conflict")
        ]

    def test_hands_over_and_plans(self, program):
        loes = program("loes")
        ids = [only_task(start(loes))["id"] for _ in range(2)]

        planned = loes.post("/tasks/together", {"act": "follow_up", "tasks": ids, "day": SOON})
        handed = loes.post(
            "/tasks/together", {"act": "hand_over", "tasks": ids, "to": "lars", "note": NOTE}
        )

        assert planned.json == {"done": ids, "refused": []}
        assert handed.json == {"done": ids, "refused": []}

    def test_tells_nothing_of_tasks_of_others(self, program, task):
        answer = program("sam").post("/tasks/together", {"act": "claim", "tasks": [task["id"]]})

        assert [one["code"] for one in answer.json["refused"]] == ["task_not_found"]

    @pytest.mark.parametrize("act", ["complete", "", "withdraw"])
    def test_completes_nothing(self, program, task, act):
        answer = program("loes").post("/tasks/together", {"act": act, "tasks": [task["id"]]})

        assert_problem(answer, 422, "request_invalid")

    def test_of_none_is_refused(self, program):
        answer = program("loes").post("/tasks/together", {"act": "claim", "tasks": []})

        assert_problem(answer, 422, "too_many_at_once")


class TestPlaces:
    def test_tell_how_much_waits_where(self, program, task):
        (place,) = program("rik").get("/work/places").json["items"]

        assert (place["organisation"], place["role"]) == ("swv-proef", "loket")
        assert (place["open"], place["late"], place["unclaimed"]) == (1, 0, 1)

    @pytest.mark.parametrize("who", ["loes", "audrey", "fien"])
    def test_are_for_the_coordinator(self, program, task, who):
        assert program(who).get("/work/places").status_code == 403
