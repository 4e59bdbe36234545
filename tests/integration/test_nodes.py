"""Several nodes at once: every act once, nothing lost, also when a node is killed."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from tests.integration.conftest import MASTER_KEY
from tests.small_route import BEGINNER, LOKET, START, beginning, publish

from doorgang_engine.cases import start_case
from doorgang_engine.errors import TaskAlreadyCompleted
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import CaseStatus, TaskStatus
from doorgang_engine.tasks import complete_task
from doorgang_engine.timers import fire_due_timers

LATE = START + timedelta(days=30)
NODE = Path(__file__).parent / "node.py"


def started(parts, number):
    publish(parts)
    return [
        start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)
        for _ in range(number)
    ]


def fired_in(parts, case):
    with parts.new_uow() as uow:
        return sum(event.kind == "timer_fired" for event in uow.history.of_case(case.id))


class TestTwoPeople:
    def test_complete_one_task_once(self, parts):
        (case,) = started(parts, 1)
        with parts.new_uow() as uow:
            (task,) = uow.tasks.of_case(case.id)
        together = threading.Barrier(2)

        def complete(_):
            together.wait()
            try:
                complete_task(
                    task_id=task.id,
                    submission={"compleet": True},
                    actor=LOKET,
                    parts=parts,
                    now=START,
                )
            except TaskAlreadyCompleted as refused:
                return refused.code
            return "done"

        with ThreadPoolExecutor(2) as pool:
            answers = sorted(pool.map(complete, range(2)))

        assert answers == ["done", "task_already_completed"]
        with parts.new_uow() as uow:
            opened = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
        assert [t.element for t in opened] == ["controleren"]


class TestSeveralSweeps:
    def test_fire_each_timer_once(self, parts):
        cases = started(parts, 24)

        with ThreadPoolExecutor(4) as pool:
            sweeps = list(pool.map(lambda _: fire_due_timers(parts=parts, at=LATE), range(4)))

        assert sum(sweep.fired for sweep in sweeps) == len(cases)
        assert [fired_in(parts, case) for case in cases] == [1] * len(cases)


class TestKilledNodes:
    @pytest.fixture
    def database_url(self, fresh_postgres_url):
        return fresh_postgres_url

    def test_lose_nothing_and_do_nothing_twice(self, parts, database_url):
        cases = started(parts, 60)

        for _ in range(4):
            self._run_and_kill(database_url, seconds=0.25)
        fire_due_timers(parts=parts, at=LATE)

        with parts.new_uow() as uow:
            ended = [uow.cases.get(case.id) for case in cases]
        assert {case.status for case in ended} == {CaseStatus.COMPLETED}
        assert [fired_in(parts, case) for case in cases] == [1] * len(cases)
        assert all(verify_case(case_id=case.id, parts=parts).is_right for case in cases)

    @staticmethod
    def _run_and_kill(url, *, seconds):
        command = [sys.executable, str(NODE), url, MASTER_KEY.hex(), LATE.isoformat()]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as node:
            assert node.stdout.readline() == "ready\n"
            time.sleep(seconds)
            node.kill()
