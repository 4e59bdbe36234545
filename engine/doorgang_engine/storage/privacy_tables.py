"""Tables about keeping and destroying."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, LargeBinary, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from .tables import Moment, metadata


def _region() -> Column[str]:
    return Column("region", String(64), primary_key=True)


departures = Table(
    "departures",
    metadata,
    _region(),
    Column("id", String(36), primary_key=True),
    Column("subject", String(36), nullable=False),
    Column("left_on", Date, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("recorded_by", String(200), nullable=False),
    Column("role", String(64), nullable=False),
    Column("organisation", String(64), nullable=False),
    Index("ix_departures_subject", "region", "subject"),
)
holds = Table(
    "holds",
    metadata,
    _region(),
    Column("id", String(36), primary_key=True),
    Column("subject", String(36), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("sealed_in", String(36), nullable=False),
    Column("ground", String(200), nullable=False),
    Column("until", Date),
    Column("set_at", Moment, nullable=False),
    Column("set_by", String(200), nullable=False),
    Column("lifted_at", Moment),
    Column("lifted_by", String(200), nullable=False),
    Index("ix_holds_subject", "region", "subject"),
)
destruction_lists = Table(
    "destruction_lists",
    metadata,
    _region(),
    Column("id", String(36), primary_key=True),
    Column("month", String(7), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("status", String(16), nullable=False),
    Column("done_at", Moment),
    Unique("region", "month"),
)
destruction_items = Table(
    "destruction_items",
    metadata,
    _region(),
    Column("list_id", String(36), primary_key=True),
    Column("case_id", String(36), primary_key=True),
    Column("record_class", String(64), primary_key=True),
    Column("due_on", Date),
    Column("status", String(16), nullable=False),
    Column("changed_at", Moment),
    Column("changed_by", String(200), nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Index("ix_destruction_items_case", "region", "case_id"),
)
destruction_approvals = Table(
    "destruction_approvals",
    metadata,
    _region(),
    Column("list_id", String(36), primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("account", String(200), nullable=False),
    Column("role", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Unique("region", "list_id", "account"),
)
destruction_certificates = Table(
    "destruction_certificates",
    metadata,
    _region(),
    Column("number", Integer, primary_key=True),
    Column("list_id", String(36), nullable=False),
    Column("at", Moment, nullable=False),
    Column("content", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Unique("region", "list_id"),
)
