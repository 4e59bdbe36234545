"""Keys name their master key; what terms say about a child is sealed.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

from doorgang_engine.sealing import TERM

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
HIDDEN = ("started_on", "raw_end", "reason", "content")
BATCH = 500


def upgrade() -> None:
    op.add_column(
        "case_keys", sa.Column("master", sa.String(16), nullable=False, server_default="")
    )
    op.create_index("ix_case_keys_master", "case_keys", ["master", "case_id"])
    op.add_column("terms", sa.Column("sealed", sa.LargeBinary(), nullable=True))
    _seal_terms()
    with op.batch_alter_table("terms") as batch_op:
        batch_op.alter_column("sealed", nullable=False, existing_type=sa.LargeBinary())
        for name in HIDDEN:
            batch_op.drop_column(name)


def _seal_terms() -> None:
    """Seal what is there; that takes the master key, which an empty database does not need."""
    terms = sa.table(
        "terms",
        sa.column("region", sa.String),
        sa.column("id", sa.String),
        sa.column("case_id", sa.String),
        sa.column("started_on", sa.Date),
        sa.column("raw_end", sa.Date),
        sa.column("reason", sa.Text),
        sa.column("content", JSON),
        sa.column("sealed", sa.LargeBinary),
    )
    keys = sa.table(
        "case_keys", sa.column("case_id", sa.String), sa.column("wrapped", sa.LargeBinary)
    )
    connection = op.get_bind()
    query = (
        sa.select(terms, keys.c.wrapped)
        .join(keys, keys.c.case_id == terms.c.case_id)
        .where(terms.c.sealed.is_(None))
        .limit(BATCH)
    )
    while rows := connection.execute(query).all():
        vault = context.config.attributes["vault"]
        for row in rows:
            key = vault.open_key(row.case_id, row.wrapped)
            connection.execute(
                sa.update(terms)
                .where(terms.c.region == row.region, terms.c.id == row.id)
                .values(sealed=key.seal(_hidden(row), TERM))
            )


def _hidden(row: sa.Row[tuple[object, ...]]) -> bytes:
    found = {
        "started_on": row.started_on.isoformat(),
        "raw_end": row.raw_end.isoformat(),
        "reason": row.reason,
        "content": row.content,
    }
    return json.dumps(found, sort_keys=True).encode()
