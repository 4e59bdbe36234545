"""Wipe what the database deleted but has not overwritten yet.

Content was never there in the clear; what must go are rings of keys in free space. SQLite wipes
what it deletes (``secure_delete``), but old pages stay in the write-ahead log until it is emptied.
PostgreSQL leaves old row versions in their pages until the table is written anew. Its own
write-ahead log and every backup are the operator's: docs/privacy.md says what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from .database import is_sqlite

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: In these lay keys, or names that were readable.
_TABLES = ("case_keys", "cases", "accounts", "organisations", "departures", "holds")


def scrub(database: Engine) -> None:
    """Write anew what held destroyed keys. PostgreSQL locks one table at a time meanwhile."""
    with database.connect() as opened:
        connection = opened.execution_options(isolation_level="AUTOCOMMIT", reading=True)
        if is_sqlite(connection):
            driver = connection.connection.driver_connection
            if driver is None:
                return
            connection.rollback()
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for table in _TABLES:
            connection.execute(text(f"VACUUM (FULL) {table}"))
        connection.execute(text("CHECKPOINT"))
