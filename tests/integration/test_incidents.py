"""An act that cannot run on leaves the case whole, loses nothing, and can be tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.small_route import BEGINNER, BPMN, LOKET, START, beginning, publish

from doorgang_engine.cases import start_case
from doorgang_engine.errors import CaseNotRunning, ConditionFailed, Conflict, ExecutionFailed
from doorgang_engine.history.verify import verify_case
from doorgang_engine.incidents import retry
from doorgang_engine.model import Actor, CaseStatus, IncidentStatus, TaskStatus
from doorgang_engine.submissions import open_submission
from doorgang_engine.tasks import complete_task
from doorgang_engine.timers import fire_due_timers

NEXT_DAY = START + timedelta(days=1)
COORDINATOR = Actor(id="rik", role="regiocoordinator", organisation="swv-proef", region="proef")
# Divides by the days since the start: fails on the day itself, works from the day after.
FAILS_TODAY = BPMN.replace(
    ">compleet</bpmn:conditionExpression>",
    '>compleet &amp;&amp; 10 / dagen_tussen("2027-01-15", vandaag()) > 0'
    "</bpmn:conditionExpression>",
)


@pytest.fixture
def failed(parts):
    """A case whose first task was completed on a day on which the route cannot run on."""
    publish(parts, bpmn=FAILS_TODAY)
    case = start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)
    task = open_task(parts, case)
    with pytest.raises(ConditionFailed):
        complete(parts, task, now=START)
    return case


def open_task(parts, case):
    with parts.new_uow() as uow:
        return next(t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN)


def complete(parts, task, *, now):
    return complete_task(
        task_id=task.id,
        submission={"compleet": True, "toelichting": "Alles is er"},
        actor=LOKET,
        parts=parts,
        now=now,
    )


def only_incident(parts, case):
    with parts.new_uow() as uow:
        (incident,) = uow.incidents.of_case(case.id)
    return incident


class TestIncident:
    def test_leaves_the_case_in_its_last_wait_state(self, parts, failed):
        with parts.new_uow() as uow:
            case = uow.cases.get(failed.id)

        assert case.status is CaseStatus.INCIDENT
        assert open_task(parts, failed).element == "toetsen"

    def test_keeps_what_was_filled_in(self, parts, failed):
        with parts.new_uow() as uow:
            key = uow.cases.key(failed.id)
            found = [s for s in uow.submissions.of_case(failed.id) if s.element == "toetsen"]
            (kept,) = (open_submission(s, key) for s in found)

        assert kept["toelichting"] == "Alles is er"
        assert only_incident(parts, failed).code == "condition_failed"

    def test_holds_the_timers_and_refuses_other_acts(self, parts, failed):
        swept = fire_due_timers(parts=parts, at=START + timedelta(days=60))

        assert (swept.fired, swept.failed) == (0, 0)
        with pytest.raises(CaseNotRunning):
            complete(parts, open_task(parts, failed), now=NEXT_DAY)

    def test_stays_when_it_fails_again(self, parts, failed):
        incident = only_incident(parts, failed)

        with pytest.raises(ExecutionFailed):
            retry(incident_id=incident.id, actor=COORDINATOR, parts=parts, now=START)

        assert only_incident(parts, failed).status is IncidentStatus.OPEN

    def test_is_resolved_when_it_succeeds_and_the_case_runs_on(self, parts, failed):
        incident = only_incident(parts, failed)

        case = retry(incident_id=incident.id, actor=COORDINATOR, parts=parts, now=NEXT_DAY)

        assert case.status is CaseStatus.RUNNING
        assert open_task(parts, case).element == "controleren"
        assert verify_case(case_id=case.id, parts=parts).differences == ()
        with pytest.raises(Conflict):
            retry(incident_id=incident.id, actor=COORDINATOR, parts=parts, now=NEXT_DAY)

    def test_lets_the_other_cases_go_on(self, parts, failed):
        other = start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=NEXT_DAY)

        done = complete(parts, open_task(parts, other), now=NEXT_DAY + timedelta(hours=1))

        assert done.status is CaseStatus.RUNNING
