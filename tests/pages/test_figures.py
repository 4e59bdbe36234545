"""The page of figures: hard noughts first, nothing over few cases."""

from __future__ import annotations

import pytest
from tests.constructed_year import ConstructedYear
from tests.figure_years import PO, TLV, m
from tests.pages.test_access_log import looks

from doorgang_engine.model import Account, Organisation

PLACE = "/cijfers?schooljaar=2026-2027"


@pytest.fixture
def year(house):
    made = ConstructedYear(house.parts)
    made.case(*m(TLV, "besluit_bekend 10-01"), times=11)
    made.case(*m(TLV, "norm:tlv_binnen_termijn 10-01"), times=1)
    made.case(*m(TLV, "volledigheid_getoetst 08-10"), times=3)
    made.case(*m(PO, "zonder_plek_bij_start 08-24"), times=2)
    return made


def row(page, title):
    """Return norm, value and n of a figure."""
    (found,) = page.tree.xpath(f"//tr[starts-with(normalize-space(th), '{title}')]")
    return [" ".join(cell.text_content().split()) for cell in found.xpath("td")]


@pytest.mark.usefixtures("year")
class TestFiguresPage:
    def test_shows_norm_value_and_n(self, browse):
        page = browse("rik").get(PLACE)

        assert row(page, "TLV binnen de termijn") == ["91,7% niet gehaald", "ten minste 95%", "12"]

    def test_hides_a_figure_over_few(self, browse):
        page = browse("rik").get(PLACE)

        assert row(page, "Aanvraag incompleet") == ["minder dan 10", "volgen", ""]

    def test_shows_the_cases_behind_a_hard_nought_and_notes_that(self, browse, house):
        rik = browse("rik")
        before = len(looks(house))

        page = rik.get(PLACE)

        assert "Zonder plek na de basisschool: 2" in page.text
        links = page.tree.xpath("//main//a[contains(@href, '/trajecten/')]")
        assert len(links) == 2
        (look,) = looks(house)[: len(looks(house)) - before]
        assert (look.kind, look.place, len(look.cases)) == ("list", "pages.figures", 2)

    def test_shows_no_cases_to_a_director(self, browse, house):
        add_director(house)

        page = browse("petra").get(PLACE)

        assert row(page, "TLV binnen de termijn")[2] == "12"  # also of where it takes no part
        assert "Zonder plek na de basisschool: minder dan 10" in page.text
        assert not page.tree.xpath("//main//a[contains(@href, '/trajecten/')]")

    def test_is_not_for_who_works_on_cases(self, browse):
        assert browse("loes").get(PLACE).status == 403
        assert "Cijfers" not in browse("loes").get("/").text

    def test_refuses_a_year_that_is_none(self, browse):
        assert browse("rik").get("/cijfers?schooljaar=toen").status == 404

    def test_is_a_table_for_a_spreadsheet_too(self, browse):
        text = browse("rik").get("/cijfers.csv?schooljaar=2026-2027").source.removeprefix("\ufeff")
        lines = text.splitlines()

        assert lines[0] == "cijfer;naam;deel;waarde;n;norm;gehaald"
        assert (
            "tlv_binnen_termijn;TLV binnen de termijn;regio;91,7%;12;ten minste 95%;nee" in lines
        )
        assert (
            "tlv_incompleet;Aanvraag incompleet bij indienen;regio;minder dan 10;;volgen;" in lines
        )


def add_director(house):
    with house.parts.new_uow() as uow:
        rik = uow.accounts.find("rik")
        uow.organisations.add(
            [Organisation(region="proef", id="swv-klein", kind="swv", name="SWV Klein")]
        )
        uow.accounts.add(
            [
                Account(
                    region="proef",
                    id="petra",
                    name="Petra Directeur",
                    organisation="swv-klein",
                    roles=("swv_directeur",),
                    password=rik.password,
                )
            ]
        )
