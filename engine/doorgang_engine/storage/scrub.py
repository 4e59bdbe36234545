"""Wipe what the database deleted but has not overwritten yet.

Content was never there in the clear; what must go are rings of keys in free space. SQLite wipes
what it deletes (``secure_delete``), but old pages stay in the write-ahead log until it is emptied.
PostgreSQL leaves old row versions in their pages until the table is written anew, and then still
copies what a transaction from before might look at: those are waited for. Its own write-ahead log
and every backup are the operator's: docs/privacy.md says what to do.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import text

from .database import is_sqlite

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PATIENCE = 60.0  # seconds
_PAUSE = 0.2
#: In these lay keys, or names that were readable.
_TABLES = ("case_keys", "cases", "accounts", "organisations", "departures", "holds")
_OLDER = text(
    "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    " AND (datname = current_database() OR datname IS NULL)"
    " AND greatest(age(backend_xmin), age(backend_xid)) > age(CAST(:mark AS xid))"
)


def scrub(database: Engine, *, patience: float = PATIENCE) -> bool:
    """Write anew what held destroyed keys; False when older transactions went on too long.

    PostgreSQL locks one table at a time meanwhile. ``patience`` is in seconds.
    """
    with database.connect() as opened:
        connection = opened.execution_options(isolation_level="AUTOCOMMIT", reading=True)
        if is_sqlite(connection):
            _scrub_sqlite(connection)
            return True
        if not _older_are_done(connection, patience):
            return False
        for table in _TABLES:
            connection.execute(text(f"VACUUM (FULL) {table}"))
        connection.execute(text("CHECKPOINT"))
        return True


def _scrub_sqlite(connection: Connection) -> None:
    connection.rollback()  # neither goes within a transaction
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute("VACUUM")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _older_are_done(connection: Connection, patience: float) -> bool:
    """Wait until nobody can see any more what was deleted before now."""
    mark = connection.execute(text("SELECT pg_current_xact_id()::text")).scalar_one()
    # A transaction id as others see it is the low half of the full one.
    given = {"mark": str(int(mark) % 2**32)}
    end = time.monotonic() + patience
    while connection.execute(_OLDER, given).scalar_one():
        if time.monotonic() > end:
            return False
        time.sleep(_PAUSE)
    return True
