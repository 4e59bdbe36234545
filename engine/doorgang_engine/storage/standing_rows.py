"""Who stands in for whom, and who holds a mandate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from doorgang_engine.access.standing import Deputyship, Mandate

from . import standing_tables as t
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Row, Table


class SqlStanding(Repository):
    """Deputyships and mandates, also those that have ended."""

    def add_deputyship(self, made: Deputyship) -> None:
        """Add a deputyship."""
        row = values(t.deputyships, made, roles=list(made.roles))
        self._connection.execute(insert(t.deputyships).values(row))

    def find_deputyship(self, *, region: str, deputyship_id: str) -> Deputyship | None:
        """Return a deputyship, or None."""
        row = self._find(t.deputyships, region, deputyship_id)
        return None if row is None else _deputyship(row)

    def end_deputyship(self, found: Deputyship, *, at: datetime, by: str) -> None:
        """End a deputyship."""
        self._end(t.deputyships, found.region, found.id, at, by)

    def deputyships(
        self, *, region: str, organisation: str = "", deputy: str = "", day: date | None = None
    ) -> Sequence[Deputyship]:
        """Return deputyships, the newest first; with ``day`` those that hold on it."""
        columns = t.deputyships.c
        query = select(t.deputyships).where(columns.region == region)
        if organisation:
            query = query.where(columns.organisation == organisation)
        if deputy:
            query = query.where(columns.deputy == deputy)
        if day is not None:
            query = query.where(
                columns.from_day <= day, columns.until_day >= day, columns.ended_at.is_(None)
            )
        rows = self._connection.execute(query.order_by(columns.id.desc()))
        return [_deputyship(row) for row in rows]

    def add_mandate(self, made: Mandate) -> None:
        """Add a mandate."""
        self._connection.execute(insert(t.mandates).values(values(t.mandates, made)))

    def find_mandate(self, *, region: str, mandate_id: str) -> Mandate | None:
        """Return a mandate, or None."""
        row = self._find(t.mandates, region, mandate_id)
        return None if row is None else noun(Mandate, row)

    def end_mandate(self, found: Mandate, *, at: datetime, by: str) -> None:
        """End a mandate."""
        self._end(t.mandates, found.region, found.id, at, by)

    def mandates(
        self, *, region: str, organisation: str = "", account: str = ""
    ) -> Sequence[Mandate]:
        """Return mandates, the newest first."""
        columns = t.mandates.c
        query = select(t.mandates).where(columns.region == region)
        if organisation:
            query = query.where(columns.organisation == organisation)
        if account:
            query = query.where(columns.account == account)
        rows = self._connection.execute(query.order_by(columns.id.desc()))
        return [noun(Mandate, row) for row in rows]

    def _find(self, table: Table, region: str, wanted: str) -> Row[Any] | None:
        query = select(table).where(table.c.region == region, table.c.id == wanted)
        return self._connection.execute(query).one_or_none()

    def _end(self, table: Table, region: str, wanted: str, at: datetime, by: str) -> None:
        key = (table.c.region == region) & (table.c.id == wanted) & table.c.ended_at.is_(None)
        self._connection.execute(update(table).where(key).values(ended_at=at, ended_by=by))


def _deputyship(row: Row[Any]) -> Deputyship:
    return noun(Deputyship, row, roles=tuple(row.roles))
