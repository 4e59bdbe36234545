"""The access log, its chains, and the grants to read a dossier.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from doorgang_engine.storage.row_security import policies

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    op.create_table(
        "access_log",
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("chain_id", sa.String(length=320), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("cases", JSON, nullable=False),
        sa.Column("subject", sa.String(length=36), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=200), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.String(length=36), nullable=False),
        sa.Column("is_emergency", sa.Boolean(), nullable=False),
        sa.Column("request_id", sa.String(length=100), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("region", "chain_id", "number", name=op.f("pk_access_log")),
    )
    op.create_index("ix_access_log_id", "access_log", ["region", "id"], unique=True)
    op.create_index("ix_access_log_case", "access_log", ["region", "case_id", "id"])
    op.create_index("ix_access_log_account", "access_log", ["region", "account", "id"])
    if op.get_bind().dialect.name == "postgresql":
        op.create_index(
            "ix_access_log_cases",
            "access_log",
            ["cases"],
            postgresql_using="gin",
            postgresql_ops={"cases": "jsonb_path_ops"},
        )
    op.create_table(
        "access_chains",
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("chain_id", sa.String(length=320), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("region", "chain_id", name=op.f("pk_access_chains")),
    )
    op.create_table(
        "access_grants",
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judgement", sa.String(length=16), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True)),
        sa.Column("judged_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_access_grants")),
    )
    op.create_index("ix_access_grants_held", "access_grants", ["region", "account", "ends_at"])
    op.create_index("ix_access_grants_kind", "access_grants", ["region", "kind", "id"])
    op.create_index("ix_access_grants_case", "access_grants", ["region", "case_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("access_log", "access_chains", "access_grants"):
            for statement in policies(table):
                op.execute(statement)
