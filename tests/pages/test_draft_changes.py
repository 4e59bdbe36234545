"""What a draft changes: terms set on a page of their own, and the difference read in Dutch."""

from __future__ import annotations

import pytest
from tests.pages.test_drafts import LIST, add

TERM = "tlv.verkenning"
TLV = "tlv-aanvraag"
LEAVING_OUT = "//form[contains(@action, 'scenario-weglaten')]"


def term_page(browser, address, key=TERM):
    return browser.get(f"{address}/termijnen/{key}")


def set_to(browser, address, count, unit="weeks", key=TERM):
    page = term_page(browser, address, key)
    return browser.send(page, "Duur bewaren", aantal=count, eenheid=unit)


@pytest.fixture
def tlv(lea):
    """The address of a draft of the route that the law has most to say of."""
    sent = lea.send(lea.get(LIST), "Beginnen", van=f"{TLV}/basis", naam="TLV in Leiden")
    return sent.location


class TestTerms:
    def test_are_set_as_a_number_and_a_unit(self, lea, draft):
        page = lea.follow(set_to(lea, draft, "3"))

        assert "duurt in dit ontwerp 3 weken" in page.text
        row = page.tree.xpath(f"//tr[@id='termijn-{TERM}']")[0].text_content()
        assert [words for words in ("3 weken", "4 weken", "gewijzigd") if words not in row] == []
        assert "duurt 3 weken" in lea.get(draft).text  # among the changes of the draft

    def test_are_refused_with_the_bound_and_what_was_typed_is_kept(self, lea, tlv):
        page = set_to(lea, tlv, "9", key="tlv.beslis")

        assert page.status == 422
        assert "kan niet 9 weken duren. Het mag ten hoogste 8 weken zijn (Awb 4:13)." in page.text
        assert page.tree.xpath("//input[@id='aantal'][@value='9'][@aria-invalid='true']")

    def test_of_the_law_have_no_form(self, lea, tlv):
        page = term_page(lea, tlv, "tlv.bezwaar")

        assert "De wet laat alleen 6 weken toe (Awb 6:7)." in page.text
        assert not page.tree.xpath("//input[@id='aantal']")

    def test_go_back_to_those_of_the_region(self, lea, draft):
        set_to(lea, draft, "3")

        page = lea.follow(lea.send(term_page(lea, draft), "Weer zoals de regio"))

        assert "duurt in dit ontwerp 4 weken" in page.text

    def test_count_working_days_only_where_they_are_counted(self, lea, tlv):
        page = term_page(lea, tlv, "tlv.herstel")

        assert page.texts("//select[@id='eenheid']/option") == ["werkdagen"]
        assert "10 werkdagen" in page.text
        assert "Verlenging van een TLV" in page.text  # that names it too

    def test_that_the_route_does_not_name_are_not_there(self, lea, draft):
        assert term_page(lea, draft, "tlv.bob").status == 404


class TestScenarios:
    """A step on the way of every case makes each scenario tell of the route as it was."""

    def played(self, browser, address):
        return browser.get(f"{address}/bevindingen?spelen=ja")

    def test_that_no_longer_hold_can_be_left_out(self, lea, draft):
        add(lea, draft)
        page = self.played(lea, draft)
        assert "Het scenario 'De basis, een gesprek met het" in page.text
        assert len(page.tree.xpath(LEAVING_OUT)) == 1

        page = lea.follow(lea.send(page, "Scenario weglaten"))

        assert "Het scenario is weggelaten." in page.text
        assert "[scenario_failed]" not in page.text
        assert "[scenario_none]" in page.text  # one that goes has to come in its place

    def test_come_back_by_undoing(self, lea, draft):
        add(lea, draft)
        page = lea.follow(lea.send(self.played(lea, draft), "Scenario weglaten"))

        lea.send(page, "Weglaten ongedaan maken")

        assert len(self.played(lea, draft).tree.xpath(LEAVING_OUT)) == 1


class TestDifference:
    def test_of_a_copy_is_none(self, lea, draft):
        assert "is geen verschil" in lea.get(f"{draft}/verschil").text

    @pytest.mark.parametrize("old", ["nu", "basis"])
    def test_is_told_in_dutch_and_drawn_on_both_sides(self, lea, draft, old):
        add(lea, draft)
        set_to(lea, draft, "3")

        page = lea.get(f"{draft}/verschil?oud={old}")

        told = page.texts("//ul[@class='verschillen']/li")
        explore, term = (
            "Verkennen met ouders en samenwerkingsverband",
            "Verkennen vóór een TLV-aanvraag",
        )
        assert told[:3] == [
            f"Nieuw: taak ‘Ouders bellen’, na ‘{explore}’ en voor ‘Uitkomst vastleggen’.",
            f"Termijn ‘{term} voor een jong kind’: duur van ‘4 weken’ naar ‘3 weken’.",
            "Formulier ‘Gesprek met ouders over de overstap’ is nieuw.",
        ]
        settings = [
            "Instelling ‘voorschool.venster_bewaken’: van ‘false’ naar ‘true’.",
            "De regio: van ‘basis’ naar ‘leiden’.",
        ]
        assert told[3:] == (settings if old == "basis" else [])
        assert len(page.tree.xpath("//figure//*[local-name()='svg']")) == 2
        assert "trajecten van deze route in uw regio" in page.text

    def test_leads_to_what_is_wrong_when_no_route_can_be_made(self, lea, draft):
        add(lea, draft)
        lea.send(
            lea.get(f"{draft}/stappen/ouders_bellen"),
            "Instellingen bewaren",
            **{"instelling.formulier": "bestaat_niet"},
        )

        page = lea.follow(lea.get(f"{draft}/verschil"))

        assert "kan nog niet worden vergeleken" in page.text
        assert "bestaat_niet" in page.text

    def test_of_another_region_is_not_there(self, draft, browse):
        assert browse("rik").get(f"{draft}/verschil").status == 404
