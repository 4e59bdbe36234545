"""Links for parents and pupils: what staff see, and what a parent sees without an account."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.looking import examine

from doorgang_engine.model import TaskStatus


@pytest.fixture
def task(live):
    """The question to parents whether a preschool may share, of the demonstration."""
    with live.house.read_uow() as uow:
        return next(
            task
            for one in uow.cases.ids()
            for task in uow.tasks.of_case(one)
            if task.form == "inzage_reactie"
            and task.status is TaskStatus.OPEN
            and task.region == "basis"
        )


def make(staff, task, what):
    """Make a link and a code; return both."""
    links = f"/trajecten/{task.case_id}/links"
    staff.goto(links)
    staff.get_by_label(what).check()
    staff.get_by_label("Ouder met gezag", exact=True).check()
    staff.get_by_label("Jonger dan 12 jaar").check()
    staff.get_by_label("ik heb nagegaan").check()
    staff.get_by_label("Naam van deze persoon").fill("Annabel Voorbeeld")
    staff.get_by_role("button", name="Maak de link").click()
    examine(staff)
    link = staff.locator("code").inner_text()
    staff.goto(links)
    examine(staff)
    staff.get_by_role("button", name="Toon een code").first.click()
    examine(staff)
    return link, staff.locator("code").inner_text()


def come_in(visit, link, code):
    """Return the page of a parent who opened the link."""
    parent = visit(path="/ouder/link/" + link.rpartition("/")[2])
    examine(parent)
    parent.get_by_label("Uw code").fill("000000" if code != "000000" else "111111")
    parent.get_by_role("button", name="Ga verder").click()
    expect(parent.locator(":focus")).to_contain_text("Deze code klopt niet")
    examine(parent)
    parent.get_by_label("Uw code").fill(code)
    parent.get_by_role("button", name="Ga verder").click()
    return parent


def test_page_to_make_a_link_tells_what_is_wrong(visit, task):
    page = visit("vera", path=f"/trajecten/{task.case_id}/links")
    page.get_by_role("button", name="Maak de link").click()
    expect(page.locator(":focus")).to_contain_text("De link is niet gemaakt")
    examine(page)


def test_parent_answers_without_an_account(visit, task):
    staff = visit("vera", path="/")
    parent = come_in(visit, *make(staff, task, task.name))
    expect(parent.get_by_role("heading", level=1)).to_have_text("Mag de voorschool dit delen?")
    examine(parent)
    parent.get_by_role("button", name="Verstuur mijn antwoord").click()
    expect(parent.locator(":focus")).to_contain_text("Mag de voorschool dit aan")
    examine(parent)
    parent.get_by_label("Nee").check()
    parent.get_by_role("button", name="Verstuur mijn antwoord").click()
    expect(parent.get_by_role("heading", level=1)).to_contain_text("Dank u wel")
    examine(parent)
    staff.goto(f"/taken/{task.id}")
    assert staff.locator("[name=ouders-0-naam]").input_value() == "Annabel Voorbeeld"
    expect(staff.get_by_role("heading", name="Antwoorden via een link")).to_be_visible()
    examine(staff)


def test_parent_reads_what_was_shared(visit, task):
    parent = come_in(visit, *make(visit("vera", path="/"), task, "Lezen wat met ouders"))
    expect(parent.get_by_role("heading", level=1)).to_have_text("Wat met u is gedeeld")
    examine(parent)
    parent.get_by_role("button", name="Ik ben klaar met lezen").click()
    examine(parent)


def test_link_that_does_not_work_says_so(visit):
    examine(visit(path="/ouder/link/" + "A" * 32))


def test_link_is_copied_by_a_button(visit, task):
    staff = visit("vera", path="/", permissions=["clipboard-read", "clipboard-write"])
    make(staff, task, task.name)
    code = staff.locator("code").inner_text()
    staff.get_by_role("button", name="Kopiëren").click()
    expect(staff.get_by_text("Gekopieerd.")).to_be_visible()
    assert staff.evaluate("navigator.clipboard.readText()") == code
