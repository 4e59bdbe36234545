from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest
from tests import small_route
from tests.pages.conftest import TASK_CLOSES
from tests.small_route import START

from doorgang_api.pages.visit import NOW
from doorgang_engine.cases import start_case
from doorgang_engine.deadlines import change_term
from doorgang_engine.model import Actor

SEND = "Versturen en taak afronden"


@pytest.fixture
def loes(browse):
    return browse("loes")


@pytest.fixture
def page(loes, task):
    return loes.get(f"/taken/{task.id}")


class TestTaskPage:
    def test_says_for_whom_why_and_until_when(self, page):
        assert page.heading == "Aanvraag toetsen"
        assert "Noor Voorbeeld" in page.text
        assert "Het traject is begonnen met ‘Begin’." in page.text
        assert "Over 5 werkdagen, vrijdag 22 januari 2027" in page.text

    def test_tells_how_the_deadline_was_reckoned(self, page):
        story = page.texts("//details[contains(., 'Hoe is deze termijn berekend')]")

        assert "22 januari 2027" in story[0]
        assert "werkdag" in story[0]

    def test_tells_that_the_clock_stands_still(self, loes, house, case, task):
        with house.read_uow() as uow:
            (term,) = uow.terms.of_case(case.id)
        change_term(
            case_id=case.id,
            run_id=term.id,
            change="suspend",
            reason="Wacht op stukken",
            actor=Actor(id="loes", role="loket", organisation="swv-proef", region="proef"),
            parts=house.parts,
            now=START,
        )

        page = loes.get(f"/taken/{task.id}")

        assert "De termijn staat stil (opgeschort)" in page.text
        assert "Reden: Wacht op stukken" in page.text

    def test_hides_what_was_not_shared(self, page):
        assert "Hulp bij lezen" not in page.text

    def test_warns_who_has_it_in_hand(self, browse, loes, page, task):
        loes.send(page, "Oppakken")

        other = browse("lars").get(f"/taken/{task.id}")

        assert "Loes Loket is hiermee bezig." in other.text


class TestSendingATask:
    def test_tells_what_happens_next(self, loes, page):
        receipt = loes.follow(loes.send(page, SEND, compleet="ja"))

        assert receipt.texts("//*[@id='ontvangst']/h2") == [
            "De taak ‘Aanvraag toetsen’ is afgerond."
        ]
        assert "De taak ‘Toets controleren’ staat klaar voor: Loket." in receipt.text

    def test_shows_all_errors_with_what_was_typed(self, loes, page):
        wrong = loes.send(page, SEND, compleet=None, toelichting="Bijna <b>af</b>")

        target = wrong.tree.xpath("//*[@id='foutoverzicht']//a/@href")
        assert wrong.status == 422
        assert wrong.tree.findtext(".//title").startswith("Fout: ")
        assert len(target) == 1
        assert wrong.tree.xpath(f"//*[@id='{target[0][1:]}']")
        assert wrong.tree.xpath("string(//textarea)").strip() == "Bijna <b>af</b>"
        assert wrong.tree.xpath("//*[@id='foutoverzicht'][@autofocus]")

    def test_goes_through_after_the_errors_are_mended(self, loes, page):
        wrong = loes.send(page, SEND, compleet=None)

        assert loes.send(wrong, SEND, compleet="ja").status == 303

    def test_twice_by_a_double_click_is_one_act(self, loes, page, house, case):
        first = loes.send(page, SEND, compleet="ja")
        again = loes.send(page, SEND, compleet="ja")

        with house.read_uow() as uow:
            assert uow.cases.get(case.id).acts == 2
        assert (first.status, again.location) == (303, first.location)

    def test_after_a_colleague_says_who_was_first_and_when(self, loes, page, browse, task):
        lars = browse("lars")
        lars.send(lars.get(f"/taken/{task.id}"), SEND, compleet="ja")

        late = loes.send(page, SEND, compleet="nee", toelichting="Mijn werk van een uur")

        assert late.status == 409
        assert "Lars Loket heeft deze taak al afgerond, op vrijdag 15 januari 2027" in late.text
        assert "Mijn werk van een uur" in late.text
        assert late.link("Naar de taak") == f"/taken/{task.id}"

    def test_after_the_deadline_is_not_processed(self, loes, page, app):
        app.extensions[NOW] = START + timedelta(minutes=30)
        refreshed = loes.get(page.address)
        assert refreshed.status == 200
        app.extensions[NOW] = TASK_CLOSES
        loes.sign_in("loes", "een lang wachtwoord")
        refreshed = loes.get(page.address)

        late = loes.send(refreshed, SEND, compleet="ja")

        assert late.status == 409
        assert "Uw invoer is niet verwerkt" in late.text

    def test_by_the_same_person_is_not_offered_for_the_second_pair_of_eyes(self, loes, page):
        receipt = loes.follow(loes.send(page, SEND, compleet="ja"))

        second = loes.get(receipt.link("Toets controleren"))

        assert "iemand anders deze taak doen" in second.text
        assert SEND not in second.text

    def test_that_is_done_shows_who_did_it(self, loes, page):
        loes.send(page, SEND, compleet="ja")

        closed = loes.get(page.address)

        assert "Deze taak is al afgerond door Loes Loket" in closed.text


class TestFormWithRowsAndFiles:
    """The parts of a form that need more than one round, on a start form made for it."""

    FIELDS = (
        {
            "key": "ouders",
            "type": "repeat",
            "label": {"nl": "Ouders"},
            "row_label": {"nl": "Ouder"},
            "min_rows": 1,
            "fields": [
                {"key": "naam", "type": "person", "label": {"nl": "Naam"}, "required": True}
            ],
        },
        {"key": "bijlage", "type": "file", "label": {"nl": "Bijlage"}},
    )

    @pytest.fixture
    def form_page(self, house, monkeypatch, browse):
        forms = deepcopy(small_route.FORMS)
        forms["toets"]["sections"][0]["fields"] += list(self.FIELDS)
        monkeypatch.setattr(small_route, "FORMS", forms)
        small_route.publish(house.parts, number=2)
        case = start_case(
            beginning=small_route.beginning(),
            actor=small_route.BEGINNER,
            parts=house.parts,
            now=START,
        )
        with house.read_uow() as uow:
            (task,) = uow.tasks.of_case(case.id)
        browser = browse("loes")
        return browser, browser.get(f"/taken/{task.id}")

    def test_gets_a_row_more_and_keeps_what_was_typed(self, form_page):
        browser, page = form_page

        more = browser.send(
            page, SEND, **{"ouders-0-naam": "A. Voorbeeld", "_actie": "toevoegen:ouders"}
        )

        assert more.status == 200
        assert more.tree.xpath("//input[@name='ouders-0-naam']/@value") == ["A. Voorbeeld"]
        assert len(more.tree.xpath("//input[starts-with(@id, 'veld-ouders-1')]")) == 1
        assert "Er is nog niets verstuurd" in more.text

    def test_presses_send_on_enter_and_not_a_button_that_removes_a_row(self, form_page):
        _, page = form_page

        first = page.form(SEND).xpath(".//button")[0]

        assert first.get("name") is None

    def test_says_so_when_a_file_did_not_come_along(self, form_page):
        browser, page = form_page

        refused = browser.send(
            page,
            SEND,
            compleet="ja",
            **{"ouders-0-naam": "A. Voorbeeld", "bijlage-bestand": "verslag.pdf"},
        )

        assert refused.status == 422
        assert "Het bestand is niet meegestuurd. Kies het opnieuw." in refused.text
