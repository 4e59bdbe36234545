"""Signing in and out at a certified provider, over real connections, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.identity.conftest import EVERYONE, accounts_of, build_house, employee, identity_file

from doorgang_api.app import create_app
from doorgang_api.auth import SignedOut, signed_in
from doorgang_api.cookies import SESSION, UNDERWAY


@pytest.fixture
def url(database_url):
    return database_url


@pytest.fixture
def house(open_doorgang, provider):
    return open_doorgang(provider.issuer, EVERYONE)


class TestSigningIn:
    def test_leads_to_the_page_that_was_asked_for(self, house, open_browser):
        browser = open_browser()

        page = browser.sign_in("jan", naar="/trajecten")

        assert page.heading == "Trajecten"
        assert "Jan Verzonnen" in page.text
        (account,) = accounts_of(house).values()
        assert (account.organisation, account.roles) == ("school-leiden", ("po_leerkracht",))
        assert account.kind == "provider"

    def test_again_enters_the_same_account(self, house, open_browser):
        open_browser().sign_in("jan")
        open_browser().sign_in("jan")

        assert len(accounts_of(house)) == 1

    def test_replaces_the_session_that_the_browser_had(self, house, open_browser):
        victim = open_browser()
        victim.session.cookies.set(SESSION, "gepland-door-een-ander", domain="127.0.0.1")

        victim.sign_in("jan")

        assert victim.cookie(SESSION)
        assert "gepland-door-een-ander" not in victim.session.cookies.get_dict().values()

    def test_gives_other_roles_when_the_provider_gives_other_claims(
        self, open_doorgang, provider, open_browser
    ):
        rules = '[claims]\nroles = "functie"\n[admission]\naccounts = "everyone"\n'
        house = open_doorgang(
            provider.issuer, rules + '[roles]\nIB = ["po_ib"]\nDIR = ["po_directie"]\n'
        )
        provider.set_users({"jan": employee(functie="IB")})
        first = open_browser()
        first.sign_in("jan")
        (before,) = accounts_of(house).values()

        provider.set_users({"jan": employee(functie=["DIR"])})
        open_browser().sign_in("jan")

        (after,) = accounts_of(house).values()
        assert (before.roles, after.roles) == (("po_ib",), ("po_directie",))
        assert first.get("/").heading == "Aanmelden"

    def test_is_refused_to_a_student(self, house, provider, open_browser):
        provider.set_users({"jan": employee(eduPersonAffiliation=["student"])})
        browser = open_browser()

        page = browser.sign_in("jan")

        assert (page.status, page.heading) == (403, "Aanmelden is niet gelukt")
        assert "alleen voor medewerkers" in page.text
        assert browser.cookie(SESSION) is None
        assert accounts_of(house) == {}

    def test_can_be_tried_again_as_somebody_else(self, house, provider, open_browser):
        provider.set_users({"jan": employee(), "kind": employee(eduPersonAffiliation="student")})
        browser = open_browser()
        refused = browser.sign_in("kind")

        asked = browser.get(refused.link("Opnieuw aanmelden"))
        page = browser.agree(browser.send(asked, login="jan", password="x"))

        assert page.heading == "Mijn werk"
        assert "Jan Verzonnen" in page.text

    def test_is_refused_when_the_person_declines(self, house, open_browser):
        browser = open_browser()
        at_provider = browser.to_provider()

        page = browser.get(at_provider.link("Cancel"))

        assert (page.status, page.heading) == (403, "Aanmelden is niet gelukt")


class TestAnswer:
    @pytest.fixture
    def came_back(self, house, open_browser):
        """A browser that has its answer in its address bar, not used yet."""
        browser = open_browser()
        page = browser.send(browser.to_provider(), login="jan", password="x")
        while "/aanmelden/terug" not in page.location:
            page = (
                browser.send(page, follow=False)
                if page.tree is not None and page.tree.xpath("//form")
                else browser.get(page.location, follow=False)
            )
        return browser, page.location

    def test_works_once(self, came_back):
        browser, answer = came_back

        first = browser.get(answer)
        again = browser.get(answer)

        assert first.heading == "Mijn werk"
        assert (again.status, again.heading) == (403, "Aanmelden is niet gelukt")

    def test_does_not_work_in_another_browser(self, came_back, open_browser):
        browser, answer = came_back
        other = open_browser()
        other.get("/aanmelden/extern", follow=False)

        stolen = other.get(answer)
        own = browser.get(answer)

        assert stolen.status == 403
        assert other.cookie(SESSION) is None
        assert own.status == 403  # what was tried elsewhere is used up

    def test_does_not_work_when_its_code_was_used_before(self, came_back, open_browser):
        browser, answer = came_back
        browser.get(answer)
        code = answer.partition("code=")[2].partition("&")[0]
        thief = open_browser()
        own = thief.get("/aanmelden/extern", follow=False).location
        state = own.partition("state=")[2].partition("&")[0]
        issuer = own.partition("/auth")[0]

        page = thief.get(f"/aanmelden/terug?code={code}&state={state}&iss={issuer}")

        assert page.status == 403
        assert thief.cookie(SESSION) is None

    def test_that_names_another_provider_is_refused(self, came_back):
        browser, answer = came_back
        start = answer.partition("&iss=")[0]

        page = browser.get(f"{start}&iss=https%3A%2F%2Fkwaad.voorbeeld")

        assert page.status == 403


class TestCookies:
    def test_are_kept_from_scripts_and_other_sites(self, house, open_browser):
        browser = open_browser()

        gone = browser.get("/aanmelden/extern", follow=False)
        browser.sign_in("jan")

        for cookie in (gone.answer.headers["Set-Cookie"],):
            assert cookie.startswith(UNDERWAY)
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie


class TestSingleLogout:
    def test_signs_out_at_the_provider_too(self, house, provider, open_browser):
        browser = open_browser()
        page = browser.sign_in("jan")

        out = browser.send(page, "Afmelden")
        at_provider = browser.get(out.link("Ga verder"))
        back = browser.send(at_provider, logout="yes")

        assert out.heading == "U bent afgemeld bij Doorgang"
        assert out.tree.xpath("//meta[@http-equiv='refresh']")
        assert "U bent afgemeld." in back.text
        assert browser.to_provider().url.startswith(f"{provider.issuer}/interaction/")

    def test_at_the_provider_ends_the_sessions_here_on_every_node(
        self, house, provider, open_browser, url, library, tmp_path, stage, request
    ):
        browser, elsewhere = open_browser(), open_browser()
        page = browser.sign_in("jan")
        elsewhere.sign_in("jan")
        file = identity_file(tmp_path, issuer=provider.issuer, place=stage.place, more=EVERYONE)
        second = build_house(url, library, file)
        request.addfinalizer(second.close)
        token = browser.cookie(SESSION)
        assert (
            signed_in(token=token, house=second, now=datetime.now(UTC)).account.name
            == "Jan Verzonnen"
        )

        at_provider = browser.get(f"{provider.issuer}/session/end?client_id=doorgang")
        browser.send(at_provider, logout="yes")

        with pytest.raises(SignedOut):
            signed_in(token=token, house=second, now=datetime.now(UTC))
        assert browser.get("/").heading == "Aanmelden"
        assert elsewhere.get("/").heading == "Mijn werk", page.text

    def test_is_not_believed_without_a_token_of_the_provider(self, house, open_browser):
        browser = open_browser()
        browser.sign_in("jan")

        told = (
            create_app(house)
            .test_client()
            .post("/aanmelden/beeindigd", data={"logout_token": "e30.e30."})
        )

        assert (told.status_code, told.json["code"]) == (400, "logout_token_refused")
        assert browser.get("/").heading == "Mijn werk"
