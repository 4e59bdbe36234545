"""The form builder in a browser: by everyone, by keyboard, and with two people at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.looking import examine

from doorgang_api.form_builder.bench import workshop_of
from doorgang_engine.drafts.making import copy_shape

FORM = "toestemming"
COORDINATOR = "rik"
PAGES = (
    "", "/gegevens", "/vraag?pad=ouders.antwoord", "/vraag?na=doel",
    "/vraag?na=doel&soort=computed", "/vraag?pad=uitslag", "/voorwaarde?pad=ouders.datum",
    "/regel", "/regel?plek=", "/onderdeel?voor=doel", "/proberen", "/verschil", "/inlezen",
)  # fmt: skip


@pytest.fixture(scope="module")
def draft(live):
    with live.house.read_uow() as uow:
        account = uow.accounts.find(COORDINATOR)
    actor = account.acting_as("regiocoordinator")
    shop = workshop_of(live.house, now=None)
    return copy_shape(route="voorschool-po", of="basis", title="Proef", actor=actor, shop=shop)


@pytest.fixture
def here(draft):
    return f"/ontwerpen/{draft.id}/formulieren/{FORM}"


@pytest.mark.parametrize("page", PAGES)
def test_page_can_be_used_by_everyone(visit, here, page):
    examine(visit(COORDINATOR, path=here + page))


def test_list_of_forms_can_be_used_by_everyone(visit, draft):
    examine(visit(COORDINATOR, path=f"/ontwerpen/{draft.id}/formulieren"))


def test_question_is_added_by_keyboard_and_gets_the_attention(visit, here):
    page = visit(COORDINATOR, path=here)
    page.get_by_role("link", name=re.compile("Vraag hierna ?: Voor welke basisschool")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Korte tekst").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Tekst van de vraag").focus()
    page.keyboard.type("Welke groep?")
    page.keyboard.press("Enter")

    page.wait_for_url("**/toestemming*#vraag-welke_groep")
    expect(page.locator("#vraag-welke_groep")).to_contain_text("Welke groep?")
    expect(page.locator("#vraag-welke_groep")).to_be_in_viewport()
    expect(page.get_by_role("region", name="Zo ziet het eruit")).to_contain_text("Welke groep?")
    examine(page)


def test_refusal_is_told_and_gets_the_focus(visit, here):
    page = visit(COORDINATOR, path=here)
    page.get_by_role("button", name=re.compile("Weghalen ?: Ouders met gezag")).click()

    expect(page.locator(":focus")).to_contain_text("Er is niets gewijzigd")
    examine(page)


def test_wrong_answer_is_told_with_a_way_to_it(visit, here):
    page = visit(COORDINATOR, path=f"{here}/vraag?na=doel&soort=choice")
    page.get_by_label("Tekst van de vraag").fill("Wat is het BSN?")
    page.get_by_role("button", name="Bewaren").click()

    expect(page.locator(":focus")).to_contain_text("Vul ‘Antwoord’ in.")
    examine(page)


def test_who_comes_too_late_sees_both(visit, here):
    late = visit(COORDINATOR, path=f"{here}/vraag?pad=doel")
    first = visit(COORDINATOR, path=here)
    first.get_by_role("button", name=re.compile("Omlaag ?: Voor welke basisschool")).click()
    expect(first.get_by_role("status")).to_contain_text("Bewaard")

    late.get_by_label("Tekst van de vraag").fill("Waarvoor is het?")
    late.get_by_role("button", name="Bewaren").click()

    expect(late.locator("h1")).to_contain_text("Iemand anders was eerder")
    expect(late.get_by_role("table")).to_contain_text("Waarvoor is het?")
    examine(late)


def test_question_comes_and_goes_with_the_answer_it_depends_on(visit, here):
    page = visit(COORDINATOR, path=f"{here}/proberen")
    parent = page.get_by_role("group", name="Ouder 1", exact=True)
    dated = parent.get_by_role("group", name="Datum van het antwoord")
    parent.get_by_role("radio", name="Niet bereikt").check()
    expect(dated).to_be_hidden()

    parent.get_by_role("radio", name="Nee", exact=True).first.check()

    expect(dated).to_be_visible()
    examine(page)


def test_every_question_is_there_without_a_script(visit, here):
    page = visit(COORDINATOR, path=f"{here}/proberen", java_script_enabled=False)

    expect(page.locator("[data-when]").first).to_be_visible()
    assert page.locator("[data-when]:visible").count() == page.locator("[data-when]").count()
