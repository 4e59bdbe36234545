"""Webhooks with their sealed secrets, and the messages that were sent to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.sealing import WEBHOOK_SECRET, master_of
from doorgang_engine.webhooks.subscription import Delivery, Webhook

from .database import is_sqlite
from .rows import Repository, noun, values
from .tables import Json, Moment, metadata

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

    from doorgang_engine.sealing import Vault

webhooks = Table(
    "webhooks",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("url", String(500), nullable=False),
    Column("kinds", Json, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the secret, under a key of its own
    Column("wrapped", LargeBinary, nullable=False),  # the ring
    Column("master", String(16), nullable=False),  # the master key that it lies under
    Index("ix_webhooks_master", "master", "id"),
)
webhook_deliveries = Table(
    "webhook_deliveries",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("webhook_id", String(36), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("status", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("code", String(64), nullable=False),
    Column("last_at", Moment),
    ForeignKeyConstraint(
        ["region", "webhook_id"], ["webhooks.region", "webhooks.id"], ondelete="CASCADE"
    ),
    Index("ix_webhook_deliveries_webhook", "region", "webhook_id", "at"),
    Index("ix_webhook_deliveries_case", "region", "case_id"),
    Index("ix_webhook_deliveries_at", "at"),
)
_W, _D = webhooks.c, webhook_deliveries.c


class SqlWebhooks(Repository):
    """Webhooks and their messages."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        super().__init__(connection)
        self._vault = vault

    def of_region(self, region: str) -> Sequence[Webhook]:
        """Return the webhooks of a region, the oldest first."""
        query = select(webhooks).where(_W.region == region).order_by(_W.id)
        return [_webhook(row) for row in self._connection.execute(query)]

    def find(self, *, region: str, webhook_id: str) -> Webhook | None:
        """Return a webhook, or None."""
        row = self._row(region, webhook_id)
        return None if row is None else _webhook(row)

    def add(self, webhook: Webhook, *, secret: bytes) -> None:
        """Add a webhook with its secret."""
        key, wrapped = self._vault.new_key(webhook.id)
        sealed = key.seal(secret, WEBHOOK_SECRET)
        row = values(webhooks, webhook, kinds=list(webhook.kinds))
        self._connection.execute(
            insert(webhooks).values(
                **row, sealed=sealed, wrapped=wrapped, master=master_of(wrapped)
            )
        )

    def save(self, webhook: Webhook) -> None:
        """Save a webhook."""
        row = values(webhooks, webhook, kinds=list(webhook.kinds))
        self._connection.execute(update(webhooks).where(_is(webhook)).values(row))

    def remove(self, webhook: Webhook) -> None:
        """Remove a webhook and its messages."""
        self._connection.execute(delete(webhooks).where(_is(webhook)))

    def secret(self, webhook: Webhook) -> bytes:
        """Return the secret that messages are signed with."""
        row = self._row(webhook.region, webhook.id)
        if row is None:
            return b""
        return self._vault.open_key(webhook.id, row.wrapped).open(row.sealed, WEBHOOK_SECRET)

    def replace_secret(self, webhook: Webhook, *, secret: bytes) -> None:
        """Put another secret in the place of that of a webhook."""
        key, wrapped = self._vault.new_key(webhook.id)
        sealed = key.seal(secret, WEBHOOK_SECRET)
        self._connection.execute(
            update(webhooks)
            .where(_is(webhook))
            .values(sealed=sealed, wrapped=wrapped, master=master_of(wrapped))
        )

    def add_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        """Add messages; one that is there already stays as it is."""
        upsert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        statement = upsert(webhook_deliveries).on_conflict_do_nothing(
            index_elements=["region", "id"]
        )
        rows = [values(webhook_deliveries, one, status=str(one.status)) for one in deliveries]
        self._connection.execute(statement, rows)

    def find_delivery(self, *, region: str, delivery_id: str) -> Delivery | None:
        """Return a message, or None."""
        query = select(webhook_deliveries).where(_D.region == region, _D.id == delivery_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Delivery, row)

    def save_delivery(self, delivery: Delivery) -> None:
        """Save what became of a message."""
        self._connection.execute(
            update(webhook_deliveries)
            .where(_D.region == delivery.region, _D.id == delivery.id)
            .values(values(webhook_deliveries, delivery, status=str(delivery.status)))
        )

    def deliveries(self, webhook: Webhook, *, limit: int) -> Sequence[Delivery]:
        """Return the newest messages to a webhook."""
        query = (
            select(webhook_deliveries)
            .where(_D.region == webhook.region, _D.webhook_id == webhook.id)
            .order_by(_D.at.desc(), _D.id)
            .limit(limit)
        )
        return [noun(Delivery, row) for row in self._connection.execute(query)]

    def forget_deliveries(self, *, before: datetime) -> int:
        """Remove messages from before a moment; return how many."""
        return self._connection.execute(delete(webhook_deliveries).where(_D.at < before)).rowcount

    def _row(self, region: str, webhook_id: str) -> Row[Any] | None:
        query = select(webhooks).where(_W.region == region, _W.id == webhook_id)
        return self._connection.execute(query).one_or_none()


def _is(webhook: Webhook) -> ColumnElement[bool]:
    return (_W.region == webhook.region) & (_W.id == webhook.id)


def _webhook(row: Row[Any]) -> Webhook:
    return noun(Webhook, row, kinds=tuple(row.kinds))
