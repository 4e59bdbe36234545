"""Statements, growth, bytes, history, memory, cold start."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from sqlalchemy import text
from tests.small_route import BPMN

from bench.stage import Stage, counted, loop, seconds_of, three_tasks
from doorgang_engine.history.chain import verify_chain
from doorgang_engine.history.fold import fold
from doorgang_engine.history.reading import read

TABLES = ("cases", "case_keys", "user_tasks", "acts", "history", "timers", "terms", "milestones")


def statements(url: str) -> dict[str, dict[str, int]]:
    """Return statements and commits of starting a case and of completing a task."""
    stage = Stage(url, three_tasks())
    stage.complete(stage.open_task(stage.start().id).id)
    with counted(stage.database) as start:
        case = stage.start()
    task = stage.open_task(case.id)
    with counted(stage.database) as complete:
        stage.complete(task.id)
    stage.close()
    return {"start": dict(start), "complete": dict(complete)}


def growth(url: str) -> float:
    """Return how much slower a completion is after 200 rounds of a loop than after 5."""
    stage = Stage(url, loop())
    case = stage.start()
    times: list[float] = []
    for _ in range(215):
        task = stage.open_task(case.id)
        times.append(seconds_of(lambda task=task: stage.complete(task.id)))
    stage.close()
    return statistics.median(times[200:215]) / statistics.median(times[5:20])


def bytes_per_case(url: str) -> float:
    """Return the bytes that a finished case of three tasks takes, indexes included."""
    stage = Stage(url, three_tasks())
    number = 300

    def size() -> int:
        with stage.database.connect() as connection:
            total = 0
            for table in TABLES:
                query = text(f"SELECT pg_total_relation_size('{table}')")
                total += connection.execute(query).scalar_one()
            return total

    before = size()
    for _ in range(number):
        case = stage.start()
        for _ in range(3):
            stage.complete(stage.open_task(case.id).id)
    with stage.database.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM FULL"))
    found = (size() - before) / number
    stage.close()
    return found


def history(url: str) -> dict[str, float]:
    """Return the seconds to read and fold 1,000 events, and events verified per second."""
    stage = Stage(url, loop())
    case = stage.start()
    while case.events < 1_000:
        case = stage.complete(stage.open_task(case.id).id)

    def timeline() -> None:
        with stage.parts.new_uow() as uow:
            key = uow.cases.key(case.id)
            fold(read(event, key) for event in uow.history.of_case(case.id)[:1_000])

    timeline()
    seconds = statistics.median(seconds_of(timeline) for _ in range(7))
    with stage.parts.new_uow() as uow:
        stored, kept = uow.history.of_case(case.id), uow.cases.get(case.id)
    verify = statistics.median(
        seconds_of(lambda: verify_chain(stored, case=kept)) for _ in range(7)
    )
    stage.close()
    return {"timeline": seconds, "verified_per_second": len(stored) / verify}


def cold_start() -> float:
    """Return the seconds from starting the embedded server to its first page."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DOORGANG_DATABASE_URL": f"sqlite:///{folder}/doorgang.sqlite",
            "DOORGANG_DEMO": "true",
        }
        _serve_once(environment)  # the first start publishes the library
        return statistics.median(_serve_once(environment) for _ in range(3))


def _serve_once(environment: dict[str, str]) -> float:
    command = [str(Path(sys.executable).parent / "doorgang"), "serve", "--port", "0"]
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            address = line.rsplit(" ", 1)[-1].strip()
            with urllib.request.urlopen(f"{address}aanmelden", timeout=20) as page:  # noqa: S310
                page.read()
            return time.perf_counter() - began
        finally:
            process.terminate()
            process.wait(timeout=20)


def peak_memory(url: str, number: int) -> int:
    """Return the peak (MB) of a process that starts `number` cases and fires their timers."""
    Stage(url, BPMN).close()  # the tables and a route with a timer
    command = [sys.executable, "-m", "bench.memory_probe", url, str(number)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout)
