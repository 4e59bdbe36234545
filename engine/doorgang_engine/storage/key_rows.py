"""The rings of keys of cases, by the master key that they lie under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from doorgang_engine.ciphertext import NAMED_KEY
from doorgang_engine.privacy.store import WrappedKey
from doorgang_engine.sealing import master_of

from . import attachment_tables as a
from . import tables as t
from .cohort_tables import cohort_batches
from .notification_tables import notification_settings
from .rows import Repository, noun
from .webhook_rows import webhooks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Table

DESTROYED = "vernietigd"  # in the place of the name of a master key
#: rings that are not of a case: their table, and the column with the name of the ring
BESIDE_CASES = ((cohort_batches, "id"), (notification_settings, "ring"), (webhooks, "id"))


class SqlCaseKeys(Repository):
    """Rings of keys: of cases, of lists of children that are to become cases, of people."""

    def masters(self) -> Sequence[str]:
        """Return the names of the master keys that rings lie under; ``""``: it does not say.

        One step through the index per name, whatever the number of cases.
        """
        columns = (t.case_keys.c.master, *(table.c.master for table, _ in BESIDE_CASES))
        found = {name for column in columns for name in self._names(column)}
        return sorted(found - {DESTROYED})

    def _names(self, column: ColumnElement[str]) -> list[str]:
        found: list[str] = []
        name = self._connection.execute(select(func.min(column))).scalar_one_or_none()
        while name is not None:
            found.append(name)
            query = select(func.min(column)).where(column > name)
            name = self._connection.execute(query).scalar_one_or_none()
        return found

    def counts(self) -> Mapping[str, int]:
        """Return how many rings lie under each master key."""
        column = t.case_keys.c.master
        query = select(column, func.count()).group_by(column).order_by(column)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def get(self, *, region: str, case_id: str) -> WrappedKey:
        """Return the ring of a case."""
        query = select(t.case_keys).where(
            t.case_keys.c.region == region, t.case_keys.c.case_id == case_id
        )
        return noun(WrappedKey, self._connection.execute(query).one())

    def under(self, master: str, *, limit: int) -> Sequence[WrappedKey]:
        """Return some rings that lie under a master key."""
        query = (
            select(t.case_keys)
            .where(t.case_keys.c.master == master)
            .order_by(t.case_keys.c.case_id)
            .limit(limit)
        )
        found = [noun(WrappedKey, row) for row in self._connection.execute(query)]
        for table, name in BESIDE_CASES:
            if found:
                break
            found = self._rings(table, name, master, limit)
        return found

    def loose_not_under(self, master: str, *, limit: int) -> Sequence[WrappedKey]:
        """Return some rings of files that no submission uses yet, under another master key."""
        table = a.attachments
        head = NAMED_KEY + bytes.fromhex(master)
        begins = func.substr(table.c.wrapped, 1, len(head), type_=table.c.wrapped.type)
        query = (
            select(table.c.region, table.c.id.label("case_id"), table.c.wrapped)
            .where(table.c.submission_id.is_(None), begins != head)
            .limit(limit)
        )
        return [noun(WrappedKey, row) for row in self._connection.execute(query)]

    def rewrap_loose(self, ring: WrappedKey, *, wrapped: bytes) -> None:
        """Put another ring in the place of that of a file, unless it was used meanwhile."""
        table = a.attachments
        self._connection.execute(
            update(table)
            .where(
                table.c.region == ring.region,
                table.c.id == ring.case_id,
                table.c.wrapped == ring.wrapped,
            )
            .values(wrapped=wrapped)
        )

    def rewrap(self, ring: WrappedKey, *, wrapped: bytes) -> bool:
        """Put another ring in the place of one; return False when it changed in the meantime."""
        changed = self._connection.execute(
            update(t.case_keys)
            .where(
                t.case_keys.c.region == ring.region,
                t.case_keys.c.case_id == ring.case_id,
                t.case_keys.c.wrapped == ring.wrapped,
            )
            .values(wrapped=wrapped, master=master_of(wrapped) if wrapped else DESTROYED)
        )
        return changed.rowcount == 1 or any(
            self._rewrap_beside(table, name, ring, wrapped) for table, name in BESIDE_CASES
        )

    def _rings(self, table: Table, name: str, master: str, limit: int) -> list[WrappedKey]:
        """Return some rings of another table that lie under a master key."""
        query = (
            select(table.c.region, table.c[name].label("case_id"), table.c.wrapped)
            .where(table.c.master == master)
            .order_by(table.c[name])
            .limit(limit)
        )
        return [noun(WrappedKey, row) for row in self._connection.execute(query)]

    def _rewrap_beside(self, table: Table, name: str, ring: WrappedKey, wrapped: bytes) -> bool:
        """Do the same with a ring that is not of a case."""
        changed = self._connection.execute(
            update(table)
            .where(
                table.c.region == ring.region,
                table.c[name] == ring.case_id,
                table.c.wrapped == ring.wrapped,
            )
            .values(wrapped=wrapped, master=master_of(wrapped) if wrapped else DESTROYED)
        )
        return changed.rowcount == 1
