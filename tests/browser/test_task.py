"""A task in a real browser: nothing that is typed is lost, and its effect is shown before."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.looking import examine

from doorgang_api.sight import is_own
from doorgang_engine.model import TaskStatus

KEPT = re.compile(r"Concept bewaard om \d+\.\d\d uur\.")


@pytest.fixture
def place(live):
    """Give the address of an open task with a long text, that all of these may do."""

    def found(*people):
        with live.house.read_uow() as uow:
            accounts = [uow.accounts.find(who) for who in people]
            for case in uow.cases.ids():
                content = live.house.parts.shelf.content(uow, uow.cases.get(case).bundle)
                for task in uow.tasks.of_case(case):
                    is_theirs = all(is_own(account, task) for account in accounts)
                    form = str(content["forms"][task.form])
                    if task.status is TaskStatus.OPEN and is_theirs and "long_text" in form:
                        return f"/taken/{task.id}"
        raise LookupError(people)

    return found


def text_of(page):
    """Give the first long text; one that is asked only after a no, after that answer."""
    if not page.locator("form#taak textarea:visible").count():
        page.locator("form#taak").get_by_label("Nee", exact=True).last.check()
    return page.locator("form#taak textarea:visible").first


def type_and_wait(page, words):
    text_of(page).fill(words)
    expect(page.locator("#concept-stand")).to_have_text(KEPT)


def test_can_be_used_by_everyone(visit, place):
    examine(visit("loes", path=place("loes")))


def test_comes_back_after_a_crash_and_on_another_device(visit, place):
    address = place("loes")
    first = visit("loes", path=address)
    type_and_wait(first, "Halverwege, en toen viel de stroom uit")
    first.context.close()

    other = visit("loes", path=address)

    expect(text_of(other)).to_have_value("Halverwege, en toen viel de stroom uit")
    expect(other.locator("#concept-terug")).to_contain_text("Alleen u kunt het lezen")
    examine(other)


def test_of_two_windows_keeps_both_texts(visit, place):
    address = place("loes")
    laptop, phone = visit("loes", path=address), visit("loes", path=address)
    type_and_wait(laptop, "Op de laptop")

    text_of(phone).fill("Op de telefoon")
    expect(phone.locator("#concept-stand")).to_contain_text("Beide versies zijn bewaard")

    phone.reload()
    expect(text_of(phone)).to_have_value("Op de telefoon")
    expect(phone.get_by_role("heading", name="Wat u ergens anders schreef")).to_be_visible()
    expect(phone.get_by_text("Op de laptop").first).to_be_visible()
    examine(phone)


def test_says_what_it_leads_to_while_it_is_filled_in(visit, place):
    page = visit("loes", path=place("loes"))
    type_and_wait(page, "Nog niet alles")

    expect(page.locator("#gevolg")).to_be_visible()
    expect(page.locator("#gevolg-tekst")).not_to_be_empty()
    expect(page.locator("#gevolg-knop")).to_be_hidden()
    examine(page)


def test_can_be_kept_without_a_script(visit, place):
    page = visit("loes", path=place("loes"), java_script_enabled=False)
    text_of(page).fill("Zonder script")
    page.get_by_role("button", name="Concept bewaren").click()

    expect(text_of(page)).to_have_value("Zonder script")
    expect(page.locator("#concept-terug")).to_contain_text("Uw concept is bewaard")


def test_that_is_not_saved_says_so_and_tries_again(visit, place):
    page = visit("loes", path=place("loes"))
    page.clock.install()
    page.reload()
    page.route("**/concept", lambda route: route.abort())
    text_of(page).fill("Geen verbinding")
    page.clock.fast_forward(3_000)
    expect(page.locator("#concept-stand")).to_contain_text("nog niet bewaard")

    page.unroute("**/concept")
    page.clock.fast_forward(11_000)

    expect(page.locator("#concept-stand")).to_have_text(KEPT)


def test_shows_a_colleague_who_else_is_here(visit, place):
    address = place("iris", "daan")
    visit("iris", path=address)

    page = visit("daan", path=address)

    expect(page.locator("#ook-hier")).to_have_text("Iris Verzonnen heeft deze taak nu ook open.")
    examine(page)


def test_leads_in_the_demo_to_who_else_can_do_it(visit, place):
    page = visit("iris", path=place("iris", "daan"))
    page.locator("main a[href^='/trajecten/']").first.click()
    page.get_by_role("link", name="verder als Daan Bedacht").first.click()
    expect(page.get_by_text("U bent nu aangemeld als Iris Verzonnen")).to_be_visible()
    expect(page.locator("[name=naam]")).to_have_value("daan")
    examine(page)
    page.get_by_role("button", name="Aanmelden", exact=True).click()

    page.wait_for_url(re.compile("/taken/"))
    expect(page.locator(".wie")).to_contain_text("Daan Bedacht")
