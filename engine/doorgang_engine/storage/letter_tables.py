"""The table of letters: what was made, sealed, and from which text."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from .tables import Json, Moment, metadata

letters = Table(
    "letters",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("letter", String(100), nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", String(300), nullable=False),
    Column("version", Integer, nullable=False),
    Column("template_hash", String(64), nullable=False),
    Column("bundle", String(64), nullable=False),
    Column("element", String(300), nullable=False),
    Column("act", Integer, nullable=False),
    Column("organisations", Json, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("size", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["region", "case_id"], ["cases.region", "cases.id"]),
    Index("uq_letters_number", "region", "case_id", "letter", "number", unique=True),
)
