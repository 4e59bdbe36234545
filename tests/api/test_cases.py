from __future__ import annotations

import pytest
from tests.api.acting import (
    BEGINNING,
    CHILD,
    assert_problem,
    complete,
    only_task,
    say_why,
    start,
)
from tests.api.filed_route import SHARING
from tests.api.people import add_organisation
from tests.small_route import publish

from doorgang_engine.cases import Beginning, start_case
from doorgang_engine.model import Actor
from doorgang_engine.subject import Subject

NOBODYS = "01926f3e-8a44-7c1b-9d2e-3f4a5b6c7d8e"


class TestStart:
    def test_gives_the_case_and_where_it_is(self, program):
        answer = program("loes").post("/cases", BEGINNING)

        assert answer.status_code == 201
        assert answer.headers["Location"] == f"/api/v1/cases/{answer.json['id']}"
        assert answer.headers["ETag"] == f'"{answer.json["revision"]}"'
        assert answer.json["subject"] == {**CHILD, "title": ""}
        assert only_task(answer.json)["is_mine"] is True

    def test_takes_the_organisations_where_there_is_no_choice(self, program):
        case = start(program("loes"))

        assert case["participants"] == {"swv": "swv-proef", "po_school": "school-proef"}

    def test_asks_which_organisation_where_there_is_one(self, house, program):
        add_organisation(house.parts, key="school-twee", kind="po_school")

        answer = program("loes").post("/cases", BEGINNING)

        body = assert_problem(answer, 422, "participants_missing")
        assert list(body["errors"]) == ["participants.po_school"]
        assert "po_school" in body["detail"]

    def test_takes_the_organisation_that_was_given(self, house, program):
        add_organisation(house.parts, key="school-twee", kind="po_school")

        case = start(program("loes"), participants={"po_school": "school-twee"})

        assert case["participants"]["po_school"] == "school-twee"

    @pytest.mark.parametrize(
        "given", [{"po_school": "school-elders"}, {"po_school": "swv-proef"}, {"mbo": "nergens"}]
    )
    def test_refuses_an_organisation_that_is_not_one(self, program, given):
        answer = program("loes").post("/cases", {**BEGINNING, "participants": given})

        assert_problem(answer, 422, "participant_unknown")

    def test_is_done_in_the_name_of_ones_own_organisation(self, house, program):
        add_organisation(house.parts, key="swv-twee", kind="swv")

        mine = start(program("loes"))
        answer = program("loes").post("/cases", {**BEGINNING, "participants": {"swv": "swv-twee"}})

        assert mine["participants"]["swv"] == "swv-proef"
        assert_problem(answer, 422, "participant_unknown")

    def test_belongs_to_the_role_of_the_start_event(self, program):
        assert_problem(program("sam").post("/cases", BEGINNING), 403, "not_yours")

    def test_may_be_done_by_the_coordinator(self, program):
        case = start(program("rik"))

        assert case["subject"] is None

    def test_refuses_another_region(self, program):
        answer = program("loes").post("/cases", {**BEGINNING, "region": "basis"})

        assert list(assert_problem(answer, 422, "request_invalid")["errors"]) == ["region"]

    @pytest.mark.parametrize(
        ("changed", "status", "code"),
        [
            ({"route": "bestaat-niet"}, 404, "route_not_found"),
            ({"start_event": "nergens"}, 422, "start_event_unknown"),
            ({"submission": {"vraag": "x", "extra": 1}}, 422, "submission_invalid"),
            ({"submission": {}}, 422, "submission_invalid"),
            ({"submission": "geen object"}, 422, "request_invalid"),
            ({"onbekend": 1}, 422, "request_invalid"),
            ({"subject": {**CHILD, "id": "123456782"}}, 422, "request_invalid"),
        ],
    )
    def test_refuses_what_is_wrong(self, program, changed, status, code):
        assert_problem(program("loes").post("/cases", {**BEGINNING, **changed}), status, code)

        assert program("loes").get("/cases").json["items"] == []

    def test_says_in_dutch_per_field_what_is_wrong(self, program):
        answer = program("loes").post("/cases", {"subject": {"naam": "x"}})

        assert assert_problem(answer, 422, "request_invalid")["errors"] == {
            "route": ["Dit veld ontbreekt."],
            "subject.naam": ["Dit veld bestaat niet."],
        }

    @pytest.mark.parametrize(
        ("subject", "wrong"),
        [
            ({}, {"given_name": "ontbreekt", "family_name": "ontbreekt"}),
            ({"given_name": "Noor"}, {"family_name": "ontbreekt"}),
            ({**CHILD, "title": "Plan"}, {"title": "hoort hier niet"}),
        ],
    )
    def test_refuses_a_name_that_is_not_a_childs(self, program, subject, wrong):
        answer = program("loes").post("/cases", {**BEGINNING, "subject": subject})

        assert assert_problem(answer, 422, "subject_mismatch")["errors"] == {
            f"subject.{name}": [f"Dit veld {words}."] for name, words in wrong.items()
        }


