"""Who holds what: rows of which only one can be open for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.model import Reservation

from .database import is_sqlite
from .reservation_tables import reservations
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from doorgang_engine.model import Case

_HELD: ColumnElement[bool] = literal_column("until IS NULL")


class SqlReservations(Repository):
    """Reservations by region."""

    def take(self, wanted: Reservation) -> bool:
        """Add one; False when another case holds this unit, even since a moment."""
        insert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        statement = insert(reservations).values(values(reservations, wanted))
        statement = statement.on_conflict_do_nothing(
            index_elements=["region", "resource", "unit"], index_where=_HELD
        )
        taken = self._connection.execute(statement.returning(reservations.c.unit))
        return taken.scalar_one_or_none() is not None

    def release(self, case: Case, *, at: datetime, resource: str = "") -> None:
        """End what a case holds: of one resource, or everything."""
        columns = reservations.c
        statement = update(reservations).where(columns.case_id == case.id, _HELD)
        if resource:
            statement = statement.where(columns.resource == resource)
        self._connection.execute(statement.values(until=at))

    def held(self, *, region: str) -> Sequence[Reservation]:
        """Return what is held in a region, by resource and unit."""
        columns = reservations.c
        query = select(reservations).where(columns.region == region, _HELD)
        rows = self._connection.execute(query.order_by(columns.resource, columns.unit))
        return [noun(Reservation, row) for row in rows]
