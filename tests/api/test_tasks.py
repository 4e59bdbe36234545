from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests import small_route
from tests.api.acting import CHILD, RIGHT, assert_problem, complete, only_task, start
from tests.integration.test_signing import SIGNED

from doorgang_engine.cases import Beginning, start_case
from doorgang_engine.model import Actor
from doorgang_engine.subject import Subject


def long_ago(house, days=60):
    """Start a case whose first deadline has passed, and that no clock has looked at since."""
    case = start_case(
        beginning=Beginning(
            region="proef",
            route="proef-route",
            subject=Subject(**CHILD),
            submission={"vraag": "Hulp"},
            participants={"swv": "swv-proef", "po_school": "school-proef"},
        ),
        actor=Actor(id="loes", role="loket", organisation="swv-proef", region="proef"),
        parts=house.parts,
        now=datetime.now(UTC) - timedelta(days=days),
    )
    with house.read_uow() as uow:
        (task,) = uow.tasks.of_case(case.id)
    return {"id": task.id}


class TestList:
    def test_shows_the_most_urgent_first_and_leads_to_the_next_page(self, house, program):
        loes = program("loes")
        for _ in range(3):
            start(loes)
        urgent = long_ago(house, days=3)

        first = loes.get("/tasks?limit=3")
        second = loes.get(first.json["next"].removeprefix("/api/v1"))

        ids = [t["id"] for page in (first, second) for t in page.json["items"]]
        assert ids[0] == urgent["id"]
        assert len(set(ids)) == 4
        assert second.json["next"] is None

    @pytest.mark.parametrize(
        ("who", "count"),
        [("loes", 1), ("lars", 1), ("sam", 0), ("rik", 0), ("hugo", 0), ("niemand", 0)],
    )
    def test_shows_everyone_their_own(self, program, who, count):
        start(program("loes"))

        assert len(program(who).get("/tasks").json["items"]) == count

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("role=loket", 1),
            ("role=school", 0),
            ("claimed=me", 0),
            ("due_before=2000-01-01", 0),
            ("due_before=2999-01-01", 1),
        ],
    )
    def test_filters(self, program, query, count):
        start(program("loes"))

        assert len(program("loes").get(f"/tasks?{query}").json["items"]) == count

    def test_shows_what_one_claimed(self, program):
        task = only_task(start(program("loes")))
        program("loes").post(f"/tasks/{task['id']}/claim")

        mine = program("loes").get("/tasks?claimed=me").json["items"]

        assert [t["claimed_by"] for t in mine] == ["loes"]
        assert program("lars").get("/tasks?claimed=me").json["items"] == []

    @pytest.mark.parametrize(
        "query",
        [
            "due_before=morgen",
            "due_before=2027-02-30",
            "claimed=you",
            "after=x",
            "sort=name",
            "after=01926f3e-8a44-7c1b-9d2e-3f4a5b6c7d8e",
        ],
    )
    def test_refuses_what_it_does_not_know(self, program, query):
        assert_problem(program("loes").get(f"/tasks?{query}"), 422, "request_invalid")


class TestWaitingForASignature:
    def test_is_told_to_the_signer_in_the_list_and_of_the_task(self, house, program):
        small_route.publish(house.parts, number=2, bpmn=SIGNED)
        start(program("loes"))
        (before,) = program("loes").get("/tasks").json["items"]
        complete(program("loes"), before)

        (after,) = program("sam").get("/tasks").json["items"]

        whole = program("sam").get(f"/tasks/{after['id']}").json
        assert (before["waits_for_signature"], after["waits_for_signature"]) == (False, True)
        assert whole["waits_for_signature"] is True


