from __future__ import annotations

from datetime import timedelta

import pytest
from tests.pages.conftest import PASSWORD
from tests.small_route import START

from doorgang_api.cookies import SESSION
from doorgang_api.pages.visit import NOW


@pytest.fixture
def url(database_url):
    """Both databases, one after the other."""
    return database_url


class TestMySessions:
    def test_shows_every_sign_in_of_ones_own(self, browse):
        first = browse("loes")
        browse("loes")
        browse("lars")

        page = first.get("/aanmeldingen")

        assert len(page.texts("//li[@class='kaart']")) == 2
        assert len(page.texts("//li[@class='kaart']//button")) == 1
        assert "deze aanmelding" in page.text

    def test_ends_another_one(self, browse):
        here, there = browse("loes"), browse("loes")

        ended = here.send(here.get("/aanmeldingen"), "Beëindigen")

        assert "De aanmelding is beëindigd." in here.follow(ended).text
        assert there.get("/").location.startswith("/aanmelden")
        assert here.get("/").status == 200

    def test_ends_all_others_at_once(self, browse):
        here, *others = (browse("loes") for _ in range(3))

        here.send(here.get("/aanmeldingen"), "Alle andere aanmeldingen beëindigen")

        assert [one.get("/").status for one in others] == [302, 302]
        assert here.get("/").status == 200

    def test_does_not_end_the_sign_in_of_a_colleague(self, browse):
        loes, lars = browse("loes"), browse("lars")
        browse("loes")
        page = loes.get("/aanmeldingen")
        theirs = browse("lars").get("/aanmeldingen").form("Beëindigen").get("action")

        loes.post(theirs, {"_csrf": page.form("Beëindigen").fields["_csrf"]})

        assert lars.get("/").status == 200

    def test_shows_none_that_ended_by_itself(self, browse, app, house):
        browse("loes")
        app.extensions[NOW] = START + house.settings.longest_idle + timedelta(minutes=1)
        here = browse("loes")

        assert len(here.get("/aanmeldingen").texts("//li[@class='kaart']")) == 1


class TestSigningInAgain:
    def test_makes_a_new_session_and_ends_the_old_one(self, browse, app):
        browser = browse("loes")
        before = browser.client.get_cookie(SESSION).value
        form = browse().get("/aanmelden")

        again = browse()
        again.client.set_cookie(SESSION, before)
        again.client.set_cookie("doorgang_aanmelden", form.form("Aanmelden").fields["_csrf"])
        again.post(
            "/aanmelden",
            {
                "naam": "lars",
                "wachtwoord": PASSWORD,
                "_csrf": form.form("Aanmelden").fields["_csrf"],
            },
        )

        assert again.client.get_cookie(SESSION).value != before
        assert browser.get("/").status == 302
