"""What a provider, or somebody in between, may try; each refusal for its own reason."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from tests.identity.conftest import SECRET, Visitor, accounts_of, employee
from tests.identity.hostile_provider import new_key

from doorgang_api.cookies import SESSION
from doorgang_api.identity.gate import Gate
from doorgang_api.identity.outside import Bounds
from doorgang_api.identity.provider import Provider
from doorgang_engine.storage import tables as t
from doorgang_engine.storage.identity_tables import identities, sign_in_attempts

DAY = 86400


def assert_refused(page, browser, status=403):
    assert (page.status, page.heading) == (status, "Aanmelden is niet gelukt")
    assert browser.client.get_cookie(SESSION) is None


class TestProviderThatIsRight:
    def test_lets_people_in(self, visit):
        browser = visit()

        page = browser.enter(naar="/trajecten")

        assert (page.status, page.location) == (303, "/trajecten")
        assert browser.get("/").heading == "Mijn werk"


class TestIdToken:
    @pytest.mark.parametrize(
        ("claims", "reason"),
        [
            ({"nonce": "anders"}, "nonce"),
            ({"nonce": None}, "nonce"),
            ({"aud": "een-ander"}, "aud"),
            ({"aud": []}, "aud"),
            ({"aud": ["doorgang", "een-ander"]}, "azp"),
            ({"aud": ["doorgang", "een-ander"], "azp": "een-ander"}, "azp"),
            ({"azp": "een-ander"}, "azp"),
            ({"iss": "https://kwaad.voorbeeld"}, "iss"),
            ({"iss": None}, "iss"),
            ({"exp": 1}, "exp"),
            ({"exp": None}, "exp"),
            ({"exp": "nooit"}, "exp"),
            ({"iat": 2**40}, "iat"),
            ({"iat": None}, "iat"),
            ({"nbf": 2**40}, "nbf"),
            ({"sub": None}, "sub"),
            ({"sub": ""}, "sub"),
            ({"sub": 7}, "sub"),
            ({"sub": "x" * 301}, "sub"),
            ({"at_hash": "AAAA"}, "at_hash"),
            ({"sub": "piet"}, "userinfo_sub"),
        ],
    )
    def test_that_is_not_for_this_sign_in_is_refused(
        self, visit, hostile, reasons, claims, reason
    ):
        hostile.claims = claims
        browser = visit()

        page = browser.enter()

        assert_refused(page, browser)
        assert reason in reasons()[-1].split(",")

    @pytest.mark.parametrize(
        ("way", "reason"),
        [
            ("unsigned", "unsupported_algorithm"),
            ("signed_with_public_key", "unsupported_algorithm"),
        ],
    )
    def test_with_another_kind_of_signature_is_refused(self, visit, hostile, reasons, way, reason):
        hostile.sign = getattr(hostile, way)
        browser = visit()

        page = browser.enter()

        assert_refused(page, browser)
        assert reasons() == [reason]

    def test_that_was_changed_after_signing_is_refused(self, visit, hostile, reasons):
        hostile.sign = lambda claims: hostile.signed(claims)[:-6] + "AAAAAA"
        browser = visit()

        assert_refused(browser.enter(), browser)
        assert reasons() == ["bad_signature"]

    @pytest.mark.parametrize("token", ["", "a.b", "a.b.c", "é.é.é", 7, None])
    def test_that_is_none_is_refused(self, visit, hostile, token):
        hostile.sign = lambda _: token
        browser = visit()

        page = browser.enter()

        assert page.status in (403, 503)
        assert browser.client.get_cookie(SESSION) is None

    def test_may_be_a_minute_off(self, visit, hostile):
        now = int(time.time())
        hostile.claims = {"iat": now + 30, "exp": now - 30}

        assert visit().enter().status == 303

    def test_of_an_old_sign_in_is_refused_where_that_matters(self, visit, hostile, reasons):
        asks = '[admission]\naccounts = "everyone"\n'
        browser = visit(f"max_age_minutes = 60\n{asks}")
        hostile.claims = {"auth_time": int(time.time()) - DAY}

        assert_refused(browser.enter(), browser)
        assert reasons() == ["auth_time"]

    def test_that_keeps_silent_about_when_is_refused_where_that_matters(self, visit, reasons):
        browser = visit('max_age_minutes = 60\n[admission]\naccounts = "everyone"\n')

        assert_refused(browser.enter(), browser)
        assert reasons() == ["auth_time"]


class TestKeys:
    def test_that_are_new_are_fetched(self, visit, hostile):
        first = visit().enter()
        hostile.signing = new_key("twee")
        hostile.published = [hostile.key, hostile.signing]

        assert (first.status, visit().enter().status) == (303, 303)

    def test_that_were_withdrawn_open_nothing(self, visit, hostile, reasons):
        first = visit().enter()
        hostile.published = [new_key("twee")]
        browser = visit()

        assert first.status == 303
        assert_refused(browser.enter(), browser)
        assert reasons() == ["unknown_key"]

    def test_of_somebody_else_under_a_known_name_open_nothing(self, visit, hostile, reasons):
        hostile.signing = new_key("een")
        browser = visit()

        assert_refused(browser.enter(), browser)
        assert reasons() == ["bad_signature"]

    def test_for_encryption_sign_nothing(self, visit, hostile, reasons):
        public = {**hostile.key.as_dict(private=False), "use": "enc"}
        hostile.bodies["/keys"] = json.dumps({"keys": [public]}).encode()
        browser = visit()

        assert_refused(browser.enter(), browser)
        assert reasons() == ["unknown_key"]

    @pytest.mark.parametrize(
        "body", [b"", b"[]", b"{}", b'{"keys": 1}', b'{"keys": [{}]}', b"\xff"]
    )
    def test_that_are_none_are_no_answer(self, visit, hostile, body):
        hostile.bodies["/keys"] = body
        browser = visit()

        assert_refused(browser.enter(), browser, status=503)


class TestState:
    def test_works_once(self, visit, reasons):
        browser = visit()
        state = browser.leave()

        first, again = browser.come_back(state), browser.come_back(state)

        assert (first.status, again.status) == (303, 403)
        assert reasons() == ["state"]

    def test_is_used_up_by_a_refusal(self, visit, hostile, reasons):
        browser = visit()
        state = browser.leave()
        hostile.claims = {"aud": "een-ander"}
        browser.come_back(state)
        hostile.claims = {}

        assert_refused(browser.come_back(state), browser)
        assert reasons() == ["aud", "state"]

    @pytest.mark.parametrize("state", ["", "x", "é", "a" * 5000])
    def test_that_we_did_not_give_is_refused(self, visit, hostile, state):
        browser = visit()
        browser.leave()
        hostile.asked.clear()

        assert_refused(browser.come_back(state), browser)
        assert hostile.asked == []

    def test_of_another_browser_is_refused(self, visit, hostile, reasons):
        attacker, victim = visit(), visit()
        state = attacker.leave()
        victim.leave()

        assert_refused(victim.come_back(state), victim)
        assert reasons() == ["browser"]

    def test_is_not_kept_after_ten_minutes(self, visit, reasons):
        browser = visit()
        state = browser.leave()
        (house,) = visit.houses.values()
        with house.database.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE sign_in_attempts SET began_at = '2026-01-01 00:00:00'"
            )

        assert_refused(browser.come_back(state), browser)
        assert reasons() == ["too_late"]

    def test_with_an_error_asks_the_provider_nothing(self, visit, hostile, reasons):
        browser = visit()
        state = browser.leave()
        hostile.asked.clear()

        page = browser.come_back(state, error="access_denied", error_description="<script>")

        assert_refused(page, browser)
        assert "<script>" not in page.source
        assert reasons() == ["declined"]
        assert "/token" not in hostile.asked


class TestProviderItself:
    @pytest.mark.parametrize(
        "changed",
        [
            {"issuer": "https://kwaad.voorbeeld"},
            {"token_endpoint": "http://kwaad.voorbeeld/token"},
            {"authorization_endpoint": "javascript:alert(1)"},
            {"authorization_endpoint": "http://kwaad.voorbeeld/"},
            {"jwks_uri": "file:///etc/passwd"},
            {"jwks_uri": None},
        ],
    )
    def test_that_names_unsafe_places_is_not_used(self, visit, hostile, changed):
        hostile.metadata = changed
        browser = visit()

        page = browser.get("/aanmelden/extern")

        assert_refused(page, browser, status=503)

    def test_that_sends_us_on_is_not_followed(self, visit, hostile, reasons):
        hostile.bodies["/token"] = None
        browser = visit()

        assert_refused(browser.enter(), browser, status=503)
        assert reasons() == ["redirect"]

    def test_that_is_not_there_is_said_so(self, visit, hostile):
        (browser,) = (visit(),)
        (house,) = visit.houses.values()
        rules = replace(house.gate.provider.rules, issuer="http://127.0.0.1:1")
        gone = replace(house, gate=Gate(Provider(rules, secret=""), house.gate.seal))

        page = Visitor(gone, hostile).get("/aanmelden/extern")

        assert_refused(page, browser, status=503)
        assert "Probeer het over een paar minuten opnieuw" in page.text

    @pytest.mark.parametrize(
        "path", ["/.well-known/openid-configuration", "/token", "/keys", "/me"]
    )
    def test_that_answers_too_much_is_not_read(self, impatient, hostile, reasons, path):
        hostile.bodies[path] = b'{"a": "' + b"x" * 200_000 + b'"}'
        browser = impatient()

        page = browser.get("/aanmelden/extern")
        if page.status == 303:
            page = browser.enter()

        assert_refused(page, browser, status=503)
        assert reasons() == ["size"]

    @pytest.mark.parametrize("pause", [0.05, 5])
    @pytest.mark.parametrize(
        "path", ["/.well-known/openid-configuration", "/token", "/keys", "/me"]
    )
    def test_that_answers_too_slowly_is_not_waited_for(
        self, impatient, hostile, reasons, path, pause
    ):
        hostile.drips[path] = pause
        browser = impatient()

        page = browser.get("/aanmelden/extern")
        if page.status == 303:
            page = browser.enter()

        assert_refused(page, browser, status=503)
        assert reasons() == ["time"]
        assert hostile.sent < 40  # bytes, before Doorgang hung up

    def test_whose_answer_is_deep_is_not_followed_down(self, visit, hostile):
        hostile.bodies["/me"] = b'{"a":' * 30_000
        browser = visit()

        assert_refused(browser.enter(), browser, status=503)

    def test_sees_what_it_was_asked_signed_by_nobody_else(self, visit, hostile):
        browser = visit()
        browser.enter()

        assert [path for path in hostile.asked if path != "/auth"] == [
            "/.well-known/openid-configuration",
            "/token",
            "/keys",
            "/me",
        ]

    @pytest.fixture
    def impatient(self, visit, hostile):
        """Browsers of a Doorgang that waits shortly and reads little."""

        def visitor():
            visit()
            (house,) = visit.houses.values()
            bounds = Bounds(connect=1, read=0.5, whole=0.5, size=64 * 1024)
            provider = Provider(house.gate.provider.rules, secret=SECRET, bounds=bounds)
            return Visitor(replace(house, gate=Gate(provider, house.gate.seal)), hostile)

        return visitor


class TestWhatIsKept:
    def test_holds_no_token_and_no_address_in_the_clear(self, visit, hostile):
        visit().enter()
        (house,) = visit.houses.values()

        with house.database.connect() as connection:
            kept = [
                str(row)
                for table in (t.sessions, t.accounts, identities, sign_in_attempts)
                for row in connection.execute(table.select())
            ]

        assert len(accounts_of(house)) == 1
        assert "eyJ" not in str(kept)
        assert employee()["mail"] not in str(kept)

    def test_does_not_stand_in_the_log(self, visit, hostile, caplog):
        hostile.userinfo = employee(eduPersonAffiliation=["student"])

        visit().enter()

        assert "affiliation" in [getattr(record, "code", "") for record in caplog.records]
        for secret in ("Verzonnen", "jan@school", "toegang", "11ZZ"):
            assert secret not in caplog.text
