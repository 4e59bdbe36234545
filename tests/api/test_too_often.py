"""Who asks too often is told so, with how long to wait."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.api.acting import assert_problem, start
from tests.api.conftest import Program, programs_of
from tests.api.people import PASSWORD

from doorgang_api.app import create_app
from doorgang_api.knocking import PAIR

WRONG = {"account": "loes", "password": "verkeerd"}
RIGHT = {"account": "loes", "password": PASSWORD}


def knock(client, body, address="203.0.113.7", **headers):
    return client.post(
        "/api/v1/sessions", json=body, environ_base={"REMOTE_ADDR": address}, headers=headers
    )


class TestSigningIn:
    def test_is_refused_for_a_while_after_wrong_passwords(self, house):
        client = create_app(house).test_client()
        for _ in range(PAIR.free):
            assert_problem(knock(client, WRONG), 401, "sign_in_refused")

        refused = knock(client, RIGHT)

        assert_problem(refused, 429, "too_many_requests")
        assert 1 <= int(refused.headers["Retry-After"]) <= 2
        assert knock(client, RIGHT, "198.51.100.9").status_code == 201

    def test_believes_no_address_that_a_client_makes_up(self, house):
        client = create_app(house).test_client()
        for number in range(PAIR.free):
            forged = {"X-Forwarded-For": f"198.51.100.{number}"}
            assert_problem(knock(client, WRONG, **forged), 401, "sign_in_refused")

        forged = {"X-Forwarded-For": "198.51.100.99", "Forwarded": "for=198.51.100.99"}
        assert_problem(knock(client, RIGHT, **forged), 429, "too_many_requests")

    def test_does_not_tell_which_accounts_there_are(self, house):
        client = create_app(house).test_client()
        nobody = {**WRONG, "account": "bestaat-niet"}
        known = [knock(client, WRONG).json["code"] for _ in range(PAIR.free + 1)]
        unknown = [knock(client, nobody).json["code"] for _ in range(PAIR.free + 1)]

        assert known == unknown


class TestAsking:
    @pytest.fixture
    def strict(self, house):
        settings = replace(house.settings, requests_per_minute=100)
        return replace(house, settings=settings)

    def test_is_refused_above_the_limit(self, strict, furnished):
        program = programs_of(strict, furnished[1])
        codes = {program("loes").get("/notices").status_code for _ in range(101)}

        refused = program("loes").get("/notices")

        assert codes == {200, 429}
        assert_problem(refused, 429, "too_many_requests")
        assert 1 <= int(refused.headers["Retry-After"]) <= 60

    def test_counts_for_more_when_it_asks_more(self, strict, furnished):
        program = programs_of(strict, furnished[1])
        case = start(program("loes"))
        path = f"/cases/{case['id']}/history/verification"

        codes = [program("audrey").get(path).status_code for _ in range(3)]

        assert codes == [200, 200, 429]

    def test_is_refused_to_an_address_that_guesses_tokens(self, strict):
        guesser = Program(create_app(strict).test_client(use_cookies=False))

        codes = {
            guesser.get("/cases", headers={"Authorization": f"Bearer {number}"}).status_code
            for number in range(102)
        }

        assert codes == {401, 429}
