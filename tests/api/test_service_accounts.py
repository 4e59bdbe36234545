"""Programs with tokens: each does what its scopes and its roles both allow."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.api.acting import BEGINNING, assert_problem, start
from tests.api.conftest import Program
from tests.api.people import REGION
from tests.api.test_sessions import SOME_ID, endpoints

from doorgang_api.app import create_app
from doorgang_api.cookies import SESSION
from doorgang_api.http.scopes import ENDPOINTS, PEOPLE_ONLY, scope_of
from doorgang_api.identity.accounts import Keeper, switch
from doorgang_api.identity.api_tokens import NewToken, is_api_token, issue_token
from doorgang_api.identity.errors import AccountInvalid, AccountNotFound
from doorgang_api.identity.scopes import SCOPES
from doorgang_engine.model import Account, AccountKind
from doorgang_engine.storage.identity_tables import api_tokens

OPEN = {"sessions.begin"}
NOW = datetime.now(UTC)


@pytest.fixture
def issue(house):
    """Make a service account, and a token for it."""
    with house.parts.new_uow() as uow:
        uow.accounts.add(
            [
                Account(
                    region=REGION,
                    id="koppeling",
                    name="Koppeling",
                    organisation="swv-proef",
                    roles=("loket",),
                    kind=AccountKind.SERVICE,
                )
            ]
        )

    def issuer(*scopes, account="koppeling", days=30, name="Proef", now=NOW):
        asked = NewToken(account=account, name=name, scopes=scopes, days=days)
        return issue_token(asked=asked, by=Keeper(id="rik"), house=house, now=now)

    return issuer


@pytest.fixture
def call(house, issue):
    """Give a program with a token for these scopes."""

    def caller(*scopes, **more):
        client = create_app(house).test_client(use_cookies=False)
        return Program(client, issue(*scopes, **more).secret)

    return caller


class TestToken:
    def test_does_what_it_is_for(self, call):
        program = call("cases:start", "cases:read")

        case = start(program)

        assert program.get(f"/cases/{case['id']}").json["number"] == case["number"]

    def test_does_nothing_else(self, call):
        answer = call("cases:read").post("/cases", BEGINNING)

        body = assert_problem(answer, 403, "scope_missing")
        assert "cases:start" in body["detail"]

    def test_does_no_more_than_its_account_may(self, call, program):
        case = start(program("loes"), participants={"po_school": "school-proef"})

        answer = call(*SCOPES).get("/incidents")

        assert answer.status_code == 403
        assert answer.json["code"] != "scope_missing"
        assert case

    def test_ends_at_its_end(self, call):
        expired = call("cases:read", days=1, now=NOW - timedelta(days=2))

        assert_problem(expired.get("/cases"), 401, "signed_out")

    def test_ends_when_it_is_withdrawn(self, house, issue, call):
        program, token = call("cases:read"), issue("cases:read")
        kept = Program(program.client, token.secret)

        with house.parts.new_uow() as uow:
            uow.api_tokens.withdraw(
                region=REGION, account="koppeling", token_id=token.token.id, at=NOW, by="rik"
            )

        assert_problem(kept.get("/cases"), 401, "signed_out")
        assert program.get("/cases").status_code == 200

    def test_stops_when_the_account_is_off(self, house, call):
        program = call("cases:read")

        switch(account_id="koppeling", is_active=False, keeper=Keeper(id="rik"), house=house)

        assert_problem(program.get("/cases"), 401, "signed_out")

    def test_is_not_taken_from_a_cookie(self, house, issue):
        client = create_app(house).test_client(use_cookies=False)
        cookie = {"Cookie": f"{SESSION}={issue('cases:read').secret}"}

        assert client.get("/api/v1/cases", headers=cookie).status_code == 401
        assert client.get("/", headers=cookie).status_code == 302

    def test_notes_when_it_was_used(self, house, call):
        program = call("cases:read")
        program.get("/cases")

        with house.read_uow() as uow:
            (token,) = uow.api_tokens.of_account(region=REGION, account="koppeling")

        assert token.used_at is not None

    def test_is_kept_as_a_hash_only(self, house, issue):
        secret = issue("cases:read").secret

        with house.database.connect() as connection:
            kept = str(connection.execute(api_tokens.select()).all())

        assert secret not in kept
        assert secret[13:40] not in kept

    def test_can_be_told_from_an_example(self, issue):
        secret = issue("cases:read").secret

        assert is_api_token(secret)
        assert not is_api_token(secret[:-1] + ("0" if secret[-1] != "0" else "1"))
        assert not is_api_token("doorgang_api_" + "x" * 48)

    @pytest.mark.parametrize("made_up", ["doorgang_api_" + "x" * 48, "doorgang_api_"])
    def test_that_is_made_up_is_refused(self, anonymous, made_up):
        anonymous.token = made_up

        assert_problem(anonymous.get("/cases"), 401, "signed_out")

    @pytest.mark.parametrize(
        ("asked", "field"),
        [
            ({"name": " "}, "name"),
            ({"name": "x" * 101}, "name"),
            ({"days": 0}, "days"),
            ({"days": 401}, "days"),
        ],
    )
    def test_that_is_asked_wrongly_is_not_made(self, issue, asked, field):
        with pytest.raises(AccountInvalid) as refused:
            issue("cases:read", **asked)

        assert list(refused.value.fields) == [field]

    @pytest.mark.parametrize("scopes", [(), ("alles",), ("cases:read", "cases:*")])
    def test_has_known_scopes_only(self, issue, scopes):
        with pytest.raises(AccountInvalid):
            issue(*scopes)

    @pytest.mark.parametrize("account", ["loes", "nergens"])
    def test_belongs_to_a_service_account(self, issue, account):
        with pytest.raises(AccountNotFound):
            issue("cases:read", account=account)


class TestServiceAccount:
    def test_has_no_password(self, anonymous, issue):
        answer = anonymous.post("/sessions", {"account": "koppeling", "password": "x"})

        assert_problem(answer, 401, "sign_in_refused")


class TestEveryEndpoint:
    def rules(self, house):
        return {
            (rule.endpoint, method, rule.rule.removeprefix("/api/v1"))
            for rule in create_app(house).url_map.iter_rules()
            for method in rule.methods - {"OPTIONS", "HEAD"}
            if rule.rule.startswith("/api/v1") and not rule.endpoint.startswith("api-docs")
        }

    def test_says_which_scope_it_asks(self, house):
        assert len(set(endpoints(house))) > 25
        assert {endpoint for endpoint, *_ in self.rules(house)} == set(ENDPOINTS) | OPEN

    def test_asks_a_scope_that_there_is(self):
        assert {scope for scope in ENDPOINTS.values() if scope} == set(SCOPES)

    def test_and_every_scope_stands_in_the_documentation(self):
        page = Path(__file__).parents[2].joinpath("docs/api.md").read_text(encoding="utf-8")

        assert set(re.findall(r"^\| `([a-z]+:[a-z]+)` \|", page, re.MULTILINE)) == set(SCOPES)

    def test_refuses_a_token_without_its_scope(self, house, call):
        wrong = {}
        for endpoint, method, path in self.rules(house):
            scope = scope_of(endpoint)
            if endpoint in OPEN or scope == "":
                continue
            others = [one for one in SCOPES if one != scope]
            program = call(*others)
            answer = program._send(method, re.sub(r"<uuid:\w+>", SOME_ID, path))
            if (answer.status_code, answer.json.get("code")) != (403, "scope_missing"):
                wrong[endpoint] = (answer.status_code, answer.json)

        assert wrong == {}

    def test_is_for_people_only_when_it_is_forgotten(self):
        assert scope_of("nieuw.eindpunt") is PEOPLE_ONLY
