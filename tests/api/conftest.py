"""A house with the small route, people in its roles, and a client for each of them."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.api.people import PASSWORD, PEOPLE, add_people
from tests.one_app import app_of
from tests.small_route import publish

from doorgang_api.app import create_app
from doorgang_api.forms_adapter import FormsAdapter
from doorgang_api.metrics import Metrics
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House
from doorgang_engine.ports import Parts
from doorgang_engine.routes.library import read_library
from doorgang_engine.routes.shelf import BundleShelf
from doorgang_engine.sealing import Vault
from doorgang_engine.storage.database import open_database
from doorgang_engine.storage.migrate import migrate
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork

ROOT = Path(__file__).parents[2]
MASTER_KEY = b"0123456789abcdef0123456789abcdef"


@dataclass
class Program:
    """A program that talks to the API for one person."""

    client: Any
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path, **more):
        return self._send("GET", path, **more)

    def post(self, path, body: Any = None, **more):
        if body is not None:
            more = {"data": json.dumps(body), "content_type": "application/json", **more}
        return self._send("POST", path, **more)

    def put(self, path, body: Any, **more):
        more = {"data": json.dumps(body), "content_type": "application/json", **more}
        return self._send("PUT", path, **more)

    def delete(self, path, **more):
        return self._send("DELETE", path, **more)

    def _send(self, method, path, *, headers=None, **more):
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        sent |= headers or {}
        return self.client.open(f"/api/v1{path}", method=method, headers=sent, **more)


@pytest.fixture(scope="session")
def library():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


def open_house(url, library):
    database = open_database(url)
    migrate(database)
    vault = Vault(MASTER_KEY)
    return House(
        settings=load_settings(
            environ={
                "DOORGANG_DATABASE_URL": url,
                "DOORGANG_MASTER_KEY": b64encode(MASTER_KEY).decode(),
                "DOORGANG_TICK_SECONDS": "1",
                "DOORGANG_THREADS": "2",
                "DOORGANG_LOG_FORMAT": "json",
            }
        ),
        parts=Parts(
            new_uow=partial(SqlUnitOfWork, database, vault),
            shelf=BundleShelf(),
            forms=FormsAdapter(),
            vault=vault,
        ),
        library=library,
        metrics=Metrics(),
        database=database,
        read_uow=partial(SqlUnitOfWork, database, vault, reading=True),
    )


def furnish(house):
    publish(house.parts)
    add_people(house.parts)


@pytest.fixture(scope="session")
def furnished(library, tmp_path_factory):
    """A database file with the route, its people and a token for each, to be copied."""
    path = tmp_path_factory.mktemp("furnished") / "doorgang.sqlite"
    opened = open_house(f"sqlite:///{path}", library)
    furnish(opened)
    program = programs_of(opened)
    tokens = {who: program(who).token for _, who, _, _ in PEOPLE}
    opened.close()
    return path, tokens


@pytest.fixture
def house(furnished, library, tmp_path):
    path = tmp_path / "doorgang.sqlite"
    shutil.copy(furnished[0], path)
    opened = open_house(f"sqlite:///{path}", library)
    yield opened
    opened.close()


@pytest.fixture
def either_house(database_url, library):
    """The same, once on each database."""
    opened = open_house(database_url, library)
    furnish(opened)
    yield opened
    opened.close()


def programs_of(house, tokens=None, app=None):
    """Give the programs of people, of an application of their own unless one is given."""
    app = app or create_app(house)
    tokens = dict(tokens or {})

    def program(who):
        if who not in tokens:
            body = {"account": who, "password": PASSWORD}
            answer = Program(app.test_client()).post("/sessions", body)
            assert answer.status_code == 201, answer.json
            tokens[who] = answer.json["token"]
        return Program(app.test_client(use_cookies=False), tokens[who])

    return program


@pytest.fixture
def program(house, furnished):
    """Give the program of a person."""
    return programs_of(house, furnished[1], app_of(house))


@pytest.fixture
def anonymous(house):
    return Program(app_of(house).test_client(use_cookies=False))
