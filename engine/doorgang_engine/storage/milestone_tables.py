"""The table of milestones: what figures are made of."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from .tables import Moment, metadata, of_case

milestones = Table(
    "milestones",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("case_id", String(36), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("route", String(100), nullable=False),
    Column("run", Text, nullable=False),
    Column("key", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("day", Date, nullable=False),
    of_case(),
    Index("ix_milestones_key", "region", "kind", "key"),
)
