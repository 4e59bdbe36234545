from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.small_route import ANDER, BEGINNER, LOKET, START, beginning, publish

from doorgang_engine.cases import start_case, withdraw_case
from doorgang_engine.deadlines import change_term
from doorgang_engine.errors import (
    CaseNotRunning,
    NotYours,
    RequestReused,
    SamePerformer,
    StaleRevision,
    SubmissionInvalid,
    TaskAlreadyCompleted,
    TaskNotFound,
    TaskNotOpen,
    TermNotFound,
)
from doorgang_engine.history.fold import fold
from doorgang_engine.history.reading import read
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import CaseStatus, TaskStatus
from doorgang_engine.ports import TaskQuery
from doorgang_engine.subject import subject_of
from doorgang_engine.tasks import claim_task, complete_task
from doorgang_engine.timers import fire_due_timers


@pytest.fixture
def case(parts):
    publish(parts)
    return start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)


def open_tasks(parts, case):
    with parts.new_uow() as uow:
        return [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]


def only_task(parts, case):
    (task,) = open_tasks(parts, case)
    return task


def complete(parts, task, *, actor=LOKET, data=None, now=START, **more):
    return complete_task(
        task_id=task.id,
        submission={"compleet": True} if data is None else data,
        actor=actor,
        parts=parts,
        now=now,
        **more,
    )


def events_of(parts, case):
    with parts.new_uow() as uow:
        key = uow.cases.key(case.id)
        return [read(event, key) for event in uow.history.of_case(case.id)]


class TestStartCase:
    def test_opens_the_first_task_with_its_legal_deadline(self, parts, case):
        task = only_task(parts, case)

        assert (task.element, task.role, task.organisation) == ("toetsen", "loket", "swv-proef")
        assert task.due_at.isoformat() == "2027-01-22T22:59:59+00:00"

    def test_keeps_the_name_of_the_child_sealed(self, parts, case):
        with parts.new_uow() as uow:
            stored = uow.cases.get(case.id)
            subject = subject_of(stored, uow.cases.key(case.id))

        assert b"Noor" not in stored.subject_name
        assert subject.given_name == "Noor"

    def test_numbers_cases_within_region_and_year(self, parts, case):
        second = start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)

        assert (case.number, second.number) == ("PRO-2027-00001", "PRO-2027-00002")

    def test_gives_the_same_case_again_for_the_same_request(self, parts, case):
        given = {"beginning": beginning(), "actor": BEGINNER, "parts": parts, "now": START}

        first = start_case(**given, request_id="a-request")
        again = start_case(**given, request_id="a-request")

        assert first.id == again.id != case.id

    def test_refuses_a_submission_that_does_not_pass(self, parts, case):
        with pytest.raises(SubmissionInvalid) as refused:
            start_case(
                beginning=beginning(submission={"onbekend": 1}), actor=BEGINNER, parts=parts
            )

        assert set(refused.value.fields) == {"vraag", "onbekend"}


class TestCompleteTask:
    def test_lets_the_case_run_on(self, parts, case):
        complete(parts, only_task(parts, case))

        assert only_task(parts, case).element == "controleren"

    def test_tells_the_second_one_who_was_first_and_leaves_the_case_whole(self, parts, case):
        task = only_task(parts, case)
        complete(parts, task)

        with pytest.raises(TaskAlreadyCompleted) as refused:
            complete(parts, task, actor=ANDER)

        assert refused.value.by == LOKET.id
        assert only_task(parts, case).element == "controleren"

    def test_answers_the_same_request_again_with_the_first_answer(self, parts, case):
        task = only_task(parts, case)

        first = complete(parts, task, request_id="once")
        again = complete(parts, task, request_id="once")

        assert first.events == again.events

    def test_refuses_a_request_id_that_did_something_else(self, parts, case):
        complete(parts, only_task(parts, case), request_id="once")

        with pytest.raises(RequestReused):
            complete(parts, only_task(parts, case), actor=ANDER, request_id="once")

    def test_refuses_the_same_person_for_the_second_pair_of_eyes(self, parts, case):
        complete(parts, only_task(parts, case))

        with pytest.raises(SamePerformer):
            complete(parts, only_task(parts, case))
        done = complete(parts, only_task(parts, case), actor=ANDER)

        assert (done.status, done.outcome) == (CaseStatus.COMPLETED, "klaar")

    def test_refuses_another_role(self, parts, case):
        with pytest.raises(NotYours):
            complete(parts, only_task(parts, case), actor=BEGINNER)

    def test_lets_a_corrected_submission_through_after_a_wrong_one(self, parts, case):
        task = only_task(parts, case)

        with pytest.raises(SubmissionInvalid):
            complete(parts, task, data={"compleet": "misschien"})

        assert complete(parts, task).status is CaseStatus.RUNNING

    def test_refuses_a_completion_after_the_deadline(self, parts, case):
        late = START + timedelta(days=30)

        with pytest.raises(TaskNotOpen):
            complete(parts, only_task(parts, case), now=late)
        swept = fire_due_timers(parts=parts, at=late)

        with parts.new_uow() as uow:
            ended = uow.cases.get(case.id)
        assert (swept.fired, ended.outcome) == (1, "verlopen")

    def test_does_not_know_a_task_that_is_not_there(self, parts, case):
        with pytest.raises(TaskNotFound):
            complete_task(task_id="nope", submission={}, actor=LOKET, parts=parts)


