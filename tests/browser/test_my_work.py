"""The work list and what belongs to it, in a real browser: for everyone, and without a script."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect
from tests.browser.looking import examine


def test_list_with_a_filter_and_a_view_can_be_used_by_everyone(visit):
    page = visit("loes", path="/?wanneer=te-laat")
    page.get_by_role("button", name="Bewaar dit filter als weergave").click()
    expect(page.get_by_role("status").first).to_contain_text("De weergave is bewaard.")
    examine(page)


def test_all_tasks_are_chosen_at_once_and_counted_aloud(visit):
    page = visit("loes")
    all_of_them = page.get_by_label("Kies alle taken op deze pagina")
    boxes = page.locator("input[name=taak]")

    all_of_them.check()

    assert all(box.is_checked() for box in boxes.all())
    expect(page.locator("[data-count]")).to_have_text(f"{boxes.count()} gekozen")
    boxes.first.uncheck()
    expect(page.locator("[data-count]")).to_have_text(f"{boxes.count() - 1} gekozen")


def test_tasks_are_taken_and_given_back_together_without_a_script(visit):
    page = visit("loes", java_script_enabled=False)
    expect(page.get_by_label("Kies alle taken op deze pagina")).to_be_hidden()
    for box in page.locator("input[name=taak]").all()[:2]:
        box.check()

    page.get_by_role("button", name="Gekozen oppakken").click()

    expect(page.get_by_text("opgepakt door uzelf")).to_have_count(2)
    for box in page.locator("input[name=taak]").all():
        box.check()
    page.get_by_role("button", name="Gekozen teruggeven").click()
    expect(page.get_by_text("opgepakt door uzelf")).to_have_count(0)


def test_nothing_chosen_is_told_and_gets_the_focus(visit):
    page = visit("loes")
    page.get_by_role("button", name="Gekozen oppakken").click()
    expect(page.locator(":focus")).to_contain_text("Kies eerst een of meer taken.")
    examine(page)


def test_search_keeps_the_name_out_of_the_address(visit):
    page = visit("loes")
    page.get_by_label("Dossiernummer of naam").fill("saar")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_text("1 taak gevonden.")).to_be_visible()
    assert "saar" not in page.url.lower()
    examine(page)


def test_follow_up_day_is_set(visit):
    page = visit("loes")
    page.locator("li.kaart").last.get_by_role("link", name=re.compile("Opvolgdatum")).click()
    examine(page)
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator(":focus")).to_contain_text("Vul een datum in.")
    examine(page)
    page.locator("#dag").fill((datetime.now(UTC) + timedelta(days=2)).date().isoformat())
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("opvolgen op")).to_have_count(1)


def test_coordinator_hands_over_what_waits(visit):
    page = visit("rik", path="/werk/regio")
    examine(page)
    page.get_by_role("link", name=re.compile("De Linde: Leerkracht")).click()
    examine(page)
    page.locator("input[name=taak]").first.check()
    page.get_by_role("button", name="Gekozen overdragen").click()
    examine(page)
    page.get_by_role("button", name="Overdragen").click()
    expect(page.locator(":focus")).to_contain_text("Kies een collega.")
    examine(page)
    page.get_by_label("Eva Extra").check()
    page.get_by_label("Toelichting (mag leeg blijven)").fill("Graag voor vrijdag.")
    page.get_by_role("button", name="Overdragen").click()
    expect(page.get_by_text("Het werk is overgedragen.")).to_be_visible()
    eva = visit("eva")
    expect(eva.get_by_text("Aan u overgedragen door Rik Regio")).to_be_visible()
    expect(eva.get_by_text("Graag voor vrijdag.")).to_be_visible()
    examine(eva)
