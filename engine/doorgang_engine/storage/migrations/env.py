"""Alembic's way in: migrations run on the connection that ``migrate`` hands over."""

from __future__ import annotations

from alembic import context

from doorgang_engine.storage import (  # noqa: F401 - each adds its tables
    attachment_tables,
    counter_tables,
    letter_tables,
    link_tables,
    note_tables,
    recurrence_tables,
    reservation_tables,
)
from doorgang_engine.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
