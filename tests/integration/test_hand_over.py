"""Handing tasks over and follow-up days, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests import small_route
from tests.small_route import ANDER, LOKET, REGION, SCHOOL, START, beginning

from doorgang_engine import events as ev
from doorgang_engine.access.standing import Deputyship
from doorgang_engine.cases import start_case
from doorgang_engine.errors import (
    Forbidden,
    NotYours,
    SamePerformer,
    TaskNotFound,
    TaskNotOpen,
)
from doorgang_engine.history.reading import read
from doorgang_engine.history.verify import verify_case
from doorgang_engine.ids import new_id
from doorgang_engine.model import Account, AccountKind, Actor, TaskStatus
from doorgang_engine.tasks import claim_task, complete_task
from doorgang_engine.work.errors import (
    FollowUpRefused,
    HandOverRefused,
    TakenByAnother,
    TooManyAtOnce,
)
from doorgang_engine.work.following_up import follow_up_task, forget_closed
from doorgang_engine.work.handing_over import LONGEST_NOTE, hand_over_task, open_note
from doorgang_engine.work.receiving import receivers
from doorgang_engine.work.together import MOST, do_together

NOTE = "Noor wacht op de logopedist. Bel haar moeder."
COORDINATOR = Actor(id="rik", role="regiocoordinator", organisation="swv-proef", region=REGION)
AUDITOR = Actor(id="audrey", role="auditor", organisation="swv-proef", region=REGION)
LATE = date(2027, 1, 23)
PEOPLE = (
    ("loes", ("loket",), "swv-proef", {}),
    ("lars", ("loket",), "swv-proef", {}),
    ("dirk", ("dossierhouder",), "swv-proef", {}),
    ("weg", ("loket",), "swv-proef", {"is_active": False}),
    ("robot", ("loket",), "swv-proef", {"kind": AccountKind.SERVICE}),
    ("ver", ("loket",), "swv-ver", {}),
    ("rik", ("regiocoordinator",), "swv-proef", {}),
)


@pytest.fixture
def task(parts):
    small_route.publish(parts)
    with parts.new_uow() as uow:
        uow.accounts.add(
            [
                Account(region=REGION, id=key, name=key.title(), organisation=at, roles=roles, **m)
                for key, roles, at, m in PEOPLE
            ]
        )
    return open_task(parts, start(parts))


def start(parts):
    return start_case(beginning=beginning(), actor=small_route.BEGINNER, parts=parts, now=START).id


def open_task(parts, case_id):
    with parts.new_uow() as uow:
        return next(t for t in uow.tasks.of_case(case_id) if t.status is TaskStatus.OPEN)


def give(parts, task, to="lars", *, note=NOTE, actor=LOKET, now=START):
    return hand_over_task(task_id=task.id, to=to, note=note, actor=actor, parts=parts, now=now)


def told(parts, task):
    with parts.new_uow() as uow:
        key = uow.cases.key(task.case_id)
        events = [(one, read(one, key)) for one in uow.history.of_case(task.case_id)]
    return [(r, e) for r, e in events if isinstance(e, ev.TaskHandedOver)]


def stand_in(parts, deputy="dirk", roles=("loket",)):
    with parts.new_uow() as uow:
        uow.standing.add_deputyship(
            Deputyship(
                region=REGION,
                id=new_id(START),
                organisation="swv-proef",
                account="loes",
                deputy=deputy,
                roles=roles,
                with_mandate=False,
                reason="Vakantie",
                from_day=START.date(),
                until_day=START.date() + timedelta(days=7),
                made_by="loes",
                made_at=START,
            )
        )


class TestHandOver:
    def test_gives_the_task_to_a_colleague_by_name(self, parts, task):
        given = give(parts, task)

        assert given.claimed_by == "lars"
        assert open_task(parts, task.case_id).claimed_by == "lars"

    def test_is_told_in_the_chain_of_the_case_with_the_note_sealed(self, parts, task):
        give(parts, task)

        ((recorded, event),) = told(parts, task)
        assert (recorded.actor, event.to, event.task_id, event.note) == (
            "loes", "lars", task.id, NOTE,
        )  # fmt: skip
        assert "logopedist" not in recorded.fields
        assert NOTE.encode() not in recorded.sealed
        assert verify_case(case_id=task.case_id, parts=parts).is_right

    def test_keeps_the_note_for_the_receiver_and_not_in_the_clear(self, parts, task):
        give(parts, task)

        with parts.new_uow() as uow:
            made = uow.work.hand_overs(region=REGION, task_ids=[task.id])[task.id]
            key = uow.cases.key(task.case_id)
        assert (made.given_by, made.given_to, made.at) == ("loes", "lars", START)
        assert NOTE.encode() not in made.note
        assert open_note(made, key) == NOTE

    def test_twice_is_the_same_as_once(self, parts, task):
        give(parts, task)
        give(parts, task)

        assert len(told(parts, task)) == 1

    def test_goes_on_to_a_third_with_only_the_last_note_kept_beside_it(self, parts, task):
        stand_in(parts)
        give(parts, task)

        give(parts, task, "dirk", note="En nu jij.", actor=ANDER)

        with parts.new_uow() as uow:
            made = uow.work.hand_overs(region=REGION, task_ids=[task.id])[task.id]
        assert (made.given_by, made.given_to) == ("lars", "dirk")
        assert len(told(parts, task)) == 2

    @pytest.mark.parametrize("to", ["weg", "robot", "ver", "dirk", "rik", "niemand", ""])
    def test_is_refused_to_who_cannot_do_it(self, parts, task, to):
        with pytest.raises(HandOverRefused):
            give(parts, task, to)

        assert open_task(parts, task.case_id).claimed_by == ""
        assert told(parts, task) == []

    def test_goes_to_who_stands_in_with_that_role(self, parts, task):
        stand_in(parts)

        assert give(parts, task, "dirk").claimed_by == "dirk"

    def test_is_refused_to_who_stands_in_with_another_role(self, parts, task):
        stand_in(parts, roles=("directeur",))

        with pytest.raises(HandOverRefused):
            give(parts, task, "dirk")

    def test_of_what_a_colleague_took_is_refused_but_to_the_coordinator(self, parts, task):
        claim_task(task_id=task.id, actor=ANDER, parts=parts)

        with pytest.raises(TakenByAnother):
            give(parts, task, "loes")
        given = give(parts, task, "loes", actor=COORDINATOR)

        assert given.claimed_by == "loes"

    def test_to_who_has_it_already_is_refused(self, parts, task):
        claim_task(task_id=task.id, actor=LOKET, parts=parts)

        with pytest.raises(HandOverRefused):
            give(parts, task, "loes")

    @pytest.mark.parametrize(
        ("actor", "error"), [(SCHOOL, NotYours), (AUDITOR, NotYours)], ids=["school", "auditor"]
    )
    def test_is_refused_to_others(self, parts, task, actor, error):
        with pytest.raises(error):
            give(parts, task, actor=actor)

    def test_of_a_task_that_is_done_is_refused(self, parts, task):
        complete_task(
            task_id=task.id, submission={"compleet": True}, actor=LOKET, parts=parts, now=START
        )

        with pytest.raises(TaskNotOpen):
            give(parts, task)

    def test_to_who_did_the_step_that_is_checked_is_refused(self, parts, task):
        complete_task(
            task_id=task.id, submission={"compleet": True}, actor=LOKET, parts=parts, now=START
        )
        second = open_task(parts, task.case_id)

        with pytest.raises(SamePerformer):
            give(parts, second, "loes", actor=ANDER)

        assert give(parts, second, "lars").claimed_by == "lars"

    def test_with_a_note_that_is_too_long_is_refused(self, parts, task):
        with pytest.raises(HandOverRefused):
            give(parts, task, note="x" * (LONGEST_NOTE + 1))

    def test_of_a_task_that_is_not_there_is_refused(self, parts, task):
        with pytest.raises(TaskNotFound):
            hand_over_task(
                task_id=new_id(START), to="lars", note="", actor=LOKET, parts=parts, now=START
            )

    def test_leaves_the_case_to_be_completed(self, parts, task):
        give(parts, task)

        case = complete_task(
            task_id=task.id, submission={"compleet": False}, actor=ANDER, parts=parts, now=START
        )

        assert case.outcome == "onvolledig"
        assert verify_case(case_id=case.id, parts=parts).is_right


class TestReceivers:
    def test_are_who_has_the_role_with_the_deputy_first(self, parts, task):
        stand_in(parts)

        with parts.new_uow() as uow:
            found = receivers([task], for_account="loes", day=START.date(), uow=uow)

        assert [(one.account.id, one.stands_in_for) for one in found] == [
            ("dirk", "loes"), ("lars", ""), ("loes", ""),
        ]  # fmt: skip


class TestFollowUp:
    def follow(self, parts, task, day, actor=LOKET):
        return follow_up_task(task_id=task.id, day=day, actor=actor, parts=parts, now=START)

    def kept(self, parts, task, account="loes"):
        with parts.new_uow() as uow:
            found = uow.work.follow_ups(region=REGION, account=account, task_ids=[task.id])
        return {key: one.day for key, one in found.items()}

    def test_is_kept_for_that_person_only(self, parts, task):
        self.follow(parts, task, date(2027, 1, 20))

        assert self.kept(parts, task) == {task.id: date(2027, 1, 20)}
        assert self.kept(parts, task, "lars") == {}

    def test_can_be_moved_and_taken_away(self, parts, task):
        self.follow(parts, task, date(2027, 1, 20))
        self.follow(parts, task, date(2027, 1, 22))
        assert self.kept(parts, task) == {task.id: date(2027, 1, 22)}

        self.follow(parts, task, None)

        assert self.kept(parts, task) == {}

    @pytest.mark.parametrize("day", [START.date(), date(2026, 12, 1), LATE, date(2029, 1, 1)])
    def test_is_refused_today_or_before_and_after_the_deadline(self, parts, task, day):
        with pytest.raises(FollowUpRefused):
            self.follow(parts, task, day)

        assert self.kept(parts, task) == {}

    def test_is_refused_to_others(self, parts, task):
        with pytest.raises(NotYours):
            self.follow(parts, task, date(2027, 1, 20), actor=SCHOOL)
        with pytest.raises((NotYours, Forbidden)):
            self.follow(parts, task, date(2027, 1, 20), actor=COORDINATOR)

    def test_is_forgotten_with_the_note_once_the_task_is_done(self, parts, task):
        other = open_task(parts, start(parts))
        for one in (task, other):
            self.follow(parts, one, date(2027, 1, 20))
            give(parts, one)
        complete_task(
            task_id=task.id, submission={"compleet": True}, actor=ANDER, parts=parts, now=START
        )

        assert forget_closed(parts=parts) == 2

        assert self.kept(parts, task) == {}
        assert self.kept(parts, other) == {other.id: date(2027, 1, 20)}
        with parts.new_uow() as uow:
            left = uow.work.hand_overs(region=REGION, task_ids=[task.id, other.id])
        assert set(left) == {other.id}


class TestTogether:
    def test_does_what_it_can_and_says_what_was_refused(self, parts, task):
        other = open_task(parts, start(parts))
        claim_task(task_id=other.id, actor=ANDER, parts=parts)

        found = do_together(
            [task.id, other.id, task.id],
            lambda one: claim_task(task_id=one, actor=LOKET, parts=parts),
        )

        assert found.done == (task.id,)
        assert [(one, error.code) for one, error in found.refused] == [(other.id, "conflict")]

    @pytest.mark.parametrize("ids", [[], [str(n) for n in range(MOST + 1)]])
    def test_is_refused_with_none_or_too_many(self, ids):
        with pytest.raises(TooManyAtOnce):
            do_together(ids, lambda _: None)


class TestErasing:
    def left(self, parts, task):
        with parts.new_uow() as uow:
            notes = uow.work.hand_overs(region=REGION, task_ids=[task.id])
            days = uow.work.follow_ups(region=REGION, account="loes", task_ids=[task.id])
        return len(notes), len(days)

    @pytest.mark.parametrize(
        ("record_class", "left"), [("verzuim", (1, 1)), ("leerlingdossier", (0, 1))]
    )
    def test_of_a_record_class_takes_its_notes(self, parts, task, record_class, left):
        give(parts, task)
        follow_up_task(task_id=task.id, day=date(2027, 1, 20), actor=LOKET, parts=parts, now=START)

        with parts.new_uow() as uow:
            uow.erasure.erase_class(uow.cases.get(task.case_id), record_class)

        assert self.left(parts, task) == left

    def test_of_a_case_takes_everything(self, parts, task):
        give(parts, task)
        follow_up_task(task_id=task.id, day=date(2027, 1, 20), actor=LOKET, parts=parts, now=START)

        with parts.new_uow() as uow:
            uow.erasure.erase_case(uow.cases.get(task.case_id))

        assert self.left(parts, task) == (0, 0)
