"""Milestones that figures are made of, and the district of an organisation.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from doorgang_engine.storage.row_security import policies

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "milestones",
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("route", sa.String(length=100), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "case_id"],
            ["cases.region", "cases.id"],
            name=op.f("fk_milestones_region"),
        ),
        sa.PrimaryKeyConstraint("region", "case_id", "number", "kind", name=op.f("pk_milestones")),
    )
    op.create_index("ix_milestones_key", "milestones", ["region", "kind", "key"])
    op.add_column(
        "organisations",
        sa.Column("district", sa.String(length=100), nullable=False, server_default=""),
    )
    if op.get_bind().dialect.name == "postgresql":
        for statement in policies("milestones"):
            op.execute(statement)
