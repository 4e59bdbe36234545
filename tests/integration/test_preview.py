"""What an answer would lead to is told as it would happen, and nothing of it is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import inspect, text
from tests.api.filed_route import SHARING
from tests.small_route import (
    ANDER,
    BEGINNER,
    BPMN,
    FORMS,
    LOKET,
    SCHOOL,
    START,
    beginning,
    publish,
)

from doorgang_engine.cases import start_case
from doorgang_engine.errors import (
    ExecutionFailed,
    NotYours,
    SubmissionInvalid,
    TaskAlreadyCompleted,
)
from doorgang_engine.preview import preview_completion
from doorgang_engine.tasks import complete_task

#: Without a way on when it is not complete.
STUCK = BPMN.replace(' default="naar_onvolledig"', "").replace(
    '<bpmn:sequenceFlow id="naar_onvolledig" name="nee" sourceRef="compleet_toetsen" '
    'targetRef="onvolledig"/>',
    '<bpmn:sequenceFlow id="naar_onvolledig" name="nee" sourceRef="compleet_toetsen" '
    'targetRef="onvolledig"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
    "bijzonder</bpmn:conditionExpression></bpmn:sequenceFlow>",
)


def begun(parts, bpmn=BPMN, **changed):
    publish(parts, bpmn=bpmn, **changed)
    case = start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)
    with parts.new_uow() as uow:
        (task,) = uow.tasks.of_case(case.id)
    return task


def preview(parts, task, *, actor=LOKET, **submission):
    return preview_completion(
        task_id=task.id,
        submission=submission,
        actor=actor,
        parts=parts,
        now=START,
    )


def everything(parts):
    """Return all rows of all tables."""
    with parts.new_uow() as uow:
        tables = inspect(uow.connection).get_table_names()
        return {
            table: sorted(map(str, uow.connection.execute(text(f"SELECT * FROM {table}"))))  # noqa: S608
            for table in tables
        }


def kinds(preview):
    return [event.kind for event in preview.events]


class TestPreview:
    def test_tells_what_really_happens_then(self, parts):
        task = begun(parts)

        told = preview(parts, task, compleet=True)

        done = complete_task(
            task_id=task.id, submission={"compleet": True}, actor=LOKET, parts=parts, now=START
        )
        with parts.new_uow() as uow:
            happened = [e.kind for e in uow.history.of_case(done.id) if e.act == done.acts]
        assert kinds(told) == happened
        assert {"task_opened", "notice_given", "term_ended"} <= set(happened)

    def test_tells_of_the_end_of_the_case(self, parts):
        told = preview(parts, begun(parts), compleet=False)

        assert (told.ends_case, told.events[-1].outcome) == (True, "onvolledig")

    def test_keeps_nothing(self, parts):
        task = begun(parts)
        before = everything(parts)

        preview(parts, task, compleet=True)
        preview(parts, task, compleet=False)

        assert everything(parts) == before

    def test_of_what_cannot_run_on_makes_no_incident(self, parts):
        task = begun(parts, STUCK)
        before = everything(parts)

        with pytest.raises(ExecutionFailed):
            preview(parts, task, compleet=False)
        assert everything(parts) == before

    def test_judges_the_form(self, parts):
        with pytest.raises(SubmissionInvalid):
            preview(parts, begun(parts))

    def test_is_refused_to_who_may_not_do_the_task(self, parts):
        with pytest.raises(NotYours):
            preview(parts, begun(parts), actor=SCHOOL, compleet=True)

    def test_is_refused_of_a_task_that_is_done(self, parts):
        task = begun(parts)
        complete_task(
            task_id=task.id, submission={"compleet": True}, actor=ANDER, parts=parts, now=START
        )

        with pytest.raises(TaskAlreadyCompleted):
            preview(parts, task, compleet=True)


class TestSharing:
    def test_names_what_is_filled_in_by_then_and_not_what_may_come(self, parts):
        sharing = SHARING.replace('"toets" dg:grond', '"toets nooit" dg:grond')
        forms = {**FORMS, "nooit": FORMS["toets"]}
        task = begun(parts, bpmn=sharing, forms=forms)

        told = preview(parts, task, compleet=True)

        (shared,) = (one for one in told.events if one.kind == "data_disclosed")
        assert shared.forms == ("toets",)


class TestDiscretion:
    def test_tells_who_does_not_see_the_case_of_their_own_work_only(self, parts):
        roles = {**ROLES, "loket": {"naam": "Loket", "organisatie": ""}}
        task = begun(parts, roles=roles)
        stranger = replace(LOKET, organisation="elders")

        told = preview(parts, task, actor=stranger, compleet=True)

        assert kinds(told) == ["task_opened"]
        assert told.events[0].role == LOKET.role

    def test_does_not_let_the_family_find_out_by_trying(self, parts):
        bpmn = BPMN.replace('dg:rol="loket"', 'dg:rol="ouder"')
        task = begun(parts, bpmn, roles=ROLES)
        parent = replace(LOKET, id="vera", role="ouder")

        goes_on = preview(parts, task, actor=parent, compleet=True)
        ends = preview(parts, task, actor=parent, compleet=False)

        assert kinds(goes_on) == ["task_opened"]  # their own; not that the school is told
        assert (kinds(ends), ends.ends_case) == ([], False)


ROLES = {
    "ouder": {"naam": "Ouder", "organisatie": "swv"},
    "school": {"naam": "School", "organisatie": "po_school"},
}
