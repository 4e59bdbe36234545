"""Leaving school, holds, lists of what is to be destroyed, approvals, certificates.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from doorgang_engine.storage.row_security import policies

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OF_REGION = (
    "departures", "holds", "destruction_lists", "destruction_items", "destruction_approvals",
    "destruction_certificates",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "departures",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("subject", sa.String(36), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(200), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_departures")),
    )
    op.create_index("ix_departures_subject", "departures", ["region", "subject"])
    op.create_table(
        "holds",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("subject", sa.String(36), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_in", sa.String(36), nullable=False),
        sa.Column("ground", sa.String(200), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(200), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_holds")),
    )
    op.create_index("ix_holds_subject", "holds", ["region", "subject"])
    op.create_table(
        "destruction_lists",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_destruction_lists")),
        sa.UniqueConstraint("region", "month", name=op.f("uq_destruction_lists_region_month")),
    )
    _lines()
    if op.get_bind().dialect.name == "postgresql":
        for table in OF_REGION:
            for statement in policies(table):
                op.execute(statement)


def _lines() -> None:
    op.create_table(
        "destruction_items",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("list_id", sa.String(36), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("record_class", sa.String(64), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(200), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "region", "list_id", "case_id", "record_class", name=op.f("pk_destruction_items")
        ),
    )
    op.create_index("ix_destruction_items_case", "destruction_items", ["region", "case_id"])
    op.create_table(
        "destruction_approvals",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("list_id", sa.String(36), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(200), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "region", "list_id", "step", name=op.f("pk_destruction_approvals")
        ),
        sa.UniqueConstraint(
            "region",
            "list_id",
            "account",
            name=op.f("uq_destruction_approvals_region_list_id_account"),
        ),
    )
    op.create_table(
        "destruction_certificates",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("region", "number", name=op.f("pk_destruction_certificates")),
        sa.UniqueConstraint(
            "region", "list_id", name=op.f("uq_destruction_certificates_region_list_id")
        ),
    )
