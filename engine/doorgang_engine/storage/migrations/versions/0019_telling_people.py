"""Telling people: how they want it, what they were told, and what was told of cases and tasks.

What is there already counts as told: nobody hears of years of work at once.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from doorgang_engine.storage.row_security import policies

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _add_settings()
    _add_news()
    _add_what_was_told()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("notification_settings", "news", "mornings"):
            for statement in policies(table):
                op.execute(statement)


def _add_settings() -> None:
    op.create_table(
        "notification_settings",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("choices", _JSON, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", _MOMENT),
        sa.Column("ring", sa.String(36), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("master", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("region", "account", name="pk_notification_settings"),
        sa.ForeignKeyConstraint(
            ["region", "account"],
            ["accounts.region", "accounts.id"],
            name="fk_notification_settings_region_account",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_notification_settings_master", "notification_settings", ["master", "ring"])


def _add_news() -> None:
    op.create_table(
        "news",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("task_id", sa.String(36), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("sent_at", _MOMENT),
        sa.PrimaryKeyConstraint("region", "id", name="pk_news"),
    )
    op.create_index("ix_news_case", "news", ["region", "case_id"])
    op.create_index("ix_news_account", "news", ["region", "account"])
    op.create_index("ix_news_sent", "news", ["sent_at"])
    _partial_index("ix_news_unsent", "news", ["region", "at"], "sent_at IS NULL")
    op.create_table(
        "mornings",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("last_on", sa.Date()),
        sa.PrimaryKeyConstraint("region", name="pk_mornings"),
    )
    op.create_index("ix_mornings_due_at", "mornings", ["due_at"])


def _add_what_was_told() -> None:
    for table, name, length in (
        ("cases", "told", 16),
        ("user_tasks", "told", 16),
        ("user_tasks", "told_to", 64),
    ):
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column(table, column)
    op.add_column(
        "notices", sa.Column("is_told", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("handovers", sa.Column("told_at", _MOMENT))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT set_config('doorgang.region', '*', true)")
        op.execute("SELECT set_config('doorgang.organisation', '*', true)")
    op.execute("UPDATE cases SET told = status")
    op.execute("UPDATE user_tasks SET told = status, told_to = organisation")
    op.execute("UPDATE notices SET is_told = true")
    op.execute("UPDATE handovers SET told_at = at")
    _partial_index("ix_cases_untold", "cases", ["started_at"], "told <> status")
    _partial_index(
        "ix_user_tasks_untold",
        "user_tasks",
        ["opened_at"],
        "told <> status OR told_to <> organisation",
    )
    _partial_index("ix_notices_untold", "notices", ["at"], "NOT is_told")
    _partial_index("ix_jobs_given_up", "jobs", ["region", "run_at"], "status = 'given_up'")


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, postgresql_where=condition, sqlite_where=condition)
