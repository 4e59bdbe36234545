"""A list of 10,000 pupils of groep 8, from file to cases, beside bare writes of the same size."""

from __future__ import annotations

import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.stage import Stage
from doorgang_api.demo.people import organisations
from doorgang_engine.cohorts.batch import BatchStatus
from doorgang_engine.cohorts.batches import SentList, confirm_batch, propose_batch
from doorgang_engine.cohorts.lots import LOT
from doorgang_engine.jobs import work_off
from doorgang_engine.model import Actor
from doorgang_engine.routes.library import read_library
from doorgang_engine.routes.publish import Publication, publish_route

ROOT = Path(__file__).parents[1]
REGION, ROUTE, COHORT = "basis", "po-vo-warme-overdracht", "groep-8"
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
RIK = Actor(id="rik", role="regiocoordinator", organisation="swv-proefstad", region=REGION)
#: Tables that one case of this route writes to at its start.
TABLES = ("cases", "case_keys", "acts", "history", "user_tasks", "timers", "terms")


def measure(url: str | None, rows: int) -> dict[str, float]:
    """Return the seconds for judging a list and for starting it, and for bare writes."""
    with tempfile.TemporaryDirectory() as folder:
        place = url or f"sqlite:///{folder}/bench.sqlite"
        stage = Stage(place)
        _furnish(stage)
        found = _list(stage, rows)
        found["bare"] = _bare(stage, rows)
        stage.close()
    return found


def _furnish(stage: Stage) -> None:
    files = read_library(library_dir=ROOT, config_dir=ROOT / "config")
    with stage.parts.new_uow() as uow:
        publish_route(
            files=files,
            route=ROUTE,
            region=REGION,
            export_kinds=stage.parts.forms.export_kinds,
            publication=Publication(by="bench", at=NOW, reason="bench"),
            uow=uow,
        )
        uow.organisations.add(organisations(REGION))


def _list(stage: Stage, rows: int) -> dict[str, float]:
    lines = "\n".join(f"Sem;Bedacht{number};po-de-linde" for number in range(rows))
    sent = SentList(
        region=REGION,
        route=ROUTE,
        cohort=COHORT,
        content=f"voornaam;achternaam;basisschool\n{lines}".encode(),
    )
    began = time.perf_counter()
    batch = propose_batch(sent=sent, actor=RIK, parts=stage.parts, now=NOW)
    judged = time.perf_counter()
    confirm_batch(region=REGION, batch_id=batch.id, actor=RIK, parts=stage.parts, now=NOW)
    while batch.status is not BatchStatus.DONE:
        work_off(parts=stage.parts, at=NOW)
        with stage.parts.new_uow() as uow:
            batch = uow.batches.find(region=REGION, batch_id=batch.id) or batch
    ended = time.perf_counter()
    return {"judge": judged - began, "start": ended - judged, "whole": ended - began}


def _bare(stage: Stage, rows: int) -> float:
    """Return the seconds of writing as many rows and bytes in as many transactions."""
    shape = _shape(stage, rows)
    with stage.database.begin() as connection:
        for table in shape:
            connection.execute(
                sa.text(
                    f"CREATE TABLE bare_{table} (id integer PRIMARY KEY, content {_blob(stage)})"
                )
            )
    began, number = time.perf_counter(), 0
    for _ in range(0, rows, LOT):
        with stage.database.begin() as connection:
            for table, (each, size) in shape.items():
                written = [
                    {"id": number + index, "content": os.urandom(size)}
                    for index in range(round(each * LOT))
                ]
                number += len(written)
                connection.execute(
                    sa.text(f"INSERT INTO bare_{table} VALUES (:id, :content)"), written
                )
    return time.perf_counter() - began


def _shape(stage: Stage, rows: int) -> dict[str, tuple[float, int]]:
    """Return per table how many rows a case has, and of how many bytes."""
    found = {}
    with stage.parts.new_uow() as uow:
        connection: Any = uow.connection  # type: ignore[attr-defined]
        for table in TABLES:
            count = connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()
            one = connection.execute(sa.text(f"SELECT * FROM {table} LIMIT 1")).one_or_none()
            size = sum(len(v) for v in one or () if isinstance(v, str | bytes))
            if count:
                found[table] = (count / rows, size)
    return found


def _blob(stage: Stage) -> str:
    return "BYTEA" if stage.database.dialect.name == "postgresql" else "BLOB"
