"""The table of links for parents and pupils: hashes, and what is sealed of whom they are for."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, LargeBinary, String, Table

from .tables import Moment, metadata

links = Table(
    "links",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("task_id", String(36), nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("form", String(100), nullable=False),
    Column("role", String(20), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("who", LargeBinary, nullable=False),
    Column("address", LargeBinary, nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("withdrawn_by", String(200), nullable=False),
    Column("used_at", Moment),
    Column("codes", Integer, nullable=False),
    Column("wrong", Integer, nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("code_until", Moment),
    Column("code_tries", Integer, nullable=False),
    Column("session_hash", String(64), nullable=False),
    Column("session_until", Moment),
    Column("csrf", String(64), nullable=False),
    Column("reply", LargeBinary, nullable=False),
    ForeignKeyConstraint(["region", "case_id"], ["cases.region", "cases.id"]),
    Index("uq_links_token", "token_hash", unique=True),
    Index("ix_links_session", "session_hash"),
    Index("ix_links_case", "region", "case_id"),
)
