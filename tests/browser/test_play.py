"""Playing a draft in a real browser: a TLV over a holiday, undone, and kept as a scenario."""

from __future__ import annotations

import pytest
from tests.browser.looking import examine

from doorgang_api.form_builder.bench import workshop_of
from doorgang_engine.drafts.draft import DRAWING
from doorgang_engine.drafts.writing import read_file, write_file

COORDINATOR = "rik"
ROUTE = "tlv-aanvraag"
BEFORE_EASTER = ("15", "2", "2027")  # six weeks later is Easter Monday
TASKS = "section[aria-labelledby=taken] h3"


@pytest.fixture
def draft(visit):
    page = visit(COORDINATOR, path="/ontwerpen")
    page.locator("#van").select_option(f"{ROUTE}/basis")
    page.locator("#naam").fill("TLV in minder stappen")
    page.get_by_role("button", name="Beginnen").click()
    page.wait_for_url("**/ontwerpen/*")
    return page


def begin(page, day=BEFORE_EASTER):
    page.get_by_role("link", name="Proefspelen").click()
    page.wait_for_url("**/spelen/begin")
    page.get_by_label("Ontvangen via de school").or_(
        page.locator("input[name=start][value=aanvraag_door_school]")
    ).first.check()
    for part, value in zip(("dag", "maand", "jaar"), day, strict=True):
        page.locator(f"[name=dag-{part}]").fill(value)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name="Vul een voorbeeld in").click()
    page.get_by_role("button", name="Beginnen met spelen").click()
    page.wait_for_url("**/spelen?*")


def finish(page, task):
    """Complete a task with the example of its form."""
    card = page.locator(TASKS, has_text=task).locator("xpath=ancestor::li")
    card.get_by_role("button", name="Afronden met het voorbeeld").click()
    page.wait_for_load_state()


def tasks(page):
    return page.locator(TASKS).all_inner_texts()


class TestPlay:
    def test_of_a_tlv_goes_over_a_holiday_is_undone_and_kept_for_the_gate(self, draft):
        page = draft
        begin(page)
        assert page.evaluate("document.activeElement.id") == "melding"
        assert page.locator("#vandaag").inner_text() == "Het is maandag 15 februari 2027"

        before = tasks(page)
        finish(page, before[0])
        assert tasks(page) != before

        decided = page.locator("section[aria-labelledby=beslissingen]").inner_text()
        assert "Is de aanvraag compleet? → ja: want compleet is ja" in decided
        terms = page.locator("section[aria-labelledby=termijnen]")
        assert "dinsdag 30 maart 2027" in terms.inner_text()
        assert "Paasdag" in terms.inner_text()

        page.get_by_role("button", name="Naar de volgende termijn").click()
        page.wait_for_load_state()
        assert page.locator("#vandaag").inner_text() != "Het is maandag 15 februari 2027"
        page.get_by_role("button", name="Laatste handeling ongedaan maken").click()
        page.wait_for_load_state()
        assert page.locator("#vandaag").inner_text() == "Het is maandag 15 februari 2027"

        page.get_by_role("link", name="Bewaar als scenario").click()
        page.locator("[name=titel]").fill("Compleet ontvangen vlak voor Pasen")
        page.get_by_role("button", name="Bewaren in het ontwerp").click()
        page.get_by_role("link", name="Nakijken en scenario’s spelen").click()
        told = page.locator("li", has_text="Compleet ontvangen vlak voor Pasen").first
        assert told.inner_text().endswith(": goed")

    def test_passes_the_probes_at_every_step(self, draft):
        page = draft
        page.get_by_role("link", name="Proefspelen").click()
        examine(page)
        page.go_back()
        begin(page)
        examine(page)
        page.get_by_role("link", name="Invullen").first.click()
        examine(page)
        page.get_by_role("button", name="Afronden in het spel").click()
        examine(page)
        page.get_by_role("link", name="Proefspel", exact=True).click()
        page.locator("summary", has_text="Naar een andere dag").click()
        page.get_by_role("button", name="Naar deze dag").click()
        examine(page)
        page.get_by_role("link", name="Bewaar als scenario").click()
        page.get_by_role("button", name="Bewaren in het ontwerp").click()
        examine(page)

    def test_of_a_draft_that_cannot_run_says_why(self, draft, live):
        page = draft
        draft_id = page.url.rpartition("/")[2].partition("?")[0]
        begin(page)
        break_drawing(live.house, draft_id)

        page.goto(f"{live.url}/ontwerpen/{draft_id}/spelen")

        assert "kan nu niet worden gespeeld" in page.locator("#foutoverzicht").inner_text()
        examine(page)


def break_drawing(house, draft_id):
    """Let a choice of a draft name a field that is nowhere."""
    with house.parts.new_uow() as uow:
        actor = uow.accounts.find(COORDINATOR).acting_as("regiocoordinator")
    shop = workshop_of(house, now=None)
    file = read_file(draft_id=draft_id, path=DRAWING, actor=actor, shop=shop)
    content = file.content.replace("compleet", "nergens_bekend")
    write_file(
        draft_id=draft_id,
        path=DRAWING,
        content=content,
        revision=file.revision,
        what="proef",
        actor=actor,
        shop=shop,
    )
