"""The provider's word that a session is over, and what pretends to be it."""

from __future__ import annotations

import pytest
from tests.identity.hostile_provider import new_key

from doorgang_api.app import create_app


class TestLogoutToken:
    @pytest.fixture
    def tell(self, visit, hostile):
        browser = visit()
        browser.enter()
        (house,) = visit.houses.values()
        client = create_app(house).test_client()

        def told(token):
            answer = client.post("/aanmelden/beeindigd", data={"logout_token": token})
            return answer.status_code, browser.get("/").status

        return told

    def test_ends_the_sessions_of_the_person(self, tell, hostile):
        assert tell(hostile.logout_token()) == (200, 302)

    def test_of_another_person_ends_nothing_here(self, tell, hostile):
        assert tell(hostile.logout_token(sub="piet")) == (200, 200)

    def test_of_another_session_ends_nothing_here(self, tell, hostile):
        assert tell(hostile.logout_token(sid="een-andere")) == (200, 200)

    def test_works_once(self, tell, hostile, reasons):
        token = hostile.logout_token(sub="piet")

        assert (tell(token), tell(token)) == ((200, 200), (400, 200))
        assert reasons() == ["jti"]

    @pytest.mark.parametrize(
        ("changed", "reason"),
        [
            ({"aud": "een-ander"}, "aud"),
            ({"iss": "https://kwaad.voorbeeld"}, "iss"),
            ({"iat": 1}, "iat"),
            ({"iat": None}, "iat"),
            ({"exp": 1}, "exp"),
            ({"nonce": "x"}, "nonce"),
            ({"events": None}, "events"),
            ({"events": {}}, "events"),
            ({"events": "x"}, "events"),
            ({"jti": None}, "jti"),
            ({"sub": None}, "sub"),
            ({"sub": 7}, "sub"),
            ({"sid": ["x"]}, "sub"),
        ],
    )
    def test_that_is_not_one_is_refused(self, tell, hostile, reasons, changed, reason):
        assert tell(hostile.logout_token(**changed)) == (400, 200)
        assert reasons() == [reason]

    def test_signed_by_somebody_else_is_refused(self, tell, hostile, reasons):
        hostile.signing = new_key("drie")

        assert tell(hostile.logout_token()) == (400, 200)
        assert reasons() == ["unknown_key"]

    def test_with_an_unknown_key_makes_us_ask_the_provider_no_more_than_once(self, tell, hostile):
        hostile.signing = new_key("drie")
        hostile.asked.clear()

        for number in range(5):
            tell(hostile.logout_token(jti=str(number)))

        assert hostile.asked.count("/keys") <= 1
