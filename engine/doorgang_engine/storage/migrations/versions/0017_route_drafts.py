"""Drafts of routes, and every version of their files.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from doorgang_engine.storage.row_security import policies

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "route_drafts",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("route", sa.String(100), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("origin", sa.String(200), nullable=False),
        sa.Column("shape", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("submitted_by", sa.String(200), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reviewed_by", sa.String(200), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Date()),
        sa.Column("until_day", sa.Date()),
        sa.Column("is_pilot", sa.Boolean(), nullable=False),
        sa.Column("retired_by", sa.String(200), nullable=False),
        sa.Column("retire_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("region", "id", name="pk_route_drafts"),
    )
    op.create_index("ix_route_drafts_state", "route_drafts", ["state", "region"])
    _files()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("route_drafts", "draft_files"):
            for statement in policies(table):
                op.execute(statement)


def _files() -> None:
    op.create_table(
        "draft_files",
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("draft_id", sa.String(36), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("path", sa.String(120), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("restores", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("is_aside", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "draft_id"],
            ["route_drafts.region", "route_drafts.id"],
            name=op.f("fk_draft_files_region_draft_id"),
        ),
        sa.PrimaryKeyConstraint("region", "draft_id", "id", name="pk_draft_files"),
    )
    op.create_index(
        "uq_draft_files_revision",
        "draft_files",
        ["region", "draft_id", "path", "revision"],
        unique=True,
        postgresql_where=sa.text("NOT is_aside"),
        sqlite_where=sa.text("NOT is_aside"),
    )
