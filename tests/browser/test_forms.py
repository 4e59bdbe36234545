"""Every type of field in a real browser: named, judged in Dutch, shown when it is asked, kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests import small_route
from tests.browser import every_kind
from tests.browser.conftest import served
from tests.browser.looking import examine
from tests.browser.playing import fill_in
from tests.pages.conftest import add_people, build_house

from doorgang_api.auth import hash_password
from doorgang_api.demo.people import PASSWORD
from doorgang_api.pages.visit import NOW
from doorgang_engine.cases import start_case
from doorgang_engine.routes.library import read_library

GIVEN = {
    "postcode": "1234AB", "verhaal": "Leest moeizaam.\nRekent graag.", "uren": 12, "cijfer": 7.5,
    "geboren": "2016-02-29", "vorm": "anders", "welke": "Op de boerderij", "dagen": ["ma", "wo"],
    "compleet": True, "gelezen": True, "afspraak": {"van": "2027-02-01", "tot": "2027-02-12"},
    "ouders": [
        {"naam": "A. Voorbeeld", "antwoord": "ja", "op": "2027-01-11"},
        {"naam": "B. Voorbeeld", "antwoord": "nee"},
    ],
    "gemeente": "Gemeente Oost", "school": "11ZZ00", "mail": "kantoor@voorbeeld.example",
    "ondertekening": {"naam": "Loes Loket"},
}  # fmt: skip
#: What is said of a form that is sent empty, in its order.
MISSING = [
    "Vul ‘Postcode’ in.",
    "Vul ‘Verhaal’ in.",
    "Vul ‘Uren’ in.",
    "Vul bij ‘Geboren’ een datum in als dag-maand-jaar.",
    "Kies een antwoord bij ‘Vorm’.",
    "Kies minstens één antwoord bij ‘Dagen’.",
    "Kies ja of nee bij ‘Is de aanvraag compleet’.",
    "Bevestig: Ik heb het dossier gelezen",
    "Vul bij ‘Van’ een datum in als dag-maand-jaar.",
    "Vul bij ‘Tot’ een datum in als dag-maand-jaar.",
    "Ouder 1: Vul ‘Naam’ in.",
    "Ouder 1: Kies een antwoord bij ‘Antwoord’.",
    "Vul ‘Gemeente’ in.",
    "Vul ‘School’ in.",
    "Vul een telefoonnummer of een mailadres in.",
    "Zet uw naam bij ‘Ondertekening’.",
]
BRIN = (
    "Vul bij ‘School’ het BRIN-nummer in: twee cijfers en twee letters, eventueel met twee "
    "cijfers voor de vestiging."
)
#: What is told of an element, or of the group that it stands in.
DESCRIBED = """(el) => (el.closest('[aria-describedby]')?.getAttribute('aria-describedby') ?? '')
  .split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ')"""
