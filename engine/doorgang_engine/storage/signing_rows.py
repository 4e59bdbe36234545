"""Forms that wait for the signature of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    LargeBinary,
    String,
    Table,
    and_,
    delete,
    exists,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.model import TaskStatus
from doorgang_engine.signing import Signing

from . import tables as t
from .database import is_sqlite
from .rows import Repository, noun, values
from .tables import Moment, metadata

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

signings = Table(
    "signings",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("task_id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("account", String(200), nullable=False),
    Column("role", String(64), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("is_refused", Boolean, nullable=False),
    Column("refused_by", String(200), nullable=False),
    Column("refused_at", Moment),
    Column("content", LargeBinary, nullable=False),
    Index("ix_signings_case_id", "case_id"),
)
_KEY = ("region", "task_id")


class SqlSignings(Repository):
    """One row per task that two people do."""

    def find(self, *, region: str, task_id: str) -> Signing | None:
        """Return what waits for a signature, or was sent back; or None."""
        query = select(signings).where(
            and_(signings.c.region == region, signings.c.task_id == task_id)
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Signing, row)

    def waiting(self, *, region: str, task_ids: Collection[str]) -> Mapping[str, str]:
        """Return of these tasks which wait for a signature, with the account that filled in."""
        if not task_ids:
            return {}
        own = signings.c
        query = select(own.task_id, own.account).where(
            own.region == region, own.task_id.in_(task_ids), own.is_refused.is_(False)
        )
        return {row.task_id: row.account for row in self._connection.execute(query)}

    def put(self, signing: Signing) -> None:
        """Keep one, in the place of the one before."""
        insert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        new = values(signings, signing)
        statement = insert(signings).values(new)
        changed = {name: value for name, value in new.items() if name not in _KEY}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=_KEY, set_=changed)
        )

    def remove(self, *, region: str, task_id: str) -> None:
        """Remove one, if it is there."""
        self._connection.execute(
            delete(signings).where(signings.c.region == region, signings.c.task_id == task_id)
        )

    def remove_closed(self) -> int:
        """Remove those of tasks that are over; return how many."""
        task = t.user_tasks.c
        is_open = exists().where(
            task.region == signings.c.region,
            task.id == signings.c.task_id,
            task.status == TaskStatus.OPEN,
        )
        return self._connection.execute(delete(signings).where(~is_open)).rowcount

    def pass_on(self, *, task_id: str, role: str, organisation: str, claimed_by: str = "") -> None:
        """Give an open task to another role; its people are told of it anew."""
        self._connection.execute(
            update(t.user_tasks)
            .where(t.user_tasks.c.id == task_id, t.user_tasks.c.status == TaskStatus.OPEN)
            .values(role=role, organisation=organisation, claimed_by=claimed_by, told="")
        )
