from __future__ import annotations

from datetime import timedelta

import pytest
from tests.pages.conftest import PASSWORD
from tests.small_route import START

from doorgang_api.cookies import SESSION
from doorgang_api.pages.visit import NOW
from doorgang_engine.dossier.looks import LookKind, LookQuery


class TestSignInLog:
    def attempt(self, browser, name, password):
        form = browser.get("/aanmelden")
        assert browser.send(form, "Aanmelden", naam=name, wachtwoord=password).status != 303

    def sign_ins(self, house):
        with house.read_uow() as uow:
            found = uow.looks.page(LookQuery(region="proef", kind=LookKind.SIGN_IN))
        return [(one.account, one.outcome, one.code, one.data) for one in found]

    def test_tells_who_signed_in_and_who_could_not(self, browse, house):
        self.attempt(browse(), "loes", "verkeerd wachtwoord")
        browse().sign_in("loes", PASSWORD)

        assert self.sign_ins(house) == [
            ("loes", "given", "", ("wachtwoord",)),
            ("loes", "refused", "sign_in_refused", ("wachtwoord",)),
        ]

    def test_does_not_keep_a_name_that_nobody_has(self, browse, house):
        self.attempt(browse(), "mijn wachtwoord", "loes")

        assert self.sign_ins(house) == []


class TestSigningIn:
    def test_as_somebody_else_is_offered_in_the_demo_only(self, browse):
        page = browse("loes").get("/aanmelden?naam=sam")

        assert (page.status, page.location) == (302, "/")

    def test_leads_to_my_work(self, browse):
        browser = browse()

        page = browser.sign_in("loes", PASSWORD)

        assert page.location == "/"
        assert browser.follow(page).heading == "Mijn werk"

    def test_keeps_the_session_from_scripts_and_other_sites(self, browse):
        page = browse().sign_in("loes", PASSWORD)

        cookie = next(c for c in page.headers.getlist("Set-Cookie") if c.startswith(SESSION))

        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie

    def test_sends_the_cookie_over_https_only_when_it_came_by_https(self, browse):
        browser = browse()
        given = {"base_url": "https://localhost"}
        form = browser.client.get("/aanmelden", **given).get_data(as_text=True)
        token = form.split('name="_csrf" value="')[1].split('"')[0]

        answer = browser.client.post(
            "/aanmelden",
            data={"_csrf": token, "naam": "loes", "wachtwoord": PASSWORD},
            headers={"Referer": "https://localhost/aanmelden"},
            **given,
        )

        cookies = answer.headers.getlist("Set-Cookie")
        kept = [c for c in cookies if c.startswith(f"__Host-{SESSION}=")]
        assert len(kept) == 1
        assert "Secure" in kept[0]
        assert "Path=/" in kept[0]
        assert "Domain" not in kept[0]
        assert answer.status_code == 303

    @pytest.mark.parametrize(
        ("name", "password"), [("loes", "verkeerd"), ("niemand", PASSWORD), ("é", "\x00")]
    )
    def test_refuses_without_saying_which_of_the_two_is_wrong(self, browse, name, password):
        browser = browse()

        page = browser.send(browser.get("/aanmelden"), "Aanmelden", naam=name, wachtwoord=password)

        assert page.status == 401
        assert "Deze naam en dit wachtwoord horen niet bij elkaar." in page.text
        assert page.tree.xpath("//input[@id='naam']/@value") == [name]

    def test_says_what_is_not_filled_in(self, browse):
        browser = browse()

        page = browser.send(browser.get("/aanmelden"), "Aanmelden", naam="", wachtwoord="")

        assert page.status == 422
        assert page.texts("//*[@class='foutoverzicht']//a") == [
            "Vul uw naam in.",
            "Vul uw wachtwoord in.",
        ]

    def test_is_refused_from_a_form_of_another_site(self, browse):
        browser = browse()
        browser.get("/aanmelden")

        page = browser.post("/aanmelden", {"naam": "loes", "wachtwoord": PASSWORD, "_csrf": "x"})

        assert page.status == 403
        assert SESSION not in str(page.headers.getlist("Set-Cookie"))

    def test_shows_no_fictional_people_outside_the_demo(self, browse):
        assert "Wie wilt u zijn?" not in browse().get("/aanmelden").text


