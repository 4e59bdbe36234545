"""The tables of files: what is known of each, and its sealed pieces."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    text,
)

from .tables import Moment, metadata

attachments = Table(
    "attachments",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("case_id", String(36)),  # null: sent for the start of a case that is not there yet
    Column("place", String(300), nullable=False),
    Column("field", String(300), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("submission_id", String(36)),  # null: not used yet
    Column("wrapped", LargeBinary, nullable=False),
    Column("head", LargeBinary, nullable=False),
    ForeignKeyConstraint(["region", "case_id"], ["cases.region", "cases.id"]),
    Index("ix_attachments_id", "id", unique=True),
    Index("ix_attachments_case", "region", "case_id"),
    Index("ix_attachments_actor", "region", "actor", "at"),
    Index(
        "ix_attachments_loose",
        "at",
        postgresql_where=text("submission_id IS NULL"),
        sqlite_where=text("submission_id IS NULL"),
    ),
)
attachment_pieces = Table(
    "attachment_pieces",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("attachment_id", String(36), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["region", "attachment_id"], ["attachments.region", "attachments.id"], ondelete="CASCADE"
    ),
)
