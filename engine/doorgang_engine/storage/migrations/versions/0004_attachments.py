"""Files that come with a submission.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from doorgang_engine.storage.row_security import READABLE, policies

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LOOSE = sa.text("submission_id IS NULL")


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=True),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("field", sa.String(300), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=True),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "case_id"],
            ["cases.region", "cases.id"],
            name=op.f("fk_attachments_region_case_id"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_id", "attachments", ["id"], unique=True)
    op.create_index("ix_attachments_case", "attachments", ["region", "case_id"])
    op.create_index("ix_attachments_actor", "attachments", ["region", "actor", "at"])
    op.create_index(
        "ix_attachments_loose",
        "attachments",
        ["at"],
        postgresql_where=LOOSE,
        sqlite_where=LOOSE,
    )
    op.create_table(
        "attachment_pieces",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("attachment_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "attachment_id"],
            ["attachments.region", "attachments.id"],
            name=op.f("fk_attachment_pieces_region_attachment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "region", "attachment_id", "number", name=op.f("pk_attachment_pieces")
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("attachments", "attachment_pieces"):
            for statement in policies(table, READABLE[table]):
                op.execute(statement)
