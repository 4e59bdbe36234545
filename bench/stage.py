"""What the measurements play on: a durable PostgreSQL, a small route, many cases."""

from __future__ import annotations

import statistics
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import event
from tests.small_route import BEGINNER, LOKET, START, beginning, publish

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.cases import start_case
from doorgang_engine.model import Actor, TaskStatus
from doorgang_engine.ports import Parts
from doorgang_engine.routes.shelf import BundleShelf
from doorgang_engine.sealing import Vault
from doorgang_engine.storage.database import open_database
from doorgang_engine.storage.migrate import migrate
from doorgang_engine.storage.row_security import EVERYTHING, limit
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork
from doorgang_engine.tasks import complete_task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

MASTER_KEY = bytes(32)
HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:dg="urn:nl:doorgang:route:1" targetNamespace="urn:nl:doorgang:route">'
    '<bpmn:process id="proef-route" isExecutable="true"><bpmn:laneSet id="ls">'
    '<bpmn:lane id="l" dg:rol="loket">{refs}</bpmn:lane></bpmn:laneSet>{body}'
    "</bpmn:process></bpmn:definitions>"
)


def three_tasks() -> str:
    """A route of three user tasks in a row."""
    nodes = ["a", "b", "c"]
    body = '<bpmn:startEvent id="begin" dg:formulier="aanvraag"/><bpmn:endEvent id="eind"/>'
    body += "".join(f'<bpmn:userTask id="{n}" dg:formulier="toets"/>' for n in nodes)
    path = ["begin", *nodes, "eind"]
    body += "".join(
        f'<bpmn:sequenceFlow id="f{i}" sourceRef="{a}" targetRef="{b}"/>'
        for i, (a, b) in enumerate(zip(path, path[1:], strict=False))
    )
    return HEAD.format(refs=_refs(path), body=body)


def loop() -> str:
    """A route that goes round through one user task as long as it is complete."""
    body = (
        '<bpmn:startEvent id="begin" dg:formulier="aanvraag"/><bpmn:endEvent id="eind"/>'
        '<bpmn:exclusiveGateway id="weer"/><bpmn:userTask id="a" dg:formulier="toets"/>'
        '<bpmn:exclusiveGateway id="nog" default="uit"/>'
        '<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="weer"/>'
        '<bpmn:sequenceFlow id="f2" sourceRef="weer" targetRef="a"/>'
        '<bpmn:sequenceFlow id="f3" sourceRef="a" targetRef="nog"/>'
        '<bpmn:sequenceFlow id="rond" sourceRef="nog" targetRef="weer">'
        "<bpmn:conditionExpression>compleet</bpmn:conditionExpression></bpmn:sequenceFlow>"
        '<bpmn:sequenceFlow id="uit" sourceRef="nog" targetRef="eind"/>'
    )
    return HEAD.format(refs=_refs(["begin", "weer", "a", "nog", "eind"]), body=body)


def _refs(nodes: list[str]) -> str:
    return "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes)


class Stage:
    """A database with parts on it."""

    def __init__(self, url: str, bpmn: str | None = None) -> None:
        self.url = url
        self.database = open_database(url)
        migrate(self.database)
        vault = Vault(MASTER_KEY)
        self.parts = Parts(
            new_uow=partial(SqlUnitOfWork, self.database, vault),
            shelf=BundleShelf(),
            forms=FormsAdapter(),
            vault=vault,
        )
        if bpmn is not None:
            publish(self.parts, bpmn=bpmn)

    def start(self, **changed: Any) -> Any:
        """Start a case."""
        return start_case(
            beginning=beginning(**changed), actor=BEGINNER, parts=self.parts, now=START
        )

    def open_task(self, case_id: str) -> Any:
        """Return the one open task of a case."""
        with self.parts.new_uow() as uow:
            return next(t for t in uow.tasks.of_case(case_id) if t.status is TaskStatus.OPEN)

    def complete(self, task_id: str, *, actor: Actor = LOKET, more: bool = True) -> Any:
        """Complete a task."""
        return complete_task(
            task_id=task_id,
            submission={"compleet": more, "toelichting": "Gezien en akkoord."},
            actor=actor,
            parts=self.parts,
            now=START,
        )

    def close(self) -> None:
        """Let go of the database."""
        self.database.dispose()


@contextmanager
def whole(database: Engine) -> Iterator[Connection]:
    """Begin a transaction on PostgreSQL for which every row exists: rows are walled in."""
    with database.begin() as connection:
        limit(connection, region=EVERYTHING, organisation=EVERYTHING)
        yield connection


@contextmanager
def counted(database: Engine) -> Iterator[dict[str, int]]:
    """Count statements and commits."""
    counts = {"statements": 0, "commits": 0}

    def on_statement(*_: Any) -> None:
        counts["statements"] += 1

    def on_commit(*_: Any) -> None:
        counts["commits"] += 1

    event.listen(database, "before_cursor_execute", on_statement)
    event.listen(database, "commit", on_commit)
    try:
        yield counts
    finally:
        event.remove(database, "before_cursor_execute", on_statement)
        event.remove(database, "commit", on_commit)


def median_seconds(act: Any, times: int) -> float:
    """Return the median time of an act."""
    return statistics.median(seconds_of(act) for _ in range(times))


def seconds_of(act: Any) -> float:
    """Return the time of one act."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
