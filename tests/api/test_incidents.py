from __future__ import annotations

import pytest
from sqlalchemy import text
from tests.api.acting import RIGHT, assert_problem, complete, only_task, start
from tests.api.broken import that_fails_once
from tests.api.conftest import programs_of
from tests.api.route_variants import FAILING
from tests.small_route import publish

from doorgang_engine.timers import fire_due_timers


@pytest.fixture
def failed(house, program):
    """A case of which the step after the first task cannot be carried out."""
    publish(house.parts, number=2, bpmn=FAILING)
    case = start(program("loes"))
    assert_problem(complete(program("loes"), only_task(case)), 409, "condition_failed")
    return case


def only_incident(program):
    (incident,) = program("rik").get("/incidents").json["items"]
    return incident


class TestFailedAct:
    def test_leaves_the_case_where_it_was_with_the_submission_kept(self, program, failed):
        seen = program("loes").get(f"/cases/{failed['id']}").json
        kept = program("loes").get(f"/cases/{failed['id']}/submissions").json["items"]

        assert seen["status"] == "incident"
        assert only_task(seen)["id"] == only_task(failed)["id"]
        assert kept[-1]["data"] == RIGHT["submission"]

    def test_is_listed_for_the_coordinator_without_its_content(self, program, failed):
        incident = only_incident(program)

        assert incident["case_id"] == failed["id"]
        assert (incident["code"], incident["act_kind"]) == ("condition_failed", "complete_task")
        assert "content" not in incident
        assert program("elly").get("/incidents").json["items"] == []

    @pytest.mark.parametrize("who", ["loes", "sam", "audrey"])
    def test_is_nobody_elses_business(self, program, failed, who):
        incident = only_incident(program)

        assert_problem(program(who).get("/incidents"), 403, "forbidden")
        assert_problem(program(who).post(f"/incidents/{incident['id']}/retry"), 403, "forbidden")

    def test_refuses_a_status_that_it_does_not_know(self, program):
        answer = program("rik").get("/incidents?status=weg")

        assert_problem(answer, 422, "request_invalid")


class TestRetry:
    def test_stays_an_incident_while_the_cause_is_there(self, program, failed):
        incident = only_incident(program)

        answer = program("rik").post(f"/incidents/{incident['id']}/retry")

        assert_problem(answer, 409, "condition_failed")
        assert only_incident(program) == incident

    def test_does_what_failed_once_the_cause_is_gone(self, house, program, furnished):
        case = start(program("loes"))
        unlucky = programs_of(that_fails_once(house, OSError("disk full")), furnished[1])
        assert_problem(complete(unlucky("loes"), only_task(case)), 500, "unexpected")
        incident = only_incident(program)
        key = {"Idempotency-Key": "nog-eens"}

        first = program("rik").post(f"/incidents/{incident['id']}/retry", headers=key)
        again = program("rik").post(f"/incidents/{incident['id']}/retry", headers=key)
        other = program("rik").post(f"/incidents/{incident['id']}/retry")

        assert only_task(first.json)["element"] == "controleren"
        assert (again.status_code, again.json) == (200, first.json)
        assert_problem(other, 409, "conflict")
        (resolved,) = program("rik").get("/incidents?status=resolved").json["items"]
        assert (resolved["id"], resolved["resolved_by"]) == (incident["id"], "rik")
        kept = program("loes").get(f"/cases/{case['id']}/submissions").json["items"]
        assert [(i["actor"], i["form"]) for i in kept] == [("loes", "aanvraag"), ("loes", "toets")]

    def test_does_not_know_an_incident_of_another_region(self, program, failed):
        incident = only_incident(program)

        answer = program("elly").post(f"/incidents/{incident['id']}/retry")

        assert_problem(answer, 404, "not_found")


class TestTimerFoundBeforeItsCaseFailed:
    def test_is_kept_for_when_the_case_goes_on(self, house, program, furnished):
        case = start(program("loes"))
        unlucky = programs_of(that_fails_once(house, OSError("disk full")), furnished[1])
        complete(unlucky("loes"), only_task(case))
        with house.database.begin() as connection:
            # What a sweep that looked just before the incident believes.
            connection.execute(
                text("UPDATE timers SET is_held = false, due_at = '2020-01-01 00:00:00'")
            )

        swept = fire_due_timers(parts=house.parts)

        with house.read_uow() as uow:
            (kept,) = uow.timers.of_case(case["id"])
        assert (swept.failed, kept.is_held) == (0, True)


class TestTimerThatSaysSomethingElseThanItsCase:
    def test_is_put_right_and_changes_nothing(self, house, program):
        case = start(program("loes"))
        with house.database.begin() as connection:
            connection.execute(text("UPDATE timers SET due_at = '2020-01-01 00:00:00'"))

        fire_due_timers(parts=house.parts)

        with house.read_uow() as uow:
            (timer,) = uow.timers.of_case(case["id"])
        assert timer.due_at.isoformat() == only_task(case)["due_at"]
        assert program("loes").get(f"/cases/{case['id']}").json == case
