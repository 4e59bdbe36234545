"""Plays of drafts: one per person and draft, replaced by every act."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    delete,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.drafts.play import Play

from .database import is_sqlite
from .rows import Repository, noun, values
from .tables import Moment, metadata

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

draft_plays = Table(
    "draft_plays",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("draft_id", String(36), primary_key=True),
    Column("account", String(200), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("draft_revision", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("story", LargeBinary, nullable=False),  # compressed
    ForeignKeyConstraint(
        ["region", "draft_id"], ["route_drafts.region", "route_drafts.id"], ondelete="CASCADE"
    ),
    Index("ix_draft_plays_changed_at", "changed_at"),
)
_KEY = ("region", "draft_id", "account")


class SqlPlays(Repository):
    """Plays by draft and account."""

    def find(self, *, region: str, draft_id: str, account: str) -> Play | None:
        """Return somebody's play of a draft, or None."""
        query = select(draft_plays).where(_of(region, draft_id, account))
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Play, row, story=zlib.decompress(row.story).decode())

    def put(self, play: Play, *, was: int) -> bool:
        """Keep a play in the place of the one of revision ``was``; False when that changed."""
        new = values(draft_plays, play, story=zlib.compress(play.story.encode()))
        if was:
            same = _of(play.region, play.draft_id, play.account)
            statement = update(draft_plays).where(same, draft_plays.c.revision == was).values(new)
            return self._connection.execute(statement).rowcount == 1
        insert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        added = insert(draft_plays).values(new).on_conflict_do_nothing(index_elements=_KEY)
        found = self._connection.execute(added.returning(draft_plays.c.revision))
        return found.scalar_one_or_none() is not None

    def remove(self, *, region: str, draft_id: str, account: str) -> None:
        """Remove somebody's play, if it is there."""
        self._connection.execute(delete(draft_plays).where(_of(region, draft_id, account)))

    def remove_of(self, *, region: str, draft_id: str) -> None:
        """Remove what everybody played of a draft."""
        here = and_(draft_plays.c.region == region, draft_plays.c.draft_id == draft_id)
        self._connection.execute(delete(draft_plays).where(here))

    def remove_old(self, *, before: datetime) -> int:
        """Remove what nobody played on since a moment; return how many."""
        return self._connection.execute(
            delete(draft_plays).where(draft_plays.c.changed_at < before)
        ).rowcount


def _of(region: str, draft_id: str, account: str) -> ColumnElement[bool]:
    columns = draft_plays.c
    return and_(columns.region == region, columns.draft_id == draft_id, columns.account == account)
