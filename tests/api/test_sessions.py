from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from tests.api.acting import BEGINNING, assert_problem, start
from tests.api.conftest import Program
from tests.api.people import PASSWORD

from doorgang_api.app import create_app
from doorgang_api.cookies import SESSION
from doorgang_engine.storage.tables import accounts, sessions

OPEN = {("POST", "/api/v1/sessions"), ("GET", "/api/v1/openapi.json")}
SOME_ID = "01926f3e-8a44-7c1b-9d2e-3f4a5b6c7d8e"


def endpoints(house):
    """Give each rule of the API with each of its methods."""
    for rule in create_app(house).url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            for method in sorted(rule.methods - {"OPTIONS", "HEAD"}):
                yield method, rule.rule


class TestSignIn:
    def test_gives_a_token_and_says_who_one_is(self, anonymous):
        body = {"account": "loes", "password": PASSWORD}

        answer = anonymous.post("/sessions", body)

        assert answer.status_code == 201
        assert answer.json["account"]["roles"] == ["loket"]
        assert "password" not in answer.text

    @pytest.mark.parametrize(("who", "password"), [("loes", "fout"), ("nobody", PASSWORD)])
    def test_is_refused_in_the_same_words_whatever_was_wrong(self, anonymous, who, password):
        answer = anonymous.post("/sessions", {"account": who, "password": password})

        body = assert_problem(answer, 401, "sign_in_refused")
        assert body["detail"] == "Deze naam en dit wachtwoord horen niet bij elkaar."

    def test_does_not_keep_the_token_itself(self, house, program):
        token = program("loes").token

        with house.database.connect() as connection:
            kept = connection.execute(sessions.select()).all()

        assert kept
        assert token not in str(kept)


class TestPassword:
    @pytest.fixture
    def kept(self, house):
        """Keep a password as it was done long ago; give how it is kept now."""

        def keeper(hashed=None):
            account = accounts.c.id == "loes"
            with house.database.begin() as connection:
                if hashed is not None:
                    connection.execute(accounts.update().where(account).values(password=hashed))
                query = accounts.select().where(account)
                return connection.execute(query).one().password

        return keeper

    def test_is_hashed_anew_when_that_is_due(self, anonymous, kept):
        weak = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
        kept(weak)

        for _ in range(2):
            body = {"account": "loes", "password": PASSWORD}
            assert anonymous.post("/sessions", body).status_code == 201

        assert kept() != weak
        assert not PasswordHasher().check_needs_rehash(kept())

    def test_is_left_as_it_is_otherwise(self, anonymous, kept):
        before = kept()

        anonymous.post("/sessions", {"account": "loes", "password": PASSWORD})

        assert kept() == before


class TestSession:
    def test_says_who_is_signed_in(self, program):
        assert program("sam").get("/sessions/current").json["organisation"] == "school-proef"

    def test_ends_at_sign_out(self, program):
        loes = program("loes")

        ended = loes.delete("/sessions/current")

        assert (ended.status_code, ended.data) == (204, b"")
        assert_problem(loes.get("/cases"), 401, "signed_out")

    def test_ends_when_it_is_not_used(self, house, program):
        loes = program("loes")
        long_ago = datetime.now(UTC) - house.settings.longest_idle - timedelta(seconds=1)

        with house.database.begin() as connection:
            connection.execute(sessions.update().values(seen_at=long_ago))

        assert_problem(loes.get("/cases"), 401, "signed_out")

    def test_ends_when_it_is_old_however_much_it_is_used(self, house, program):
        loes = program("loes")
        long_ago = datetime.now(UTC) - house.settings.longest_session - timedelta(seconds=1)

        with house.database.begin() as connection:
            connection.execute(sessions.update().values(created_at=long_ago))

        assert_problem(loes.get("/cases"), 401, "signed_out")

    @pytest.mark.parametrize("sent", ["Basic bG9lcw==", "Bearer", "Bearer  ", "Bearer nope"])
    def test_needs_a_token_of_ours(self, anonymous, sent):
        answer = anonymous.get("/cases", headers={"Authorization": sent})

        assert_problem(answer, 401, "signed_out")


class TestCookieOfThePages:
    def test_may_read(self, anonymous, program):
        cookie = {"Cookie": f"{SESSION}={program('loes').token}"}

        assert anonymous.get("/cases", headers=cookie).status_code == 200

    def test_may_not_act(self, anonymous, program):
        start(program("loes"))
        cookie = {"Cookie": f"{SESSION}={program('loes').token}"}

        answer = anonymous.post("/cases", BEGINNING, headers=cookie)

        assert_problem(answer, 401, "signed_out")
        assert len(program("loes").get("/cases").json["items"]) == 1

    def test_may_not_sign_out(self, anonymous, program):
        cookie = {"Cookie": f"{SESSION}={program('loes').token}"}

        assert_problem(anonymous.delete("/sessions/current", headers=cookie), 401, "signed_out")


class TestEveryEndpoint:
    def test_is_walked(self, house):
        assert len(set(endpoints(house))) > 25

    def test_needs_a_sign_in(self, house):
        anonymous = Program(create_app(house).test_client(use_cookies=False))
        answered = {}
        for method, rule in endpoints(house):
            path = re.sub(r"<uuid:\w+>", SOME_ID, rule.removeprefix("/api/v1"))
            path = re.sub(r"<(?:string:|path:)?\w+>", "proef-route", path)
            assert "<" not in path
            answered[method, rule] = anonymous._send(method, path)

        without = {place for place, answer in answered.items() if answer.status_code != 401}

        assert without == OPEN
        for place in set(answered) - OPEN:
            assert_problem(answered[place], 401, "signed_out")
