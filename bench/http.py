"""Completing a task over HTTP, with sign-in and form validation."""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.small_route import BEGINNER, LOKET, REGION, START, beginning, publish

from bench.stage import three_tasks
from doorgang_api.app import create_app
from doorgang_api.auth import hash_password
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House
from doorgang_engine.cases import start_case
from doorgang_engine.model import Account, TaskStatus


def complete_seconds(url: str | None = None) -> float:
    """Return the median seconds of completing a task over the API."""
    with tempfile.TemporaryDirectory() as folder:
        database = url or f"sqlite:///{Path(folder) / 'doorgang.sqlite'}"
        settings = load_settings(environ={"DOORGANG_DATABASE_URL": database, **key_for(url)})
        house = House.build(replace(settings, demo=False))
        house.migrate()
        publish(house.parts, bpmn=three_tasks())
        _account(house)
        client = create_app(house).test_client()
        times = _complete_many(house, client)
        house.close()
    return statistics.median(times)


def key_for(url: str | None) -> dict[str, str]:
    """Return the master key as a setting, where the database keeps none beside it."""
    return {} if url is None else {"DOORGANG_MASTER_KEY": "A" * 43 + "="}


def _account(house: House) -> None:
    account = Account(
        region=REGION,
        id=LOKET.id,
        name="Loes",
        organisation=LOKET.organisation,
        roles=(LOKET.role,),
        password=hash_password("welkom"),
    )
    with house.parts.new_uow() as uow:
        uow.accounts.add([account])


def _complete_many(house: House, client: object) -> list[float]:
    signed = client.post("/api/v1/sessions", json={"account": LOKET.id, "password": "welkom"})
    headers = {"Authorization": f"Bearer {signed.get_json()['token']}"}
    times = []
    for _ in range(60):
        case = start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)
        for _ in range(3):
            with house.parts.new_uow() as uow:
                task = next(t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN)
            began = time.perf_counter()
            answer = client.post(
                f"/api/v1/tasks/{task.id}/completion",
                json={"submission": {"compleet": True}},
                headers=headers,
            )
            times.append(time.perf_counter() - began)
            assert answer.status_code == 200, answer.get_json()
    return times
