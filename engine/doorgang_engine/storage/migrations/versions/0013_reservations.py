"""Who holds what a region has few of.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from doorgang_engine.storage.row_security import READABLE, policies

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reservations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("resource", sa.String(length=100), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservations")),
    )
    op.create_index(
        "uq_reservations_held",
        "reservations",
        ["region", "resource", "unit"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
        sqlite_where=sa.text("until IS NULL"),
    )
    op.create_index("ix_reservations_case_id", "reservations", ["case_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for statement in policies("reservations", READABLE["reservations"]):
            op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_reservations_case_id", table_name="reservations")
    op.drop_index("uq_reservations_held", table_name="reservations")
    op.drop_table("reservations")
