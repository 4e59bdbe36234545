"""Calendars of people: secret addresses, and what was given to them last.

Revision ID: 0021
Revises: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from doorgang_engine.storage.row_security import policies

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("region", "account", name="pk_calendar_feeds"),
        sa.ForeignKeyConstraint(
            ["region", "account"],
            ["accounts.region", "accounts.id"],
            name="fk_calendar_feeds_region_account",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_calendar_feeds_token_hash", "calendar_feeds", ["token_hash"], unique=True)
    op.create_table(
        "calendar_entries",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("task_id", sa.String(36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("region", "account", "task_id", name="pk_calendar_entries"),
        sa.ForeignKeyConstraint(
            ["region", "account"],
            ["calendar_feeds.region", "calendar_feeds.account"],
            name="fk_calendar_entries_region_account",
            ondelete="CASCADE",
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("calendar_feeds", "calendar_entries"):
            for statement in policies(table):
                op.execute(statement)
