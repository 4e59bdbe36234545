"""Everything that can be sent, sent far too large, too deep or too odd, to every address."""

from __future__ import annotations

import json

import pytest
from tests.api.test_headers import FOR_KIND, UUID

from doorgang_api.app import create_app

LONG = "x" * 9_000
BODIES = {
    "large": (b'{"submission": {"a": "' + b"x" * 2_100_000 + b'"}}', "application/json"),
    "deep": (b"[" * 100_000 + b"]" * 100_000, "application/json"),
    "wide": (json.dumps(dict.fromkeys(map(str, range(50_000)), 1)).encode(), "application/json"),
    "long number": (b'{"limit": ' + b"9" * 100_000 + b"}", "application/json"),
    "many fields": (b"&".join(b"a%d=1" % n for n in range(20_000)), None),
    "many parts": (
        b"".join(
            b'--b\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % n
            for n in range(11_000)
        )
        + b"--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "no boundary": (b"x" * 1_000, "multipart/form-data"),
    "packed": (b"\x1f\x8b" + b"x" * 1_000, "application/json"),
}


@pytest.fixture
def app(house):
    app = create_app(house)
    app.testing = False
    return app


def addresses(app, method, value=UUID):
    rules = [r for r in app.url_map.iter_rules() if method in r.methods and r.endpoint != "static"]
    with app.test_request_context():
        for rule in rules:
            values = {
                name: FOR_KIND.get(type(rule._converters[name]).__name__, value)
                for name in rule.arguments
            }
            yield app.url_map.bind("localhost").build(rule.endpoint, values, method=method)


def sign(furnished, **more):
    return {"Authorization": f"Bearer {furnished[1]['loes']}", **more}


def outcomes(app, furnished, method, *, value=UUID, headers=None, **sent):
    client = app.test_client()
    signed = sign(furnished, **(headers or {}))
    for address in sorted(set(addresses(app, method, value))):
        answer = client.open(address, method=method, headers=signed, **sent)
        answer.close()
        yield address, answer


def failed(found):
    return [
        (address, answer.status_code) for address, answer in found if answer.status_code >= 500
    ]


class TestEveryAddress:
    @pytest.mark.parametrize("name", BODIES)
    def test_refuses_a_body_that_is_too_much(self, app, furnished, name):
        content, kind = BODIES[name]
        kind = kind or "application/x-www-form-urlencoded"

        found = list(outcomes(app, furnished, "POST", data=content, content_type=kind))

        assert failed(found) == []
        of_api = [a for at, a in found if at.startswith("/api/") and a.status_code >= 400]
        assert all(answer.json["code"] for answer in of_api)
        assert app.test_client().get("/healthz").status_code == 200

    @pytest.mark.parametrize(
        "query",
        [
            {"limit": "9" * 5_000},
            {"after": LONG},
            {"x": LONG},
            {f"a{n}": "1" for n in range(2_000)},
            {"after": "\x00"},
            {"naar": LONG, "bericht": LONG, "naam": LONG},
        ],
    )
    def test_refuses_or_leaves_a_query_that_is_too_much(self, app, furnished, query):
        assert failed(outcomes(app, furnished, "GET", query_string=query)) == []

    @pytest.mark.parametrize("value", [LONG, "..", "%00", "a" * 300, "-1", "é" * 500])
    def test_finds_nothing_at_a_path_that_cannot_be(self, app, furnished, value):
        for method in ("GET", "POST"):
            assert failed(outcomes(app, furnished, method, value=value)) == []

    @pytest.mark.parametrize(
        "headers",
        [
            {"Idempotency-Key": LONG},
            {"If-Match": '"' + "9" * 5_000 + '"'},
            {"If-Match": '"1",' * 3_000},
            {"Accept": "a/b," * 3_000},
            {"Accept-Language": "nl," * 3_000},
            {"Cookie": "a=b; " * 3_000},
            {"Range": "bytes=" + "0-1," * 3_000},
            {"Authorization": "Bearer " + LONG},
        ],
    )
    def test_refuses_or_leaves_headers_that_are_too_much(self, app, furnished, headers):
        for method in ("GET", "POST"):
            assert failed(outcomes(app, furnished, method, headers=headers)) == []
