"""Notes in a case, and submissions that correct an earlier one.

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from doorgang_engine.storage.row_security import READABLE, policies

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "submissions",
        sa.Column("corrects", sa.String(36), nullable=False, server_default=""),
    )
    op.create_table(
        "notes",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "case_id"], ["cases.region", "cases.id"], name="fk_notes_region_case_id"
        ),
        sa.PrimaryKeyConstraint("region", "id", name="pk_notes"),
    )
    op.create_index("ix_notes_case", "notes", ["region", "case_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in policies("notes", READABLE["notes"]):
            op.execute(statement)
