"""Deputies and mandates.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from doorgang_engine.storage.row_security import policies

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _period() -> list[sa.Column[Any]]:
    return [
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_by", sa.String(200), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "deputyships",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("deputy", sa.String(100), nullable=False),
        sa.Column(
            "roles", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("with_mandate", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_period(),
        sa.PrimaryKeyConstraint("region", "id", name="pk_deputyships"),
    )
    op.create_index("ix_deputyships_deputy", "deputyships", ["region", "deputy"])
    op.create_index("ix_deputyships_organisation", "deputyships", ["region", "organisation"])
    op.create_table(
        "mandates",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        *_period(),
        sa.PrimaryKeyConstraint("region", "id", name="pk_mandates"),
    )
    op.create_index("ix_mandates_account", "mandates", ["region", "account"])
    op.create_index("ix_mandates_organisation", "mandates", ["region", "organisation"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("deputyships", "mandates"):
            for statement in policies(table):
                op.execute(statement)
