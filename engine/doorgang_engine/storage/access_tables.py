"""The tables of the access log and of the grants that it rests on."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from .tables import Json, Moment, metadata

# No foreign key to the cases: the log also tells of what does not exist, and outlives a dossier.
access_log = Table(
    "access_log",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("chain_id", String(320), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("id", String(36), nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("cases", Json, nullable=False),
    Column("subject", String(36), nullable=False),
    Column("account", String(200), nullable=False),
    Column("role", String(64), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("on_behalf_of", String(200), nullable=False),
    Column("act", String(40), nullable=False),
    Column("place", String(100), nullable=False),
    Column("data", Json, nullable=False),
    Column("ground", Text, nullable=False),
    Column("grant_id", String(36), nullable=False),
    Column("is_emergency", Boolean, nullable=False),
    Column("request_id", String(100), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("code", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_access_log_id", "region", "id", unique=True),
    Index("ix_access_log_case", "region", "case_id", "id"),
    Index("ix_access_log_account", "region", "account", "id"),
    Index(  # lists that named a case
        "ix_access_log_cases",
        "cases",
        postgresql_using="gin",
        postgresql_ops={"cases": "jsonb_path_ops"},
    ).ddl_if(dialect="postgresql"),
)
access_chains = Table(
    "access_chains",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("chain_id", String(320), primary_key=True),
    Column("length", Integer, nullable=False),
    Column("head", String(64), nullable=False),
)
access_grants = Table(
    "access_grants",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("account", String(200), nullable=False),
    Column("role", String(64), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("purpose", String(64), nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("judgement", String(16), nullable=False),
    Column("judged_at", Moment),
    Column("judged_by", String(200), nullable=False),
    Column("note", LargeBinary, nullable=False),
    Index("ix_access_grants_held", "region", "account", "ends_at"),
    Index("ix_access_grants_kind", "region", "kind", "id"),
    Index("ix_access_grants_case", "region", "case_id"),
)
