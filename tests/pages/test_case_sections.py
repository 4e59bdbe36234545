"""The sections of the page of a case: dossier, corrections, notes, documents, participants."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.api.filed_route import PDF, SHARING, forms
from tests.small_route import LOKET, REGION, START, Subject, beginning, publish

from doorgang_api.pages.visit import NOW
from doorgang_engine.attachments import Received, keep_attachment, place_of_task
from doorgang_engine.cases import start_case
from doorgang_engine.contacts.appointing import Asked, appoint
from doorgang_engine.model import TaskStatus
from doorgang_engine.tasks import complete_task

LATER = START + timedelta(hours=3)


def begun(parts, **more):
    return start_case(beginning=beginning(**more), actor=LOKET, parts=parts, now=START)


def open_task(parts, case):
    with parts.new_uow() as uow:
        (task,) = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
        return task


@pytest.fixture
def case(house, app):
    publish(
        house.parts, number=2, bpmn=SHARING.replace(' dg:anders_dan="toetsen"', ""), forms=forms()
    )
    found = begun(house.parts)
    task = open_task(house.parts, found)
    with house.parts.new_uow() as uow:
        file = keep_attachment(
            Received(name="verslag.pdf", media_type="application/pdf", content=PDF),
            region=REGION, place=place_of_task(task.id), field="verslag", actor=LOKET,
            uow=uow, vault=house.parts.vault, now=START, case_id=found.id,
        )  # fmt: skip
    complete_task(
        task_id=task.id,
        submission={"compleet": True, "toelichting": "Drie verslagen", "verslag": file.id},
        actor=LOKET,
        parts=house.parts,
        now=START + timedelta(hours=1),
    )
    app.extensions[NOW] = LATER
    return found


def page_of(browser, case):
    return browser.get(f"/trajecten/{case.id}")


class TestSections:
    def test_are_named_in_a_menu_that_leads_to_them(self, browse, case):
        page = page_of(browse("loes"), case)

        links = page.tree.xpath("//nav[@aria-label='Op deze pagina']//a")
        assert [one.text for one in links] == [
            "Overzicht", "Dossier", "Termijnen", "Deelnemers", "Documenten", "Notities", "Verloop",
        ]  # fmt: skip
        for link in links:
            assert page.tree.xpath(f"//h2[@id='{link.get('href')[1:]}']")

    def test_leave_out_what_is_not_for_the_coordinator(self, browse, case):
        page = page_of(browse("rik"), case)

        names = [one.text for one in page.tree.xpath("//nav[@aria-label='Op deze pagina']//a")]
        assert names == ["Overzicht", "Termijnen", "Deelnemers", "Verloop"]

    def test_begin_with_what_goes_on(self, browse, case):
        headings = page_of(browse("loes"), case).texts("//main//h2 | //main//h3")

        assert headings[:2] == ["Overzicht", "Wie is aan de beurt"]

    def test_group_what_was_filled_in_by_theme(self, browse, case):
        page = page_of(browse("loes"), case)

        assert page.texts("//section[@aria-labelledby='dossier']/h3") == [
            "Overig (1)", "Aanvraag en aanmelding (1)",
        ]  # fmt: skip

    def test_list_the_documents_that_one_may_open(self, browse, case):
        def documents(who):
            return page_of(browse(who), case).texts("//ul[@class='documenten']/li")

        assert "verslag.pdf" in documents("sam")[0]
        assert documents("rik") == []


class TestCorrecting:
    def correct(self, browser, case, **fields):
        form = browser.get(page_of(browser, case).link("Een fout verbeteren"))
        return browser.send(form, "Verbetering versturen", **fields)

    def test_begins_with_what_stands_there(self, browse, case):
        loes = browse("loes")

        form = loes.get(page_of(loes, case).link("Een fout verbeteren"))

        assert form.form("Verbetering versturen").fields["toelichting"].strip() == "Drie verslagen"
        assert "verslag.pdf" in form.text

    def test_shows_old_and_new_side_by_side(self, browse, case):
        loes = browse("loes")

        page = loes.follow(
            self.correct(loes, case, toelichting="Twee verslagen", _reden="Verkeerd geteld")
        )

        assert page.texts("//*[@id='ontvangst']/h2") == [
            "Het formulier ‘Toets’ is verbeterd. Gemeld aan School. Reden: Verkeerd geteld"
        ]
        assert "hieronder ziet u op wie" not in page.text
        (row,) = page.tree.xpath("//tr[@class='veranderd']")
        assert [one.text_content() for one in row.xpath(".//del | .//ins")] == [
            "Drie verslagen", "Twee verslagen",
        ]  # fmt: skip
        assert "Reden: Verkeerd geteld" in page_of(browse("sam"), case).text
        assert "Verkeerd geteld" not in page_of(browse("rik"), case).text

    def test_says_beforehand_what_cannot_be_changed_and_what_to_do(self, browse, case):
        loes = browse("loes")

        form = loes.get(page_of(loes, case).link("Een fout verbeteren"))

        assert form.texts("//section[@aria-labelledby='uitleg']//li") == [
            "Is de aanvraag compleet", "Is er iets bijzonders",
        ]  # fmt: skip
        assert "Vraag de regiocoördinator om het traject in te trekken" in form.text
        assert loes.get(form.link("Notitie schrijven")).status == 200

    def test_that_would_steer_is_refused_and_kept_on_the_page(self, browse, case, house):
        page = self.correct(browse("loes"), case, compleet="nee", _reden="Verkeerd gelezen")

        assert page.status == 422
        told, put_back = page.texts("//*[@id='foutoverzicht']//li")
        assert "‘Is de aanvraag compleet’" in told
        assert "Er is niets verwerkt." in told
        assert "Zet terug wat er stond." in put_back
        (group,) = page.tree.xpath("//*[@id='foutoverzicht']//a/@href")
        (marked,) = page.tree.xpath("//*[contains(@class, 'met-fout')]")
        assert "Is de aanvraag compleet" in marked.text_content()
        assert marked.xpath(f"descendant-or-self::*[@id='{group[1:]}']")
        assert marked.xpath("descendant-or-self::*[@aria-invalid='true' or @aria-describedby]")
        assert marked.xpath(".//input[@value='nee']/@checked")
        assert page.form("Verbetering versturen").fields["_reden"].strip() == "Verkeerd gelezen"
        with house.read_uow() as uow:
            assert len(uow.submissions.of_case(case.id)) == 2

    def test_asks_why(self, browse, case, house):
        page = self.correct(browse("loes"), case, toelichting="Twee verslagen")

        assert page.status == 422
        assert page.texts("//*[@id='foutoverzicht']//a") == ["Vul de reden in."]
        assert page.form("Verbetering versturen").fields["toelichting"].strip() == "Twee verslagen"
        with house.read_uow() as uow:
            assert len(uow.submissions.of_case(case.id)) == 2

    def test_says_what_it_cannot_change(self, browse, case):
        page = self.correct(browse("loes"), case, compleet="nee", _reden="Toch niet")

        assert page.status == 422
        assert "Is de aanvraag compleet" in page.texts("//*[@id='foutoverzicht']//li")[0]

    def test_says_that_nothing_changed(self, browse, case):
        page = self.correct(browse("loes"), case, _reden="Zomaar")

        assert (page.status, "Er is niets veranderd" in page.text) == (422, True)

    def test_is_not_offered_to_others(self, browse, case, house):
        sam = browse("sam")
        with house.read_uow() as uow:
            old = uow.submissions.of_case(case.id)[-1]

        assert "Een fout verbeteren" not in page_of(sam, case).text
        assert sam.get(f"/trajecten/{case.id}/ingevuld/{old.id}/verbeteren").status == 403


class TestNotes:
    def make(self, browser, case, **fields):
        return browser.send(page_of(browser, case), "Notitie opslaan", **fields)

    def test_are_made_on_the_page(self, browse, case):
        loes = browse("loes")

        page = loes.follow(
            self.make(loes, case, notitie="Belt <maandag>\nterug", **{"voor-wie": "own"})
        )

        (told,) = page.texts("//li[@class='notitie']")
        assert "Belt <maandag>terug" in told
        assert "alleen voor uw organisatie" in told
        assert page_of(browse("sam"), case).texts("//li[@class='notitie']") == []
        assert "Er is een notitie gemaakt voor de eigen organisatie." in page.text

    def test_say_what_is_wrong_and_keep_what_was_typed(self, browse, case):
        loes = browse("loes")

        empty = self.make(loes, case)
        half = self.make(loes, case, notitie="Belt terug")

        assert empty.texts("//*[@id='foutoverzicht']//a") == [
            "Schrijf eerst op wat u wilt noteren.", "Kies wie de notitie mag lezen.",
        ]  # fmt: skip
        assert half.status == 422
        assert half.form("Notitie opslaan").fields["notitie"].strip() == "Belt terug"

    def test_sent_twice_are_made_once(self, browse, case):
        loes = browse("loes")
        page = page_of(loes, case)

        for _ in range(2):
            loes.send(page, "Notitie opslaan", notitie="Eenmaal", **{"voor-wie": "all"})

        assert len(page_of(loes, case).texts("//li[@class='notitie']")) == 1

    def test_stand_on_paper_too(self, browse, case):
        loes = browse("loes")
        self.make(loes, case, notitie="Op papier", **{"voor-wie": "all"})

        assert "Op papier" in loes.get(f"/trajecten/{case.id}/afdruk").text


class TestParticipants:
    def test_have_their_contacts(self, browse, case, house):
        with house.read_uow() as uow:
            rik = uow.accounts.find("rik")
        appoint(
            asked={
                "1": Asked(
                    organisation="school-proef",
                    role="school",
                    name="Mila Voorbeeld",
                    mail="mila@school.example",
                    from_day=START.date(),
                )
            },
            region=REGION,
            actor=rik.acting_as("regiocoordinator"),
            parts=house.parts,
            roles={"school": {"naam": "School", "organisatie": "po_school"}},
            now=START,
        )

        shown = page_of(browse("loes"), case).texts("//section[@aria-labelledby='deelnemers']//dd")

        assert any("Mila Voorbeeld, School" in one for one in shown)


class TestRelated:
    def test_are_those_that_one_reads(self, browse, case, house):
        child = Subject(given_name="Noor", family_name="Voorbeeld", id=case.subject)
        elsewhere = {"swv": "swv-proef", "po_school": "school-ander"}
        other = begun(house.parts, subject=child)
        hidden = begun(house.parts, subject=child, participants=elsewhere)

        people = ("loes", "sam", "rik", "fien")
        loes, sam, rik, fien = (page_of(browse(one), case) for one in people)

        assert {other.number, hidden.number} <= set(loes.text.replace(",", " ").split())
        assert hidden.number not in sam.text
        assert "Andere trajecten" not in rik.text
        assert "Andere trajecten" not in fien.text  # she does not read this one
