"""Bring a database to the newest schema (Alembic), also when several nodes start at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from .database import is_sqlite

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from doorgang_engine.sealing import Vault

LOCK = 0x446F6F72  # "Door": one node migrates, the others wait


def migrate(database: Engine, vault: Vault | None = None) -> None:
    """Run the migrations that this database has not had yet; the vault seals what is not."""
    with database.begin() as connection:
        if not is_sqlite(connection):
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        configuration = _configuration()
        configuration.attributes["connection"] = connection
        configuration.attributes["vault"] = vault
        command.upgrade(configuration, "head")


def is_current(connection: Connection) -> bool:
    """Return whether the database has the newest schema."""
    head = ScriptDirectory.from_config(_configuration()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def _configuration() -> Config:
    configuration = Config()
    folder = Path(__file__).parent / "migrations"
    configuration.set_main_option("script_location", str(folder).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    return configuration