class TestRead:
    def test_gives_the_form_and_the_reason_of_the_deadline(self, program):
        task = only_task(start(program("loes")))

        seen = program("loes").get(f"/tasks/{task['id']}").json

        assert seen["form_definition"]["key"] == "toets"
        assert "example" not in seen["form_definition"]
        assert "werkdagen" in seen["deadline"]["reason"]
        assert seen["deadline"]["working_days_left"] == 5
        assert "variables" not in seen

    def test_has_no_deadline_where_the_route_has_none(self, program):
        case = start(program("loes"))
        after = complete(program("loes"), only_task(case)).json

        seen = program("lars").get(f"/tasks/{only_task(after)['id']}").json

        assert (seen["deadline"], seen["due_at"]) == (None, None)

    @pytest.mark.parametrize("who", ["sam", "rik", "hugo", "elly"])
    @pytest.mark.parametrize("act", ["", "/claim", "/completion"])
    def test_does_not_exist_for_others(self, program, who, act):
        task = only_task(start(program("loes")))
        path = f"/tasks/{task['id']}{act}"

        other = program(who)
        answer = (
            other.post(path, RIGHT if act == "/completion" else None) if act else other.get(path)
        )

        assert_problem(answer, 404, "task_not_found")


class TestCompletion:
    def test_lets_the_case_run_on(self, program):
        case = start(program("loes"))

        answer = complete(program("loes"), only_task(case))

        assert answer.status_code == 200
        assert only_task(answer.json)["element"] == "controleren"
        assert answer.headers["ETag"] == '"2"'

    def test_says_to_the_second_who_was_first_and_when(self, program):
        case = start(program("loes"))
        complete(program("loes"), only_task(case))

        body = assert_problem(
            complete(program("lars"), only_task(case)), 409, "task_already_completed"
        )

        assert body["by"] == "loes"
        assert datetime.fromisoformat(body["at"]).tzinfo is not None
        assert "loes" in body["detail"]

    def test_is_refused_after_the_deadline_and_loses_nothing(self, house, program):
        task = long_ago(house)

        assert_problem(complete(program("loes"), task), 409, "task_not_open")

        assert program("loes").get(f"/tasks/{task['id']}").json["status"] == "open"

    def test_is_refused_to_the_same_pair_of_eyes(self, program):
        case = start(program("loes"))
        checking = only_task(complete(program("loes"), only_task(case)).json)

        assert_problem(complete(program("loes"), checking), 409, "same_performer")

        assert complete(program("lars"), checking).json["outcome"] == "klaar"

    @pytest.mark.parametrize(
        ("submission", "fields"),
        [
            ({}, {"compleet"}),
            ({"compleet": "misschien"}, {"compleet"}),
            ({"compleet": True, "vreemd": 1}, {"vreemd"}),
        ],
    )
    def test_says_which_fields_are_wrong_and_takes_the_correction(
        self, program, submission, fields
    ):
        case = start(program("loes"))

        answer = complete(program("loes"), only_task(case), {"submission": submission})

        assert set(assert_problem(answer, 422, "submission_invalid")["errors"]) == fields
        assert complete(program("loes"), only_task(case)).status_code == 200

    @pytest.mark.parametrize("body", [{}, {"submission": None}, {"submission": []}, {"x": 1}])
    def test_needs_a_submission(self, program, body):
        case = start(program("loes"))

        answer = complete(program("loes"), only_task(case), body)

        assert_problem(answer, 422, "request_invalid")


class TestClaim:
    def test_is_for_one_person_and_may_be_repeated(self, program):
        path = f"/tasks/{only_task(start(program('loes')))['id']}/claim"

        first, again = program("loes").post(path), program("loes").post(path)

        assert (first.json["claimed_by"], again.json["claimed_by"]) == ("loes", "loes")
        assert_problem(program("lars").post(path), 409, "conflict")

    def test_may_be_given_back(self, program):
        path = f"/tasks/{only_task(start(program('loes')))['id']}/claim"
        program("loes").post(path)

        given_back, again = program("loes").delete(path), program("loes").delete(path)

        assert (given_back.json["claimed_by"], again.status_code) == ("", 200)
        assert program("lars").post(path).json["claimed_by"] == "lars"
