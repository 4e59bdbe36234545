"""The table of what begins by itself."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, String, Table, text

from .tables import Moment, metadata

recurrences = Table(
    "recurrences",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("route", String(100), primary_key=True),
    Column("key", String(100), primary_key=True),
    Column("is_on", Boolean, nullable=False),
    Column("due_at", Moment),
    Column("switched_by", String(200), nullable=False),
    Column("switched_at", Moment, nullable=False),
    Column("last_on", Date),
    Index(
        "ix_recurrences_due",
        "due_at",
        postgresql_where=text("due_at IS NOT NULL"),
        sqlite_where=text("due_at IS NOT NULL"),
    ),
)
