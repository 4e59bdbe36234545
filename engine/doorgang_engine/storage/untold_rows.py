"""What was not told yet: rows that differ from what was told of them.

Only these rows are held, never their case: whoever completes a task holds the case first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import literal_column, select, update

from doorgang_engine.model import Notice
from doorgang_engine.notifying.store import ChangedCase, ChangedTask
from doorgang_engine.work.records import HandOver

from . import tables as t
from . import work_tables as w
from .case_rows import case_of, task_of
from .database import is_sqlite
from .rows import Repository, noun

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, Table

    from doorgang_engine.model import UserTask

_T = t.user_tasks


class SqlUntold(Repository):
    """Claims rows that were not told, and marks them told."""

    def untold_tasks(self, *, limit: int) -> Sequence[ChangedTask]:
        """Return tasks that opened, closed or moved, held by this transaction and now told."""
        changed: Any = literal_column("(told <> status OR told_to <> organisation)")
        rows = self._claim(_T, changed, _T.c.opened_at, limit)
        self._mark(_T, rows, told=_T.c.status, told_to=_T.c.organisation)
        return [ChangedTask(task=task_of(row), told=row.told, told_to=row.told_to) for row in rows]

    def untold_cases(self, *, limit: int) -> Sequence[ChangedCase]:
        """Return cases that began or ended, held by this transaction and now told."""
        changed: Any = literal_column("told <> status")
        rows = self._claim(t.cases, changed, t.cases.c.started_at, limit)
        self._mark(t.cases, rows, told=t.cases.c.status)
        return [ChangedCase(case=case_of(row), told=row.told) for row in rows]

    def untold_notices(self, *, limit: int) -> Sequence[Notice]:
        """Return notices, held by this transaction and now told."""
        changed: Any = literal_column("NOT is_told")
        rows = self._claim(t.notices, changed, t.notices.c.at, limit)
        self._mark(t.notices, rows, is_told=True)
        return [noun(Notice, row) for row in rows]

    def untold_hand_overs(self, *, limit: int) -> Sequence[HandOver]:
        """Return what was handed over, held by this transaction and now told."""
        table = w.handovers
        changed = table.c.told_at.is_(None) | (table.c.told_at != table.c.at)
        rows = self._claim(table, changed, table.c.at, limit)
        self._mark(table, rows, key="task_id", told_at=table.c.at)
        return [noun(HandOver, row) for row in rows]

    def tasks_due(
        self, *, region: str, after: datetime, before: datetime
    ) -> Sequence[tuple[UserTask, str, str]]:
        """Return open tasks with a last day in between, the bundle and the number of the case."""
        query = (
            select(_T, t.cases.c.bundle, t.cases.c.number)
            .join(t.cases, (t.cases.c.region == _T.c.region) & (t.cases.c.id == _T.c.case_id))
            .where(_T.c.region == region, _T.c.status == "open")
            .where(_T.c.due_at > after, _T.c.due_at < before)
        )
        return [(task_of(row), row.bundle, row.number) for row in self._connection.execute(query)]

    def open_tasks(self, *, region: str, task_ids: Collection[str]) -> Mapping[str, UserTask]:
        """Return those of these tasks that are open, by id."""
        query = select(_T).where(
            _T.c.region == region, _T.c.id.in_(task_ids), _T.c.status == "open"
        )
        return {row.id: task_of(row) for row in self._connection.execute(query)}

    def _claim(
        self, table: Table, changed: ColumnElement[bool], order: Any, limit: int
    ) -> Sequence[Row[Any]]:
        query = select(table).where(changed).order_by(order).limit(limit)
        if not is_sqlite(self._connection):
            query = query.with_for_update(skip_locked=True)
        return self._connection.execute(query).all()

    def _mark(
        self, table: Table, rows: Sequence[Row[Any]], *, key: str = "id", **told: Any
    ) -> None:
        if not rows:
            return
        regions = {row.region for row in rows}
        ids = [row._mapping[key] for row in rows]
        self._connection.execute(
            update(table).where(table.c.region.in_(regions), table.c[key].in_(ids)).values(told)
        )
