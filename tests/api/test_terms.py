from __future__ import annotations

import json

import pytest
from tests.api.acting import assert_problem, only_task, start

from doorgang_api.cli import main

QUESTION = {"kind": "wettelijk", "duration": "P6W", "from": "2027-03-24"}
NOBODYS = "01926f3e-8a44-7c1b-9d2e-3f4a5b6c7d8e"


@pytest.fixture
def case(program):
    return start(program("loes"))


def change(program, case, body, *, tag="*", run=None, **headers):
    run = run or case["terms"][0]["id"]
    path = f"/cases/{case['id']}/terms/{run}/changes"
    sent = {**headers, **({"If-Match": tag} if tag else {})}
    return program.post(path, body, headers=sent)


class TestTermsOfACase:
    def test_say_why_they_end_when_they_do(self, program, case):
        (term,) = program("sam").get(f"/cases/{case['id']}/terms").json["items"]

        assert (term["term"], term["status"]) == ("proef.toets", "running")
        assert "werkdagen" in term["reason"]


class TestChange:
    def test_moves_the_deadline_along(self, program, case):
        suspended = change(
            program("loes"), case, {"change": "suspend", "reason": "Wacht op stukken"}
        )
        resumed = change(program("loes"), case, {"change": "resume", "reason": "Stukken binnen"})

        assert suspended.json["terms"][0]["status"] == "suspended"
        assert only_task(suspended.json)["due_at"] is None
        assert only_task(resumed.json)["due_at"] == only_task(case)["due_at"]
        assert resumed.headers["ETag"] == '"3"'

    def test_extends_by_a_duration(self, program, case):
        body = {"change": "extend", "reason": "Ziekte", "duration": "P5D"}

        extended = change(program("loes"), case, body)

        assert extended.json["terms"][0]["end"] > case["terms"][0]["end"]

    def test_must_say_which_revision_it_means(self, program, case):
        body = {"change": "stop", "reason": "x"}

        assert_problem(change(program("loes"), case, body, tag=""), 428, "precondition_required")

    def test_is_refused_when_the_case_has_changed(self, program, case):
        change(program("loes"), case, {"change": "suspend", "reason": "Wacht"}, tag='"1"')

        answer = change(program("lars"), case, {"change": "resume", "reason": "x"}, tag='"1"')

        assert_problem(answer, 412, "stale_revision")

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({"change": "resume", "reason": "x"}, 422, "term_not_suspended"),
            ({"change": "suspend", "reason": ""}, 422, "term_reason_missing"),
            ({"change": "extend", "reason": "x", "duration": "P9W"}, 422, None),
            ({"change": "extend", "reason": "x", "duration": "lang"}, 422, None),
            ({"change": "extend", "reason": "x"}, 422, None),
            ({"change": "wissen", "reason": "x"}, 422, "request_invalid"),
            ({"change": "stop"}, 422, "request_invalid"),
        ],
    )
    def test_is_refused_when_the_rule_does_not_allow_it(self, program, case, body, status, code):
        answer = change(program("loes"), case, body)

        assert_problem(answer, status, code or answer.json["code"])
        assert program("loes").get(f"/cases/{case['id']}").json["terms"] == case["terms"]

    def test_does_not_know_a_term_of_another_case(self, program, case):
        answer = change(program("loes"), case, {"change": "stop", "reason": "x"}, run=NOBODYS)

        assert_problem(answer, 404, "term_not_found")

    def test_is_refused_to_who_may_only_look(self, program, case):
        answer = change(program("audrey"), case, {"change": "stop", "reason": "x"})

        assert_problem(answer, 403, "forbidden")


class TestReckoning:
    def test_says_what_the_command_line_says(self, program, capsys):
        arguments = ["term", "reckon", "wettelijk", "P6W", "--from", "2027-03-24", "--json"]
        main([*arguments, "--region", "leiden"])

        answer = program("loes").post("/terms/reckoning", {**QUESTION, "region": "leiden"})

        assert answer.json == json.loads(capsys.readouterr().out)
        assert answer.json["end"] == "2027-05-10"
        assert any("Hemelvaartsdag" in step["text"] for step in answer.json["steps"])

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"from": "2027-02-30"}, "date_invalid"),
            ({"from": "20270324"}, "date_invalid"),
            ({"duration": "zes weken"}, "term_rule_invalid"),
            ({"region": "atlantis"}, "region_unknown"),
            ({"kind": "dagen"}, "request_invalid"),
            ({"from": 20270324}, "request_invalid"),
            ({"datum": "2027-03-24"}, "request_invalid"),
            ({"duration": "P99999999999Y"}, None),
            ({"from": "9999-12-31"}, None),
        ],
    )
    def test_refuses_what_means_nothing(self, program, changed, code):
        answer = program("loes").post("/terms/reckoning", {**QUESTION, **changed})

        assert_problem(answer, 422, code or answer.json["code"])