class TestFireDueTimers:
    def test_fires_at_the_end_of_the_last_day_and_not_before(self, parts, case):
        due_at = only_task(parts, case).due_at

        early = fire_due_timers(parts=parts, at=due_at - timedelta(seconds=1))
        late = fire_due_timers(parts=parts, at=due_at)

        assert (early.fired, late.fired) == (0, 1)

    def test_fires_a_timer_once(self, parts, case):
        due_at = only_task(parts, case).due_at
        fire_due_timers(parts=parts, at=due_at)

        assert fire_due_timers(parts=parts, at=due_at).fired == 0


class TestChangeTerm:
    def test_moves_task_and_timer_when_it_is_suspended_and_resumed(self, parts, case):
        run_id = self._run(parts, case)
        given = {"case_id": case.id, "run_id": run_id, "actor": LOKET, "parts": parts}

        change_term(**given, change="suspend", reason="Wacht op stukken", now=START)
        suspended = only_task(parts, case).due_at
        change_term(**given, change="resume", reason="", now=START + timedelta(days=7))

        assert suspended is None
        assert only_task(parts, case).due_at.date().isoformat() == "2027-01-29"
        assert fire_due_timers(parts=parts, at=START + timedelta(days=10)).fired == 0

    def test_refuses_a_case_that_has_changed_meanwhile(self, parts, case):
        with pytest.raises(StaleRevision):
            change_term(
                case_id=case.id,
                run_id=self._run(parts, case),
                change="suspend",
                reason="Wacht",
                actor=LOKET,
                parts=parts,
                revision=99,
            )

    def test_refuses_a_term_of_another_case(self, parts, case):
        with pytest.raises(TermNotFound):
            change_term(
                case_id=case.id,
                run_id="other",
                change="suspend",
                reason="Wacht",
                actor=LOKET,
                parts=parts,
                now=START,
            )

    @staticmethod
    def _run(parts, case):
        with parts.new_uow() as uow:
            (term,) = uow.terms.of_case(case.id)
        return term.id


class TestWithdrawCase:
    def test_closes_everything_and_keeps_history(self, parts, case):
        given = {"case_id": case.id, "reason": "Dubbel", "actor": LOKET, "parts": parts}

        withdrawn = withdraw_case(**given, now=START)

        assert withdrawn.status is CaseStatus.WITHDRAWN
        assert open_tasks(parts, case) == []
        with pytest.raises(CaseNotRunning):
            withdraw_case(**given)


class TestHistory:
    def test_folds_to_what_the_tables_say(self, parts, case):
        complete(parts, only_task(parts, case))

        snapshot = fold(events_of(parts, case))

        assert snapshot.open_tasks == {only_task(parts, case).id}
        assert snapshot.variables[""]["compleet"] is True

    def test_verifies_when_the_acts_are_done_again(self, parts, case):
        complete(parts, only_task(parts, case))
        complete(parts, only_task(parts, case), actor=ANDER)

        verdict = verify_case(case_id=case.id, parts=parts)

        assert verdict.differences == ()
        assert verdict.events > 10

    def test_verifies_whatever_time_zone_the_moment_was_told_in(self, parts, case):
        elsewhere = START.astimezone(ZoneInfo("Europe/Amsterdam"))

        complete(parts, only_task(parts, case), now=elsewhere)

        assert verify_case(case_id=case.id, parts=parts).is_right


class TestWork:
    def test_lists_the_most_urgent_first_and_goes_on_after_the_last_one(self, parts, case):
        later = START + timedelta(days=7)
        for moment in (later, START):
            start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=moment)
        query = {"region": "proef", "organisation": "swv-proef", "roles": ("loket",), "limit": 2}

        with parts.new_uow() as uow:
            first = uow.tasks.page(TaskQuery(**query))
            rest = uow.tasks.page(TaskQuery(**query, after=first[-1].id))

        dues = [task.due_at for task in (*first, *rest)]
        assert dues == sorted(dues)
        assert len({task.id for task in (*first, *rest)}) == 3

    def test_lets_one_person_claim_a_task(self, parts, case):
        task = only_task(parts, case)

        claim_task(task_id=task.id, actor=LOKET, parts=parts)

        with pytest.raises(Exception, match="collega"):
            claim_task(task_id=task.id, actor=ANDER, parts=parts)
