"""Every answer, also a refusal or a fault, carries the headers that protect its reader."""

from __future__ import annotations

from dataclasses import replace

import pytest

from doorgang_api.answer_headers import HEADERS
from doorgang_api.app import create_app

UUID = "00000000-0000-4000-8000-000000000000"
FOR_KIND = {"UUIDConverter": UUID, "IntegerConverter": "1"}
METHODS = ("GET", "POST", "DELETE", "PUT")


def addresses(app):
    """Give one address for every rule, and some that lead nowhere."""
    for rule in app.url_map.iter_rules():
        values = {
            name: FOR_KIND.get(type(rule._converters[name]).__name__, "x")
            for name in rule.arguments
        }
        with app.test_request_context():
            yield app.url_map.bind("localhost").build(rule.endpoint, values, method=None)
    yield from (
        "/static/doorgang.css",
        "/bestaat-niet",
        "/api/v1/bestaat-niet",
        "/static/../app.py",
        "/%00",
    )


def walk(house, **client_settings):
    app = create_app(house)
    app.testing = False
    client = app.test_client()
    for address in sorted(set(addresses(app))):
        for method in METHODS:
            answer = client.open(address, method=method, **client_settings)
            answer.close()
            yield answer


class TestEveryAnswer:
    def test_has_the_headers(self, house):
        bare = [
            (answer.request.method, answer.request.path, name)
            for answer in walk(house)
            for name, value in HEADERS.items()
            if answer.headers.get(name) != value
        ]

        assert bare == []

    def test_is_kept_by_no_cache_but_for_the_look_of_the_pages(self, house):
        kept = {
            answer.request.path
            for answer in walk(house)
            if answer.headers.get("Cache-Control") != "no-store"
        }

        assert kept == {"/static/doorgang.css"}

    def test_has_a_strict_policy(self, house):
        policies = {answer.headers["Content-Security-Policy"] for answer in walk(house)}

        assert all("default-src 'none'" in one and "unsafe" not in one for one in policies)

    def test_says_nothing_of_https_to_who_came_without(self, house):
        assert not [a for a in walk(house) if "Strict-Transport-Security" in a.headers]

    def test_demands_https_of_who_came_by_it(self, house):
        plain = [
            answer.request.path
            for answer in walk(house, base_url="https://localhost")
            if answer.headers.get("Strict-Transport-Security") != "max-age=63072000"
        ]

        assert plain == []

    def test_does_not_tell_of_the_server(self, house):
        assert not [a for a in walk(house) if {"Server", "X-Powered-By"} & set(a.headers.keys())]


class TestForgedHost:
    @pytest.mark.parametrize("path", ["/", "/aanmelden", "/api/v1/cases", "/static/doorgang.css"])
    def test_is_refused_everywhere(self, house, path):
        answer = create_app(house).test_client().get(path, base_url="http://kwaad.test")

        assert answer.status_code == 400
        assert b"kwaad.test" not in answer.data

    def test_is_told_with_a_code_of_its_own(self, house):
        answer = create_app(house).test_client().get("/api/v1/cases", base_url="http://kwaad.test")

        assert answer.json["code"] == "host_refused"


class TestHttpsBySetting:
    def test_marks_cookies_even_when_the_proxy_does_not_tell(self, house):
        settings = replace(house.settings, public_url="https://doorgang.test")
        client = create_app(replace(house, settings=settings)).test_client()

        answer = client.get("/aanmelden", base_url="http://doorgang.test")

        cookies = answer.headers.getlist("Set-Cookie")
        assert [c.partition("=")[0] for c in cookies] == ["__Host-doorgang_aanmelden"]
        assert all("; Secure;" in c and "HttpOnly" in c and "SameSite=Lax" in c for c in cookies)
        assert "Strict-Transport-Security" in answer.headers
