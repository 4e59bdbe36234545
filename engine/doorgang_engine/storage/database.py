"""Open the database. Every difference between PostgreSQL and SQLite lives here."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

if TYPE_CHECKING:
    from sqlalchemy import Connection

POOL = 10
OVERFLOW = 10
REST = 5.0  # seconds


def open_database(url: str) -> Engine:
    """Return a SQLAlchemy engine for the URL, made safe for many writers."""
    if make_url(url).get_backend_name() != "sqlite":
        database = create_engine(url, pool_size=POOL, max_overflow=OVERFLOW)
        event.listen(database, "connect", _configure_postgresql)
        event.listen(database, "checkin", _remember_use)
        event.listen(database, "checkout", _ask_after_rest)
        return database
    database = create_engine(
        url, poolclass=QueuePool, pool_size=POOL, connect_args={"check_same_thread": False}
    )
    event.listen(database, "connect", _configure_sqlite)
    event.listen(database, "begin", _begin_immediate)
    return database


def is_sqlite(connection: Connection) -> bool:
    """Return whether this is the embedded database."""
    return connection.dialect.name == "sqlite"


def database_now(connection: Connection) -> datetime:
    """Return the database's clock: many nodes, one clock decides what is due."""
    if is_sqlite(connection):
        return datetime.now(UTC)  # the database is in this process: they share a clock
    moment: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return moment.astimezone(UTC)


def _remember_use(_connection: Any, record: Any) -> None:
    record.info["used"] = time.monotonic()


def _ask_after_rest(connection: Any, record: Any, _proxy: Any) -> None:
    """Ask whether a connection that rested still lives; one in use costs no extra round trip."""
    if time.monotonic() - record.info.get("used", time.monotonic()) < REST:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise DisconnectionError("the connection did not survive its rest") from error


def _configure_postgresql(connection: Any, _record: Any) -> None:
    # To compile the policies of a statement takes longer than any statement of ours (ADR 0031).
    connection.execute("SET jit = off")
    connection.commit()


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins, not the driver
    pragmas = (
        "journal_mode=WAL",
        "synchronous=FULL",  # NORMAL loses the last transactions when the power goes
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted or overwritten is wiped, also from free pages
        "busy_timeout=30000",
    )
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    # Take the write lock first: two workers must not read the same task and both complete it.
    if connection.get_execution_options().get("reading"):
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
