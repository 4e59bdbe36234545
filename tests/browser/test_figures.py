"""Figures, one figure with its charts, and where cases wait: for everyone who may see them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.looking import examine


@pytest.mark.parametrize("who", ["rik", "petra"])
@pytest.mark.parametrize(
    "path",
    [
        "/cijfers",
        "/cijfers?schooljaar=2026-2027&tertiaal=2",
        "/cijfers/per-cijfer/tlv_binnen_termijn?schooljaar=2026-2027",
        "/cijfers/per-cijfer/zonder_plek_na_po",
        "/cijfers/per-cijfer/thuiszitters",
        "/cijfers/wachten",
        "/cijfers/wachten?route=tlv-aanvraag&meet=jaar&maat=groot",
    ],
)
def test_page_can_be_used_by_everyone(visit, who, path):
    page = visit(who, path=path)

    expect(page.locator("h1")).to_be_visible()
    examine(page)


def test_form_narrows_to_a_third(visit):
    page = visit("rik", path="/cijfers")
    page.get_by_label("Tertiaal").select_option("1")
    page.get_by_role("button", name="Toon").click()

    expect(page.locator("table caption")).to_contain_text("tertiaal 1")
    expect(page.get_by_label("Gemeente of wijk")).to_have_count(0)
