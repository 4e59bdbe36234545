from __future__ import annotations

from datetime import timedelta

import pytest
from tests import small_route
from tests.api.filed_route import SHARING
from tests.small_route import BEGINNER, START, beginning

from doorgang_api.pages.visit import NOW
from doorgang_engine.cases import start_case, withdraw_case
from doorgang_engine.model import CaseStatus

MESSAGE = """<bpmn:boundaryEvent id="ingetrokken" name="Aanvraag ingetrokken" dg:rol="school"
  dg:formulier="aanvraag" attachedToRef="toetsen"><bpmn:messageEventDefinition messageRef="m1"/>
  </bpmn:boundaryEvent><bpmn:sequenceFlow id="f9" sourceRef="ingetrokken" targetRef="onvolledig"/>
  </bpmn:process>"""
WITH_MESSAGE = small_route.BPMN.replace("</bpmn:process>", MESSAGE)


@pytest.fixture
def page(browse, case):
    return browse("loes").get(f"/trajecten/{case.id}")


class TestCasePage:
    def test_says_where_the_case_stands(self, page):
        assert page.heading == "Traject PRO-2027-00001"
        for words in ("Loopt", "Noor Voorbeeld", "Proefroute", "School Proef"):
            assert words in page.text

    def test_tells_of_each_term_from_when_to_when(self, page):
        (row,) = page.texts("//table[contains(caption, 'Termijnen')]//tbody/tr")

        assert "Toetsen vrijdag 15 januari 2027 vrijdag 22 januari 2027 loopt" in row

    def test_names_the_outcome_in_words(self, browse, house, case):
        small_outcome = browse("loes")
        task = small_outcome.get("/").link("Aanvraag toetsen")
        done = small_outcome.send(small_outcome.get(task), "Versturen", compleet="nee")

        page = small_outcome.follow(done)

        assert "Afgerond : Onvolledig" in page.text or "Afgerond: Onvolledig" in page.text
        assert "Het traject is afgerond: Onvolledig." in page.text

    def test_is_listed_for_who_takes_part(self, browse, case):
        page = browse("sam").get("/trajecten")

        assert page.link("PRO-2027-00001") == f"/trajecten/{case.id}"
        assert "Noor Voorbeeld" in page.text

    @pytest.mark.parametrize(("query", "count"), [("running", 1), ("completed", 0), ("x", 1)])
    def test_is_listed_by_status(self, browse, case, query, count):
        page = browse("sam").get(f"/trajecten?status={query}")

        assert len(page.tree.xpath("//tbody/tr")) == count


class TestSharing:
    def test_names_the_forms_that_there_are_and_not_every_one_of_the_route(self, browse, house):
        never = {**small_route.FORMS["toets"], "title": {"nl": "Nooit ingevuld"}}
        small_route.publish(
            house.parts,
            number=2,
            bpmn=SHARING.replace('"toets" dg:grond', '"toets nooit" dg:grond'),
            forms={**small_route.FORMS, "nooit": never},
        )
        start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)
        loes = browse("loes")
        task = loes.get("/").link("Aanvraag toetsen")

        receipt = loes.follow(loes.send(loes.get(task), "Versturen", compleet="ja"))

        title = small_route.FORMS["toets"]["title"]["nl"]
        assert f"Gedeeld met School: ‘{title}’. Grondslag: Wet." in receipt.text
        assert "Nooit ingevuld" not in receipt.text


