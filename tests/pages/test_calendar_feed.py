"""The calendar at a secret address: what a program that knows it gets, and nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from tests.small_route import LOKET, REGION, START

from doorgang_api.pages.visit import NOW
from doorgang_engine.deadlines import change_term
from doorgang_engine.dossier.looks import LookQuery
from doorgang_engine.model import Actor, TaskStatus
from doorgang_engine.tasks import claim_task, complete_task

BASE = "/meldingen/voorkeuren"
COORDINATOR = Actor(id="coordinator", role="regiocoordinator", region=REGION)


@pytest.fixture
def url(database_url):
    """Both databases, one after the other."""
    return database_url


@pytest.fixture
def address(browse, case):
    """The secret address of the calendar of Loes."""
    return made(browse("loes"))


def made(browser, button="Agenda maken"):
    page = browser.send(browser.get(BASE), button)
    assert page.status == 200
    [found] = page.texts("//textarea[@id='adres']")
    return found.removeprefix("http://localhost")


def events(browse, address):
    answer = browse().client.get(address)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


def open_task(house, case):
    with house.read_uow() as uow:
        return next(t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN)


class TestACalendar:
    def test_has_the_last_day_of_a_task_with_number_and_step_only(self, browse, address, case):
        [event] = events(browse, address)

        assert event["SUMMARY"] == f"Uiterlijk: Aanvraag toetsen ({case.number})"
        assert event.start == date(2027, 1, 22)
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert (event["STATUS"], event["SEQUENCE"], event["CLASS"]) == ("CONFIRMED", 0, "PRIVATE")
        assert "Noor" not in browse().client.get(address).text

    def test_is_the_same_when_nothing_changed(self, browse, address, app):
        first = browse().client.get(address).data
        app.extensions[NOW] = START + timedelta(hours=3)

        assert browse().client.get(address).data == first

    def test_tells_of_a_day_that_moved(self, browse, address, house, case):
        [before] = events(browse, address)
        with house.read_uow() as uow:
            [term] = uow.terms.of_case(case.id)
        given = {"case_id": case.id, "run_id": term.id, "actor": COORDINATOR}
        change_term(
            **given,
            parts=house.parts,
            change="extend",
            reason="Veel werk",
            duration="P5D",
            now=START,
        )

        [after] = events(browse, address)

        assert after["UID"] == before["UID"]
        assert after.start > before.start
        assert after["SEQUENCE"] == 1

    def test_tells_that_a_task_is_done_and_forgets_it_in_the_end(
        self, browse, address, house, case, app
    ):
        [before] = events(browse, address)
        complete_task(
            task_id=open_task(house, case).id,
            submission={"compleet": False},
            actor=LOKET,
            parts=house.parts,
            now=START,
        )

        [after] = events(browse, address)
        app.extensions[NOW] = START + timedelta(days=31)
        events(browse, address)

        assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
        assert after["SEQUENCE"] == 1
        assert events(browse, address) == []

    def test_has_no_task_of_a_colleague(self, browse, address, house, case):
        lars = Actor(id="lars", role="loket", organisation="swv-proef", region=REGION)
        claim_task(task_id=open_task(house, case).id, actor=lars, parts=house.parts)

        assert events(browse, address) == []

    def test_has_no_task_of_another_role(self, browse, case):
        assert events(browse, made(browse("sam"))) == []

    def test_is_noted_in_the_access_log_when_it_tells_something_new(
        self, browse, address, house, case
    ):
        for _ in range(3):
            events(browse, address)

        with house.read_uow() as uow:
            found = uow.looks.page(LookQuery(region=REGION, limit=500))
        told = [one for one in found if one.place == "pages.calendar_feed"]
        assert [(one.account, list(one.cases)) for one in told] == [("loes", [case.id])]


class TestASecretAddress:
    def test_is_not_kept(self, house, address):
        with house.parts.new_uow() as uow:
            rows = uow.connection.exec_driver_sql("SELECT * FROM calendar_feeds").all()

        assert address.split("/")[-1].removesuffix(".ics") not in str(rows)

    @pytest.mark.parametrize("guess", ["/agenda/x.ics", "/agenda/.ics", "/agenda/%00.ics"])
    def test_cannot_be_guessed(self, browse, address, guess):
        assert browse().get(guess).status == 404

    def test_works_no_more_when_there_is_a_new_one(self, browse, address):
        fresh = made(browse("loes"), "Nieuw adres maken")

        assert browse().get(address).status == 404
        assert len(events(browse, fresh)) == 1

    def test_works_no_more_when_it_was_withdrawn(self, browse, address):
        loes = browse("loes")

        loes.send(loes.get(BASE), "Agenda intrekken")

        assert browse().get(address).status == 404

    def test_works_no_more_when_its_owner_may_not_sign_in(self, browse, address, house):
        with house.parts.new_uow() as uow:
            account = uow.accounts.find("loes")
            uow.accounts.save(account.__class__(**vars(account) | {"is_active": False}))

        assert browse().get(address).status == 404

    def test_is_not_asked_without_end(self, browse, address):
        answers = {browse().client.get(address).status_code for _ in range(150)}

        assert answers == {200, 429}
