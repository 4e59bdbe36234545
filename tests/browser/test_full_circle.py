"""The full circle, with the keyboard alone: drawn, judged, adopted, run, replayed and proven.

A coordinator of a region that has drawn nothing yet copies the TLV route, adds a step, sets its
role and form, shortens a term, and is kept from taking out the term for objections. A colleague
reads the difference and adopts. A case from before stays on its version, one from after takes the
new, and the auditor replays and proves both.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.browser.keyboard import Keyboard

from doorgang_api.demo.people import PASSWORD
from doorgang_api.demo.play import StoryPlayer
from doorgang_api.demo.story import Story, StoryStep
from doorgang_engine.subject import Subject
from doorgang_engine.terms.durations import AMSTERDAM

REGION, ROUTE = "leiden", "tlv-aanvraag"
DRAFT, STEP = "TLV in Leiden", "Thuiszitten voorkomen"
BEFORE = "Aanvraag delen met het samenwerkingsverband"
OBJECTIONS = "Bezwaartermijn starten"


@pytest.fixture
def keys(visit):
    """Return how to sign somebody in with the keyboard; gives the keyboard on the first page."""

    def signed_in(who):
        keyboard = Keyboard(visit(path="/aanmelden"))
        keyboard.write("Naam", who)
        keyboard.write("Wachtwoord", PASSWORD)
        keyboard.page.keyboard.press("Enter")
        keyboard.page.wait_for_url(lambda url: "/aanmelden" not in url)
        return keyboard

    return signed_in


def text(keyboard):
    return keyboard.page.locator("main").inner_text()


def open_step(keyboard, name):
    keyboard.choose("Naar een stap", name)
    keyboard.press("Stap openen", role="button")


def copied(keyboard):
    keyboard.press("Ontwerpen")
    keyboard.choose("Kopie van", "TLV-aanvraag: de basis")
    keyboard.write("Naam van het ontwerp", DRAFT)
    keyboard.press("Beginnen", role="button")
    assert DRAFT in keyboard.page.locator("h1").inner_text()


def added(keyboard):
    """Put a step behind a question, and set who does it and with which form."""
    open_step(keyboard, BEFORE)
    keyboard.open("Vraag toevoegen")
    keyboard.write("De vraag", "Is veel ondersteuning gevraagd?")
    keyboard.write("Antwoord dat het andere pad kiest", "ja")
    keyboard.choose("Gegeven 1", "categorie_gevraagd")
    keyboard.choose("Vergelijking 1", "is")
    keyboard.write("Waarde 1", "hoog")
    keyboard.write("Naam van de nieuwe stap", STEP)
    keyboard.choose("Bij een taak: formulier", "Aanvraag intrekken")
    keyboard.press("Vraag toevoegen", role="button")
    assert "De wijziging is bewaard" in text(keyboard)
    open_step(keyboard, STEP)
    keyboard.choose("Rol", "Adviseur samenwerkingsverband")
    keyboard.choose("Formulier", "Gesprek met ouders over de overstap")
    keyboard.press("Instellingen bewaren", role="button")
    focused = keyboard.page.locator(":focus")
    expect(focused).to_contain_text(STEP)
    expect(focused).to_contain_text("Taak – Adviseur samenwerkingsverband")
    expect(focused).to_contain_text("Gesprek met ouders over de overstap")


def shortened(keyboard):
    keyboard.press("Termijnen")
    keyboard.press("Toets op volledigheid van een TLV-aanvraag")
    keyboard.write("Hoe lang", "3")
    keyboard.press("Duur bewaren", role="button")
    assert "duurt in dit ontwerp 3 werkdagen" in text(keyboard)
    keyboard.press("Naar de lijst met stappen")


def refused(keyboard):
    """Take out what the law asks, read why that cannot be, and undo it."""
    open_step(keyboard, f"{OBJECTIONS} (Beoordelen en besluiten)")
    keyboard.press("Stap verwijderen", role="button")
    keyboard.press("Nakijken")
    told = text(keyboard)
    assert "Daarmee kan het ontwerp niet worden ingediend." in told
    assert f"'{OBJECTIONS}' hoort bij de wettelijke kern" in told
    assert "legal_core_missing" in told
    keyboard.press(DRAFT)  # the crumb
    keyboard.press("Laatste wijziging van de stappen ongedaan maken", role="button")
    assert "De laatste wijziging is ongedaan gemaakt." in text(keyboard)


def submitted(keyboard):
    keyboard.press("Indienen en besluiten")
    keyboard.write("Wat er verandert en waarom", "Eerder in gesprek bij veel ondersteuning")
    keyboard.press("Indienen", role="button")
    assert "Het ontwerp is ingediend." in text(keyboard), text(keyboard)


def adopted(keyboard):
    """Read what differs, and decide: a reason, from today."""
    keyboard.press("Ontwerpen")
    keyboard.press(DRAFT)
    keyboard.press("Verschil bekijken")
    told = text(keyboard)
    assert f"Nieuw: taak ‘{STEP}’" in told
    assert (
        "Termijn ‘Toets op volledigheid van een TLV-aanvraag’: duur van ‘5 werkdagen’ naar "
        "‘3 werkdagen’." in told
    )
    assert "Er loopt nu 1 traject van deze route in uw regio." in told
    expect(keyboard.page.locator("figure svg")).to_have_count(2)
    keyboard.press("Indienen en besluiten")
    keyboard.write("Waarom u dit vaststelt", "Past bij onze afspraken met scholen")
    keyboard.press("Vaststellen", role="button")
    assert "Het ontwerp is vastgesteld." in text(keyboard), text(keyboard)
    assert "Actief" in text(keyboard)


def case_after(live):
    """Begin a case on the route of now, as the school does; return it, its tasks and letters."""
    now = datetime.now(UTC)
    begin = StoryStep(
        kind="begin",
        name="aanvraag_door_school",
        at=f"{now.astimezone(AMSTERDAM):%Y-%m-%dT%H:%M}",
        data={"soort": "SO", "categorie_gevraagd": "hoog", "oogo_gevoerd_op": "vandaag-4"},
    )
    story = Story(
        route=ROUTE,
        region=REGION,
        title="Een aanvraag van na de wijziging",
        subject=Subject(given_name="Nils", family_name="Nieuwsgierig"),
        ends="",
        steps=(begin,),
    )
    case = StoryPlayer(parts=live.house.parts, story=story, real_now=now).play()
    with live.house.read_uow() as uow:
        tasks = [task.name for task in uow.tasks.of_case(case.id)]
        return case, tasks, [one.letter for one in uow.letters.of_case(case)]


def case_before(live):
    with live.house.read_uow() as uow:
        cases = [uow.cases.get(one) for one in uow.cases.ids()]
    (found,) = [one for one in cases if (one.region, one.route) == (REGION, ROUTE)]
    return found


def version_of(live, case):
    with live.house.read_uow() as uow:
        fresh = uow.cases.get(case.id)
        return uow.bundles.by_hash(fresh.bundle).number


def proven(keyboard, case):
    """Find a case in the list, say why it is opened, replay it, and press the button."""
    keyboard.press("Trajecten")
    keyboard.press(re.compile(re.escape(case.number)))
    if "reden" in keyboard.page.url:
        keyboard.write(re.compile("Waarom|Reden"), "Controle na een wijziging van de route")
        keyboard.page.keyboard.press("Tab")
        keyboard.press(re.compile("Dossier|Openen|Verder"), role="button")
    keyboard.press(re.compile("Naspelen"))
    expect(keyboard.page.locator(".naspelen-tekening svg")).to_be_visible()
    told = text(keyboard)
    keyboard.press("Controleer de historie", role="button")
    expect(keyboard.page.locator(":focus")).to_contain_text("De historie klopt")
    return told


def test_a_coordinator_changes_a_route_and_an_auditor_proves_what_ran(keys, live):
    before = case_before(live)
    rik = keys("rik.leiden")
    copied(rik)
    added(rik)
    shortened(rik)
    refused(rik)
    submitted(rik)

    adopted(keys("carla.leiden"))

    after, tasks, letters = case_after(live)
    assert (version_of(live, before), version_of(live, after)) == (1, 2)
    assert (tasks, letters) == ([STEP], ["ontvangstbevestiging"])

    audrey = keys("audrey.leiden")
    assert "versie 1 van" in proven(audrey, before)
    assert "versie 2 van" in proven(audrey, after)
