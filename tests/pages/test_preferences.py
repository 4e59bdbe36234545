from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.one_app import app_of
from tests.small_route import REGION, START

from doorgang_api.mail.server import MailServer, Security
from doorgang_api.pages.visit import NOW
from doorgang_engine.contacts.register import Contact
from doorgang_engine.model import Job
from doorgang_engine.outgoing.addresses import own_part
from doorgang_engine.outgoing.letters import letter_of

ADDRESS = "loes@werk.voorbeeld.nl"
BASE = "/meldingen/voorkeuren"


@pytest.fixture
def house(house):
    server = MailServer(host="127.0.0.1", port=25, security=Security.NONE)
    settings = replace(house.settings, mail_server=server, mail_from="d@voorbeeld.nl")
    return replace(house, settings=settings)


@pytest.fixture
def app(house):
    made = app_of(house)
    made.extensions[NOW] = START
    return made


def mailed(house):
    """Return the letter that waits: the job, the address and the code in it."""
    with house.parts.new_uow() as uow:
        job = uow.jobs.take(at=START + timedelta(days=1), kinds=("mail",))
        own = own_part(letter_of(job), job=job, uow=uow, at=START)
        uow.jobs.sent(job)
    return job, own.address, own.secrets["code"]


def own_address(house):
    with house.read_uow() as uow:
        found = uow.notifications.find(region=REGION, account="loes")
    return found.address if found else ""


def asked(browser, address=ADDRESS):
    return browser.send(browser.get(BASE), "Code sturen", adres=address)


def confirmed(browser, code):
    return browser.send(browser.get(BASE), "Mailadres bevestigen", code=code)


class TestChoosing:
    def test_is_kept(self, browse, house):
        loes = browse("loes")

        sent = loes.send(loes.get(BASE), "Voorkeuren bewaren", taak="meteen", taal="en")

        assert "Uw voorkeuren zijn bewaard." in loes.follow(sent).text
        with house.read_uow() as uow:
            found = uow.notifications.find(region=REGION, account="loes")
        assert (found.choices["taak"], found.choices["nadert"], found.language) == (
            "meteen",
            "overzicht",
            "en",
        )

    def test_of_what_does_not_exist_is_refused(self, browse):
        loes = browse("loes")

        sent = loes.send(loes.get(BASE), "Voorkeuren bewaren", taak="soms")

        assert sent.status == 422
        assert "Deze keuze bestaat niet" in sent.text

    def test_tells_which_address_the_register_has(self, browse, house):
        known = {"organisation": "swv-proef", "role": "loket", "name": "Loes", "account": "loes"}
        with house.parts.new_uow() as uow:
            uow.contacts.add(
                [
                    Contact(
                        region=REGION,
                        id="c1",
                        mail="loes@register.voorbeeld.nl",
                        from_day=date(2026, 8, 1),
                        until_day=None,
                        made_by="x",
                        made_at=START,
                        **known,
                    )
                ]
            )

        assert "loes@register.voorbeeld.nl" in browse("loes").get(BASE).text


class TestAnAddress:
    def test_counts_once_its_code_was_given(self, browse, house):
        loes = browse("loes")
        asked(loes)
        job, address, code = mailed(house)
        before = own_address(house)

        sent = confirmed(loes, f"{code[:3]} {code[3:]}")

        assert address == ADDRESS
        assert before == ""
        assert "Uw mailadres is bevestigd." in loes.follow(sent).text
        assert own_address(house) == ADDRESS
        assert isinstance(job, Job)
        assert ADDRESS not in str(job.content)

    def test_is_not_stored_in_the_clear(self, browse, house):
        asked(browse("loes"))

        with house.read_uow() as uow:
            row = uow.connection.exec_driver_sql("SELECT * FROM notification_settings").one()
        assert ADDRESS.encode() not in b"|".join(
            one if isinstance(one, bytes) else str(one).encode() for one in row
        )

    def test_does_not_count_with_another_code(self, browse, house):
        loes = browse("loes")
        asked(loes)
        _, _, code = mailed(house)

        wrong = confirmed(loes, "000000" if code != "000000" else "111111")

        assert wrong.status == 422
        assert own_address(house) == ""

    def test_cannot_be_guessed(self, browse, house):
        loes = browse("loes")
        asked(loes)
        _, _, code = mailed(house)
        form = loes.get(BASE).form("Mailadres bevestigen")
        wrong = "000000" if code != "000000" else "111111"

        for _ in range(5):
            loes.post(form.get("action"), {"_csrf": form.fields["_csrf"], "code": wrong})
        late = loes.post(form.get("action"), {"_csrf": form.fields["_csrf"], "code": code})

        assert late.status == 422
        assert own_address(house) == ""

    def test_does_not_count_after_a_quarter_of_an_hour(self, browse, house, app):
        loes = browse("loes")
        asked(loes)
        _, _, code = mailed(house)
        form = loes.get(BASE).form("Mailadres bevestigen")
        app.extensions[NOW] = START + timedelta(minutes=16)

        late = loes.post(form.get("action"), {"_csrf": form.fields["_csrf"], "code": code})

        assert late.status == 422
        assert own_address(house) == ""

    def test_cannot_be_used_to_flood_somebody(self, browse, house):
        loes = browse("loes")

        answers = [asked(loes).status for _ in range(4)]

        assert answers == [303, 303, 303, 429]

    @pytest.mark.parametrize(
        "typed", ["", "geen adres", "a@b", "a@b.nl, c@d.nl", "a@b.nl\nBcc: x@y.nl"]
    )
    def test_that_is_none_is_refused(self, browse, typed):
        sent = asked(browse("loes"), typed)

        assert sent.status == 422
        assert "Vul een mailadres in" in sent.text

    def test_can_be_taken_away(self, browse, house):
        loes = browse("loes")
        asked(loes)
        confirmed(loes, mailed(house)[2])

        loes.send(loes.get(BASE), "Dit adres verwijderen")

        assert own_address(house) == ""


class TestWhatWasNotSent:
    @pytest.fixture
    def failed(self, browse, house):
        asked(browse("loes"))
        with house.parts.new_uow() as uow:
            job = uow.jobs.take(at=START, kinds=("mail",))
            uow.jobs.give_up(job, code="mail_refused")
        return job

    def test_is_shown_to_the_coordinator_and_sent_again(self, browse, house, failed):
        rik = browse("rik")
        page = rik.get("/verzendingen")

        assert "De mailserver weigert dit adres." in page.text
        assert ADDRESS not in page.source
        assert "opnieuw verstuurd" in rik.follow(rik.send(page, "Opnieuw versturen")).text
        assert mailed(house)[0].id == failed.id

    def test_is_not_shown_to_others(self, browse, failed):
        assert browse("loes").get("/verzendingen").status == 403
