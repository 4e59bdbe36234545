"""The page of figures: hard noughts first, nothing over few cases."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from odfdo import Document
from tests import small_route
from tests.constructed_year import ConstructedYear
from tests.figure_years import PO, TLV, m
from tests.pages.test_access_log import looks

from doorgang_engine.cases import start_case
from doorgang_engine.model import Account, Organisation

PLACE = "/cijfers?schooljaar=2026-2027"
TLV_PLACE = "/cijfers/per-cijfer/tlv_binnen_termijn?schooljaar=2026-2027"
WAITING = "/cijfers/wachten?route=proef-route"


@pytest.fixture
def url(database_url):
    """Both databases: on PostgreSQL a director sees few cases, and figures over all."""
    return database_url


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

        assert row(page, "TLV binnen de termijn") == [
            "91,7% ! niet gehaald", "ten minste 95%", "–", "12",
        ]  # fmt: skip

    def test_hides_a_figure_over_few(self, browse):
        page = browse("rik").get(PLACE)

        assert row(page, "Aanvraag incompleet") == [
            "minder dan 10", "volgen", "–", "",
        ]  # fmt: skip

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

        assert row(page, "TLV binnen de termijn")[3] == "12"  # also of where it takes no part
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

    def test_is_a_sheet_with_numbers_and_meanings(self, browse):
        figures, meaning = sheets(browse("rik"), "/cijfers.ods?schooljaar=2026-2027")

        (whole,) = [r for r in figures if r[0] == "tlv_binnen_termijn" and r[2] == "regio"]
        assert [str(one) for one in whole[3:]] == ["91.7", "%", "12", "ten minste 95%", "nee"]
        (hidden,) = [r for r in figures if r[0] == "tlv_incompleet" and r[2] == "regio"]
        assert hidden[3] == "minder dan 10"
        assert hidden[5] is None
        assert meaning[0] == ["cijfer", "naam", "betekenis", "toelichting"]

    def test_tells_a_part_and_says_where_there_is_none(self, browse, year):
        year.case(*m(TLV, "besluit_bekend 10-01"), times=20, town="gem-b")

        page = browse("rik").get(f"{PLACE}&deel=Bdorp")

        assert row(page, "TLV binnen de termijn")[0] == "100% ✓ gehaald"
        assert row(page, "Aanvraag incompleet")[0] == "–"
        assert "Bdorp" in page.text

    def test_compares_with_the_year_before(self, browse):
        page = browse("rik").get("/cijfers?schooljaar=2027-2028")

        assert row(page, "TLV binnen de termijn")[:3] == ["–", "ten minste 95%", "91,7%"]


@pytest.mark.usefixtures("year")
class TestOneFigure:
    def test_is_charted_over_years_and_parts_with_tables_beside(self, browse, year):
        year.case(*m(TLV, "besluit_bekend 09-01"), times=20, town="gem-b", school="po-2")

        page = browse("rik").get(TLV_PLACE)

        charts = page.texts("//figure/*[local-name()='svg']/*[local-name()='title']")
        assert charts == [
            f"TLV binnen de termijn: per {part}"
            for part in ("schooljaar", "tertiaal", "gemeente", "wijk")
        ]
        assert page.texts("//section[3]//tbody/tr") == [
            "Astad91,7%12niet gehaald",
            "Bdorp100%20gehaald",
        ]
        assert page.texts("//section[1]//tbody/tr")[-1] == "2026-202796,9%32gehaald"

    def test_hides_in_chart_and_table_what_few_are_behind(self, browse, year):
        year.case(*m(TLV, "besluit_bekend 09-01"), times=9, town="gem-b")

        page = browse("rik").get(TLV_PLACE)

        assert page.texts("//section[3]//tbody/tr") == [
            "Astadminder dan 10",
            "Bdorpminder dan 10",
        ]
        assert page.text.count("8,3") == 0

    def test_gives_the_cases_behind_a_hard_nought_and_notes_that(self, browse, house):
        rik = browse("rik")

        page = rik.get("/cijfers/per-cijfer/zonder_plek_na_po?schooljaar=2026-2027")

        assert len(page.tree.xpath("//main//a[contains(@href, '/trajecten/')]")) == 2
        assert (looks(house)[0].place, len(looks(house)[0].cases)) == ("pages.figure", 2)

    def test_shows_no_cases_to_a_director(self, browse, house):
        add_director(house)

        page = browse("petra").get("/cijfers/per-cijfer/zonder_plek_na_po?schooljaar=2026-2027")

        assert not page.tree.xpath("//main//a[contains(@href, '/trajecten/')]")
        assert "minder dan 10" in page.text

    def test_that_is_not_there_is_said_so_to_who_may_ask(self, browse):
        assert browse("rik").get("/cijfers/per-cijfer/geluk").status == 404
        assert browse("rik").get("/cijfers/per-cijfer/tevredenheid").status == 404
        assert browse("loes").get("/cijfers/per-cijfer/geluk").status == 403


def start_cases(house, how_many):
    for number in range(how_many):
        start_case(
            beginning=small_route.beginning(),
            actor=small_route.BEGINNER,
            parts=house.parts,
            now=small_route.START - timedelta(days=10 + number),
        )


class TestWaiting:
    def test_tells_a_director_where_ten_wait(self, browse, house):
        start_cases(house, 11)
        add_director(house)

        page = browse("petra").get(WAITING)

        assert row(page, "Aanvraag toetsen")[:2] == ["11", "15"]
        (badge,) = page.tree.xpath("//*[local-name()='g'][@class='badge-count']")
        assert badge.text_content().strip() == "11 × 15 d"
        assert page.tree.xpath("//*[local-name()='g'][contains(@class, 'heat-3')]")

    def test_hides_fewer_from_a_director(self, browse, house):
        start_cases(house, 9)
        add_director(house)

        page = browse("petra").get(WAITING)

        assert row(page, "Aanvraag toetsen")[:2] == ["minder dan 10", "–"]
        assert not page.tree.xpath("//*[local-name()='g'][contains(@class, 'heat-')]")

    def test_shows_few_to_who_sees_every_case_but_not_in_a_file(self, browse, house):
        start_cases(house, 1)
        rik = browse("rik")

        assert row(rik.get(WAITING), "Aanvraag toetsen")[:2] == ["1", "10"]
        assert "minder dan 10" in rik.get("/cijfers/wachten.csv?route=proef-route").source
        (rows,) = sheets(rik, "/cijfers/wachten.ods?route=proef-route")
        assert rows[1][1] == "minder dan 10"

    def test_refuses_a_route_or_year_that_is_not_there(self, browse):
        assert browse("rik").get("/cijfers/wachten?route=nergens").status == 404
        assert browse("rik").get(f"{WAITING}&schooljaar=ooit").status == 404

    def test_is_not_for_who_works_on_cases(self, browse):
        assert browse("loes").get(WAITING).status == 403
        assert browse("loes").get("/cijfers/wachten.ods?route=proef-route").status == 403


def sheets(browser, address):
    content = browser.client.get(address).get_data()
    return [table.get_values() for table in Document(io.BytesIO(content)).body.tables]


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