class TestStartAboutAPlan:
    @pytest.fixture(autouse=True)
    def _about_a_plan(self, house):
        publish(house.parts, number=2, subject="plan")

    def test_has_a_title_that_everybody_who_sees_the_case_may_know(self, program):
        case = start(program("loes"), subject={"title": "Jaarplan"})

        seen = program("rik").get(f"/cases/{case['id']}").json
        assert seen["subject"] == {"given_name": "", "family_name": "", "title": "Jaarplan"}
        assert seen["subject_kind"] == "plan"

    def test_refuses_the_name_of_a_child(self, program):
        answer = program("loes").post("/cases", BEGINNING)

        assert set(assert_problem(answer, 422, "subject_mismatch")["errors"]) == {
            "subject.title",
            "subject.given_name",
            "subject.family_name",
        }
        assert program("loes").get("/cases").json["items"] == []


class TestRead:
    def test_follows_the_case(self, program):
        case = start(program("loes"))
        complete(program("loes"), only_task(case))

        answer = program("loes").get(f"/cases/{case['id']}")

        assert only_task(answer.json)["element"] == "controleren"
        assert answer.json["terms"][0]["status"] == "met"
        assert answer.headers["ETag"] == '"2"'

    def test_shows_moments_in_utc(self, program):
        assert start(program("loes"))["started_at"].endswith("+00:00")

    def test_shows_a_participant_that_it_is_not_at_turn_nor_whom_it_is_about(self, program):
        case = start(program("loes"))

        seen = program("sam").get(f"/cases/{case['id']}").json

        assert (seen["subject"], seen["tasks"]) == (None, [])

    def test_shows_a_participant_whom_it_is_about_once_something_is_shared(self, house, program):
        publish(house.parts, number=2, bpmn=SHARING)
        loes, sam = program("loes"), program("sam")
        case = start(loes)

        complete(loes, only_task(case))

        assert sam.get(f"/cases/{case['id']}").json["subject"] == {**CHILD, "title": ""}

    def test_shows_the_coordinator_who_is_at_turn_but_not_the_child(self, program):
        case = start(program("loes"))

        seen = program("rik").get(f"/cases/{case['id']}").json

        assert seen["subject"] is None
        assert only_task(seen)["is_mine"] is False

    def test_shows_the_auditor_the_content_after_a_reason(self, program):
        case = start(program("loes"))

        say_why(program("audrey"), case)

        assert program("audrey").get(f"/cases/{case['id']}").json["subject"] == {
            **CHILD,
            "title": "",
        }

    @pytest.mark.parametrize("stranger", ["hugo", "elly"])
    @pytest.mark.parametrize(
        "place", ["", "/history", "/history/verification", "/submissions", "/terms"]
    )
    def test_does_not_exist_for_strangers(self, program, stranger, place):
        case = start(program("loes"))

        answer = program(stranger).get(f"/cases/{case['id']}{place}")

        assert_problem(answer, 404, "case_not_found")
        assert "Noortje" not in answer.text

    @pytest.mark.parametrize(
        ("path", "body"),
        [
            ("messages", {"name": "ingetrokken"}),
            ("signals", {"name": "stoppen"}),
            ("withdrawal", {"reason": "Dubbel"}),
            (f"terms/{NOBODYS}/changes", {"change": "stop", "reason": "x"}),
        ],
    )
    @pytest.mark.parametrize("stranger", ["hugo", "elly"])
    def test_cannot_be_changed_by_strangers(self, program, stranger, path, body):
        case = start(program("loes"))

        answer = program(stranger).post(
            f"/cases/{case['id']}/{path}", body, headers={"If-Match": "*"}
        )

        assert_problem(answer, 404, "case_not_found")

    @pytest.mark.parametrize("case_id", [NOBODYS, "1", "%00", "..%2f..", NOBODYS.upper() + "x"])
    def test_does_not_know_what_is_not_there(self, program, case_id):
        assert program("loes").get(f"/cases/{case_id}").status_code == 404


