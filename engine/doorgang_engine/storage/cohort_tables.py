"""Tables of lists of children that begin a route."""

from __future__ import annotations

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
    text,
)

from .tables import Moment, metadata

cohort_batches = Table(
    "cohort_batches",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("route", String(100), nullable=False),
    Column("cohort", String(100), nullable=False),
    Column("name", String(200), nullable=False),
    Column("start_role", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("total", Integer, nullable=False),
    Column("skips_running", Boolean, nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("role", String(64), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("begins_on", Date),
    Column("confirmed_by", String(200), nullable=False),
    Column("ended_at", Moment),
    Column("erase_at", Moment),
    Column("runs", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),  # the ring; empty: destroyed
    Column("master", String(16), nullable=False),  # the master key that it lies under
    Index("ix_cohort_batches_made", "region", "made_at"),
    Index("ix_cohort_batches_master", "master", "id"),
    Index(
        "ix_cohort_batches_erase",
        "erase_at",
        postgresql_where=text("erase_at IS NOT NULL"),
        sqlite_where=text("erase_at IS NOT NULL"),
    ),
    Index(  # one list of a route at a time: two could begin for the same child
        "uq_cohort_batches_starting",
        "region",
        "route",
        unique=True,
        postgresql_where=text("status = 'starting'"),
        sqlite_where=text("status = 'starting'"),
    ),
)
cohort_rows = Table(
    "cohort_rows",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("batch_id", String(36), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("status", String(16), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("case_number", String(40), nullable=False),
    Column("code", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),  # sealed; empty when it is not needed
    ForeignKeyConstraint(["region", "batch_id"], ["cohort_batches.region", "cohort_batches.id"]),
    Index("ix_cohort_rows_status", "region", "batch_id", "status", "number"),
)
