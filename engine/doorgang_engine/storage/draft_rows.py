"""Drafts of routes, and every version of their files."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    text,
    update,
)

from doorgang_engine.drafts.draft import Draft, DraftFile, DraftState

from .database import is_sqlite
from .rows import Repository, noun, values
from .tables import Moment, metadata

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

route_drafts = Table(
    "route_drafts",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("route", String(100), nullable=False),
    Column("title", String(200), nullable=False),
    Column("state", String(20), nullable=False),
    Column("origin", String(200), nullable=False),
    Column("shape", String(64), nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("submitted_by", String(200), nullable=False),
    Column("submitted_at", Moment),
    Column("note", Text, nullable=False),
    Column("reviewed_by", String(200), nullable=False),
    Column("reviewed_at", Moment),
    Column("reason", Text, nullable=False),
    Column("from_day", Date),
    Column("until_day", Date),
    Column("is_pilot", Boolean, nullable=False),
    Column("retired_by", String(200), nullable=False),
    Column("retire_reason", Text, nullable=False),
    Index("ix_route_drafts_state", "state", "region"),
)
draft_files = Table(
    "draft_files",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("draft_id", String(36), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("path", String(120), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("restores", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),  # compressed
    Column("is_removed", Boolean, nullable=False),
    Column("is_aside", Boolean, nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("what", String(300), nullable=False),
    ForeignKeyConstraint(["region", "draft_id"], ["route_drafts.region", "route_drafts.id"]),
    Index(
        "uq_draft_files_revision",
        "region",
        "draft_id",
        "path",
        "revision",
        unique=True,
        postgresql_where=text("NOT is_aside"),
        sqlite_where=text("NOT is_aside"),
    ),
)


class SqlDrafts(Repository):
    """Drafts; versions of files are only ever added."""

    def add(self, draft: Draft) -> None:
        """Add a draft."""
        self._connection.execute(insert(route_drafts).values(values(route_drafts, draft)))

    def save(self, draft: Draft) -> None:
        """Save a draft."""
        columns = route_drafts.c
        key = (columns.region == draft.region) & (columns.id == draft.id)
        self._connection.execute(
            update(route_drafts).where(key).values(values(route_drafts, draft))
        )

    def find(self, *, region: str, draft_id: str, hold: bool = False) -> Draft | None:
        """Return a draft, or None; ``hold`` holds its row."""
        columns = route_drafts.c
        query = select(route_drafts).where(columns.region == region, columns.id == draft_id)
        if hold and not is_sqlite(self._connection):
            query = query.with_for_update()
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _draft(row)

    def of_region(self, region: str) -> Sequence[Draft]:
        """Return the drafts of a region, the last changed first."""
        columns = route_drafts.c
        query = select(route_drafts).where(columns.region == region)
        ordered = query.order_by(columns.changed_at.desc(), columns.id)
        return [_draft(row) for row in self._connection.execute(ordered)]

    def adopted(self, *, region: str | None = None) -> Sequence[Draft]:
        """Return what was ever adopted, in a region or in all."""
        decided = (DraftState.ADOPTED.value, DraftState.RETIRED.value)
        columns = route_drafts.c
        query = select(route_drafts).where(columns.state.in_(decided))
        if region is not None:
            query = query.where(columns.region == region)
        ordered = query.order_by(columns.region, columns.from_day, columns.reviewed_at, columns.id)
        return [_draft(row) for row in self._connection.execute(ordered)]

    def write(self, file: DraftFile) -> None:
        """Add a version of a file."""
        packed = zlib.compress(file.content.encode())
        row = values(draft_files, file, content=packed)
        self._connection.execute(insert(draft_files).values(row))

    def files(self, *, region: str, draft_id: str) -> Mapping[str, DraftFile]:
        """Return the newest version of each file, by path."""
        columns = draft_files.c
        here = (columns.region == region) & (columns.draft_id == draft_id) & ~columns.is_aside
        newest = (
            select(columns.path, func.max(columns.revision).label("revision"))
            .where(here)
            .group_by(columns.path)
            .subquery()
        )
        query = (
            select(draft_files)
            .join(
                newest,
                (columns.path == newest.c.path) & (columns.revision == newest.c.revision),
            )
            .where(here)
            .order_by(columns.path)
        )
        return {row.path: _file(row) for row in self._connection.execute(query)}

    def version(self, *, region: str, draft_id: str, path: str, revision: int) -> DraftFile | None:
        """Return one version of a file, or None."""
        columns = draft_files.c
        query = select(draft_files).where(
            columns.region == region,
            columns.draft_id == draft_id,
            columns.path == path,
            columns.revision == revision,
            ~columns.is_aside,
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _file(row)

    def history(self, *, region: str, draft_id: str) -> Sequence[DraftFile]:
        """Return every version, oldest first; their contents are left out."""
        columns = draft_files.c
        told = [one for one in columns if one.name != "content"]
        query = (
            select(*told)
            .where(columns.region == region, columns.draft_id == draft_id)
            .order_by(columns.made_at, columns.id)
        )
        return [noun(DraftFile, row, content="") for row in self._connection.execute(query)]

    def aside(self, *, region: str, draft_id: str, file_id: str) -> DraftFile | None:
        """Return a version that was kept beside its file, or None."""
        columns = draft_files.c
        query = select(draft_files).where(
            columns.region == region,
            columns.draft_id == draft_id,
            columns.id == file_id,
            columns.is_aside,
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _file(row)


def _draft(row: Row[Any]) -> Draft:
    return noun(Draft, row, state=DraftState(row.state))


def _file(row: Row[Any]) -> DraftFile:
    return noun(DraftFile, row, content=zlib.decompress(row.content).decode())
