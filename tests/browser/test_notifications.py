"""How people are told: preferences, an own calendar, webhooks, and what was not delivered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from tests.browser.looking import examine

from doorgang_api.mail.server import MailServer, Security
from doorgang_engine.ids import new_id
from doorgang_engine.outgoing.letters import Letter, Recipient, letter_job

COORDINATOR = "rik"
PREFERENCES = "/meldingen/voorkeuren"


@pytest.fixture
def mails(live, monkeypatch):
    """Let the server have somewhere to mail to; nothing is sent, for no clock ticks."""
    settings = replace(
        live.house.settings,
        mail_server=MailServer(host="127.0.0.1", port=25, security=Security.NONE),
        mail_from="doorgang@voorbeeld.nl",
    )
    monkeypatch.setitem(live.app.extensions, "doorgang", replace(live.house, settings=settings))


def test_preferences_can_be_used_by_everyone(visit):
    page = visit("loes", path="/meldingen")
    page.get_by_role("link", name="Voorkeuren voor mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Voorkeuren voor meldingen")
    examine(page)
    page.get_by_label("Een nieuwe taak").select_option(label="Meteen")
    page.get_by_role("button", name="Voorkeuren bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("bewaard")
    expect(page.get_by_label("Een nieuwe taak")).to_have_value("meteen")
    examine(page)


@pytest.mark.usefixtures("mails")
def test_address_that_is_wrong_is_told_and_one_that_is_right_gets_a_code(visit):
    page = visit("loes", path=PREFERENCES)
    page.get_by_label("Ander mailadres", exact=True).fill("geen adres")
    page.get_by_role("button", name="Code sturen").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul een mailadres in")
    examine(page)
    page.get_by_label("Ander mailadres", exact=True).fill("loes@werk.voorbeeld.nl")
    page.get_by_role("button", name="Code sturen").click()
    expect(page.get_by_text("Nog te bevestigen: loes@werk.voorbeeld.nl.")).to_be_visible()
    examine(page)
    page.get_by_label("Code uit de mail").fill("000000x")
    page.get_by_role("button", name="Mailadres bevestigen").click()
    expect(page.get_by_label("Code uit de mail")).to_have_attribute("aria-invalid", "true")
    examine(page)


def test_own_calendar_is_made_and_shown_once(visit):
    page = visit("loes", path=PREFERENCES)
    page.get_by_role("button", name="Agenda maken").click()
    address = page.get_by_label("Adres van uw agenda").input_value()
    examine(page)
    answer = page.request.get(address)
    assert answer.status == 200
    assert "BEGIN:VCALENDAR" in answer.text()
    page.get_by_role("link", name="Terug naar voorkeuren").click()
    examine(page)
    page.get_by_role("button", name="Agenda intrekken").click()
    assert page.request.get(address).status == 404


def test_webhook_is_made_tried_and_removed(visit):
    page = visit(COORDINATOR, path="/webhooks")
    examine(page)
    page.get_by_label("Adres van het andere systeem").fill("https://127.0.0.1/")
    page.get_by_role("button", name="Webhook maken").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies ten minste één gebeurtenis")
    examine(page)
    page.get_by_label("Een taak staat open").check()
    page.get_by_role("button", name="Webhook maken").click()
    expect(page.get_by_role("alert")).to_contain_text("eigen netwerk")
    examine(page)
    page.get_by_label("Adres van het andere systeem").fill(f"https://{'lang' * 20}.voorbeeld.nl/")
    page.get_by_role("button", name="Webhook maken").click()
    expect(page.get_by_label("Geheim")).to_have_value(re.compile("^whsec_"))
    examine(page)
    page.get_by_role("link", name="Naar de webhook").click()
    page.get_by_role("button", name="Proefbericht versturen").click()
    expect(page.get_by_text("Onderweg")).to_be_visible()
    examine(page)
    page.goto("/webhooks")
    examine(page)
    page.get_by_role("link", name="voorbeeld.nl").click()
    page.get_by_role("button", name="Webhook verwijderen").click()
    expect(page.get_by_role("status")).to_contain_text("verwijderd")


def test_what_was_not_delivered_can_be_sent_again(visit, live):
    page = visit(COORDINATOR, path="/verzendingen")
    examine(page)
    give_up(live.house)
    page.reload()
    expect(page.get_by_text("De mailserver weigert dit adres.")).to_be_visible()
    examine(page)
    page.get_by_role("button", name="Opnieuw versturen").click()
    expect(page.get_by_role("status")).to_contain_text("opnieuw verstuurd")


def give_up(house):
    with house.parts.new_uow() as uow:
        account, now = uow.accounts.find(COORDINATOR), uow.database_now()
        news = {"kind": "taak", "number": "LEI-2027-00001", "due": "", "path": "/"}
        letter = Letter(kind="bericht", to=Recipient(account=COORDINATOR), data={"news": [news]})
        job = letter_job(letter, region=account.region, job_id=new_id(now), run_at=now)
        uow.jobs.enqueue([job])
        uow.jobs.give_up(job, code="mail_refused")
