"""The contact register, as the coordinator keeps it."""

from __future__ import annotations

import pytest
from tests.small_route import BEGINNER, START, beginning

from doorgang_engine.cases import start_case

PAGE = "/contactpersonen"
GIVEN = {
    "organisatie": "swv-proef",
    "rol": "swv_loket",
    "naam": "Mila Voorbeeld",
    "werkmail": "mila@swv.example",
    "eerste": "2027-01-01",
}


@pytest.fixture
def rik(browse):
    return browse("rik")


class TestRegister:
    def test_takes_in_who_is_appointed_and_shows_who_it_is_now(self, rik):
        sent = rik.send(rik.get(PAGE), "Toevoegen", **GIVEN)

        page = rik.follow(sent)
        assert "De contactpersoon staat in het register." in page.text
        assert "Wie is nu contactpersoon van Samenwerkingsverband Proef" in page.text
        assert "Mila Voorbeeld (vast)" in page.text
        assert "Er staat nu niemand" in rik.get(f"{PAGE}?van=school-proef").text

    def test_tells_what_is_missing_and_what_cannot_be(self, rik):
        page = rik.get(PAGE)

        empty = rik.send(page, "Toevoegen")
        wrong = rik.send(page, "Toevoegen", **{**GIVEN, "rol": "po_ib"})

        assert empty.status == wrong.status == 422
        assert "Vul het werkmailadres in." in empty.text
        assert "hoort niet bij een organisatie van dit soort" in wrong.text

    def test_ends_a_contact_today(self, rik):
        rik.send(rik.get(PAGE), "Toevoegen", **GIVEN)

        sent = rik.send(rik.get(PAGE), "Vandaag is de laatste dag")

        assert "De laatste dag is vastgelegd." in rik.follow(sent).text
        assert "tot en met" in rik.get(PAGE).text

    def test_is_not_for_others(self, browse):
        assert browse("loes").get(PAGE).status == 403


class TestGaps:
    @pytest.fixture(autouse=True)
    def _work(self, house):
        start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)

    def test_tell_the_coordinator_whom_to_appoint(self, rik, browse):
        assert "Op 1 plaats wacht werk zonder contactpersoon." in rik.get("/").text
        assert "zonder contactpersoon" not in browse("loes").get("/").text

        page = rik.get(PAGE)

        assert "Samenwerkingsverband Proef: loket" in page.text
        assert "Iemand heeft een account met deze rol." in page.text
