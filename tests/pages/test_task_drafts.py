"""What is typed for a task is kept before it is sent, without a script too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests import small_route
from tests.small_route import BEGINNER, FORMS, START, beginning

from doorgang_api.pages.visit import NOW
from doorgang_engine.cases import start_case
from doorgang_engine.submissions import open_submission
from doorgang_engine.versions.moving import move_case

SEND = "Versturen en taak afronden"
KEEP = "Concept bewaren"


@pytest.fixture
def loes(browse):
    return browse("loes")


@pytest.fixture
def page(loes, task):
    return loes.get(f"/taken/{task.id}")


def keep(browser, page, button="concept", **changed):
    """Press a button of the form that sends it elsewhere."""
    form = page.form(KEEP)
    filled = {**dict(form.fields.items()), **changed}
    pairs = [(name, value) for name, value in filled.items() if value is not None]
    return browser.post(f"{form.get('action')}/{button}", pairs)


def typed_in(page):
    return page.tree.xpath("string(//textarea)").strip()


class TestDraft:
    def test_comes_back_with_when_it_was_kept(self, loes, page, app):
        app.extensions[NOW] = START + timedelta(minutes=3)
        keep(loes, page, toelichting="Half af")

        again = loes.get(page.address)

        assert typed_in(again) == "Half af"
        assert "Uw concept van vrijdag 15 januari 2027 om 10.03 uur is teruggezet" in again.text

    def test_is_not_shown_to_a_colleague(self, loes, page, browse):
        keep(loes, page, toelichting="Alleen van mij")

        assert "Alleen van mij" not in browse("lars").get(page.address).source

    def test_is_kept_of_a_form_that_is_not_right_yet(self, loes, page):
        loes.send(page, SEND, compleet=None, toelichting="Bijna af")

        assert typed_in(loes.get(page.address)) == "Bijna af"

    def test_can_be_thrown_away(self, loes, page):
        told = loes.follow(keep(loes, page, toelichting="Weg ermee"))

        gone = loes.follow(loes.send(told, "Concept weggooien"))

        assert typed_in(gone) == ""
        assert "Uw concept is weggegooid." in gone.text

    def test_is_gone_once_the_task_is_done(self, loes, page):
        told = loes.follow(keep(loes, page, toelichting="Klaar"))

        loes.send(told, SEND, compleet="ja")

        assert "Klaar" not in loes.get(page.address).text

    def test_of_two_devices_stands_side_by_side(self, loes, page):
        keep(loes, page, toelichting="Op de laptop")
        keep(loes, page, toelichting="Op de telefoon")  # from a page that did not know of it

        both = loes.get(page.address)
        turned = loes.follow(loes.send(both, "Verder met deze versie"))

        assert typed_in(both) == "Op de telefoon"
        assert "Op de laptop" in both.text
        assert typed_in(turned) == "Op de laptop"
        assert "Op de telefoon" in turned.text


class TestChecklist:
    @pytest.fixture
    def case(self, house):
        toets = {**FORMS["toets"], "checklist": [{"nl": "Gebeld?"}, {"nl": "Gelezen?"}]}
        small_route.publish(house.parts, number=2, forms={**FORMS, "toets": toets})
        return start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)

    def test_is_shown_and_its_ticks_are_kept_with_the_draft(self, loes, page):
        assert "Gebeld?" in page.text
        keep(loes, page, _lijst="1")

        ticked = loes.get(page.address).tree.xpath("//input[@name='_lijst'][@checked]/@value")

        assert ticked == ["1"]

    def test_is_no_answer(self, loes, page, house, case):
        assert loes.send(page, SEND, compleet="ja", _lijst="1").status == 303

        with house.read_uow() as uow:
            made = next(s for s in uow.submissions.of_case(case.id) if s.form == "toets")
            sent = open_submission(made, uow.cases.key(case.id))
        assert sent == {"compleet": True}


class TestConflict:
    def test_shows_what_i_wrote_beside_what_is_there(self, loes, page, browse):
        lars = browse("lars")
        lars.send(lars.get(page.address), SEND, compleet="ja", toelichting="Van Lars")

        loes.send(page, SEND, compleet="nee", toelichting="Mijn werk van een uur")
        later = loes.get(page.address)

        assert later.texts("//*[@aria-labelledby='van-u']")[0].count("Mijn werk van een uur") == 1
        assert "Van Lars" in later.texts("//*[@aria-labelledby='staat-er']")[0]

    def test_can_be_put_away(self, loes, page, browse):
        lars = browse("lars")
        lars.send(lars.get(page.address), SEND, compleet="ja")
        late = loes.send(page, SEND, compleet="nee", toelichting="Mijn werk van een uur")

        gone = loes.follow(loes.send(late, "Mijn tekst weggooien"))

        assert "Mijn werk van een uur" not in gone.text

    def test_with_a_form_that_changed_loses_nothing(self, loes, page, house, case):
        newer = [*FORMS["toets"]["sections"][0]["fields"]]
        newer[-1] = {"key": "uitleg", "type": "text", "label": {"nl": "Uitleg"}}
        toets = {
            **FORMS["toets"],
            "sections": [{**FORMS["toets"]["sections"][0], "fields": newer}],
        }
        small_route.publish(house.parts, number=2, forms={**FORMS, "toets": toets})
        move(house, case)

        back = loes.send(page, SEND, compleet="ja", toelichting="Een half uur werk")

        assert back.status == 409
        assert "Het formulier is gewijzigd nadat u begon." in back.text
        assert "Een half uur werk" in back.texts("//*[@aria-labelledby='eerder-getypt']")[0]
        assert back.tree.xpath("//input[@name='compleet'][@checked]/@value") == ["ja"]
        with house.read_uow() as uow:
            assert uow.cases.get(case.id).acts == 2  # begun and moved: nothing was completed

    def test_goes_through_when_only_something_else_changed(self, loes, page, house, case):
        small_route.publish(house.parts, number=2, title="Andere naam")
        move(house, case)

        assert loes.send(page, SEND, compleet="ja").status == 303


class TestPresence:
    def test_is_told_to_a_colleague(self, loes, page, browse):
        other = browse("lars").get(page.address)

        assert "Loes Loket heeft deze taak nu ook open." in other.text
        assert "Loes Loket heeft" not in loes.get(page.address).text
        assert "Lars Loket heeft deze taak nu ook open." in loes.get(page.address).text


class TestEffect:
    def test_is_shown_before_anything_is_sent(self, loes, page, house, case):
        shown = keep(loes, page, "gevolg", compleet="ja", toelichting="Nog niet")

        told = shown.texts("//*[@id='gevolg']//li")
        assert "Er komt een taak ‘Toets controleren’ voor: Loket." in told
        assert "De termijn ‘Toetsen’ is dan gehaald." in told
        assert "Bericht aan School: “De aanvraag is compleet.”" in told
        assert typed_in(shown) == "Nog niet"
        with house.read_uow() as uow:
            assert uow.cases.get(case.id).acts == 1

    def test_tells_of_the_end(self, loes, page):
        shown = keep(loes, page, "gevolg", compleet="nee")

        assert "Het traject is dan afgerond: Onvolledig." in shown.text

    def test_can_be_sent_from_there(self, loes, page):
        shown = keep(loes, page, "gevolg", compleet="ja")

        assert loes.send(shown, SEND).status == 303

    def test_of_a_form_that_is_not_right_shows_what_is_wrong(self, loes, page):
        shown = keep(loes, page, "gevolg", compleet=None)

        assert shown.status == 422
        assert shown.tree.xpath("//*[@id='foutoverzicht']")


def move(house, case):
    """Take the case along to the newest version of its route."""
    move_case(
        case_id=case.id,
        reason="Nieuw formulier",
        actor=replace(BEGINNER, id="rik"),
        parts=house.parts,
        now=START,
    )
