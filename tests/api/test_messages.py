from __future__ import annotations

import pytest
from tests.api.acting import RIGHT, assert_problem, start
from tests.api.people import add_organisation
from tests.api.route_variants import MESSAGES
from tests.small_route import publish

MESSAGE = {"name": "ingetrokken", "payload": {"compleet": True}}


@pytest.fixture
def case(house, program):
    publish(house.parts, number=2, bpmn=MESSAGES)
    return start(program("loes"))


class TestAwaited:
    def test_names_the_message_its_role_and_its_form(self, case):
        assert case["awaited"] == [
            {
                "waits_for": "message",
                "name": "ingetrokken",
                "element": "antwoord_ontvangen",
                "role": "school",
                "form": "toets",
            }
        ]


class TestMessage:
    def test_lets_the_case_run_on(self, program, case):
        answer = program("sam").post(f"/cases/{case['id']}/messages", MESSAGE)

        assert [a["name"] for a in answer.json["awaited"]] == ["stoppen"]
        assert answer.headers["ETag"] == '"2"'

    def test_is_kept_as_it_was_filled_in(self, program, case):
        program("sam").post(f"/cases/{case['id']}/messages", MESSAGE)

        kept = program("sam").get(f"/cases/{case['id']}/submissions").json["items"][-1]

        assert (kept["role"], kept["data"]) == ("school", {"compleet": True})

    def test_belongs_to_the_role_that_waits(self, program, case):
        answer = program("loes").post(f"/cases/{case['id']}/messages", MESSAGE)

        assert_problem(answer, 403, "not_yours")

    def test_belongs_to_the_organisation_that_takes_part(self, house, program):
        add_organisation(house.parts, key="school-twee", kind="po_school")
        publish(house.parts, number=2, bpmn=MESSAGES)
        case = start(program("loes"), participants={"po_school": "school-twee"})

        answer = program("sam").post(f"/cases/{case['id']}/messages", MESSAGE)

        assert_problem(answer, 404, "case_not_found")

    @pytest.mark.parametrize(
        ("changed", "status", "code"),
        [
            ({"name": "anders"}, 409, "not_waiting"),
            ({"element": "elders"}, 409, "not_waiting"),
            ({"payload": {"compleet": "x"}}, 422, "submission_invalid"),
            ({"payload": {}}, 422, "submission_invalid"),
            ({"payload": 1}, 422, "request_invalid"),
        ],
    )
    def test_is_refused_when_it_does_not_fit(self, program, case, changed, status, code):
        answer = program("sam").post(f"/cases/{case['id']}/messages", {**MESSAGE, **changed})

        assert_problem(answer, status, code)

    def test_comes_in_once(self, program, case):
        program("sam").post(f"/cases/{case['id']}/messages", MESSAGE)

        answer = program("sam").post(f"/cases/{case['id']}/messages", MESSAGE)

        assert_problem(answer, 409, "not_waiting")


class TestSignal:
    def test_lets_everything_that_waits_for_it_run_on(self, program, case):
        program("sam").post(f"/cases/{case['id']}/messages", MESSAGE)

        answer = program("loes").post(f"/cases/{case['id']}/signals", {"name": "stoppen"})

        assert (answer.json["status"], answer.json["outcome"]) == ("completed", "klaar")

    def test_is_refused_when_nothing_waits_for_it(self, program, case):
        answer = program("loes").post(f"/cases/{case['id']}/signals", {"name": "stoppen"})

        assert_problem(answer, 409, "not_waiting")

    def test_is_refused_to_who_may_only_look(self, program, case):
        answer = program("audrey").post(f"/cases/{case['id']}/signals", {"name": "stoppen"})

        assert_problem(answer, 403, "forbidden")


class TestTaskIdOfAnotherKind:
    def test_is_no_task(self, program, case):
        answer = program("loes").post(f"/tasks/{case['id']}/completion", RIGHT)

        assert_problem(answer, 404, "task_not_found")
