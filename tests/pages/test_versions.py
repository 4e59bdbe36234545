from __future__ import annotations

import pytest
from tests import small_route
from tests.integration.test_versions import with_term
from tests.pages.test_every_page import complaints

PLACE = "/versies/proef-route"


@pytest.fixture
def rik(browse, house, case):
    small_route.publish(house.parts, number=2, **with_term("P20D"))
    return browse("rik")


class TestTheVersionsPages:
    def test_count_what_runs_on_an_older_version(self, rik):
        page = rik.get("/versies")

        assert page.texts("//tbody/tr") == ["Proefroute Bekijk wat verschilt: Proefroute 1"]
        assert list(complaints(page)) == []

    def test_show_what_would_change_before_anything_does(self, rik, case, house):
        page = rik.get(PLACE)

        assert case.number in page.text
        assert "Bij 1 daarvan verschuift een termijn" in page.text
        assert "naar" in page.texts("//tbody/tr")[0]
        assert list(complaints(page)) == []
        with house.read_uow() as uow:
            assert uow.cases.get(case.id).bundle == case.bundle

    def test_take_it_along_with_a_reason(self, rik, case, house):
        done = rik.send(rik.get(PLACE), "1 traject meenemen", reden="Nieuwe werkwijze")

        assert "1 traject loopt nu verder op de nieuwe versie" in done.text
        with house.read_uow() as uow:
            assert uow.cases.get(case.id).bundle != case.bundle
        timeline = rik.get(f"/trajecten/{case.id}").text
        assert "Het traject loopt verder volgens een nieuwe versie van de route" in timeline
        assert "opnieuw berekend" in timeline

    def test_ask_a_reason(self, rik, case, house):
        page = rik.send(rik.get(PLACE), "1 traject meenemen", reden=" ")

        assert page.status == 422
        assert list(complaints(page)) == []
        with house.read_uow() as uow:
            assert uow.cases.get(case.id).bundle == case.bundle

    def test_move_only_what_stood_on_the_page(self, rik, case, house):
        page = rik.get(PLACE)
        for field in page.tree.xpath("//input[@name='traject']"):
            field.set("value", f"{case.id}.99")

        done = rik.send(page, "1 traject meenemen", reden="Nieuwe werkwijze")

        assert "lopend traject staat op een oudere versie" in done.text
        with house.read_uow() as uow:
            assert uow.cases.get(case.id).bundle == case.bundle

    def test_are_for_the_coordinator_only(self, rik, browse):
        assert browse("loes").get(PLACE).status == 403
        assert "Versies" not in browse("loes").get("/").text


class TestTheDifference:
    def test_is_told_from_the_older_version_to_the_newer(self, rik):
        page = rik.get("/routes/proef-route/verschil?oud=1&nieuw=2")

        (told,) = page.texts("//ul[@class='verschillen']/li")
        assert told.startswith("Termijn")
        assert "duur van" in told
        assert "naar ‘20 werkdagen" in told
        assert "Er loopt nog 1 traject op een oudere versie" in page.text
        assert list(complaints(page)) == []

    def test_goes_the_other_way_too(self, rik):
        page = rik.get("/routes/proef-route/verschil?oud=2&nieuw=1")

        assert "van ‘20 werkdagen" in page.text

    def test_of_a_version_and_itself_is_nothing(self, rik):
        page = rik.get("/routes/proef-route/verschil?oud=2&nieuw=2")

        assert "is geen verschil" in page.text
        assert list(complaints(page)) == []

    @pytest.mark.parametrize("which", ["9", "x", "-1", "1e3"])
    def test_of_a_version_that_is_not_there_is_not_found(self, rik, which):
        assert rik.get(f"/routes/proef-route/verschil?oud={which}&nieuw=2").status == 404
