"""Parts on a real database, with the shipped library on it."""

from __future__ import annotations

from functools import partial

import pytest

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House
from doorgang_engine.ports import Parts
from doorgang_engine.routes.shelf import BundleShelf
from doorgang_engine.sealing import Vault
from doorgang_engine.storage.database import open_database
from doorgang_engine.storage.migrate import migrate
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork

MASTER_KEY = b"0123456789abcdef0123456789abcdef"


@pytest.fixture
def database(database_url):
    opened = open_database(database_url)
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def parts(database):
    vault = Vault(MASTER_KEY)
    return Parts(
        new_uow=partial(SqlUnitOfWork, database, vault),
        shelf=BundleShelf(),
        forms=FormsAdapter(),
        vault=vault,
    )


@pytest.fixture
def commanded(tmp_path, monkeypatch):
    """A house on an embedded database, which is also the one that commands find."""
    url = f"sqlite:///{tmp_path / 'dg.sqlite'}"
    monkeypatch.setenv("DOORGANG_DATABASE_URL", url)
    opened = House.build(load_settings(environ={"DOORGANG_DATABASE_URL": url}))
    opened.migrate()
    yield opened
    opened.close()