class TestDestination:
    @pytest.mark.parametrize(
        "elsewhere",
        [
            "https://kwaad.example/",
            "//kwaad.example/",
            "///kwaad.example",
            "/\\kwaad.example",
            "\\\\kwaad.example",
            "/\t/kwaad.example",
            "javascript:alert(1)",
            "kwaad",
            "",
        ],
    )
    def test_is_never_another_site(self, browse, elsewhere):
        browser = browse()
        page = browser.get("/aanmelden")

        answer = browser.send(page, "Aanmelden", naam="loes", wachtwoord=PASSWORD, naar=elsewhere)

        assert (answer.status, answer.location) == (303, "/")

    def test_is_the_page_that_was_asked_for(self, browse):
        browser = browse()

        asked = browser.get("/trajecten?status=running")
        page = browser.follow(asked)
        answer = browser.send(page, "Aanmelden", naam="loes", wachtwoord=PASSWORD)

        assert answer.location == "/trajecten?status=running"


class TestWithoutSession:
    @pytest.mark.parametrize(
        "address", ["/", "/trajecten", "/taken/x", "/meldingen", "/storingen"]
    )
    def test_every_page_asks_to_sign_in(self, browse, address):
        page = browse().get(address)

        assert page.status == 302
        assert page.location.startswith("/aanmelden?naar=")

    def test_what_is_about_doorgang_is_open_to_all(self, browse):
        assert browse().get("/over").status == 200

    def test_a_form_is_not_processed_and_what_was_typed_is_shown(self, browse, task):
        page = browse().post(f"/taken/{task.id}", {"compleet": "ja", "toelichting": "Veel werk"})

        assert page.status == 401
        assert "Veel werk" in page.text

    def test_an_idle_session_has_ended(self, browse, app, house):
        browser = browse("loes")

        app.extensions[NOW] = START + house.settings.longest_idle + timedelta(seconds=1)

        assert browser.get("/").location.startswith("/aanmelden")


class TestHeadRequest:
    def test_is_answered_as_the_page_would_be(self, browse, task):
        browser = browse("loes")

        for address in (f"/taken/{task.id}", f"/trajecten/{task.case_id}/intrekken"):
            assert browser.client.head(address).status_code == 200
        assert browse().client.head("/aanmelden").status_code == 200


class TestSigningOut:
    def test_ends_the_session_for_good(self, browse):
        browser = browse("loes")
        token = browser.client.get_cookie(SESSION).value

        page = browser.send(browser.get("/"), "Afmelden")

        assert "U bent afgemeld." in browser.follow(page).text
        browser.client.set_cookie(SESSION, token)
        assert browser.get("/").location.startswith("/aanmelden")

    def test_is_refused_without_the_token(self, browse):
        browser = browse("loes")

        refused = browser.post("/afmelden", {})

        assert refused.status == 403
        assert browser.get("/").status == 200


class TestForgedForm:
    @pytest.mark.parametrize("token", [None, "", "verkeerd", "ë"])
    def test_completes_no_task(self, browse, house, task, token):
        browser = browse("loes")
        fields = {"compleet": "ja"} | ({} if token is None else {"_csrf": token})

        page = browser.post(f"/taken/{task.id}", fields)

        with house.read_uow() as uow:
            assert uow.tasks.get(task.id).status == "open"
        assert page.status == 403
        assert "hoort niet bij uw aanmelding" in page.text

    def test_with_the_token_of_a_colleague_is_refused(self, browse, task):
        other = browse("lars").get(f"/taken/{task.id}").form("Versturen").fields["_csrf"]

        page = browse("loes").post(f"/taken/{task.id}", {"compleet": "ja", "_csrf": other})

        assert page.status == 403


class TestTooManyWrongPasswords:
    def test_are_answered_with_how_long_to_wait(self, browse):
        browser = browse()
        for _ in range(5):
            page = browser.get("/aanmelden")
            wrong = browser.send(page, "Aanmelden", naam="loes", wachtwoord="verkeerd")
            assert wrong.status == 401

        page = browser.send(
            browser.get("/aanmelden"), "Aanmelden", naam="loes", wachtwoord=PASSWORD
        )

        assert page.status == 429
        assert page.headers["Retry-After"] == "2"
        assert "Wacht 2 seconden en probeer het dan opnieuw." in page.text
        assert page.tree.xpath("//input[@id='naam']/@value") == ["loes"]
        assert SESSION not in str(page.headers.getlist("Set-Cookie"))
