"""Drawing a route in a real browser: read aloud, by keyboard, on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.looking import examine

COORDINATOR = "rik"
ROUTE = "jongekind-verkenning"


@pytest.fixture
def list_page(visit):
    return visit(COORDINATOR, path="/ontwerpen")


@pytest.fixture
def draft(list_page):
    list_page.locator("#van").select_option(f"{ROUTE}/basis")
    list_page.locator("#naam").fill("Eerst bellen")
    list_page.get_by_role("button", name="Beginnen").click()
    list_page.wait_for_url("**/ontwerpen/*")
    return list_page


def add_step(page, name="Ouders bellen"):
    page.locator("#stap-verkennen h3 a").click()
    page.locator("summary", has_text="Stap toevoegen").click()
    page.locator("[id='toevoegen-nieuw.naam']").fill(name)
    page.locator("[id='toevoegen-nieuw.formulier']").select_option("oudergesprek")
    page.locator("form[aria-label='Stap hierna toevoegen'] button").click()
    page.wait_for_url("**/ontwerpen/*?*")


class TestList:
    def test_passes_the_probes_with_errors_too(self, list_page):
        examine(list_page)
        list_page.get_by_role("button", name="Beginnen").click()
        examine(list_page)


class TestSteps:
    def test_pass_the_probes(self, draft):
        examine(draft)

    def test_get_the_focus_when_they_changed(self, draft):
        add_step(draft)

        focused = draft.evaluate("document.activeElement.id")
        assert focused == "stap-ouders_bellen"
        examine(draft)

    def test_are_changed_on_a_page_that_passes_the_probes_with_errors_too(self, draft):
        draft.locator("#stap-verkennen h3 a").click()
        draft.wait_for_url("**/stappen/verkennen")
        for one in draft.locator("details").all():
            one.evaluate("one => one.open = true")
        examine(draft)
        draft.get_by_role("button", name="Vraag toevoegen").click()
        examine(draft)


class TestGate:
    def test_shows_findings_that_pass_the_probes(self, draft):
        draft.get_by_role("link", name="Nakijken").click()
        examine(draft)
        draft.get_by_role("button", name="Nakijken en scenario’s spelen").click()
        draft.wait_for_url("**spelen=ja")
        examine(draft)

    def test_shows_the_decision_and_errors_that_pass_the_probes(self, draft):
        draft.get_by_role("link", name="Indienen en besluiten").click()
        examine(draft)
        draft.get_by_role("button", name="Indienen", exact=True).click()
        examine(draft)


class TestWhatChanges:
    def test_terms_pass_the_probes_with_errors_too(self, draft):
        draft.get_by_role("link", name="Termijnen").click()
        examine(draft)
        draft.get_by_role("link", name="Verkennen vóór een TLV-aanvraag").click()
        draft.get_by_label("Hoe lang").fill("drie")
        draft.get_by_role("button", name="Duur bewaren").click()
        expect(draft.locator(":focus")).to_contain_text("heel aantal")
        examine(draft)
        draft.get_by_label("Hoe lang").fill("3")
        draft.get_by_role("button", name="Duur bewaren").click()
        expect(draft.locator(":focus")).to_contain_text("3 weken")
        examine(draft)

    def test_difference_passes_the_probes(self, draft):
        add_step(draft)
        draft.get_by_role("link", name="Verschil bekijken").click()
        expect(draft.locator("figure svg")).to_have_count(2)
        examine(draft)

    def test_scenario_is_left_out_on_a_page_that_passes_the_probes(self, draft):
        add_step(draft)
        draft.get_by_role("link", name="Nakijken").click()
        draft.get_by_role("button", name="Nakijken en scenario’s spelen").click()
        draft.wait_for_url("**spelen=ja")
        examine(draft)
        draft.get_by_role("button", name="Scenario weglaten").first.click()
        expect(draft.locator(":focus")).to_contain_text("Het scenario is weggelaten.")
        examine(draft)
