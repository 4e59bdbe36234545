"""Milestones follow from the history, in the transaction of the act, and can be made again."""

from __future__ import annotations

import pytest
from tests.small_route import BEGINNER, BPMN, LOKET, REGION, START, beginning, publish

from doorgang_engine.cases import start_case
from doorgang_engine.errors import EngineError
from doorgang_engine.kpi.rebuild import rebuild
from doorgang_engine.model import TaskStatus
from doorgang_engine.tasks import complete_task

MARKED = BPMN.replace('id="toetsen"', 'id="toetsen" dg:mijlpaal="getoetst"').replace(
    'id="f3"', 'id="f3" dg:mijlpaal="compleet"'
)


@pytest.fixture
def case(parts):
    publish(parts, bpmn=MARKED)
    return start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)


def complete(parts, case, *, complete_form=True):
    with parts.new_uow() as uow:
        task = next(t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN)
    complete_task(
        task_id=task.id,
        submission={"compleet": complete_form, "toelichting": "Gezien."},
        actor=LOKET,
        parts=parts,
        now=START,
    )


def milestones(parts, case):
    with parts.new_uow() as uow:
        return [(m.kind, m.route, m.run, m.key) for m in uow.milestones.of_case(case.id)]


class TestMilestones:
    def test_are_written_with_the_act(self, parts, case):
        complete(parts, case)

        assert milestones(parts, case) == [
            ("begin", "proef-route", "", "begin"),
            ("mijlpaal", "proef-route", "", "getoetst"),
            ("termijn", "proef-route", "", "proef.toets/voldaan"),
            ("mijlpaal", "proef-route", "", "compleet"),
        ]

    def test_tell_the_outcome(self, parts, case):
        complete(parts, case, complete_form=False)

        assert ("uitkomst", "proef-route", "", "onvolledig") in milestones(parts, case)
        assert ("mijlpaal", "proef-route", "", "compleet") not in milestones(parts, case)

    def test_are_not_written_when_the_act_fails(self, parts, case):
        before = milestones(parts, case)
        with pytest.raises(EngineError):
            complete(parts, case, complete_form="misschien")

        assert milestones(parts, case) == before

    def test_are_on_the_day_in_amsterdam(self, parts, case):
        with parts.new_uow() as uow:
            first = uow.milestones.of_case(case.id)[0]

        assert (first.at, first.day.isoformat()) == (START, "2027-01-15")


class TestRebuild:
    def test_finds_nothing_to_put_right(self, parts, case):
        complete(parts, case)

        assert rebuild(parts=parts) == (1, 0)

    def test_makes_them_again(self, parts, case):
        complete(parts, case)
        should = milestones(parts, case)
        with parts.new_uow() as uow:
            uow.milestones.remove_of_case(case)
            assert not uow.milestones.of_case(case.id)

        assert rebuild(parts=parts, region=REGION) == (1, 1)
        assert milestones(parts, case) == should

    def test_leaves_another_region_alone(self, parts, case):
        with parts.new_uow() as uow:
            uow.milestones.remove_of_case(case)

        assert rebuild(parts=parts, region="elders") == (0, 0)
        assert not milestones(parts, case)
