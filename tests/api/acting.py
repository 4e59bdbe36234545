"""What tests do with the API, and what every problem looks like."""

from __future__ import annotations

CHILD = {"given_name": "Noortje", "family_name": "Proefkonijn"}
BEGINNING = {
    "route": "proef-route",
    "subject": CHILD,
    "submission": {"vraag": "Hulp bij lezen"},
}
RIGHT = {"submission": {"compleet": True}}


def assert_problem(answer, status, code):
    """Assert that an answer is a problem as RFC 9457 has it, with this code; return its body."""
    assert (answer.status_code, answer.json.get("code")) == (status, code), answer.json
    assert answer.content_type == "application/problem+json"
    assert answer.json["type"] == f"urn:nl:doorgang:problem:{code}"
    assert answer.json["status"] == status
    assert answer.json["instance"] == answer.request.path
    assert all(isinstance(answer.json[name], str) for name in ("title", "detail"))
    assert answer.json["detail"]
    if status == 401:
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    for texts in answer.json.get("errors", {}).values():
        assert all(isinstance(text, str) for text in texts)
        assert texts
    return answer.json


def start(program, **changed):
    """Start a case and return it."""
    answer = program.post("/cases", {**BEGINNING, **changed})
    assert answer.status_code == 201, answer.json
    return answer.json


def only_task(case):
    """Return the one open task of a case."""
    (task,) = case["tasks"]
    return task


def say_why(program, case):
    """Give a reason to read a case, as auditor or fg."""
    why = {"purpose": "klacht", "reason": "Klacht 2027-14 gaat hierover."}
    answer = program.post(f"/cases/{case['id']}/reasons", why)
    assert answer.status_code == 201, answer.json
    return answer.json


def complete(program, task, body=None, **headers):
    """Complete a task."""
    path = f"/tasks/{task['id']}/completion"
    return program.post(path, RIGHT if body is None else body, headers=headers)
