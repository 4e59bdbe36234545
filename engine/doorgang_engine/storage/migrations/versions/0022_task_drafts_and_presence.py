"""Drafts, and who has which task open.

Revision ID: 0022
Revises: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from doorgang_engine.storage.row_security import READABLE, policies

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "task_drafts",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("task_id", sa.String(36), nullable=False),
        sa.Column("account", sa.String(200), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("region", "task_id", "account", name=op.f("pk_task_drafts")),
    )
    op.create_index("ix_task_drafts_case_id", "task_drafts", ["case_id"])
    op.create_index("ix_task_drafts_account", "task_drafts", ["region", "account"])
    op.create_table(
        "presences",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("task_id", sa.String(36), nullable=False),
        sa.Column("account", sa.String(200), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("region", "task_id", "account", name=op.f("pk_presences")),
    )
    op.create_index("ix_presences_case_id", "presences", ["case_id"])
    op.create_index("ix_presences_seen_at", "presences", ["seen_at"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("task_drafts", "presences"):
            for statement in policies(table, READABLE[table]):
                op.execute(statement)
