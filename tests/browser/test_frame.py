"""The frame of every page: skip link, menu, language, keys, and the end of a session."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.browser.looking import examine, tab_stops

from doorgang_api.auth import sign_out


def test_signing_in_can_be_used_by_everyone(visit):
    examine(visit(path="/aanmelden"))


def test_first_page_can_be_used_by_everyone(visit):
    page = visit("loes")
    examine(page)
    stops = tab_stops(page)
    assert stops[0] == "Naar de inhoud"
    assert "Afmelden" in stops


def test_wrong_password_is_told_and_gets_the_focus(visit):
    page = visit(path="/aanmelden")
    page.locator("[name=naam]").fill("loes")
    page.locator("[name=wachtwoord]").fill("mis")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.locator(":focus")).to_contain_text("niet bij elkaar")
    examine(page)


def test_alt_shift_w_goes_to_my_work(visit):
    page = visit("loes", path="/trajecten")
    page.keyboard.press("Alt+Shift+W")
    page.wait_for_url(re.compile(r"/$"))


def test_question_mark_lists_the_shortcuts(visit):
    page = visit("loes")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Sneltoetsen")
    expect(dialog).to_be_visible()
    expect(page.locator(":focus")).to_have_text("Sluiten")
    examine(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_question_mark_in_a_field_is_typed(visit):
    page = visit("loes")
    page.locator("#zoek").press("?")
    expect(page.locator("#zoek")).to_have_value("?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_shortcuts_can_be_turned_off_and_on(visit):
    page = visit("loes", path="/trajecten")
    page.get_by_role("button", name="Sneltoetsen").click()
    page.get_by_label("Sneltoetsen gebruiken").uncheck()
    page.get_by_role("button", name="Sluiten").click()
    page.reload()
    for keys in ("?", "Alt+Shift+W"):
        page.keyboard.press(keys)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", name="Trajecten", level=1)).to_be_visible()

    page.get_by_role("button", name="Sneltoetsen").click()
    page.get_by_label("Sneltoetsen gebruiken").check()
    page.get_by_role("button", name="Sluiten").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Sneltoetsen")).to_be_visible()


def test_alt_shift_z_goes_to_search_from_everywhere(visit):
    page = visit("loes", path="/trajecten")
    page.keyboard.press("Alt+Shift+Z")
    page.wait_for_url(re.compile(r"/#zoek$"))
    expect(page.locator("#zoek")).to_be_focused()


def test_alt_shift_n_and_v_go_along_the_tasks(visit):
    page = visit("loes")
    tasks = page.locator("a[data-taak]")
    addresses = [one.get_attribute("href") for one in tasks.all()]
    page.keyboard.press("Alt+Shift+N")
    expect(tasks.nth(0)).to_be_focused()
    page.keyboard.press("Alt+Shift+N")
    expect(tasks.nth(1)).to_be_focused()
    page.keyboard.press("Alt+Shift+V")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(addresses[0]) + "$"))

    page.keyboard.press("Alt+Shift+N")
    page.wait_for_url(re.compile(re.escape(addresses[1]) + "$"))
    expect(page.get_by_role("link", name="Vorige taak in uw lijst")).to_be_visible()
    examine(page)


def test_alt_shift_s_goes_to_sending_and_does_not_send(visit):
    page = visit("loes")
    page.keyboard.press("Alt+Shift+N")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/taken/"))
    page.keyboard.press("Alt+Shift+S")
    expect(page.get_by_role("button", name="Versturen en taak afronden")).to_be_focused()

    page.keyboard.press("Alt+Shift+B")
    expect(page.locator("#concept-terug")).to_contain_text("Uw concept is bewaard")


def test_language_is_chosen_and_kept(visit):
    page = visit("loes")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/trajecten")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Nederlands").click()
    assert page.url.endswith("/trajecten")
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_end_of_the_session_is_told_before_it_comes(visit, live):
    page = visit("loes")
    page.clock.install()
    page.goto("/")
    page.clock.fast_forward(int(live.house.settings.longest_idle.total_seconds() - 200) * 1000)
    dialog = page.get_by_role("dialog", name="U wordt bijna afgemeld")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Doorgaan").click()
    expect(dialog).to_be_hidden()


def test_session_that_is_over_keeps_the_page(visit, live):
    page = visit("loes")
    page.clock.install()
    page.goto("/")
    token = next(c["value"] for c in page.context.cookies() if c["name"] == "doorgang_sessie")
    page.clock.fast_forward(int(live.house.settings.longest_idle.total_seconds() - 200) * 1000)
    sign_out(token=token, parts=live.house.parts)
    page.get_by_role("button", name="Doorgaan").click()
    expect(page.get_by_text("Uw aanmelding is geëindigd.")).to_be_visible()
    expect(page.get_by_role("heading", name="Mijn werk")).to_be_visible()
