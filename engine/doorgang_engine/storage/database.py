"""Open the database. Every difference between PostgreSQL and SQLite lives here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

if TYPE_CHECKING:
    from sqlalchemy import Connection

POOL = 10
OVERFLOW = 10


def open_database(url: str) -> Engine:
    """Return a SQLAlchemy engine for the URL, made safe for many writers."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_size=POOL, max_overflow=OVERFLOW, pool_pre_ping=True)
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


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins, not the driver
    pragmas = (
        "journal_mode=WAL",
        "synchronous=FULL",  # NORMAL loses the last transactions when the power goes
        "foreign_keys=ON",
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
