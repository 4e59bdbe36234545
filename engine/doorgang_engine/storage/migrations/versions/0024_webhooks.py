"""Webhooks with their sealed secrets, and the messages that were sent to them.

Revision ID: 0024
Revises: 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from doorgang_engine.storage.row_security import policies

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "webhooks",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column(
            "kinds", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("master", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("region", "id", name="pk_webhooks"),
    )
    op.create_index("ix_webhooks_master", "webhooks", ["master", "id"])
    op.create_table(
        "webhook_deliveries",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("webhook_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("last_at", _MOMENT),
        sa.PrimaryKeyConstraint("region", "id", name="pk_webhook_deliveries"),
        sa.ForeignKeyConstraint(
            ["region", "webhook_id"],
            ["webhooks.region", "webhooks.id"],
            name="fk_webhook_deliveries_region_webhook_id",
            ondelete="CASCADE",
        ),
    )
    for name, columns in (
        ("webhook", ["region", "webhook_id", "at"]),
        ("case", ["region", "case_id"]),
        ("at", ["at"]),
    ):
        op.create_index(f"ix_webhook_deliveries_{name}", "webhook_deliveries", columns)
    if op.get_bind().dialect.name == "postgresql":
        for table in ("webhooks", "webhook_deliveries"):
            for statement in policies(table):
                op.execute(statement)
