"""Replay in a real browser: painted by classes, without waiting, and usable by everyone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.looking import examine


@pytest.fixture(scope="module")
def places(live):
    """Where the replays of two finished cases of the demonstration are, by route."""
    with live.house.read_uow() as uow:
        cases = [uow.cases.get(one) for one in uow.cases.ids()]
    return {
        case.route: f"/trajecten/{case.id}/naspelen"
        for case in cases
        if case.region == "basis" and str(case.status) == "completed"
    }


def active(page):
    """Return where the case stands on the drawing."""
    marked = page.locator(".state.is-active")
    return {one.get_attribute("data-element") for one in marked.all()}


@pytest.mark.parametrize("query", ["?stap=1", "?stap=5", ""])
def test_step_can_be_used_by_everyone(visit, places, query):
    page = visit("audrey", path=places["voorschool-po"] + query)

    expect(page.locator("#naspelen")).to_have_attribute("data-ready", "true")
    examine(page)


def test_report_can_be_used_by_everyone(visit, places):
    page = visit("audrey", path=places["voorschool-po"] + "/verslag")

    expect(page.locator(".verslag-stap").first).to_be_visible()
    examine(page)


def test_proof_can_be_used_by_everyone(visit, places):
    page = visit("audrey", path=places["thuiszitter-escalatie"])
    page.get_by_role("button", name="Controleer de historie").click()

    expect(page.locator(":focus")).to_contain_text("De historie klopt")
    examine(page)


def test_slider_paints_each_step_as_its_own_page_does(visit, places):
    page = visit("audrey", path=places["voorschool-po"] + "?stap=1")
    slider = page.get_by_label("Naar stap")
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")

    expect(page.locator("#stapkop")).to_have_text(re.compile("Stap 5 van"))
    painted, title = active(page), page.locator("[data-panel] h3").inner_text()
    assert page.url.endswith("stap=5")
    page.reload()
    assert (active(page), page.locator("[data-panel] h3").inner_text()) == (painted, title)


def test_steps_follow_each_other_without_delay(visit, places):
    page = visit("audrey", path=places["thuiszitter-escalatie"] + "?stap=1")
    expect(page.locator("#naspelen")).to_have_attribute("data-ready", "true")

    spent = page.evaluate(
        """() => { const slider = document.getElementById('stap'), began = performance.now();
        for (let step = 2; step <= Number(slider.max); step += 1) {
          slider.value = String(step); slider.dispatchEvent(new Event('input'));
        }
        return (performance.now() - began) / (Number(slider.max) - 1); }"""
    )

    assert spent < 200  # milliseconds a step, on a machine that is busy


def test_play_goes_on_to_the_end_and_stops(visit, places):
    page = visit("audrey", path=places["voorschool-po"] + "?stap=1")
    page.get_by_label("Tempo").select_option("snel")
    last = int(page.get_by_label("Naar stap").get_attribute("max"))
    page.get_by_role("button", name="Afspelen").click()
    expect(page.get_by_role("button", name="Pauze")).to_be_visible()

    expect(page.locator("#stapkop")).to_have_text(f"Stap {last} van {last}", timeout=60_000)
    expect(page.get_by_role("button", name="Afspelen")).to_be_visible()


def test_works_without_script(visit, places):
    page = visit("audrey", path=places["voorschool-po"] + "?stap=1", java_script_enabled=False)
    page.get_by_role("link", name="Volgende").click()

    expect(page.locator("#stapkop")).to_have_text(re.compile("Stap 2 van"))
    assert active(page)
    page.get_by_label("Hoe stond het op deze dag").fill("2030-01-01")
    page.get_by_role("button", name="Toon die dag").click()
    expect(page.locator("#stapkop")).to_have_text(re.compile(r"Stap (\d+) van \1"))
