from __future__ import annotations

import pytest
from tests.api.acting import assert_problem, start

NOTE = {"text": "Ouders bellen maandag terug.", "audience": "all"}


@pytest.fixture
def case(program):
    return start(program("loes"))


def make(program, case, note=NOTE, **headers):
    return program.post(f"/cases/{case['id']}/notes", note, headers=headers)


def texts(program, case):
    return [one["text"] for one in program.get(f"/cases/{case['id']}/notes").json["items"]]


class TestNotes:
    def test_are_made_and_read(self, program, case):
        made = make(program("loes"), case)

        (note,) = program("lars").get(f"/cases/{case['id']}/notes").json["items"]
        assert (made.status_code, made.headers["ETag"]) == (200, '"2"')
        assert (note["text"], note["actor"], note["role"]) == (NOTE["text"], "loes", "loket")

    def test_for_colleagues_are_not_for_others(self, program, case):
        make(program("loes"), case, NOTE | {"audience": "own"})
        make(program("sam"), case, {"text": "Van school", "audience": "all"})

        assert texts(program("lars"), case) == [NOTE["text"], "Van school"]
        assert texts(program("sam"), case) == ["Van school"]

    def test_of_others_are_as_if_not_there(self, program, case):
        answer = program("hugo").get(f"/cases/{case['id']}/notes")

        assert_problem(answer, 404, "case_not_found")

    def test_are_not_for_the_coordinator(self, program, case):
        assert_problem(make(program("rik"), case), 403, "forbidden")
        assert_problem(program("rik").get(f"/cases/{case['id']}/notes"), 403, "forbidden")

    def test_sent_twice_with_a_key_are_made_once(self, program, case):
        for _ in range(2):
            make(program("loes"), case, **{"Idempotency-Key": "n-1"})

        assert texts(program("loes"), case) == [NOTE["text"]]

    @pytest.mark.parametrize(
        "note", [{}, NOTE | {"audience": "iedereen"}, NOTE | {"text": ""}, NOTE | {"x": 1}]
    )
    def test_are_refused_when_something_is_wrong(self, program, case, note):
        assert make(program("loes"), case, note).status_code == 422

    def test_say_in_the_history_only_that_they_were_made(self, program, case):
        make(program("loes"), case)

        events = program("loes").get(f"/cases/{case['id']}/history").json["items"]
        assert events[-1]["kind"] == "note_made"
        assert NOTE["text"] not in str(events)
