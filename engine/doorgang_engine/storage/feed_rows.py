"""Calendars of people: the hash of their secret address, and what was given to them last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    delete,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.notifying.feed import Feed, FeedEntry

from .database import is_sqlite
from .rows import Repository, noun, values
from .tables import Moment, metadata

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("account", String(100), primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("made_at", Moment, nullable=False),
    ForeignKeyConstraint(
        ["region", "account"], ["accounts.region", "accounts.id"], ondelete="CASCADE"
    ),
    Index("ix_calendar_feeds_token_hash", "token_hash", unique=True),
)
calendar_entries = Table(
    "calendar_entries",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("account", String(100), primary_key=True),
    Column("task_id", String(36), primary_key=True),
    Column("day", Date, nullable=False),
    Column("number", String(40), nullable=False),
    Column("name", String(300), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("is_cancelled", Boolean, nullable=False),
    ForeignKeyConstraint(
        ["region", "account"],
        ["calendar_feeds.region", "calendar_feeds.account"],
        ondelete="CASCADE",
    ),
)
_KEY = ("region", "account")


class SqlFeeds(Repository):
    """Calendars of people."""

    def find(self, token_hash: str) -> Feed | None:
        """Return the calendar of an address, or None."""
        query = select(calendar_feeds).where(calendar_feeds.c.token_hash == token_hash)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Feed, row)

    def of_account(self, *, region: str, account: str) -> Feed | None:
        """Return somebody's calendar, or None."""
        query = select(calendar_feeds).where(_of(calendar_feeds, region, account))
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Feed, row)

    def put(self, feed: Feed) -> None:
        """Give somebody a calendar, in the place of an earlier one."""
        self._upsert(calendar_feeds, [values(calendar_feeds, feed)], key=_KEY)

    def remove(self, *, region: str, account: str) -> None:
        """Remove somebody's calendar and what was given to it."""
        self._connection.execute(
            delete(calendar_feeds).where(_of(calendar_feeds, region, account))
        )

    def lock(self, feed: Feed) -> bool:
        """Hold a calendar; return whether it is still there, at this address."""
        query = select(calendar_feeds.c.account).where(
            _of(calendar_feeds, feed.region, feed.account),
            calendar_feeds.c.token_hash == feed.token_hash,
        )
        return self._connection.execute(query.with_for_update()).one_or_none() is not None

    def entries(self, feed: Feed) -> Mapping[str, FeedEntry]:
        """Return what was given last, by task."""
        query = select(calendar_entries).where(_of(calendar_entries, feed.region, feed.account))
        return {row.task_id: noun(FeedEntry, row) for row in self._connection.execute(query)}

    def save_entries(self, entries: Sequence[FeedEntry]) -> None:
        """Keep what is given now."""
        rows = [values(calendar_entries, one) for one in entries]
        for start in range(0, len(rows), 500):
            part = rows[start : start + 500]
            self._upsert(calendar_entries, part, key=(*_KEY, "task_id"))

    def forget_entries(self, feed: Feed, *, before: datetime) -> None:
        """Forget what was cancelled before a moment."""
        table = calendar_entries
        gone = table.c.is_cancelled & (table.c.changed_at < before)
        self._connection.execute(delete(table).where(_of(table, feed.region, feed.account), gone))

    def _upsert(self, table: Table, rows: list[dict[str, Any]], *, key: tuple[str, ...]) -> None:
        upsert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        statement = upsert(table).values(rows)
        changed = {
            column.name: statement.excluded[column.name]
            for column in table.columns
            if column.name not in key
        }
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=list(key), set_=changed)
        )


def _of(table: Table, region: str, account: str) -> ColumnElement[bool]:
    return (table.c.region == region) & (table.c.account == account)
