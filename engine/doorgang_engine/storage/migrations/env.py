"""Alembic's way in: migrations run on the connection that ``migrate`` hands over."""

from __future__ import annotations

from alembic import context

from doorgang_engine.storage import attachment_tables  # noqa: F401 - adds its tables
from doorgang_engine.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
