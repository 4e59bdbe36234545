"""Tables of telling people: how they want it, what they were told, and the next morning."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Table,
    text,
)

from .tables import Json, Moment, metadata

notification_settings = Table(
    "notification_settings",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("account", String(100), primary_key=True),
    Column("choices", Json, nullable=False),
    Column("language", String(8), nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # addresses, under the person's own key
    Column("changed_at", Moment),
    Column("ring", String(36), nullable=False),  # what the ring of keys is called
    Column("wrapped", LargeBinary, nullable=False),  # the ring
    Column("master", String(16), nullable=False),  # the master key that it lies under
    ForeignKeyConstraint(
        ["region", "account"], ["accounts.region", "accounts.id"], ondelete="CASCADE"
    ),
    Index("ix_notification_settings_master", "master", "ring"),
)
news = Table(  # no key to the case: telling must not hold it
    "news",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("account", String(100), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("task_id", String(36), nullable=False),
    Column("number", String(40), nullable=False),
    Column("due", Date),
    Column("at", Moment, nullable=False),
    Column("sent_at", Moment),
    Index("ix_news_case", "region", "case_id"),
    Index("ix_news_account", "region", "account"),
    Index("ix_news_sent", "sent_at"),
    Index(
        "ix_news_unsent",
        "region",
        "at",
        postgresql_where=text("sent_at IS NULL"),
        sqlite_where=text("sent_at IS NULL"),
    ),
)
mornings = Table(
    "mornings",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("due_at", Moment, nullable=False, index=True),
    Column("last_on", Date),
)
