"""The table of who holds what a region has few of."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, text

from .tables import Moment, metadata

reservations = Table(
    "reservations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("region", String(64), nullable=False),
    Column("resource", String(100), nullable=False),
    Column("unit", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Index(  # one holder for each: two transactions at once cannot both take the last
        "uq_reservations_held",
        "region",
        "resource",
        "unit",
        unique=True,
        postgresql_where=text("until IS NULL"),
        sqlite_where=text("until IS NULL"),
    ),
    Index("ix_reservations_case_id", "case_id"),
)
