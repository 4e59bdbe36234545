"""Lists of children that begin a route.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from doorgang_engine.storage.row_security import policies

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cohort_batches",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("route", sa.String(100), nullable=False),
        sa.Column("cohort", sa.String(100), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("start_role", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("skips_running", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(200), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("master", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_cohort_batches")),
    )
    op.create_index("ix_cohort_batches_made", "cohort_batches", ["region", "made_at"])
    op.create_index("ix_cohort_batches_master", "cohort_batches", ["master", "id"])
    _partial("ix_cohort_batches_erase", ["erase_at"], "erase_at IS NOT NULL")
    _partial("uq_cohort_batches_starting", ["region", "route"], "status = 'starting'", unique=True)
    _rows()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("cohort_batches", "cohort_rows"):
            for statement in policies(table):
                op.execute(statement)


def _rows() -> None:
    op.create_table(
        "cohort_rows",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("batch_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("case_number", sa.String(40), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("region", "batch_id", "number", name=op.f("pk_cohort_rows")),
        sa.ForeignKeyConstraint(
            ["region", "batch_id"],
            ["cohort_batches.region", "cohort_batches.id"],
            name=op.f("fk_cohort_rows_region_batch_id_cohort_batches"),
        ),
    )
    op.create_index(
        "ix_cohort_rows_status", "cohort_rows", ["region", "batch_id", "status", "number"]
    )


def _partial(name: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(
        name,
        "cohort_batches",
        columns,
        unique=unique,
        postgresql_where=sa.text(where),
        sqlite_where=sa.text(where),
    )


def downgrade() -> None:
    op.drop_table("cohort_rows")
    op.drop_table("cohort_batches")
