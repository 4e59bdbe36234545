"""What people keep beside open tasks: hand-overs, follow-up days and saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.work.records import FollowUp, HandOver, SavedView

from . import tables as t
from . import work_tables as w
from .database import is_sqlite
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Table

_TASKS = t.user_tasks.c


class SqlBesideWork(Repository):
    """Hand-overs, follow-up days and saved views."""

    def keep_hand_over(self, made: HandOver) -> None:
        """Keep who handed a task over last."""
        self._replace(w.handovers, values(w.handovers, made), of=("region", "task_id"))

    def hand_overs(self, *, region: str, task_ids: Collection[str]) -> Mapping[str, HandOver]:
        """Return who handed these tasks over last, by task."""
        table = w.handovers
        query = select(table).where(table.c.region == region, table.c.task_id.in_(task_ids))
        return {row.task_id: noun(HandOver, row) for row in self._connection.execute(query)}

    def follow_up(self, made: FollowUp) -> None:
        """Keep on which day somebody looks at a task again."""
        of = ("region", "account", "task_id")
        self._replace(w.follow_ups, values(w.follow_ups, made), of=of)

    def forget_follow_up(self, *, region: str, account: str, task_id: str) -> None:
        """Remove a follow-up day."""
        table = w.follow_ups
        mine = (table.c.region == region) & (table.c.account == account)
        self._connection.execute(delete(table).where(mine, table.c.task_id == task_id))

    def has_follow_ups(self, *, region: str, account: str) -> bool:
        """Return whether somebody keeps a follow-up day at all; most people keep none."""
        of = w.follow_ups.c
        query = select(of.task_id).where(of.region == region, of.account == account).limit(1)
        return self._connection.execute(query).one_or_none() is not None

    def follow_ups(
        self, *, region: str, account: str, task_ids: Collection[str]
    ) -> Mapping[str, FollowUp]:
        """Return when somebody looks at these tasks again, by task."""
        table = w.follow_ups
        mine = (table.c.region == region) & (table.c.account == account)
        query = select(table).where(mine, table.c.task_id.in_(task_ids))
        return {row.task_id: noun(FollowUp, row) for row in self._connection.execute(query)}

    def forget_closed(self) -> int:
        """Remove hand-overs and follow-up days of tasks that are not open; return how many."""
        gone = 0
        for table in (w.handovers, w.follow_ups):
            still_open = (
                select(_TASKS.id)
                .where(_TASKS.region == table.c.region, _TASKS.id == table.c.task_id)
                .where(_TASKS.status == "open")
            )
            gone += self._connection.execute(delete(table).where(~still_open.exists())).rowcount
        return gone

    def add_view(self, made: SavedView) -> None:
        """Keep a saved view."""
        row = values(w.saved_views, made, filters=dict(made.filters))
        self._connection.execute(insert(w.saved_views).values(row))

    def views(self, *, region: str, account: str) -> Sequence[SavedView]:
        """Return somebody's saved views, the oldest first."""
        table = w.saved_views
        query = select(table).where(table.c.region == region, table.c.account == account)
        return [
            noun(SavedView, row) for row in self._connection.execute(query.order_by(table.c.id))
        ]

    def remove_view(self, *, region: str, account: str, view_id: str) -> bool:
        """Remove a saved view of somebody; return whether it was there."""
        table = w.saved_views
        mine = (table.c.region == region) & (table.c.account == account)
        return (
            self._connection.execute(delete(table).where(mine, table.c.id == view_id)).rowcount
            == 1
        )

    def _replace(self, table: Table, row: Mapping[str, Any], *, of: Sequence[str]) -> None:
        upsert: Any = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        changed = {name: value for name, value in row.items() if name not in of}
        statement = upsert(table).values(row)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=list(of), set_=changed)
        )
