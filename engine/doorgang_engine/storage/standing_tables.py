"""The tables of deputies and mandates. Rows are ended, never removed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Date, Index, String, Table, Text

from .tables import Json, Moment, metadata


def _period() -> tuple[Column[Any], ...]:
    return (
        Column("from_day", Date, nullable=False),
        Column("until_day", Date, nullable=False),
        Column("made_by", String(200), nullable=False),
        Column("made_at", Moment, nullable=False),
        Column("ended_at", Moment),
        Column("ended_by", String(200), nullable=False),
    )


deputyships = Table(
    "deputyships",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("account", String(100), nullable=False),
    Column("deputy", String(100), nullable=False),
    Column("roles", Json, nullable=False),
    Column("with_mandate", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    *_period(),
    Index("ix_deputyships_deputy", "region", "deputy"),
    Index("ix_deputyships_organisation", "region", "organisation"),
)
mandates = Table(
    "mandates",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("account", String(100), nullable=False),
    Column("key", String(64), nullable=False),
    *_period(),
    Index("ix_mandates_account", "region", "account"),
    Index("ix_mandates_organisation", "region", "organisation"),
)
