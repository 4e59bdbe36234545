"""The page on which people arrange who stands in for them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.small_route import REGION

DAYS = {"van": "2027-01-15", "tot": "2027-01-22"}
FORM = {"collega": "lars", "rol": ["loket"], "reden": "Vakantie", **DAYS}


@pytest.fixture
def adviser(house):
    """Lars has another role than Loes."""
    with house.parts.new_uow() as uow:
        uow.accounts.save(replace(uow.accounts.find("lars"), roles=("adviseur",)))


@pytest.fixture
def arranged(browse, adviser):
    loes = browse("loes")
    return loes.send(loes.get("/vervanging"), "Vervanging vastleggen", **FORM)


class TestDeputy:
    def test_gets_the_work_of_the_colleague(self, browse, arranged, case):
        assert arranged.status == 303
        assert "Aanvraag toetsen" in browse("lars").get("/").text
        assert "Noor Voorbeeld" in browse("lars").get("/").text

    def test_stands_on_the_page_of_both(self, browse, arranged):
        for name in ("loes", "lars"):
            page = browse(name).get("/vervanging")

            assert "Lars Loket vervangt Loes Loket" in page.text
            assert "tot en met vrijdag 22 januari 2027" in page.text

    def test_loses_the_work_when_it_is_ended(self, browse, arranged, case):
        loes = browse("loes")

        ended = loes.send(loes.get("/vervanging"), "Beëindigen")

        assert ended.status == 303
        assert "Aanvraag toetsen" not in browse("lars").get("/").text

    def test_cannot_hand_the_role_on(self, browse, arranged):
        page = browse("lars").get("/vervanging")

        assert page.texts("//fieldset//label") == ["adviseur"]

    def test_is_not_seen_by_another_organisation(self, browse, arranged):
        assert "Lars Loket" not in browse("olga").get("/vervanging").text


class TestForm:
    def test_says_what_is_wrong_and_keeps_what_was_typed(self, browse, adviser):
        loes = browse("loes")

        page = loes.send(loes.get("/vervanging"), "Vervanging vastleggen", **{**FORM, "tot": ""})

        assert page.status == 422
        assert page.texts("//*[@id='foutoverzicht']//a") == ["Vul een datum in."]
        assert "Vakantie" in page.source

    def test_refuses_somebody_of_another_organisation(self, browse, adviser):
        loes = browse("loes")
        form = loes.get("/vervanging").form("Vervanging vastleggen")
        sent = {**dict(form.fields.items()), **FORM, "collega": "olga", "rol": "loket"}

        page = loes.post("/vervanging", sent)

        assert page.status == 422
        assert "Vervangen kan alleen binnen dezelfde organisatie." in page.text

    def test_is_not_there_for_who_supervises(self, browse):
        audrey = browse("audrey")
        page = audrey.get("/vervanging")
        token = page.form("Afmelden").fields["_csrf"]

        assert "Laat u vervangen" not in page.text
        assert audrey.post("/vervanging", {"_csrf": token, **FORM, "rol": "loket"}).status == 403


class TestMandate:
    @pytest.fixture
    def director(self, house):
        with house.parts.new_uow() as uow:
            uow.accounts.save(replace(uow.accounts.find("lars"), roles=("swv_directeur",)))

    def test_is_given_and_taken_back_by_the_director(self, browse, director, house):
        lars = browse("lars")

        given = lars.send(
            lars.get("/vervanging"),
            "Mandaat geven",
            gemandateerde="loes",
            besluit="tlv_besluit",
            mandaat_van="2027-01-15",
            mandaat_tot="2027-01-22",
        )
        shown = lars.follow(given)

        assert "Besluit op een aanvraag voor een toelaatbaarheidsverklaring" in shown.text
        assert lars.send(shown, "Terugnemen").status == 303
        with house.read_uow() as uow:
            (kept,) = uow.standing.mandates(region=REGION, account="loes")
        assert kept.ended_by == "lars"

    def test_is_not_given_by_others(self, browse):
        loes = browse("loes")
        token = loes.get("/vervanging").form("Afmelden").fields["_csrf"]

        assert loes.post("/vervanging/mandaat", {"_csrf": token}).status == 403
