"""Signing in at a provider, sessions that can be named, tokens for programs.

Everybody signs in again: the sessions of before cannot be named.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    op.add_column(
        "accounts", sa.Column("kind", sa.String(16), nullable=False, server_default="local")
    )
    op.create_index("ix_organisations_brin", "organisations", ["brin"])
    op.create_index("ix_organisations_id", "organisations", ["id"])
    op.drop_table("sessions")
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agent", sa.String(60), nullable=False),
        sa.Column("issuer", sa.String(300), nullable=False),
        sa.Column("provider_session", sa.String(300), nullable=False),
        sa.Column("provider_subject", sa.String(300), nullable=False),
        sa.Column("id_token", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_account", "sessions", ["region", "account"])
    op.create_index("ix_sessions_provider", "sessions", ["issuer", "provider_subject"])
    op.create_table(
        "identities",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("issuer", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(300), nullable=True),
        sa.Column("invited_mail", sa.String(320), nullable=False),
        sa.Column("is_registered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("region", "account", name="pk_identities"),
        sa.ForeignKeyConstraint(
            ["region", "account"],
            ["accounts.region", "accounts.id"],
            name="fk_identities_region_account",
        ),
    )
    op.create_index(
        "ix_identities_subject", "identities", ["issuer", "subject", "region"], unique=True
    )
    op.create_index("ix_identities_invited", "identities", ["issuer", "invited_mail"])
    op.create_table(
        "sign_in_attempts",
        sa.Column("state_hash", sa.String(64), nullable=False),
        sa.Column("browser_hash", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        sa.Column("destination", sa.String(2000), nullable=False),
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name="pk_sign_in_attempts"),
    )
    op.create_index("ix_sign_in_attempts_began_at", "sign_in_attempts", ["began_at"])
    op.create_table(
        "used_keys",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_used_keys"),
    )
    op.create_index("ix_used_keys_until", "used_keys", ["until"])
    op.create_table(
        "api_tokens",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("scopes", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.String(200), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("region", "id", name="pk_api_tokens"),
        sa.ForeignKeyConstraint(
            ["region", "account"],
            ["accounts.region", "accounts.id"],
            name="fk_api_tokens_region_account",
        ),
    )
    op.create_index("ix_api_tokens_token_hash", "api_tokens", ["token_hash"], unique=True)
    op.create_index("ix_api_tokens_account", "api_tokens", ["region", "account"])