class TestList:
    def test_shows_the_newest_first_and_leads_to_the_next_page(self, program):
        loes = program("loes")
        started = [start(loes)["id"] for _ in range(5)]

        first = loes.get("/cases?limit=2")
        second = loes.get(first.json["next"].removeprefix("/api/v1"))
        last = loes.get(second.json["next"].removeprefix("/api/v1"))

        pages = [page.json["items"] for page in (first, second, last)]
        assert [c["id"] for items in pages for c in items] == sorted(started, reverse=True)
        assert [len(items) for items in pages] == [2, 2, 1]
        assert first.headers["Link"] == f'<{first.json["next"]}>; rel="next"'
        assert (last.json["next"], last.headers.get("Link")) == (None, None)

    def test_keeps_its_filters_on_the_next_page(self, program):
        for _ in range(2):
            start(program("loes"))

        first = program("loes").get("/cases?status=running&route=proef-route&limit=1").json

        assert "status=running" in first["next"]
        assert "route=proef-route" in first["next"]

    @pytest.mark.parametrize(
        ("query", "count"),
        [("status=running", 1), ("status=withdrawn", 0), ("route=anders", 0), ("", 1)],
    )
    def test_filters(self, program, query, count):
        start(program("loes"))

        assert len(program("loes").get(f"/cases?{query}").json["items"]) == count

    @pytest.mark.parametrize(
        ("who", "more", "count"),
        [("loes", "", 1), ("loes", "&status=withdrawn", 0), ("hugo", "", 0), ("elly", "", 0)],
    )
    def test_finds_one_by_its_number_for_who_sees_it(self, program, who, more, count):
        number = start(program("loes"))["number"]
        start(program("loes"))

        found = program(who).get(f"/cases?number={number}{more}").json["items"]

        assert [one["number"] for one in found] == [number] * count

    @pytest.mark.parametrize(
        ("who", "count"),
        [("loes", 1), ("sam", 1), ("rik", 1), ("audrey", 1), ("hugo", 0), ("elly", 0)],
    )
    def test_shows_everyone_their_own(self, program, who, count):
        start(program("loes"))

        assert len(program(who).get("/cases").json["items"]) == count

    @pytest.mark.parametrize(
        "query",
        [
            "limit=0",
            "limit=201",
            "limit=x",
            "status=klaar",
            "after=1",
            "statuss=running",
            "limit=1&limit=2",
            "route=%00",
            "limit=1e99999",
        ],
    )
    def test_refuses_what_it_does_not_know(self, program, query):
        assert_problem(program("loes").get(f"/cases?{query}"), 422, "request_invalid")

    def test_names_no_child(self, program):
        start(program("loes"))

        assert "Noortje" not in program("loes").get("/cases").text


class TestWithdrawal:
    def test_cancels_what_is_open_and_keeps_history(self, program):
        loes, case = program("loes"), start(program("loes"))

        answer = loes.post(
            f"/cases/{case['id']}/withdrawal", {"reason": "Dubbel"}, headers={"If-Match": '"1"'}
        )

        assert (answer.status_code, answer.json["status"]) == (200, "withdrawn")
        assert answer.json["tasks"] == []
        assert answer.headers["ETag"] == '"2"'
        kinds = [e["kind"] for e in loes.get(f"/cases/{case['id']}/history").json["items"]]
        assert "case_withdrawn" in kinds

    def test_must_say_which_revision_it_means(self, program):
        case = start(program("loes"))

        answer = program("loes").post(f"/cases/{case['id']}/withdrawal", {"reason": "Dubbel"})

        assert_problem(answer, 428, "precondition_required")

    @pytest.mark.parametrize("tag", ['"0"', '"2"', 'W/"1"', '"anders"', "onzin", '""'])
    def test_is_refused_for_another_revision(self, program, tag):
        case = start(program("loes"))

        answer = program("loes").post(
            f"/cases/{case['id']}/withdrawal", {"reason": "Dubbel"}, headers={"If-Match": tag}
        )

        assert_problem(answer, 412, "stale_revision")
        assert program("loes").get(f"/cases/{case['id']}").json["status"] == "running"

    @pytest.mark.parametrize("tag", ["*", '"9", "1"'])
    def test_may_mean_more_than_one_revision(self, program, tag):
        case = start(program("loes"))

        answer = program("loes").post(
            f"/cases/{case['id']}/withdrawal", {"reason": "Dubbel"}, headers={"If-Match": tag}
        )

        assert answer.json["status"] == "withdrawn"

    def test_is_refused_to_who_may_only_look(self, program):
        case = start(program("loes"))

        answer = program("audrey").post(
            f"/cases/{case['id']}/withdrawal", {"reason": "Dubbel"}, headers={"If-Match": "*"}
        )

        assert_problem(answer, 403, "forbidden")

    def test_happens_once(self, program):
        loes, case = program("loes"), start(program("loes"))
        given = {"headers": {"If-Match": "*"}}
        loes.post(f"/cases/{case['id']}/withdrawal", {"reason": "Dubbel"}, **given)

        answer = loes.post(f"/cases/{case['id']}/withdrawal", {"reason": "Dubbel"}, **given)

        assert_problem(answer, 409, "case_not_running")


class TestCaseOfAnotherRegion:
    def test_is_not_seen_by_an_organisation_with_the_same_id(self, house, program):
        there = start_case(
            beginning=Beginning(
                region="proef",
                route="proef-route",
                subject=Subject(**CHILD),
                submission={"vraag": "x"},
                participants={"swv": "swv-elders"},
            ),
            actor=Actor(id="test", is_system=True),
            parts=house.parts,
        )

        assert_problem(program("elly").get(f"/cases/{there.id}"), 404, "case_not_found")
