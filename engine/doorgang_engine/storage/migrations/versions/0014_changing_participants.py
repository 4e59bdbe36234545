"""Organisations open and close; who was replaced in a case no longer finds its rows.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from doorgang_engine.storage.row_security import READABLE, reading_policy

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisations", sa.Column("opened_on", sa.Date()))
    op.add_column("organisations", sa.Column("closed_on", sa.Date()))
    if op.get_bind().dialect.name == "postgresql":
        for table in ("user_tasks", "attachments"):
            op.execute(f"DROP POLICY of_organisation ON {table}")
            op.execute(reading_policy(table, READABLE[table]))
