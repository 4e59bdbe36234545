"""What begins by itself: rows with the moment at which it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.model import Recurrence

from .database import database_now, is_sqlite
from .recurrence_tables import recurrences
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

KEY = ("region", "route", "key")


class SqlRecurrences(Repository):
    """Recurrences by region, route and key."""

    def of_region(self, region: str) -> Sequence[Recurrence]:
        """Return those of a region."""
        query = select(recurrences).where(recurrences.c.region == region)
        return [noun(Recurrence, row) for row in self._connection.execute(query)]

    def find_for_update(self, *, region: str, route: str, key: str) -> Recurrence | None:
        """Return one, holding its row; None when it was never switched on."""
        columns = recurrences.c
        query = select(recurrences).where(
            columns.region == region, columns.route == route, columns.key == key
        )
        if not is_sqlite(self._connection):
            query = query.with_for_update()
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Recurrence, row)

    def next_due(self, *, at: datetime | None = None) -> Recurrence | None:
        """Return one that is due and that nobody else holds, holding its row."""
        now = at or database_now(self._connection)
        query = (
            select(recurrences)
            .where(recurrences.c.due_at <= now, literal_column("due_at IS NOT NULL"))
            .order_by(recurrences.c.due_at)
            .limit(1)
        )
        if not is_sqlite(self._connection):
            query = query.with_for_update(skip_locked=True)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Recurrence, row)

    def save(self, recurrence: Recurrence) -> None:
        """Add it, or put it in the place of what was there."""
        upsert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        row = values(recurrences, recurrence)
        statement = upsert(recurrences).values(row)
        changed = {name: value for name, value in row.items() if name not in KEY}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=list(KEY), set_=changed)
        )
