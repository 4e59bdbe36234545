"""Wipe what the database deleted but has not overwritten yet.

Content was never there in the clear; what must go are rings of keys in free space. SQLite wipes
what it deletes (``secure_delete``), but old pages stay in the write-ahead log until it is emptied.
PostgreSQL leaves old row versions in their pages until the table is written anew, and then still
copies what a transaction from before might look at: it tells how many, and is asked again. Its own
write-ahead log and every backup are the operator's: docs/privacy.md says what to do.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from .database import is_sqlite

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PATIENCE = 60.0  # seconds
_PAUSE = 0.5
#: In these lay keys, or names that were readable.
_TABLES = (
    "case_keys", "cases", "attachments", "attachment_pieces", "accounts", "organisations",
    "departures", "holds", "contacts",
)  # fmt: skip


def scrub(database: Engine, *, patience: float = PATIENCE) -> bool:
    """Write anew what held destroyed keys; False when older transactions went on too long.

    PostgreSQL locks one table at a time meanwhile. ``patience`` is in seconds.
    """
    with database.connect() as opened:
        connection = opened.execution_options(isolation_level="AUTOCOMMIT", reading=True)
        if is_sqlite(connection):
            _scrub_sqlite(connection)
            return True
        # Never stand in line for long: everybody who comes later would stand behind us.
        connection.execute(text("SELECT set_config('lock_timeout', '5s', false)"))
        end = time.monotonic() + patience
        try:
            return all(_is_written_anew(connection, table, end) for table in _TABLES)
        finally:
            connection.execute(text("RESET lock_timeout"))  # it goes back to the pool


def _scrub_sqlite(connection: Connection) -> None:
    connection.rollback()  # neither goes within a transaction
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute("VACUUM")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _is_written_anew(connection: Connection, table: str, end: float) -> bool:
    """Write a table anew until nothing deleted was copied along."""
    while _left_behind(connection, table) != 0:
        if time.monotonic() > end:
            return False
        time.sleep(_PAUSE)
    return True


def _left_behind(connection: Connection, table: str) -> int | None:
    """Write a table anew; return how many deleted rows were copied along, None when unknown.

    The server says so in a notice, to whoever asks; its views hide older transactions of others.
    """
    driver: Any = connection.connection.driver_connection
    details: list[str] = []

    def hear(diagnostic: Any) -> None:
        details.append(diagnostic.message_detail or "")

    driver.add_notice_handler(hear)
    try:
        connection.execute(text(f"VACUUM (FULL, VERBOSE) {table}"))
    except OperationalError:  # somebody uses the table; the next attempt may find it free
        return None
    finally:
        driver.remove_notice_handler(hear)
    counts = [found[0] for detail in details if (found := re.search(r"\d+", detail))]
    return int(counts[0]) if counts else None
