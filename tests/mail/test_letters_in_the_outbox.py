from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.small_route import LOKET, REGION, START, beginning, publish

from doorgang_api.mail.carrier import MailCarrier
from doorgang_engine.cases import start_case
from doorgang_engine.contacts.register import Contact
from doorgang_engine.errors import Forbidden
from doorgang_engine.jobs import work_off
from doorgang_engine.model import Account, Actor
from doorgang_engine.outgoing.errors import LetterRefused
from doorgang_engine.outgoing.given_up import SendingNotFound, send_again
from doorgang_engine.outgoing.letters import (
    MAIL,
    ONE_TIME_CODE,
    Letter,
    Recipient,
    Sealed,
    letter_job,
    seal_for_letter,
)
from doorgang_engine.outgoing.sending import MOST_ATTEMPTS, send_off

NOW = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
JOB = "01900000-0000-7000-8000-000000000001"
COORDINATOR = Actor(id="coordinator", role="regiocoordinator", region=REGION)
NEWS = [{"kind": "taak", "number": "PRO-2027-00001", "due": "", "path": "/taken/t1"}]


@pytest.fixture
def send(parts, exim):
    carrier = MailCarrier(
        server=exim.server(),
        sender="doorgang@voorbeeld.nl",
        site="https://doorgang.voorbeeld.nl",
        new_uow=parts.new_uow,
    )
    return lambda at=NOW: send_off(parts=parts, carriers={MAIL: carrier}, at=at)


def post(parts, *, to=None, job_id=JOB, **changed):
    letter = Letter(kind="bericht", to=to or Recipient(contact="c1"), data={"news": NEWS})
    with parts.new_uow() as uow:
        uow.jobs.enqueue([letter_job(letter, region=REGION, job_id=job_id, run_at=NOW, **changed)])


def add_contact(parts, mail="ib@school.voorbeeld.nl", **changed):
    known = {"organisation": "school-een", "role": "po_ib", "name": "Ilse Proef", "account": "ib"}
    days = {"from_day": date(2026, 8, 1), "until_day": None, "made_by": "x", "made_at": NOW}
    with parts.new_uow() as uow:
        uow.accounts.add(
            [Account(region=REGION, id="ib", name="Ilse", organisation="school-een", roles=())]
        )
        uow.contacts.add([Contact(region=REGION, id="c1", mail=mail, **known, **days | changed)])


def state(parts):
    with parts.new_uow() as uow:
        return dict(uow.jobs.counts())


def told_coordinator(parts):
    with parts.new_uow() as uow:
        return uow.notices.page(
            region=REGION, organisation="", roles=["regiocoordinator"], limit=9
        )


class TestALetter:
    @pytest.mark.parametrize("to", [Recipient(contact="c1"), Recipient(account="ib")])
    def test_goes_to_the_address_of_the_register_as_it_is_now(self, parts, send, exim, to):
        post(parts, to=to)
        add_contact(parts, mail="nieuw@school.voorbeeld.nl")

        assert send() == 1

        [message] = exim.delivered()
        assert message["To"] == "nieuw@school.voorbeeld.nl"
        assert message["Message-ID"] == f"<{JOB}@voorbeeld.nl>"
        assert state(parts) == {"done": 1}

    def test_leaves_nothing_behind(self, parts, send, exim):
        add_contact(parts)
        post(parts)

        send()

        with parts.new_uow() as uow:
            content = uow.connection.exec_driver_sql("SELECT content FROM jobs").scalar_one()
        assert content in ("{}", {})

    def test_is_left_alone_by_what_does_the_other_jobs(self, parts):
        post(parts)

        assert work_off(parts=parts, at=NOW) == 0
        assert state(parts) == {"waiting": 1}

    def test_leaves_once_when_two_nodes_send(self, parts, send, exim):
        add_contact(parts)
        for number in range(6):
            post(parts, job_id=JOB[:-1] + str(number))
        nodes = [threading.Thread(target=send) for _ in range(2)]

        for node in nodes:
            node.start()
        for node in nodes:
            node.join()

        assert len(exim.delivered(6)) == 6
        assert state(parts) == {"done": 6}

    def test_cannot_name_what_its_kind_does_not(self):
        letter = Letter(kind="bericht", to=Recipient(account="ib"), data={"child": "Noor"})

        with pytest.raises(LetterRefused):
            letter_job(letter, region=REGION, job_id=JOB, run_at=NOW)