class TestTimeline:
    def test_tells_who_did_what_and_when(self, page):
        (entry,) = page.texts("//ol[@class='tijdlijn']/li")

        assert entry.startswith("Het traject is begonnen met ‘Begin’. vrijdag 15 januari 2027")
        assert "om 10.00 uur, sam" in entry.replace("Sam School", "sam")
        assert "De taak ‘Aanvraag toetsen’ staat klaar voor: Loket" in entry

    def test_folds_technical_events_away(self, page):
        (folded,) = page.texts("//ol[@class='tijdlijn']//details")

        assert "Van ‘Begin’ naar ‘Aanvraag toetsen’." in folded

    def test_turns_round_when_asked(self, browse, case):
        loes = browse("loes")
        task = loes.get("/").link("Aanvraag toetsen")
        loes.send(loes.get(task), "Versturen", compleet="ja")

        newest = loes.get(f"/trajecten/{case.id}")
        oldest = loes.get(newest.link("Toon het oudste eerst").split("#")[0])

        titles = [one.texts("//ol[@class='tijdlijn']/li/h4") for one in (newest, oldest)]
        assert titles[0] == titles[1][::-1]
        assert titles[1][0] == "Het traject is begonnen met ‘Begin’."

    def test_holds_the_reason_of_withdrawing_for_who_may_read_it(self, browse, house, case):
        withdraw_case(
            case_id=case.id,
            reason="Kind is verhuisd",
            actor=small_route.LOKET,
            parts=house.parts,
            now=START,
        )
        address = f"/trajecten/{case.id}"

        assert "Kind is verhuisd" in browse("loes").get(address).text
        assert "Kind is verhuisd" not in browse("rik").get(address).text


class TestPicture:
    def test_has_a_title_and_a_description_for_who_cannot_see_it(self, page):
        svg = "//*[local-name()='svg']"

        assert page.tree.xpath(f"string({svg}/*[local-name()='title'])").startswith("Route")
        description = page.tree.xpath(f"string({svg}/*[local-name()='desc'])")
        assert (
            "Nu aan de beurt: ‘Aanvraag toetsen’. Er wordt gewacht op: ‘Te laat’." in description
        )
        assert description in page.text

    def test_marks_what_is_done_and_what_is_next(self, page):
        marked = {
            one.get("data-element"): one.get("class")
            for one in page.tree.xpath("//*[local-name()='g'][starts-with(@class, 'marks')]")
        }

        assert "active" in marked["toetsen"]
        assert "visited" in marked["begin"]
        assert "klaar" not in marked

    def test_is_there_as_a_list_of_steps(self, page):
        assert "Aanvraag toetsen: nu aan de beurt" in page.text


class TestMessages:
    @pytest.fixture
    def waiting(self, house):
        small_route.publish(house.parts, number=2, bpmn=WITH_MESSAGE)
        return start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)

    def test_can_be_recorded_by_the_role_that_may(self, browse, waiting):
        sam = browse("sam")
        page = sam.get(f"/trajecten/{waiting.id}")

        form = sam.get(page.link("Aanvraag ingetrokken"))
        receipt = sam.follow(sam.send(form, "Vastleggen", vraag="Het hoeft niet meer"))

        assert "Dit kan open taken in het traject laten vervallen." in form.text
        assert receipt.texts("//*[@id='ontvangst']/h2") == ["Vastgelegd: ‘Aanvraag ingetrokken’."]

    def test_sent_twice_give_the_same_receipt(self, browse, waiting):
        sam = browse("sam")
        form = sam.get(sam.get(f"/trajecten/{waiting.id}").link("Aanvraag ingetrokken"))

        first = sam.send(form, "Vastleggen", vraag="Weg")
        again = sam.send(form, "Vastleggen", vraag="Weg")

        assert (again.status, again.location) == (303, first.location)

    def test_say_what_is_wrong_with_them(self, browse, waiting):
        sam = browse("sam")
        form = sam.get(sam.get(f"/trajecten/{waiting.id}").link("Aanvraag ingetrokken"))

        assert sam.send(form, "Vastleggen").status == 422

    def test_are_not_for_another_role(self, browse, waiting):
        loes = browse("loes")

        assert "Iets vastleggen" not in loes.get(f"/trajecten/{waiting.id}").text
        assert loes.get(f"/trajecten/{waiting.id}/berichten/ingetrokken").status == 403


