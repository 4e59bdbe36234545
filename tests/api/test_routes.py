from __future__ import annotations

import pytest
from tests.api.acting import assert_problem
from tests.api.route_variants import PARALLEL
from tests.small_route import BPMN, publish

EMPTY = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
BOMB = (
    '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&b;</definitions>'
)
THIEF = (
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&f;</definitions>'
)


class TestRoutes:
    def test_are_those_of_ones_region(self, program):
        (route,) = program("loes").get("/routes").json["items"]

        assert (route["key"], route["title"], route["number"]) == ("proef-route", "Proefroute", 1)
        assert program("elly").get("/routes").json["items"] == []

    def test_are_the_newest_version(self, house, program):
        publish(house.parts, number=2, bpmn=PARALLEL)

        assert program("loes").get("/routes/proef-route").json["number"] == 2

    def test_tell_how_they_start(self, program):
        (start,) = program("loes").get("/routes/proef-route").json["start_events"]

        assert (start["id"], start["role"]) == ("begin", "loket")
        assert start["form_definition"]["key"] == "aanvraag"

    def test_give_their_bpmn(self, program):
        answer = program("loes").get(
            "/routes/proef-route/bpmn", headers={"Accept": "application/xml"}
        )

        assert answer.content_type == "application/xml"
        assert answer.text == BPMN

    @pytest.mark.parametrize("place", ["", "/bpmn"])
    @pytest.mark.parametrize("key", ["nergens", "%00", "..", "a%20b", "é"])
    def test_do_not_exist_elsewhere(self, program, key, place):
        assert program("loes").get(f"/routes/{key}{place}").status_code == 404
        answer = program("elly").get(f"/routes/proef-route{place}")
        assert_problem(answer, 404, "route_not_found")


class TestForm:
    def test_is_given_whole(self, program):
        answer = program("loes").get("/forms/aanmelding_vo")

        assert answer.json["key"] == "aanmelding_vo"

    def test_may_not_exist(self, program):
        assert_problem(program("loes").get("/forms/nergens"), 404, "form_not_found")


class TestCheck:
    @staticmethod
    def send(program, body, **more):
        return program.post("/routes/check", data=body, content_type="application/xml", **more)

    def test_says_what_is_wrong_and_what_to_draw(self, house, program):
        # The region of the small route is not in the library: elly coordinates one that is.
        answer = self.send(program("elly"), BPMN.encode())

        assert answer.json["publishable"] is False
        assert all(f["message"] and f["remedy"] for f in answer.json["findings"])

    def test_lets_a_good_route_pass(self, house, program):
        good = house.library.file("tlv-aanvraag", "basis").bpmn

        answer = self.send(program("elly"), good.encode())

        assert answer.json["publishable"] is True

    @pytest.mark.parametrize(
        "body",
        [b"", b"<", b"<x/>", b"\xff\xfe", BOMB.encode(), THIEF.encode(), b"{}", b"<a>" * 100_000]
        + ['<?xml version="1.0" encoding="utf-16"?><x/>'.encode("utf-16")],
    )
    def test_refuses_what_it_cannot_read(self, program, body):
        answer = self.send(program("elly"), body)

        assert_problem(answer, 422, "route_unreadable")
        assert "root:" not in answer.text

    def test_has_something_to_say_of_a_file_without_a_process(self, program):
        answer = self.send(program("elly"), EMPTY.encode())

        assert answer.status_code in (200, 422)
        assert answer.json.get("publishable") is not True

    def test_refuses_a_huge_file(self, program):
        answer = self.send(program("elly"), b"<x>" + b" " * 1_000_000 + b"</x>")

        assert_problem(answer, 413, "too_large")

    def test_refuses_another_kind_of_file(self, program):
        answer = program("elly").post("/routes/check", {"bpmn": BPMN})

        assert_problem(answer, 415, "content_type_refused")

    def test_is_for_the_coordinator(self, program):
        assert_problem(self.send(program("loes"), BPMN.encode()), 403, "forbidden")

    def test_does_not_know_a_region_without_configuration(self, program):
        assert_problem(self.send(program("rik"), BPMN.encode()), 404, "region_not_found")
