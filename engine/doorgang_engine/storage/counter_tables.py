"""The table of what is counted to keep people from asking too often, over all nodes."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from .tables import Moment, metadata

counters = Table(  # belongs to no region: who knocks at the door is not inside yet
    "counters",
    metadata,
    Column("key", String(64), primary_key=True),  # a hash: of an account, an address, a session
    Column("count", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Index("ix_counters_ends_at", "ends_at"),
)
