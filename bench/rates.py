"""Acts per second of the use case, beside a bare psycopg transaction with the same work."""

from __future__ import annotations

import multiprocessing
import os
import time
import uuid
from typing import Any

import psycopg

from bench.stage import Stage, three_tasks

SECONDS = 6.0
PROCESSES = 2


def measure(cluster: Any) -> dict[str, float]:
    """Return both rates, over the same number of processes, in turn."""
    url = cluster.create_database(name="bench_rates")
    stage = Stage(url, three_tasks())
    _warm(stage)
    stage.close()
    rates: dict[str, list[float]] = {"use_case": [], "bare": []}
    for _ in range(3):  # in turn, so that a noisy moment hits both
        rates["bare"].append(_together(_bare, url))
        rates["use_case"].append(_together(_use_case, url))
    return {name: sorted(found)[1] for name, found in rates.items()}


def _together(work: Any, url: str) -> float:
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES) as pool:
        done = pool.map(work, [url] * PROCESSES)
    return sum(done)


def _warm(stage: Stage) -> None:
    case = stage.start()
    stage.complete(stage.open_task(case.id).id)


def _use_case(url: str) -> float:
    """Complete tasks for some seconds; starting the cases is not counted."""
    stage = Stage(url)
    _warm(stage)
    done, spent = 0, 0.0
    while spent < SECONDS:
        case = stage.start()
        for _ in range(3):
            task = stage.open_task(case.id)
            began = time.perf_counter()
            stage.complete(task.id)
            spent += time.perf_counter() - began
            done += 1
    stage.close()
    return done / spent


def _bare(url: str) -> float:
    """The same reads and writes without any engine: the ceiling."""
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain) as connection:
        _prepare(connection)
        case, task = _rows(connection)
        done, began = 0, time.perf_counter()
        while time.perf_counter() - began < SECONDS:
            task = _bare_act(connection, case, task, done)
            done += 1
        return done / (time.perf_counter() - began)


def _prepare(connection: Any) -> None:
    connection.execute("SELECT pg_advisory_xact_lock(1)")  # until the commit
    connection.execute(
        "CREATE TABLE IF NOT EXISTS bare_case (id text PRIMARY KEY, n int, state bytea)"
    )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS bare_task (id text PRIMARY KEY, case_id text, status text)"
    )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS bare_act (case_id text, n int, content bytea, PRIMARY KEY (case_id, n))"
    )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS bare_submission (id text PRIMARY KEY, data bytea)"
    )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS bare_event (case_id text, n int, fields text, sealed bytea, PRIMARY KEY (case_id, n))"
    )
    connection.commit()


def _rows(connection: Any) -> tuple[str, str]:
    case, task = str(uuid.uuid4()), str(uuid.uuid4())
    connection.execute("INSERT INTO bare_case VALUES (%s, 0, %s)", (case, os.urandom(600)))
    connection.execute("INSERT INTO bare_task VALUES (%s, %s, 'open')", (task, case))
    connection.commit()
    return case, task


def _bare_act(connection: Any, case: str, task: str, number: int) -> str:
    following = str(uuid.uuid4())
    connection.execute(
        "SELECT c.state, t.status FROM bare_task t JOIN bare_case c ON c.id = t.case_id "
        "WHERE t.id = %s FOR UPDATE OF c",
        (task,),
    ).fetchone()
    connection.execute(
        "INSERT INTO bare_submission VALUES (%s, %s)", (str(uuid.uuid4()), os.urandom(120))
    )
    connection.execute(
        "UPDATE bare_case SET n = n + 1, state = %s WHERE id = %s", (os.urandom(600), case)
    )
    connection.execute("INSERT INTO bare_act VALUES (%s, %s, %s)", (case, number, os.urandom(200)))
    connection.execute("UPDATE bare_task SET status = 'completed' WHERE id = %s", (task,))
    connection.execute("INSERT INTO bare_task VALUES (%s, %s, 'open')", (following, case))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO bare_event VALUES (%s, %s, %s, %s)",
            [(case, number * 5 + i, "{}" * 60, os.urandom(80)) for i in range(5)],
        )
    connection.commit()
    return following
