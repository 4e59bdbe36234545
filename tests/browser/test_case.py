"""A case in a real browser: its sections, a correction, a note, a term, and how one begins."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.looking import examine, tab_stops

from doorgang_engine.ports import CaseQuery

WHO = "iris"  # filled in the plan that is corrected here


@pytest.fixture
def case(live):
    """A running case in which a plan was filled in."""
    with live.house.read_uow() as uow:
        for one in uow.cases.page(CaseQuery(region="basis", status="running", limit=100)):
            if any(sent.form == "plan_van_aanpak" for sent in uow.submissions.of_case(one.id)):
                return one
    raise AssertionError("the demonstration has no such case")


def opened(page, title):
    """Unfold one filled-in form of the dossier."""
    form = page.locator("#formulier-titel, details").filter(has_text=title).first
    form.locator("summary").first.click()
    return form


def test_case_can_be_used_by_everyone(visit, case):
    page = visit(WHO, path=f"/trajecten/{case.id}")
    examine(page)
    stops = tab_stops(page)
    assert stops.index("Overzicht") < stops.index("Verloop")


def test_menu_of_sections_leads_there(visit, case):
    page = visit(WHO, path=f"/trajecten/{case.id}")
    page.get_by_role("navigation", name="Op deze pagina").get_by_text("Termijnen").click()
    expect(page.locator("#termijnen")).to_be_in_viewport()


def test_case_unfolded_can_be_used_by_everyone(visit, case):
    page = visit(WHO, path=f"/trajecten/{case.id}")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    examine(page)


def test_case_of_who_sees_no_content_can_be_used_by_everyone(visit, case):
    page = visit("rik", path=f"/trajecten/{case.id}")
    expect(page.get_by_role("heading", name="Dossier per thema")).to_have_count(0)
    examine(page)


def test_note_is_asked_for_and_kept(visit, case):
    page = visit(WHO, path=f"/trajecten/{case.id}/notities")
    examine(page)
    page.get_by_role("button", name="Notitie opslaan").click()
    expect(page.locator(":focus")).to_contain_text("Kies wie de notitie mag lezen.")
    examine(page)
    page.locator("[name=notitie]").fill("Belt maandag terug.")
    page.get_by_label("Alleen collega's van mijn eigen organisatie").check()
    page.get_by_role("button", name="Notitie opslaan").click()
    expect(page.locator(":focus")).to_contain_text("Er is een notitie gemaakt")
    expect(page.locator(".notitie").first).to_contain_text("Belt maandag terug.")
    examine(page)


def test_correction_shows_old_and_new(visit, case):
    page = visit(WHO, path=f"/trajecten/{case.id}")
    opened(page, "Plan van aanpak").get_by_role("link", name="Een fout verbeteren").click()
    examine(page)
    page.get_by_role("button", name="Verbetering versturen").click()
    expect(page.locator(":focus")).to_contain_text("Vul de reden in.")
    examine(page)
    page.locator("textarea[name=doelen]").fill("De leerling is elke ochtend in de klas.")
    page.locator("[name=_reden]").fill("Verkeerd overgenomen.")
    page.get_by_role("button", name="Verbetering versturen").click()
    expect(page.locator(":focus")).to_contain_text("is verbeterd")
    opened(page, "Plan van aanpak")
    expect(page.locator(".veranderd del")).to_have_count(1)
    expect(page.locator(".veranderd ins")).to_have_text("De leerling is elke ochtend in de klas.")
    examine(page)


def test_term_can_be_changed_by_everyone(visit, case, live):
    with live.house.read_uow() as uow:
        (term, *_) = [one for one in uow.terms.of_case(case.id) if one.status == "running"]
    page = visit("rik", path=f"/trajecten/{case.id}/termijnen/{term.id}")
    expect(page.get_by_role("rowheader", name="Einddatum")).to_be_visible()
    examine(page)


def test_start_says_what_it_asks(visit):
    page = visit(WHO, path="/trajecten/nieuw")
    examine(page)
    page.goto("/trajecten/nieuw/thuiszitter-escalatie/zestien_uur_melden")
    expect(page.get_by_role("heading", name="Voordat u begint")).to_be_visible()
    examine(page)
    page.get_by_role("button", name="Traject beginnen").click()
    expect(page.locator(":focus")).to_contain_text("Er klopt iets nog niet")