class TestACodeForAParent:
    @pytest.fixture
    def case(self, parts):
        publish(parts)
        return start_case(beginning=beginning(), actor=LOKET, parts=parts, now=START)

    def post(self, parts, case, *, until=NOW + timedelta(minutes=15), sealed_for=JOB):
        with parts.new_uow() as uow:
            key = uow.cases.key(case.id)
            own = Sealed(address="ouder@thuis.voorbeeld.nl", secrets={"code": "482 913"})
            sealed = seal_for_letter(ONE_TIME_CODE, own=own, key=key, job_id=sealed_for)
            letter = Letter(
                kind=ONE_TIME_CODE.key,
                to=Recipient(),
                data={"minutes": 15},
                until=until,
                sealed=sealed,
            )
            job = letter_job(letter, region=REGION, job_id=JOB, run_at=NOW, case_id=case.id)
            uow.jobs.enqueue([job])
        return job

    def test_reaches_an_address_that_only_the_case_knows(self, parts, case, send, exim):
        job = self.post(parts, case)

        assert send() == 1

        [message] = exim.delivered()
        assert message["To"] == "ouder@thuis.voorbeeld.nl"
        assert "482 913" in message.get_body(("html",)).get_content()
        assert "ouder@" not in str(job.content)
        assert "482" not in str(job.content)

    def test_is_not_sent_when_it_came_too_late(self, parts, case, send, exim):
        self.post(parts, case, until=NOW - timedelta(seconds=1))

        assert send() == 0
        assert state(parts) == {"given_up": 1}
        assert exim.has_nothing()

    def test_does_not_open_in_another_job(self, parts, case, send, exim):
        self.post(parts, case, sealed_for=JOB[:-1] + "9")

        assert send() == 0
        assert exim.has_nothing()


class TestALetterThatIsRefused:
    def test_for_now_is_tried_again_until_it_is_taken(self, parts, send, exim):
        add_contact(parts)
        post(parts)
        exim.refuse_for_now(is_busy=True)

        assert send() == 0
        assert state(parts) == {"failing": 1}
        assert send(NOW + timedelta(seconds=29)) == 0
        exim.refuse_for_now(is_busy=False)
        assert send(NOW + timedelta(seconds=29)) == 0
        assert send(NOW + timedelta(seconds=31)) == 1
        assert len(exim.delivered()) == 1
        assert told_coordinator(parts) == []

    def test_for_days_is_given_up_and_told_once(self, parts, send, exim):
        add_contact(parts)
        post(parts)
        exim.refuse_for_now(is_busy=True)

        for hours in range(0, 7 * MOST_ATTEMPTS, 7):
            send(NOW + timedelta(hours=hours))
        send(NOW + timedelta(days=30))

        assert state(parts) == {"given_up": 1}
        [notice] = told_coordinator(parts)
        assert "mail_refused_now" in notice.text
        assert "school" not in notice.text

    def test_for_good_is_given_up_at_once_and_can_be_sent_again(self, parts, send, exim):
        add_contact(parts, mail="nooit@school.voorbeeld.nl")
        post(parts)

        send()
        assert state(parts) == {"given_up": 1}
        with parts.new_uow() as uow:
            [found] = uow.jobs.given_up(region=REGION, limit=9)
            contact = uow.contacts.find(region=REGION, contact_id="c1")
            uow.contacts.save(type(contact)(**vars(contact) | {"mail": "wel@school.voorbeeld.nl"}))
        assert (found.job.id, found.code) == (JOB, "mail_refused")
        send_again(region=REGION, job_id=JOB, actor=COORDINATOR, parts=parts, now=NOW)
        assert send() == 1

        assert exim.delivered()[0]["To"] == "wel@school.voorbeeld.nl"
        with pytest.raises(SendingNotFound):
            send_again(region=REGION, job_id=JOB, actor=COORDINATOR, parts=parts, now=NOW)

    def test_is_sent_again_by_a_coordinator_only(self, parts):
        with pytest.raises(Forbidden):
            send_again(region=REGION, job_id=JOB, actor=LOKET, parts=parts, now=NOW)

    def test_when_nobody_knows_the_address_is_told(self, parts, send):
        add_contact(parts, until_day=date(2027, 1, 1))
        post(parts)

        send()

        assert "address_unknown" in told_coordinator(parts)[0].text
