"""Letters, sealed, with the text that they were made from.

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from doorgang_engine.storage.row_security import READABLE, policies

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    op.create_table(
        "letters",
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("letter", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("template_hash", sa.String(length=64), nullable=False),
        sa.Column("bundle", sa.String(length=64), nullable=False),
        sa.Column("element", sa.String(length=300), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("organisations", JSON, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "case_id"],
            ["cases.region", "cases.id"],
            name=op.f("fk_letters_region_case_id"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_letters")),
    )
    op.create_index(
        "uq_letters_number", "letters", ["region", "case_id", "letter", "number"], unique=True
    )
    if op.get_bind().dialect.name == "postgresql":
        for statement in policies("letters", READABLE["letters"]):
            op.execute(statement)


def downgrade() -> None:
    op.drop_index("uq_letters_number", table_name="letters")
    op.drop_table("letters")
