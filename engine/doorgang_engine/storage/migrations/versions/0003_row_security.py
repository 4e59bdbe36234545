"""Row-level security on PostgreSQL: of one region, and when reading of one organisation.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

from doorgang_engine.storage.row_security import OPEN_TO_ALL, READABLE, policies

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OF_REGION = (
    "bundles", "case_numbers", "cases", "case_keys", "user_tasks", "timers", "terms",
    "submissions", "acts", "history", "incidents", "jobs", "notices", "accounts", "sessions",
    "organisations", "identities", "sign_in_attempts", "api_tokens",
)  # fmt: skip


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(OPEN_TO_ALL)
    for table in OF_REGION:
        for statement in policies(table, READABLE.get(table)):
            op.execute(statement)