LOOK_UP = re.compile("Opzoeken ?: School")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A house of which the one route asks with every type of field."""
    file = tmp_path_factory.mktemp("forms") / "doorgang.sqlite"
    library = read_library(library_dir=every_kind.ROOT, config_dir=every_kind.ROOT / "config")
    house = build_house(f"sqlite:///{file}", library)
    add_people(house, hash_password(PASSWORD))
    every_kind.add_organisations(house)
    every_kind.publish(house.parts)
    with served(house) as running:
        running.app.extensions[NOW] = small_route.START
        yield running


@pytest.fixture
def task(live):
    """The address of a new task with the form."""
    case = start_case(
        beginning=small_route.beginning(submission={"soort": "po"}),
        actor=small_route.BEGINNER,
        parts=live.house.parts,
        now=small_route.START,
    )
    with live.house.read_uow() as uow:
        (found,) = uow.tasks.of_case(case.id)
    return f"/taken/{found.id}"


@pytest.fixture
def page(visit, task):
    return visit("loes", path=task)


def send(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Versturen en taak afronden").click()


def told(page):
    return page.locator("#foutoverzicht li").all_inner_texts()


def wrong_controls(page):
    return page.eval_on_selector_all("[aria-invalid=true]", "all => all.map((el) => el.id)")


class TestTheForm:
    def test_can_be_used_by_everyone(self, page):
        headings = page.locator("form#taak h2").all_inner_texts()
        assert [one for one in headings if one.startswith(("H", "D"))] == ["Het kind", "De mensen"]
        for hidden in ("welke", "reden"):
            expect(page.locator(f"#veld-{hidden}")).to_be_hidden()
        examine(page)

    def test_has_a_list_for_whom_it_names_and_a_register_for_a_school(self, page):
        towns = page.locator("select#veld-gemeente option").all_inner_texts()
        assert towns == ["Kies een organisatie", "Gemeente Oost", "Gemeente West"]

        page.get_by_role("textbox", name="School").fill("wilg")
        page.get_by_role("button", name=LOOK_UP).click()
        examine(page)
        page.get_by_role("button", name=re.compile("De Wilg")).click()

        expect(page.get_by_role("textbox", name="School")).to_have_value("11ZZ00")
        expect(page.locator("p.gevonden")).to_have_text("11ZZ00: De Wilg")

    def test_of_which_a_school_is_not_in_the_register_says_so(self, page):
        page.get_by_role("textbox", name="School").fill("99XX")
        page.get_by_role("button", name=LOOK_UP).click()

        expect(page.locator("p.gevonden")).to_contain_text("niet in het register van uw regio")

    def test_shows_what_a_case_knows_already(self, page):
        expect(page.locator("#veld-soort_school")).to_contain_text("po")
        expect(page.locator("#veld-let_op")).to_contain_text("Vraag beide ouders.")


class TestSendingItEmpty:
    def test_says_in_dutch_at_each_field_what_is_missing(self, page):
        send(page)

        assert told(page) == MISSING
        expect(page.locator("#foutoverzicht")).to_be_focused()
        assert page.title().startswith("Fout: ")
        at_fields = page.locator("form#taak .veld-fout").all_inner_texts()
        assert at_fields == [one.removeprefix("Ouder 1: ") for one in MISSING]
        examine(page)

    def test_leads_from_each_message_to_its_field(self, page):
        send(page)
        for link in page.locator("#foutoverzicht a").all():
            link.click()
            at = page.locator(":focus")
            text = at.evaluate(DESCRIBED)
            assert link.inner_text().removeprefix("Ouder 1: ") in text
            page.locator("#foutoverzicht").focus()

    def test_says_it_without_a_script_too(self, visit, task):
        page = visit("loes", path=task, java_script_enabled=False)
        send(page)
        assert told(page) == MISSING
        expect(page.locator("#foutoverzicht")).to_be_focused()


class TestAWrongValue:
    def judged(self, page, **changed):
        fill_in(page, GIVEN | changed)
        send(page)
        return told(page)

    @pytest.mark.parametrize(
        ("name", "typed", "said", "marked"),
        [
            ("postcode", "12", "Vul bij ‘Postcode’ vier cijfers en twee letters in.",
             ["postcode"]),
            ("uren", "60", "Vul bij ‘Uren’ een getal in van 1 tot en met 40.", ["uren"]),
            ("uren", "twaalf", "Vul bij ‘Uren’ een heel getal in.", ["uren"]),
            ("cijfer", "7,55", "Gebruik bij ‘Cijfer’ hoogstens 1 cijfers achter de komma.",
             ["cijfer"]),
            ("dagen", ["ma", "di", "wo"], "Kies bij ‘Dagen’ hoogstens 2 antwoorden.",
             ["dagen-1", "dagen-2", "dagen-3"]),
            ("geboren", "2030-01-31", "De datum bij ‘Geboren’ mag niet na vandaag liggen.",
             ["geboren-dag", "geboren-maand", "geboren-jaar"]),
            ("school", "De Wilg", BRIN, ["school"]),
        ],
    )  # fmt: skip
    def test_is_told_at_its_own_control(self, page, name, typed, said, marked):
        assert self.judged(page, **{name: typed}) == [said]
        assert wrong_controls(page) == [f"veld-{one}" for one in marked]
        examine(page)

    @pytest.mark.parametrize(
        ("typed", "marked"),
        [
            (("31", "2", "2016"), ["dag"]),
            (("3", "mr", "2016"), ["maand"]),
            (("3", "", ""), ["maand", "jaar"]),
            (("3", "13", "16"), ["maand", "jaar"]),
        ],
    )
    def test_of_a_date_marks_only_what_is_to_be_mended(self, page, typed, marked):
        fill_in(page, GIVEN)
        for part, text in zip(("dag", "maand", "jaar"), typed, strict=True):
            page.locator(f"#veld-geboren-{part}").fill(text)
        send(page)

        assert wrong_controls(page) == [f"veld-geboren-{one}" for one in marked]
        page.locator("#foutoverzicht a").click()
        expect(page.locator(f"#veld-geboren-{marked[0]}")).to_be_focused()
        for part, text in zip(("dag", "maand", "jaar"), typed, strict=True):
            expect(page.locator(f"#veld-geboren-{part}")).to_have_value(text)
        examine(page)

    def test_between_two_fields_is_told_at_the_first(self, page):
        said = self.judged(page, afspraak={"van": "2027-02-12", "tot": "2027-02-01"})
        assert said == ["Het begin van de afspraak kan niet na het einde liggen."]
        assert {one.rpartition("-")[0] for one in wrong_controls(page)} == {"veld-afspraak-van"}
        examine(page)

    def test_of_which_one_must_be_filled_in(self, page):
        assert self.judged(page, mail="") == ["Vul een telefoonnummer of een mailadres in."]

    def test_of_a_signature_is_told_where_it_is(self, page):
        fill_in(page, GIVEN)
        page.locator("[name=ondertekening-op-dag]").fill("31")
        page.locator("[name=ondertekening-op-maand]").fill("2")
        page.locator("[name=ondertekening-op-jaar]").fill("2027")
        send(page)

        assert told(page)[0].startswith("De datum bij ‘Ondertekening’ bestaat niet.")
        assert wrong_controls(page) == ["veld-ondertekening-op-dag"]
        examine(page)


class TestConditions:
    def test_show_a_question_while_its_answer_stands(self, page):
        which = page.locator("#veld-welke")
        page.get_by_label("Anders", exact=True).check()
        expect(which).to_be_visible()
        expect(which).to_have_accessible_description("")  # it is met, and so not said
        page.get_by_label("Thuis", exact=True).check()
        expect(which).to_be_hidden()

    def test_work_in_rows(self, page):
        page.get_by_role("button", name="Ouder toevoegen").click()
        second = page.locator("#veld-ouders-1")
        second.get_by_label("Ja", exact=True).check()
        expect(page.locator("#veld-ouders-1-op")).to_be_visible()
        expect(page.locator("#veld-ouders-0-op")).to_be_hidden()

    def test_that_hide_an_answer_drop_it(self, page, visit):
        fill_in(page, GIVEN)
        page.get_by_label("Thuis", exact=True).check()
        send(page)
        page.goto(page.url.partition("/ontvangst")[0])
        assert "Op de boerderij" not in page.locator("main").inner_text()

    def test_are_told_in_words_without_a_script(self, visit, task):
        page = visit("loes", path=task, java_script_enabled=False)
        expect(page.locator("#veld-welke")).to_be_visible()
        expect(
            page.get_by_text("Alleen invullen als bij ‘Vorm’ ‘Anders’ is gekozen.")
        ).to_be_visible()
        fill_in(page, {key: one for key, one in GIVEN.items() if key != "welke"})
        send(page)
        assert told(page) == ["Vul ‘Welke’ in."]


class TestRows:
    @pytest.mark.parametrize("has_script", [True, False])
    def test_come_and_go_and_keep_what_was_typed(self, visit, task, has_script):
        page = visit("loes", path=task, java_script_enabled=has_script)
        page.locator("[name=ouders-0-naam]").fill("A. Voorbeeld")
        for number in (1, 2):
            page.get_by_role("button", name="Ouder toevoegen").click()
            page.locator(f"[name=ouders-{number}-naam]").fill(f"{number}. Voorbeeld")
        expect(page.get_by_role("button", name="Ouder 3 verwijderen")).to_be_visible()
        page.get_by_role("button", name="Ouder 2 verwijderen").click()

        expect(page.locator("[name=ouders-0-naam]")).to_have_value("A. Voorbeeld")
        expect(page.locator("[name=ouders-1-naam]")).to_have_value("2. Voorbeeld")
        expect(page.locator("[name=ouders-2-naam]")).to_have_count(0)

    def test_are_no_more_than_the_form_takes(self, page):
        for _ in range(2):
            page.get_by_role("button", name="Ouder toevoegen").click()
        expect(page.locator("#veld-ouders-2")).to_be_visible()
        expect(page.get_by_role("button", name="Ouder toevoegen")).to_have_count(0)
        examine(page)


class TestAFile:
    def test_stays_while_the_form_is_mended(self, page):
        fill_in(page, GIVEN | {"postcode": "12"})
        page.locator("#veld-verslag").set_input_files(
            {"name": "verslag.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        send(page)
        expect(page.get_by_role("link", name="verslag.pdf")).to_be_visible()
        examine(page)

        page.locator("[name=postcode]").fill("1234AB")
        send(page)
        assert told(page) == []

    def test_of_another_kind_is_refused_at_its_field(self, page):
        fill_in(page, GIVEN)
        page.locator("#veld-verslag").set_input_files(
            {"name": "verslag.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" * 99}
        )
        send(page)
        assert wrong_controls(page) == ["veld-verslag"]
        examine(page)


@pytest.mark.parametrize("has_script", [True, False])
def test_what_was_sent_stands_on_paper(visit, task, has_script):
    page = visit("loes", path=task, java_script_enabled=has_script)
    fill_in(page, GIVEN)
    send(page)
    expect(page.locator("#foutoverzicht")).to_have_count(0)
    page.goto(re.search(r".*/trajecten/[0-9a-f-]{36}", page.url)[0])
    printed = page.locator("a", has_text="Afdruk van dit formulier").filter(has_text="Alles")
    page.goto(printed.get_attribute("href"))
    page.emulate_media(media="print")

    text = page.locator("main").inner_text()

    for words in (
        "1234AB", "Rekent graag.", "12 uur per week", "7,5", "29 februari 2016", "Anders",
        "Op de boerderij", "Ma", "Wo", "A. Voorbeeld", "B. Voorbeeld", "11ZZ00", "Gemeente Oost",
        "Loes Loket", "Deels", "niet ingevuld", "niet gevraagd",
    ):  # fmt: skip
        assert words.casefold() in text.casefold(), words
    if has_script:
        page.emulate_media(media="screen")
        examine(page)