class TestTerms:
    def change(self, browser, case, **fields):
        page = browser.get(f"/trajecten/{case.id}")
        form = browser.get(page.link("Wijzigen"))
        return browser.send(form, "Termijn wijzigen", **fields)

    def test_stop_and_run_again_with_a_reason(self, browse, case, app):
        loes = browse("loes")

        stopped = loes.follow(
            self.change(loes, case, wijziging="suspend", reden="Wacht op stukken")
        )
        app.extensions[NOW] = START + timedelta(minutes=40)
        resumed = loes.follow(self.change(loes, case, wijziging="resume"))

        assert "staat stil vanaf vrijdag 15 januari 2027" in stopped.text
        assert "loopt weer vanaf vrijdag 15 januari 2027" in resumed.text

    def test_get_longer_within_what_the_rule_allows(self, browse, case):
        loes = browse("loes")

        too_long = self.change(loes, case, wijziging="extend", duur="6", reden="Ingewikkeld")
        longer = loes.follow(
            self.change(loes, case, wijziging="extend", duur="5", reden="Ingewikkeld")
        )

        assert too_long.status == 422
        assert "hoogstens 5 dagen worden verlengd" in too_long.text
        assert "tot en met vrijdag 29 januari 2027" in longer.text

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"wijziging": "suspend"}, "Vul de reden in."),
            ({"reden": "Omdat"}, "Kies wat u met de termijn doet."),
            ({"wijziging": "extend", "duur": "-1", "reden": "x"}, "in cijfers"),
            ({"wijziging": "stop", "reden": "x"}, "Kies wat u met de termijn doet."),
        ],
    )
    def test_say_what_is_not_filled_in(self, browse, case, fields, message):
        loes = browse("loes")
        form = loes.get(loes.get(f"/trajecten/{case.id}").link("Wijzigen"))
        token = {
            name: form.form("Termijn wijzigen").fields[name] for name in ("_csrf", "_verzoek")
        }

        page = loes.post(form.address, {**token, **fields})

        assert page.status == 422
        assert message in page.text

    def test_are_not_changed_on_an_old_page(self, browse, case):
        loes = browse("loes")
        form = loes.get(loes.get(f"/trajecten/{case.id}").link("Wijzigen"))
        task = loes.get("/").link("Aanvraag toetsen")
        loes.send(loes.get(task), "Versturen", compleet="ja")

        page = loes.send(form, "Termijn wijzigen", wijziging="suspend", reden="Wacht")

        assert page.status in (412, 422)

    def test_are_not_for_a_school(self, browse, case, house):
        with house.read_uow() as uow:
            (term,) = uow.terms.of_case(case.id)

        sam = browse("sam")

        page = sam.get(f"/trajecten/{case.id}")
        assert page.tree.xpath("//a[contains(@href, '/termijnen/')]") == []
        assert sam.get(f"/trajecten/{case.id}/termijnen/{term.id}").status == 403


class TestWithdrawing:
    def test_asks_for_a_reason_and_a_confirmation(self, browse, case, house):
        sam = browse("sam")
        form = sam.get(sam.get(f"/trajecten/{case.id}").link("Dit traject intrekken"))

        wrong = sam.send(form, "Traject intrekken", reden="")

        with house.read_uow() as uow:
            assert uow.cases.get(case.id).status is CaseStatus.RUNNING
        assert wrong.status == 422
        assert wrong.texts("//*[@id='foutoverzicht']//a") == [
            "Vul de reden in.",
            "Bevestig dat u het traject wilt intrekken.",
        ]

    def test_closes_everything(self, browse, case):
        sam = browse("sam")
        form = sam.get(f"/trajecten/{case.id}/intrekken")

        receipt = sam.follow(sam.send(form, "Traject intrekken", reden="Dubbel", zeker="ja"))

        assert "Het traject is ingetrokken. Reden: Dubbel" in receipt.text
        assert "Ingetrokken" in receipt.text

    def test_is_for_who_started_it_or_keeps_the_terms(self, browse, case, house):
        small_route.publish(house.parts, number=3)
        given = {"participants": {"swv": "swv-proef", "po_school": "school-ander"}}
        other = start_case(
            beginning=beginning(**given), actor=BEGINNER, parts=house.parts, now=START
        )

        assert browse("olga").get(f"/trajecten/{other.id}/intrekken").status == 403
        assert browse("loes").get(f"/trajecten/{other.id}/intrekken").status == 200
