"""A million tasks, a million timers."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from tests.small_route import BPMN, START

from bench.stage import Stage, percentile, whole
from doorgang_engine.ports import TaskQuery
from doorgang_engine.storage.work_rows import NEXT_DUE_BY_CLOCK
from doorgang_engine.timers import fire_in_parallel

MILLION = 1_000_000
ORGANISATIONS = 2_000
DUE = 1_000


def my_tasks(url: str, number: int = MILLION) -> float:
    """Return the p95 in seconds of the first page of my tasks."""
    stage = Stage(url, BPMN)
    case = stage.start()
    with whole(stage.database) as connection:
        connection.execute(
            text(
                "INSERT INTO user_tasks SELECT 'proef', 'x' || n, :case, 'e', '', 'Taak', "
                "'rol' || (n % 5), 'org' || (n % :orgs), 'toets', 'open', now(), "
                "now() + (n % 1000) * interval '1 hour', '', NULL, '' "
                "FROM generate_series(1, :number) n"
            ),
            {"case": case.id, "orgs": ORGANISATIONS, "number": number},
        )
    with stage.database.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(
            text("VACUUM ANALYZE user_tasks")
        )
    times = []
    for _ in range(200):
        query = TaskQuery(
            region="proef",
            organisation=f"org{random.randrange(ORGANISATIONS)}",
            roles=("rol1", "rol3"),
        )
        with stage.parts.new_uow() as uow:
            uow.tasks.page(query)  # the connection is open, as it is in a server
            began = time.perf_counter()
            found = uow.tasks.page(query)
            times.append(time.perf_counter() - began)
            assert found is not None
    stage.close()
    return percentile(times, 0.95)


def timers(url: str, number: int = MILLION) -> dict[str, Any]:
    """Return timers fired per second among a million waiting, and the plan of the claim."""
    stage = Stage(url, BPMN)
    for _ in range(DUE):
        case = stage.start()
    with whole(stage.database) as connection:
        connection.execute(
            text(
                "INSERT INTO timers SELECT 'proef', 'x' || n, :case, 'e', "
                "timestamptz '2040-01-01' + n * interval '1 second', '', false "
                "FROM generate_series(1, :number) n"
            ),
            {"case": case.id, "number": number},
        )
    with stage.database.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(
            text("VACUUM ANALYZE timers")
        )
    with whole(stage.database) as connection:
        claim = NEXT_DUE_BY_CLOCK.compile(dialect=postgresql.dialect())
        plan = connection.execute(text(f"EXPLAIN {claim}")).scalars()
        lines = list(plan)
    began = time.perf_counter()
    swept = fire_in_parallel(parts=stage.parts, threads=4, at=START + timedelta(days=30))
    seconds = time.perf_counter() - began
    stage.close()
    return {"per_second": swept.fired / seconds, "fired": swept.fired, "plan": lines}
