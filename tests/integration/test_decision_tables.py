"""A decision table in a running case: kept in the history, sealed, asked again by verifying."""

from __future__ import annotations

import pytest
from tests.conformance.deciding import decide
from tests.small_route import BEGINNER, BPMN, LOKET, START, beginning, bundle_of, content, publish

from doorgang_engine import events as ev
from doorgang_engine.cases import start_case
from doorgang_engine.dmn.errors import TableUndecided
from doorgang_engine.history.reading import read
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import TaskStatus
from doorgang_engine.tasks import complete_task

TABLE = decide(
    "proef-tabel",
    """
    compleet:boolean | bijzonder:boolean => weg:string
    true             | -                 => "door"
    false            | true              => "halt"
    """,
)
DRAWN = (
    BPMN.replace(
        '<bpmn:exclusiveGateway id="compleet_toetsen"',
        '<bpmn:businessRuleTask id="wegen" name="Wegen" dg:tabel="proef-tabel"/>'
        '<bpmn:exclusiveGateway id="compleet_toetsen"',
    )
    .replace(
        '<bpmn:sequenceFlow id="f2" sourceRef="toetsen" targetRef="compleet_toetsen"/>',
        '<bpmn:sequenceFlow id="f2" sourceRef="toetsen" targetRef="wegen"/>'
        '<bpmn:sequenceFlow id="f2b" sourceRef="wegen" targetRef="compleet_toetsen"/>',
    )
    .replace(">compleet</bpmn:conditionExpression>", '>weg == "door"</bpmn:conditionExpression>')
)


@pytest.fixture
def case(parts):
    publish(parts, bpmn=DRAWN, decisions={"proef-tabel": TABLE})
    return start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)


def open_tasks(parts, case):
    with parts.new_uow() as uow:
        return [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]


def complete(parts, case, **submission):
    (task,) = open_tasks(parts, case)
    complete_task(task_id=task.id, submission=submission, actor=LOKET, parts=parts, now=START)


def recorded(parts, case):
    with parts.new_uow() as uow:
        events = uow.history.of_case(case.id)
        return [e for e in events if e.kind == "table_applied"], uow.cases.key(case.id)


class TestADecision:
    def test_is_kept_with_the_rules_that_hit_and_the_version(self, parts, case):
        complete(parts, case, compleet=True)

        (event,), key = recorded(parts, case)
        told = read(event, key)
        assert (told.table, told.rules, told.round) == ("proef-tabel", "1", 1)
        assert len(told.version) == 64
        assert [task.element for task in open_tasks(parts, case)] == ["controleren"]

    def test_seals_which_rules_hit(self, parts, case):
        complete(parts, case, compleet=True)

        (event,), _ = recorded(parts, case)
        assert "rules" not in event.fields
        assert read(event, None).rules == ""

    def test_is_taken_again_when_the_case_is_verified(self, parts, case):
        complete(parts, case, compleet=True)

        verdict = verify_case(case_id=case.id, parts=parts)

        assert (verdict.is_right, verdict.differences) == (True, ())

    def test_that_was_another_is_found_by_verifying(self, parts, case, monkeypatch):
        with monkeypatch.context() as patched:
            patched.setattr(
                ev.TableApplied, "open_fields", lambda self: {**_open(self), "table": "x"}
            )
            complete(parts, case, compleet=True)

        verdict = verify_case(case_id=case.id, parts=parts)

        assert [d.field for d in verdict.differences] == ["table_applied.table"]

    def test_that_cannot_be_taken_leaves_the_case_where_it_was(self, parts, case):
        with pytest.raises(TableUndecided):
            complete(parts, case, compleet=False, bijzonder=False)

        assert recorded(parts, case)[0] == []
        assert verify_case(case_id=case.id, parts=parts).is_right


def _open(event):
    return {name: value for name, value in vars(event).items() if name not in event.sealed}


class TestABundle:
    def test_is_another_when_only_its_table_changed(self):
        one = content(bpmn=DRAWN, decisions={"proef-tabel": TABLE})
        other = content(bpmn=DRAWN, decisions={"proef-tabel": TABLE.replace("halt", "stop")})

        assert bundle_of(one).hash != bundle_of(other).hash
