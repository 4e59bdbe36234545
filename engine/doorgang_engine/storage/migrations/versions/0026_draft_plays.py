"""What coordinators are playing of a draft.

Revision ID: 0026
Revises: 0025
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from doorgang_engine.storage.row_security import policies

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_plays",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("draft_id", sa.String(36), nullable=False),
        sa.Column("account", sa.String(200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("draft_revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("story", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "draft_id"],
            ["route_drafts.region", "route_drafts.id"],
            name=op.f("fk_draft_plays_region_draft_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("region", "draft_id", "account", name="pk_draft_plays"),
    )
    op.create_index("ix_draft_plays_changed_at", "draft_plays", ["changed_at"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in policies("draft_plays"):
            op.execute(statement)
