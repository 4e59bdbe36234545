"""Counters that every node adds to: one statement each, so that no two nodes miss each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.counted import Counted

from .counter_tables import counters
from .database import is_sqlite
from .rows import Repository

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class SqlCounters(Repository):
    """What is counted, until it no longer matters."""

    def add(self, key: str, *, amount: int, at: datetime, ends_at: datetime) -> int:
        """Add to a counter; return what it is now. One that ended begins anew."""
        insert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        row = {"key": key, "count": amount, "last_at": at, "ends_at": ends_at}
        statement = insert(counters).values(row)
        columns, runs = counters.c, counters.c.ends_at > at
        changed = {
            "count": case((runs, columns["count"] + amount), else_=amount),
            "last_at": at,
            "ends_at": case((runs, columns.ends_at), else_=ends_at),
        }
        statement = statement.on_conflict_do_update(index_elements=["key"], set_=changed)
        found = self._connection.execute(statement.returning(columns["count"]))
        return int(found.scalar_one())

    def read(self, keys: Sequence[str], *, at: datetime) -> Mapping[str, Counted]:
        """Return the counters that have not ended."""
        query = select(counters).where(counters.c.key.in_(keys), counters.c.ends_at > at)
        return {
            row["key"]: Counted(count=row["count"], last_at=row["last_at"])
            for row in self._connection.execute(query).mappings()
        }

    def forget(self, keys: Sequence[str]) -> None:
        """Begin counters anew."""
        self._connection.execute(delete(counters).where(counters.c.key.in_(keys)))

    def forget_ended(self, *, at: datetime) -> None:
        """Remove the counters that no longer matter."""
        self._connection.execute(delete(counters).where(counters.c.ends_at <= at))
