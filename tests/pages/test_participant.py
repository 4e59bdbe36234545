"""Naming and changing who takes part, as people do it on the pages."""

from __future__ import annotations

import pytest
from tests.naming_route import (
    PO,
    STARTER,
    VO_A,
    VO_B,
    naming_beginning,
    publish_naming,
)
from tests.pages.conftest import HASHED
from tests.small_route import START

from doorgang_engine.cases import start_case
from doorgang_engine.messages import deliver_message

BEGIN = "Traject beginnen"
WHY = "Het kind is verhuisd naar Bramdorp"


@pytest.fixture(autouse=True)
def _route(house):
    publish_naming(house.parts, password=HASHED)


@pytest.fixture
def begun(house):
    return start_case(beginning=naming_beginning(), actor=STARTER, parts=house.parts, now=START)


@pytest.fixture
def named(house, begun):
    return deliver_message(
        case_id=begun.id,
        name="aanmelding",
        payload={"school": "22YY00"},
        actor=STARTER,
        parts=house.parts,
        now=START,
    )


def participants(house, case):
    with house.read_uow() as uow:
        return dict(uow.cases.get(case.id).participants)


class TestStart:
    def test_may_leave_open_what_the_route_names_later(self, browse, house):
        ib = browse("ib")
        page = ib.get("/trajecten/nieuw/naar-vo/begin")

        sent = ib.send(page, BEGIN, _voornaam="Noor", _achternaam="Voorbeeld", vraag="Hulp")

        options = page.texts("//select[@name='_deelnemer-vo_school']/option")
        assert options == ["Nog niet bekend", "Anna College", "Bram Lyceum"]
        with house.read_uow() as uow:
            case = uow.cases.get(sent.location.split("/")[2].split("?")[0])
        assert case.participants == {"po_school": PO}
        assert "nog te kiezen" in ib.follow(sent).text


class TestNamingStep:
    def test_offers_the_schools_of_the_region_and_binds_the_one_chosen(self, browse, house, begun):
        ib = browse("ib")
        page = ib.get(f"/trajecten/{begun.id}/berichten/aanmelding")
        options = page.texts("//select[@name='school']/option")

        empty = ib.send(page, "Vastleggen", school="")
        sent = ib.send(page, "Vastleggen", school="22XX00")

        assert options == ["Kies een organisatie", "Anna College", "Bram Lyceum"]
        assert empty.status == 422
        assert participants(house, begun)["vo_school"] == VO_B
        assert "‘Bram Lyceum’ doet mee als Middelbare school." in ib.follow(sent).text

    def test_tells_what_is_wrong_with_who_cannot_take_part(self, browse, begun):
        ib = browse("ib")
        page = ib.get(f"/trajecten/{begun.id}/berichten/aanmelding")
        form = dict(page.form("Vastleggen").fields.items())

        refused = ib.post(page.address, {**form, "school": "Verzonnen College"})

        assert refused.status == 422
        assert "staat in uw regio niet in het register" in refused.text


class TestChange:
    def test_moves_the_case_and_tells_so(self, browse, house, named):
        rik = browse("rik")
        case_page = rik.get(f"/trajecten/{named.id}")
        page = rik.get(case_page.link("Wijzigen: Middelbare school"))

        sent = rik.send(page, "Vastleggen", organisatie=VO_B, reden=WHY)

        assert "Plaatsing besluiten (Aanmelding VO)" in page.text
        assert participants(house, named)["vo_school"] == VO_B
        told = rik.follow(sent).text
        assert (
            "‘Bram Lyceum’ doet mee als Middelbare school, in plaats van ‘Anna College’." in told
        )
        assert browse("anna").get(f"/trajecten/{named.id}").status == 404
        assert browse("bram").get(f"/trajecten/{named.id}").status == 200

    def test_asks_for_an_organisation_and_a_reason(self, browse, house, named):
        rik = browse("rik")
        page = rik.get(f"/trajecten/{named.id}/deelnemers/vo_school")

        refused = rik.send(page, "Vastleggen")

        assert refused.status == 422
        assert "Kies welke organisatie meedoet." in refused.text
        assert "Vul de reden in." in refused.text
        assert participants(house, named)["vo_school"] == VO_A

    @pytest.mark.parametrize(
        ("chosen", "words"), [("verzonnen", "uit de lijst"), (VO_A, "al mee")]
    )
    def test_tells_who_cannot_take_part(self, browse, named, chosen, words):
        rik = browse("rik")
        page = rik.get(f"/trajecten/{named.id}/deelnemers/vo_school")
        form = dict(page.form("Vastleggen").fields.items())

        refused = rik.post(page.address, {**form, "organisatie": chosen, "reden": WHY})

        assert refused.status == 422
        assert words in refused.text

    def test_is_sent_twice_and_done_once(self, browse, house, named):
        rik = browse("rik")
        page = rik.get(f"/trajecten/{named.id}/deelnemers/vo_school")

        first, again = (
            rik.send(page, "Vastleggen", organisatie=VO_B, reden=WHY) for _ in range(2)
        )

        assert first.location == again.location

    def test_of_ones_own_organisation_ends_at_ones_own_work(self, browse, house, named):
        ib = browse("ib")
        page = ib.get(f"/trajecten/{named.id}/deelnemers/po_school")

        sent = ib.send(page, "Vastleggen", organisatie="po-eik", reden=WHY)

        assert "Uw organisatie doet niet meer mee." in ib.follow(sent).text
        assert ib.get(f"/trajecten/{named.id}").status == 404

    def test_has_no_page_for_a_kind_that_takes_no_part(self, browse, named):
        assert browse("rik").get(f"/trajecten/{named.id}/deelnemers/mbo").status == 404

    def test_is_not_for_a_school_that_only_takes_part(self, browse, named):
        anna = browse("anna")

        assert "deelnemers/vo_school" not in anna.get(f"/trajecten/{named.id}").source
        assert anna.get(f"/trajecten/{named.id}/deelnemers/vo_school").status == 403
