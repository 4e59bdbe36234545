"""Handing over, follow-up days and saved views.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from doorgang_engine.storage.row_security import READABLE, policies

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _case_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["region", "case_id"], ["cases.region", "cases.id"], name=f"fk_{table}_region_case_id"
    )


def upgrade() -> None:
    op.create_table(
        "handovers",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("task_id", sa.String(36), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("given_by", sa.String(200), nullable=False),
        sa.Column("given_to", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("region", "task_id", name="pk_handovers"),
        _case_key("handovers"),
    )
    op.create_index("ix_handovers_case", "handovers", ["region", "case_id"])
    op.create_table(
        "follow_ups",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("account", sa.String(200), nullable=False),
        sa.Column("task_id", sa.String(36), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("region", "account", "task_id", name="pk_follow_ups"),
        _case_key("follow_ups"),
    )
    op.create_index("ix_follow_ups_case", "follow_ups", ["region", "case_id"])
    op.create_table(
        "saved_views",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column(
            "filters", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("region", "account", "id", name="pk_saved_views"),
        sa.ForeignKeyConstraint(
            ["region", "account"],
            ["accounts.region", "accounts.id"],
            name="fk_saved_views_region_account",
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("handovers", "follow_ups", "saved_views"):
            for statement in policies(table, READABLE.get(table)):
                op.execute(statement)
