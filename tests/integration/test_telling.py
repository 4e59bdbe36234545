"""Who is told what, when: read from the outbox, once, whatever nodes there are."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.small_route import LOKET, REGION, START, beginning, publish

from doorgang_engine.access.standing import Deputyship
from doorgang_engine.cases import start_case
from doorgang_engine.contacts.register import Contact
from doorgang_engine.deadlines import change_term
from doorgang_engine.model import Account, Actor, Notice, TaskStatus
from doorgang_engine.notifying.leads import Leads
from doorgang_engine.notifying.mornings import Habits, hold_mornings, open_mornings
from doorgang_engine.notifying.news import NewsKind
from doorgang_engine.notifying.preferences import choose
from doorgang_engine.notifying.telling import tell_news
from doorgang_engine.tasks import claim_task, complete_task
from doorgang_engine.terms.calendar_tables import parse_calendar
from doorgang_engine.terms.durations import parse_duration
from doorgang_engine.work.handing_over import hand_over_task

LOES = Account(region=REGION, id="loes", name="Loes", organisation="swv-proef", roles=("loket",))
LARS = Account(region=REGION, id="lars", name="Lars", organisation="swv-proef", roles=("loket",))
ELSE = Account(region=REGION, id="els", name="Els", organisation="swv-ander", roles=("loket",))
COORDINATOR = Actor(id="coordinator", role="regiocoordinator", region=REGION)
CALENDAR = parse_calendar(
    country={"kb_van": 2026, "kb_tot_en_met": 2028}, region={"vakantieregio": "Noord"}, key="proef"
)
TWO_DAYS = Leads(usual=(parse_duration(text="P2D"),), of_term={})
HABITS = Habits(calendar_of=lambda _: CALENDAR, leads=TWO_DAYS)
AT_ONCE = dict.fromkeys(NewsKind, "meteen")


def morning(month, day, hour=7, minute=0):
    """08:00 in Amsterdam, in winter."""
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def people(parts):
    """Three people who can be mailed; the last works elsewhere."""
    with parts.new_uow() as uow:
        uow.accounts.add([LOES, LARS, ELSE])
        uow.contacts.add([contact_of(one) for one in (LOES, LARS, ELSE)])


def contact_of(account):
    return Contact(
        region=REGION,
        id=f"c-{account.id}",
        organisation=account.organisation,
        role="loket",
        name=account.name,
        mail=f"{account.id}@voorbeeld.nl",
        from_day=date(2026, 8, 1),
        until_day=None,
        account=account.id,
        made_by="x",
        made_at=START,
    )


@pytest.fixture
def case(parts, people):
    publish(parts)
    open_mornings(parts=parts, habits=HABITS, at=START)
    return start_case(beginning=beginning(), actor=LOKET, parts=parts, now=START)


def only_task(parts, case):
    with parts.new_uow() as uow:
        return next(t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN)


def letters(parts):
    """Return what waits in the outbox: account, letter, and the kinds and days it tells."""
    with parts.new_uow() as uow:
        found = []
        while job := uow.jobs.take(at=START + timedelta(days=400), kinds=("mail",)):
            lines = [(one["kind"], one["due"]) for one in job.content["data"]["news"]]
            found.append((job.content["account"], job.content["letter"], lines))
            uow.jobs.sent(job)
    return sorted(found)


def tell(parts, at=START):
    return tell_news(parts=parts, mails=True, at=at)


def hold(parts, at):
    return hold_mornings(parts=parts, habits=HABITS, mails=True, at=at)


class TestANewTask:
    def test_is_told_at_once_to_who_wants_that_and_not_to_others(self, parts, case):
        choose(account=LOES, choices=AT_ONCE, language="nl", parts=parts, now=START)
        choose(account=LARS, choices={"taak": "niet"}, language="nl", parts=parts, now=START)

        tell(parts)
        tell(parts)

        assert letters(parts) == [("loes", "bericht", [("taak", "2027-01-22")])]

    def test_is_told_in_the_digest_to_who_never_chose(self, parts, case):
        tell(parts)

        assert letters(parts) == []
        assert hold(parts, morning(1, 18, 6, 59)) == 0
        assert hold(parts, morning(1, 18)) == 1
        assert letters(parts) == [
            ("lars", "overzicht", [("taak", "2027-01-22")]),
            ("loes", "overzicht", [("taak", "2027-01-22")]),
        ]

    def test_that_is_done_before_the_morning_is_no_news(self, parts, case):
        tell(parts)
        task = only_task(parts, case)
        complete_task(
            task_id=task.id, submission={"compleet": False}, actor=LOKET, parts=parts, now=START
        )

        hold(parts, morning(1, 18))

        assert letters(parts) == []

    def test_that_a_colleague_took_is_no_news_to_the_others(self, parts, case):
        tell(parts)
        claim_task(task_id=only_task(parts, case).id, actor=LOKET, parts=parts)

        hold(parts, morning(1, 18))

        assert [account for account, _, _ in letters(parts)] == ["loes"]

    def test_is_told_once_by_two_nodes(self, parts, case):
        choose(account=LOES, choices=AT_ONCE, language="nl", parts=parts, now=START)
        nodes = [threading.Thread(target=tell, args=(parts,)) for _ in range(3)]

        for node in nodes:
            node.start()
        for node in nodes:
            node.join()

        assert len(letters(parts)) == 1

    def test_is_looked_at_once(self, parts, case):
        first = tell(parts)

        assert (first > 0, tell(parts)) == (True, 0)

    def test_is_told_while_others_work_on(self, parts, people):
        """Nobody waits for another: the teller holds tasks, whoever completes one its case."""
        publish(parts)
        given = {"actor": LOKET, "parts": parts, "now": START}
        tasks = [only_task(parts, start_case(beginning=beginning(), **given)).id for _ in range(8)]
        done, failed = threading.Event(), []

        def keep_telling():
            while not done.is_set():
                try:
                    tell(parts)
                except Exception as error:  # noqa: BLE001 - in a thread, so it is kept
                    failed.append(error)

        teller = threading.Thread(target=keep_telling)
        teller.start()
        for task_id in tasks:
            complete_task(task_id=task_id, submission={"compleet": True}, **given)
        done.set()
        teller.join()
        tell(parts)

        assert failed == []
        assert tell(parts) == 0

    def test_is_not_told_to_who_cannot_be_reached(self, parts, case):
        with parts.new_uow() as uow:
            for one in (LOES, LARS):
                ended = contact_of(one).__class__(
                    **vars(contact_of(one)) | {"until_day": date(2027, 1, 1)}
                )
                uow.contacts.save(ended)

        tell(parts)
        hold(parts, morning(1, 18))

        assert letters(parts) == []

    def test_says_nothing_of_the_child(self, parts, case):
        choose(account=LOES, choices=AT_ONCE, language="nl", parts=parts, now=START)

        tell(parts)

        with parts.new_uow() as uow:
            job = uow.jobs.take(at=START, kinds=("mail",))
        assert set(job.content["data"]["news"][0]) == {"kind", "number", "due", "path"}
        assert "Noor" not in str(job.content)
        assert job.case_id == ""


class TestATaskThatIsHandedOver:
    def test_is_told_to_who_got_it_each_time_and_to_nobody_else(self, parts, case):
        for one in (LOES, LARS):
            choices = {"taak": "niet", "overgedragen": "meteen"}
            choose(account=one, choices=choices, language="nl", parts=parts, now=START)
        tell(parts)
        task = only_task(parts, case)
        lars = Actor(id="lars", role="loket", organisation="swv-proef", region=REGION)
        told = []
        for to, by, hour in (("lars", LOKET, 1), ("loes", lars, 2), ("lars", LOKET, 3)):
            at = START + timedelta(hours=hour)
            hand_over_task(task_id=task.id, to=to, note="Neem jij?", actor=by, parts=parts, now=at)
            tell(parts, at)
            told += [account for account, _, _ in letters(parts)]

        assert told == ["lars", "loes", "lars"]

    def test_is_told_to_who_stands_in(self, parts, case):
        wim = Account(region=REGION, id="wim", name="Wim", organisation="swv-proef", roles=())
        with parts.new_uow() as uow:
            uow.accounts.add([wim])
            uow.contacts.add([contact_of(wim)])
            uow.standing.add_deputyship(
                Deputyship(
                    region=REGION,
                    id="d1",
                    organisation="swv-proef",
                    account="loes",
                    deputy="wim",
                    roles=("loket",),
                    with_mandate=False,
                    reason="Verlof",
                    from_day=START.date(),
                    until_day=START.date() + timedelta(days=9),
                    made_by="loes",
                    made_at=START,
                )
            )
        choose(account=wim, choices=AT_ONCE, language="nl", parts=parts, now=START)

        tell(parts)

        assert [account for account, _, _ in letters(parts)] == ["wim"]


class TestANotice:
    def test_is_told_to_its_role_as_they_chose(self, parts, case):
        choose(account=LOES, choices=AT_ONCE, language="nl", parts=parts, now=START)
        notice = {"region": REGION, "case_id": case.id, "text": "De aanvraag is compleet."}
        with parts.new_uow() as uow:
            uow.notices.add(
                [
                    Notice(id="n1", role="loket", organisation="swv-proef", at=START, **notice),
                    Notice(id="n2", role="school", organisation="po", at=START, **notice),
                ]
            )

        tell(parts)

        assert letters(parts) == [
            ("loes", "bericht", [("melding", "")]),
            ("loes", "bericht", [("taak", "2027-01-22")]),
        ]


class TestARemindedDay:
    """The term ends on Friday 22 January 2027; two days before is Wednesday."""

    @pytest.fixture(autouse=True)
    def told(self, parts, case):
        for one in (LOES, LARS):
            choices = {"taak": "niet", "melding": "niet"}
            choose(account=one, choices=choices, language="nl", parts=parts, now=START)
        tell(parts)

    def held(self, parts, first, last):
        """Return the days on which mornings told Loes something, and what."""
        told = []
        for day in range((last - first).days + 1):
            at = first + timedelta(days=day)
            hold(parts, at)
            found = {account: lines for account, _, lines in letters(parts)}
            told += [(at.day, kind, due) for kind, due in found.get("loes", [])]
        return told

    def test_is_told_before_and_after_it_on_working_days(self, parts):
        assert self.held(parts, morning(1, 18), morning(1, 31)) == [
            (20, "nadert", "2027-01-22"),
            (25, "te_laat", "2027-01-22"),
        ]

    def test_is_told_once_when_days_were_missed(self, parts):
        hold(parts, morning(1, 18))

        assert self.held(parts, morning(1, 21), morning(1, 22)) == [(21, "nadert", "2027-01-22")]

    def test_that_was_suspended_is_told_when_it_is_its_turn_again(self, parts, case):
        with parts.new_uow() as uow:
            [term] = uow.terms.of_case(case.id)
        given = {"case_id": case.id, "run_id": term.id, "actor": COORDINATOR, "parts": parts}
        change_term(**given, change="suspend", reason="Wacht op stukken", now=START)
        assert self.held(parts, morning(1, 18), morning(1, 22)) == []
        change_term(**given, change="resume", reason="", now=START + timedelta(days=7))

        last = only_task(parts, case).due_at.date()
        told = self.held(parts, morning(1, 23), morning(2, 10))

        assert last > date(2027, 1, 26)
        assert [kind for _, kind, _ in told] == ["nadert", "te_laat"]
        assert {due for _, _, due in told} == {last.isoformat()}

    def test_is_told_once_by_two_nodes(self, parts):
        nodes = [threading.Thread(target=hold, args=(parts, morning(1, 20))) for _ in range(3)]

        for node in nodes:
            node.start()
        for node in nodes:
            node.join()

        assert sorted(account for account, _, _ in letters(parts)) == ["lars", "loes"]

    def test_is_not_told_when_the_task_is_done(self, parts, case):
        complete_task(
            task_id=only_task(parts, case).id,
            submission={"compleet": False},
            actor=LOKET,
            parts=parts,
            now=START,
        )

        assert self.held(parts, morning(1, 18), morning(1, 31)) == []

    def test_has_no_morning_on_a_day_off(self, parts):
        hold(parts, morning(1, 22))

        assert hold(parts, morning(1, 23)) == 0
        assert hold(parts, morning(1, 24)) == 0
        assert hold(parts, morning(1, 25)) == 1
