"""Whatever is sent: a problem that says what is wrong, never a failure, and no case damaged."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.api.acting import BEGINNING, CHILD, RIGHT, assert_problem, complete, only_task, start

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(), max_size=20)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
KNOWN = st.sampled_from(
    [
        "route",
        "subject",
        "submission",
        "participants",
        "name",
        "payload",
        "reason",
        "change",
        "kind",
        "duration",
        "from",
        "region",
        "account",
        "password",
        "start_event",
        "element",
    ]
)
BODIES = ANY_JSON | st.dictionaries(KNOWN, ANY_JSON, max_size=5)
ALMOST = st.fixed_dictionaries(
    {"route": st.just("proef-route"), "subject": st.just(CHILD) | ANY_JSON},
    optional={"submission": ANY_JSON, "participants": ANY_JSON, "start_event": ANY_JSON},
)
OFTEN = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
UNREADABLE = {
    "no JSON": b"{",
    "a word": b"hallo",
    "not a number": b'{"route": NaN}',
    "endless": b'{"route": -Infinity}',
    "a number beyond all": b'{"route": 1e999}',
    "a number of many digits": b'{"route": ' + b"9" * 5000 + b"}",
    "a key twice": b'{"route": "a", "route": "b"}',
    "a key twice, deep": b'{"subject": {"given_name": "a", "given_name": "b"}}',
    "deep lists": b'{"submission": ' + b"[" * 500 + b"]" * 500 + b"}",
    "very deep lists": b"[" * 200_000,
    "very deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "not UTF-8": b'{"route": "\xff"}',
    "UTF-16": '{"route": "a"}'.encode("utf-16"),
    "a zero character": b'{"route": "a\\u0000b"}',
    "half a character": b'{"route": "\\ud800"}',
    "half a character in a key": b'{"\\udfff": 1}',
}


def places(case):
    """Give every endpoint that takes JSON."""
    here, task = f"/cases/{case['id']}", only_task(case)
    return [
        "/sessions",
        "/cases",
        f"{here}/messages",
        f"{here}/signals",
        f"{here}/participants",
        f"{here}/withdrawal",
        f"{here}/terms/{case['terms'][0]['id']}/changes",
        f"/tasks/{task['id']}/completion",
        "/terms/reckoning",
        "/incidents/01926f3e-8a44-7c1b-9d2e-3f4a5b6c7d8e/retry",
    ]


@pytest.fixture
def case(program):
    return start(program("loes"))


def send(program, place, content, content_type="application/json"):
    """Send bytes; If-Match names a revision that is long gone, so that nothing can succeed."""
    return program.post(
        place, data=content, content_type=content_type, headers={"If-Match": '"0"'}
    )


class TestUnreadableBody:
    @pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
    def test_is_refused_everywhere(self, program, case, content):
        for place in places(case):
            who = program("rik" if place.startswith("/incidents") else "loes")
            assert_problem(send(who, place, content), 400, "request_unreadable")

        assert program("loes").get(f"/cases/{case['id']}").json == case

    @pytest.mark.parametrize("body", [[], "tekst", 1, None, True, [{"route": "a"}]])
    def test_must_be_an_object(self, program, case, body):
        for place in places(case):
            who = program("rik" if place.startswith("/incidents") else "loes")
            answer = send(who, place, json.dumps(body).encode())
            assert_problem(answer, 422, "request_invalid")

    @pytest.mark.parametrize(
        "kind",
        [
            "text/plain",
            "application/xml",
            "multipart/form-data",
            "",
            "application/x-yaml",
            "application/json; charset=latin-1",
            "application/x-www-form-urlencoded",
        ],
    )
    def test_must_be_json(self, program, case, kind):
        for place in places(case):
            who = program("rik" if place.startswith("/incidents") else "loes")
            assert_problem(send(who, place, b'{"a": 1}', kind), 415, "content_type_refused")

    def test_may_not_be_huge(self, program, case):
        content = b'{"reason": "' + b"x" * 2_100_000 + b'"}'

        for place in places(case):
            who = program("rik" if place.startswith("/incidents") else "loes")
            assert_problem(send(who, place, content), 413, "too_large")


class TestAnswer:
    @pytest.mark.parametrize("kind", ["text/html", "application/xml", "image/*"])
    def test_is_json_or_nothing(self, program, kind):
        answer = program("loes").get("/cases", headers={"Accept": kind})

        assert_problem(answer, 406, "not_acceptable")

    @pytest.mark.parametrize("kind", ["*/*", "application/json", "text/html, */*;q=0.1"])
    def test_is_json_for_who_takes_it(self, program, kind):
        assert program("loes").get("/cases", headers={"Accept": kind}).status_code == 200

    def test_to_another_method_names_those_there_are(self, program):
        answer = program("loes")._send("PUT", "/cases")

        assert_problem(answer, 405, "method_not_allowed")
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"

    @pytest.mark.parametrize("path", ["/nergens", "/cases/", "//", "/cases/x/y/z", "/%2e%2e/"])
    def test_to_another_path_is_a_problem(self, program, path):
        assert_problem(program("loes").get(path), 404, "not_found")


class TestAnyJson:
    @OFTEN
    @given(body=BODIES, choice=st.integers(0, 8))
    def test_never_fails(self, program, body, choice):
        loes = program("loes")
        place = places(start(loes))[choice]

        answer = send(
            program("rik" if place.startswith("/incidents") else "loes"),
            place,
            json.dumps(body).encode(),
        )

        assert answer.status_code < 500, answer.json
        if answer.status_code >= 400:
            assert_problem(answer, answer.status_code, answer.json["code"])

    @OFTEN
    @given(body=ALMOST)
    def test_never_starts_half_a_case(self, program, body):
        answer = program("loes").post("/cases", body)

        assert answer.status_code in (201, 400, 422), answer.json
        if answer.status_code == 201:
            seen = program("loes").get(f"/cases/{answer.json['id']}/history/verification")
            assert seen.json["is_right"] is True

    @OFTEN
    @given(submission=ANY_JSON | st.dictionaries(st.sampled_from(["compleet", "x"]), ANY_JSON))
    def test_never_damages_a_case(self, program, submission):
        case = start(program("loes"))

        answer = complete(program("loes"), only_task(case), {"submission": submission})

        assert answer.status_code in (200, 400, 422), answer.json
        if answer.status_code != 200:
            assert program("loes").get(f"/cases/{case['id']}").json == case
            assert complete(program("loes"), only_task(case), RIGHT).status_code == 200

    @OFTEN
    @given(
        name=st.sampled_from(["limit", "after", "status", "route", "role", "due_before"]) | TEXTS,
        value=TEXTS,
        place=st.sampled_from(["/cases", "/tasks", "/notices", "/incidents"]),
    )
    def test_never_fails_on_a_query(self, program, name, value, place):
        answer = program("rik").get(place, query_string={name: _sendable(value)})

        assert answer.status_code in (200, 422), answer.json

    @OFTEN
    @given(value=st.text(string.printable, max_size=30))
    def test_never_fails_on_a_path(self, program, value):
        for place in ("/cases", "/tasks", "/routes", "/forms"):
            answer = program("loes").get(f"{place}/{_quoted(value)}")
            assert answer.status_code in (200, 308, 404), answer.data


class TestNothing:
    def test_is_processed_when_one_field_is_wrong(self, program):
        answer = program("loes").post("/cases", {**BEGINNING, "participants": {"po_school": 1}})

        assert_problem(answer, 422, "request_invalid")
        assert program("loes").get("/cases").json["items"] == []


def _sendable(text):
    return text.encode("utf-8", "replace").decode()


def _quoted(text):
    return "".join(f"%{byte:02x}" for byte in text.encode()) or "-"


class TestNamelessPart:
    def test_of_a_form_is_refused(self, program):
        """Found by asking at random: it made an answer that could not be written down."""
        part = "--x\r\nContent-Disposition: form-data\r\n\r\n{}\r\n"
        body = f"{part * 2}--x--\r\n".encode()

        answer = program("loes").post(
            "/attachments", data=body, content_type="multipart/form-data; boundary=x"
        )

        assert_problem(answer, 422, "request_invalid")
