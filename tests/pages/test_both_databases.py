from __future__ import annotations

import pytest


@pytest.fixture
def url(database_url):
    """Both databases, one after the other."""
    return database_url


class TestPages:
    def test_take_a_case_from_its_start_to_its_end(self, browse):
        loes, lars = browse("loes"), browse("lars")
        form = loes.get("/trajecten/nieuw/proef-route/begin")
        loes.send(
            form,
            "Traject beginnen",
            _voornaam="Noor",
            _achternaam="Proef",
            vraag="Lezen",
            **{"_deelnemer-po_school": "school-proef"},
        )

        for browser in (loes, lars):
            work = browser.get("/")
            task = browser.get(work.tree.xpath("//main//h3/a/@href")[0])
            receipt = browser.follow(
                browser.send(task, "Versturen en taak afronden", compleet="ja")
            )

        assert "Het traject is afgerond: Klaar." in receipt.text
        assert "Er staat nu niets voor u open." in lars.get("/").text
        assert len(lars.get("/trajecten?status=completed").tree.xpath("//tbody/tr")) == 1
