"""Drafts, and who has which task open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    delete,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.model import TaskStatus
from doorgang_engine.task_drafts import NONE_YET, Draft

from . import tables as t
from .database import is_sqlite
from .rows import Repository, noun, values
from .tables import Moment, metadata

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from doorgang_engine.presence import Presence

task_drafts = Table(
    "task_drafts",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("task_id", String(36), primary_key=True),
    Column("account", String(200), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_task_drafts_case_id", "case_id"),
    Index("ix_task_drafts_account", "region", "account"),
)
presences = Table(
    "presences",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("task_id", String(36), primary_key=True),
    Column("account", String(200), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index("ix_presences_case_id", "case_id"),
    Index("ix_presences_seen_at", "seen_at"),
)
_KEY = ("region", "task_id", "account")


class SqlTaskDrafts(Repository):
    """Drafts by task and account."""

    def find(self, *, region: str, task_id: str, account: str) -> Draft | None:
        """Return a draft, or None."""
        query = select(task_drafts).where(_of(task_drafts, region, task_id, account))
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Draft, row)

    def put(self, draft: Draft, *, was: int) -> bool:
        """Keep a draft in the place of the one of revision ``was``; False when that changed."""
        new = values(task_drafts, draft)
        if was != NONE_YET:
            same = _of(task_drafts, draft.region, draft.task_id, draft.account)
            statement = update(task_drafts).where(same, task_drafts.c.revision == was).values(new)
            return self._connection.execute(statement).rowcount == 1
        insert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        added = insert(task_drafts).values(new).on_conflict_do_nothing(index_elements=_KEY)
        found = self._connection.execute(added.returning(task_drafts.c.revision))
        return found.scalar_one_or_none() is not None

    def remove(self, *, region: str, task_id: str, account: str) -> None:
        """Remove a draft, if it is there."""
        self._connection.execute(
            delete(task_drafts).where(_of(task_drafts, region, task_id, account))
        )

    def tasks_of(self, *, region: str, account: str) -> Sequence[str]:
        """Return of which tasks somebody has a draft."""
        mine = and_(task_drafts.c.region == region, task_drafts.c.account == account)
        return list(self._connection.execute(select(task_drafts.c.task_id).where(mine)).scalars())

    def remove_closed(self, *, before: datetime) -> int:
        """Remove what its writer sent, and what others had of tasks that closed before."""
        task = t.user_tasks.c
        same = and_(task.region == task_drafts.c.region, task.id == task_drafts.c.task_id)
        is_open = exists().where(same, task.status == TaskStatus.OPEN)
        is_late = exists().where(
            same,
            task.closed_at >= before,
            or_(task.status != TaskStatus.COMPLETED, task.closed_by != task_drafts.c.account),
        )
        return self._connection.execute(delete(task_drafts).where(~is_open, ~is_late)).rowcount


class SqlPresences(Repository):
    """Who has a task open."""

    def put(self, presence: Presence) -> None:
        """Note that somebody is there, now."""
        insert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        statement = insert(presences).values(values(presences, presence))
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=_KEY, set_={"seen_at": presence.seen_at}
            )
        )

    def at_task(self, *, region: str, task_id: str, since: datetime) -> Sequence[str]:
        """Return who was seen at a task since a moment, the first by name first."""
        columns = presences.c
        query = (
            select(columns.account)
            .where(columns.region == region, columns.task_id == task_id)
            .where(columns.seen_at >= since)
            .order_by(columns.account)
        )
        return list(self._connection.execute(query).scalars())

    def leave(self, *, region: str, task_id: str, account: str) -> None:
        """Take somebody away from a task."""
        self._connection.execute(delete(presences).where(_of(presences, region, task_id, account)))

    def remove_old(self, *, before: datetime) -> int:
        """Remove who was last seen before a moment; return how many."""
        return self._connection.execute(
            delete(presences).where(presences.c.seen_at < before)
        ).rowcount


def _of(table: Table, region: str, task_id: str, account: str) -> ColumnElement[bool]:
    columns = table.c
    return and_(columns.region == region, columns.task_id == task_id, columns.account == account)
