"""A route starts another for the same child: once, and with nobody who does not take part."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.small_route import BPMN, LOKET, REGION, START, beginning, publish

from doorgang_engine.cases import start_case
from doorgang_engine.jobs import work_off
from doorgang_engine.model import Organisation, TaskStatus
from doorgang_engine.ports import CaseQuery
from doorgang_engine.subject import subject_of
from doorgang_engine.tasks import complete_task

ASKS = BPMN.replace(
    'dg:actie="kennisgeven"\n    dg:aan="school" dg:bericht="De aanvraag is compleet."',
    'dg:actie="traject_starten" dg:route="vervolg"',
)
FOLLOWS = BPMN.replace(' dg:formulier="aanvraag"', "")
LATER = START + timedelta(days=1)


def organisation(key):
    return Organisation(region=REGION, id=key, kind="po_school", name=key, brin="")


@pytest.fixture
def asked(parts):
    """A case of which only the samenwerkingsverband takes part, that asked for another."""
    publish(parts, bpmn=ASKS)
    publish(parts, bpmn=FOLLOWS, route="vervolg")
    case = start_case(
        beginning=beginning(participants={"swv": "swv-proef"}),
        actor=LOKET,
        parts=parts,
        now=START,
    )
    with parts.new_uow() as uow:
        task = next(t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN)
    complete_task(
        task_id=task.id, submission={"compleet": True}, actor=LOKET, parts=parts, now=START
    )
    return case


def followers(parts):
    with parts.new_uow() as uow:
        return uow.cases.page(CaseQuery(region=REGION, route="vervolg"))


def add_organisations(parts, *keys):
    with parts.new_uow() as uow:
        uow.organisations.add([organisation(key) for key in keys])


class TestStartingAnotherCase:
    def test_is_for_the_same_child_with_all_who_are_needed(self, parts, asked):
        add_organisations(parts, "school-enig")

        work_off(parts=parts, at=START)

        [child] = followers(parts)
        assert child.participants == {"swv": "swv-proef", "po_school": "school-enig"}
        with parts.new_uow() as uow:
            assert subject_of(child, uow.cases.key(child.id)).given_name == "Noor"

    def test_happens_once(self, parts, asked):
        add_organisations(parts, "school-enig")

        work_off(parts=parts, at=START)
        work_off(parts=parts, at=LATER)

        assert len(followers(parts)) == 1

    def test_waits_while_it_is_not_clear_who_takes_part(self, parts, asked):
        add_organisations(parts, "school-een", "school-twee")

        work_off(parts=parts, at=START)

        assert not followers(parts)

    def test_happens_when_it_has_become_clear(self, parts, asked):
        work_off(parts=parts, at=START)
        add_organisations(parts, "school-enig")

        work_off(parts=parts, at=LATER)

        assert len(followers(parts)) == 1

    def test_is_never_given_up_and_the_coordinator_is_told_once(self, parts, asked):
        for day in range(30):
            work_off(parts=parts, at=START + timedelta(days=day))

        with parts.new_uow() as uow:
            counts = uow.jobs.counts()
            notices = uow.notices.page(
                region=REGION, organisation="", roles=["regiocoordinator"], limit=9
            )
        assert (counts, followers(parts)) == ({"failing": 1}, [])
        assert [notice.case_id for notice in notices] == [asked.id]
        assert "participants_missing" in notices[0].text
