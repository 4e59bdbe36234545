"""What a region has few of: never more holders than there are, and a refusal keeps nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from tests.small_route import ANDER, BEGINNER, BPMN, LOKET, REGION, START, beginning, publish

from doorgang_engine.cases import start_case, withdraw_case
from doorgang_engine.errors import ResourceExhausted
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import TaskStatus
from doorgang_engine.tasks import complete_task

ROBOTS = 3
RESERVING = BPMN.replace(
    'dg:actie="kennisgeven"\n    dg:aan="school" dg:bericht="De aanvraag is compleet."',
    'dg:actie="reserveren"\n    dg:middel="robot" dg:capaciteit="parameter(&quot;robots&quot;)"',
)
RELEASING = RESERVING.replace(
    '<bpmn:sequenceFlow id="f4" sourceRef="controleren" targetRef="klaar"/>',
    '<bpmn:serviceTask id="terug" name="Teruggeven" dg:actie="vrijgeven" dg:middel="robot"/>'
    '<bpmn:userTask id="nazorg" name="Nazorg" dg:rol="loket" dg:formulier="toets"/>'
    '<bpmn:sequenceFlow id="f4" sourceRef="controleren" targetRef="terug"/>'
    '<bpmn:sequenceFlow id="f6" sourceRef="terug" targetRef="nazorg"/>'
    '<bpmn:sequenceFlow id="f7" sourceRef="nazorg" targetRef="klaar"/>',
)


def published(parts, *, bpmn=RESERVING, robots=ROBOTS, number=1):
    publish(parts, number=number, bpmn=bpmn, parameters={"robots": robots})


def begun(parts):
    return start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)


def open_task(parts, case):
    with parts.new_uow() as uow:
        (task,) = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
        return task


def complete(parts, case, *, actor=LOKET, compleet=True):
    return complete_task(
        task_id=open_task(parts, case).id,
        submission={"compleet": compleet},
        actor=actor,
        parts=parts,
        now=START,
    )


def held(parts):
    """Return unit and case of what is lent out."""
    with parts.new_uow() as uow:
        return [(one.unit, one.case_id) for one in uow.reservations.held(region=REGION)]


class TestReserve:
    @pytest.fixture(autouse=True)
    def _published(self, parts):
        published(parts)

    def test_gives_each_case_the_lowest_that_is_free(self, parts):
        cases = [begun(parts) for _ in range(ROBOTS)]

        for case in cases:
            complete(parts, case)

        assert held(parts) == [(1, cases[0].id), (2, cases[1].id), (3, cases[2].id)]

    def test_is_refused_when_all_are_held_and_keeps_nothing(self, parts):
        for _ in range(ROBOTS):
            complete(parts, begun(parts))
        fourth = begun(parts)
        before = open_task(parts, fourth)

        with pytest.raises(ResourceExhausted, match="Alle 3 van ‘robot’"):
            complete(parts, fourth)

        with parts.new_uow() as uow:
            assert uow.cases.get(fourth.id) == fourth
            assert len(uow.submissions.of_case(fourth.id)) == 1  # the start form
            assert uow.incidents.of_case(fourth.id) == []
        assert open_task(parts, fourth) == before
        assert len(held(parts)) == ROBOTS

    def test_lets_the_refused_choose_otherwise(self, parts):
        for _ in range(ROBOTS):
            complete(parts, begun(parts))
        fourth = begun(parts)
        with pytest.raises(ResourceExhausted):
            complete(parts, fourth)

        assert complete(parts, fourth, compleet=False).outcome == "onvolledig"

    def test_stands_in_a_history_that_can_be_redone_without_the_other_cases(self, parts):
        case = complete(parts, begun(parts))

        with parts.new_uow() as uow:
            kinds = [one.kind for one in uow.history.of_case(case.id)]
        assert kinds.count("resource_reserved") == 1
        assert verify_case(case_id=case.id, parts=parts).is_right

    def test_lets_only_one_of_two_at_once_have_the_last(self, parts):
        for _ in range(ROBOTS - 1):
            complete(parts, begun(parts))
        rivals, gate = [begun(parts), begun(parts)], Barrier(2)

        def try_it(case):
            gate.wait()
            try:
                complete(parts, case)
            except ResourceExhausted:
                return "refused"
            return "held"

        with ThreadPoolExecutor(2) as pool:
            outcomes = sorted(pool.map(try_it, rivals))

        assert outcomes == ["held", "refused"]
        assert [unit for unit, _ in held(parts)] == [1, 2, 3]


class TestRelease:
    def test_comes_with_the_end_of_a_case(self, parts):
        published(parts)
        first, second = (complete(parts, begun(parts)) for _ in range(2))

        complete(parts, first, actor=ANDER)
        third = complete(parts, begun(parts))

        assert held(parts) == [(1, third.id), (2, second.id)]

    def test_comes_with_withdrawing_a_case(self, parts):
        published(parts)
        case = complete(parts, begun(parts))

        withdraw_case(case_id=case.id, reason="verhuisd", actor=BEGINNER, parts=parts, now=START)

        assert held(parts) == []

    def test_comes_with_the_step_that_gives_it_back(self, parts):
        published(parts, bpmn=RELEASING)
        case = complete(parts, begun(parts))

        case = complete(parts, case, actor=ANDER)

        assert case.status == "running"
        assert held(parts) == []


class TestARegionWithoutAny:
    def test_says_so(self, parts):
        published(parts, robots=0)

        with pytest.raises(ResourceExhausted, match="heeft geen ‘robot’"):
            complete(parts, begun(parts))


class TestAtTheStart:
    AT_START = BPMN.replace(
        '<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="toetsen"/>',
        '<bpmn:serviceTask id="plek" name="Plek" dg:actie="reserveren" dg:middel="plek"'
        ' dg:capaciteit="1"/>'
        '<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="plek"/>'
        '<bpmn:sequenceFlow id="f1b" sourceRef="plek" targetRef="toetsen"/>',
    )

    def test_refuses_to_begin_a_case_that_nothing_is_left_for(self, parts):
        published(parts, bpmn=self.AT_START)
        first = begun(parts)

        with pytest.raises(ResourceExhausted, match="Alle 1 van ‘plek’"):
            begun(parts)

        with parts.new_uow() as uow:
            assert list(uow.cases.ids()) == [first.id]
