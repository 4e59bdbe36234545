"""Tables beside the tasks: who handed what over, follow-up days, saved views of the work list."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, LargeBinary, String, Table

from .tables import Json, Moment, metadata, of_case

handovers = Table(
    "handovers",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("task_id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("given_by", String(200), nullable=False),
    Column("given_to", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("note", LargeBinary, nullable=False),  # sealed under the case's keys
    Column("told_at", Moment),  # ``at``, once the receiver was told
    of_case(),
    Index("ix_handovers_case", "region", "case_id"),
)
follow_ups = Table(
    "follow_ups",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("account", String(200), primary_key=True),
    Column("task_id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("day", Date, nullable=False),
    of_case(),
    Index("ix_follow_ups_case", "region", "case_id"),
)
saved_views = Table(
    "saved_views",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("account", String(100), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("filters", Json, nullable=False),  # keys of roles and routes; nothing typed
    Column("made_at", Moment, nullable=False),
    ForeignKeyConstraint(["region", "account"], ["accounts.region", "accounts.id"]),
)
