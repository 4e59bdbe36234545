"""The table of notes. Their text is sealed under the case's own key."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, String, Table

from .tables import Moment, metadata, of_case

notes = Table(
    "notes",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("role", String(64), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("audience", String(16), nullable=False),  # own | all
    Column("content", LargeBinary, nullable=False),
    of_case(),
    Index("ix_notes_case", "region", "case_id"),
)
