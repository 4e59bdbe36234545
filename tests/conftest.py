"""The databases that tests run on. A missing PostgreSQL is an error, never a skip."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

import pytest
from tests.postgres_cluster import Cluster, Home, ServerMissing, start_or_join

from doorgang_engine.storage.database import open_database
from doorgang_engine.storage.migrate import migrate

# Set by the process that the user started, and inherited by the workers of pytest-xdist.
HOME_VARIABLE = "PYTEST_POSTGRES_HOME"
numbers = itertools.count(1)


def pytest_configure(config):
    """Reserve one home for the cluster; the first test that needs the cluster starts it."""
    if not hasattr(config, "workerinput"):
        home = Home()
        config.add_cleanup(home.close)
        os.environ[HOME_VARIABLE] = str(home.path)


@pytest.fixture(scope="session")
def postgres_cluster() -> Cluster:
    """The one cluster of this test run, shared by all workers."""
    try:
        return start_or_join(home=Path(os.environ[HOME_VARIABLE]))
    except ServerMissing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def worker_name(request) -> str:
    """`main`, or the name that pytest-xdist gave this worker."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


def _migrate(url: str) -> None:
    database = open_database(url)
    migrate(database)
    database.dispose()


@pytest.fixture(scope="session")
def postgres_template(postgres_cluster, worker_name) -> str:
    """The database that a test's own database is a copy of: migrated, and empty."""
    name = f"template_{worker_name}"
    _migrate(postgres_cluster.create_database(name=name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path | None:
    """The file that a test's own file is a copy of: migrated, and empty; none: no file at all."""
    file = tmp_path_factory.mktemp("migrated") / "doorgang.sqlite"
    _migrate(f"sqlite:///{file}")
    left = [one.name for one in file.parent.iterdir() if one != file]
    assert not left, f"what was written is still beside the file: {left}"
    return file


@pytest.fixture(scope="session")
def postgres_url(postgres_cluster, worker_name) -> str:
    """An empty database that all tests of this worker share."""
    return postgres_cluster.create_database(name=f"session_{worker_name}")


@pytest.fixture
def fresh_postgres_url(postgres_cluster, postgres_template, worker_name):
    """A database for this one test, a copy of the template."""
    name = f"test_{worker_name}_{next(numbers)}"
    yield postgres_cluster.create_database(name=name, template=postgres_template)
    postgres_cluster.drop_database(name=name)


@pytest.fixture
def sqlite_url(tmp_path, sqlite_template) -> str:
    """A database file for this one test, a copy of the template."""
    file = tmp_path / "doorgang.sqlite"
    if sqlite_template:
        shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request) -> str:
    """A database for this one test; the test runs once on each."""
    names = {"sqlite": "sqlite_url", "postgresql": "fresh_postgres_url"}
    return request.getfixturevalue(names[request.param])
