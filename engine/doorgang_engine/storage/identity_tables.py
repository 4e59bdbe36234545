"""The tables of signing in at a provider, and of tokens for programs."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, String, Table

from .tables import Json, Moment, metadata

identities = Table(
    "identities",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("account", String(100), primary_key=True),
    Column("issuer", String(300), nullable=False),
    Column("subject", String(300)),
    Column("invited_mail", String(320), nullable=False),
    Column("is_registered", Boolean, nullable=False),
    ForeignKeyConstraint(["region", "account"], ["accounts.region", "accounts.id"]),
    # A person of a school that works with two regions has an account in each.
    Index("ix_identities_subject", "issuer", "subject", "region", unique=True),
    Index("ix_identities_invited", "issuer", "invited_mail"),
)
# Before we know who it is there is no region either.
sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("state_hash", String(64), primary_key=True),
    Column("browser_hash", String(64), nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(128), nullable=False),
    Column("destination", String(2000), nullable=False),
    Column("region", String(64), nullable=False),
    Column("began_at", Moment, nullable=False, index=True),
)
used_keys = Table(  # of logout tokens: each works once, on whatever node
    "used_keys",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("until", Moment, nullable=False, index=True),
)
api_tokens = Table(
    "api_tokens",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("account", String(100), nullable=False),
    Column("name", String(100), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("scopes", Json, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("created_by", String(200), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("withdrawn_at", Moment),
    Column("withdrawn_by", String(200), nullable=False),
    ForeignKeyConstraint(["region", "account"], ["accounts.region", "accounts.id"]),
    Index("ix_api_tokens_token_hash", "token_hash", unique=True),
    Index("ix_api_tokens_account", "region", "account"),
)
