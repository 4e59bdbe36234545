"""How people want to be told, what they were told, and the next morning of each region."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.notifying.news import Morning, News, NewsKind, PendingAddress, Preferences
from doorgang_engine.sealing import ADDRESS, master_of

from . import notification_tables as n
from .database import is_sqlite
from .rows import Repository, noun, values
from .untold_rows import SqlUntold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from doorgang_engine.sealing import CaseKey, Vault

_MANY = 500  # rows in one statement
_S = n.notification_settings


class SqlNotifications(SqlUntold, Repository):
    """Preferences, news and mornings."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        super().__init__(connection)
        self._vault = vault

    def find(self, *, region: str, account: str) -> Preferences | None:
        """Return somebody's preferences; None when they never chose."""
        row = self._row(region, account)
        return None if row is None else self._preferences(row)

    def of_region(self, region: str) -> Mapping[str, Preferences]:
        """Return the preferences of a region, by account."""
        rows = self._connection.execute(select(_S).where(_S.c.region == region))
        return {row.account: self._preferences(row) for row in rows}

    def save(self, preferences: Preferences) -> None:
        """Save somebody's preferences."""
        key = self.key(region=preferences.region, account=preferences.account)
        self._connection.execute(
            update(_S)
            .where(_S.c.region == preferences.region, _S.c.account == preferences.account)
            .values(
                choices={str(kind): str(way) for kind, way in preferences.choices.items()},
                language=preferences.language,
                sealed=_sealed(preferences, key),
                changed_at=preferences.changed_at,
            )
        )

    def key(self, *, region: str, account: str) -> CaseKey:
        """Return the keys of somebody's own preferences, made where there are none yet."""
        row = self._row(region, account)
        if row is None:
            self._add(Preferences(region=region, account=account))
            row = self._row(region, account)
        assert row is not None  # noqa: S101 - it was just made
        return self._vault.open_key(row.ring, row.wrapped)

    def add_news(self, news: Sequence[News], *, sent_at: datetime | None) -> Collection[str]:
        """Add what was not there yet; return the ids of just those."""
        upsert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        fresh: set[str] = set()
        for start in range(0, len(news), _MANY):
            rows = [
                values(n.news, one, kind=str(one.kind), sent_at=sent_at)
                for one in news[start : start + _MANY]
            ]
            statement = (
                upsert(n.news)
                .on_conflict_do_nothing(index_elements=["region", "id"])
                .returning(n.news.c.id)
            )
            fresh |= set(self._connection.execute(statement.values(rows)).scalars())
        return fresh

    def unsent_news(self, *, region: str) -> Sequence[News]:
        """Return what waits for the digest of a region, the oldest first."""
        query = (
            select(n.news)
            .where(n.news.c.region == region, n.news.c.sent_at.is_(None))
            .order_by(n.news.c.at, n.news.c.id)
        )
        return [_news(row) for row in self._connection.execute(query)]

    def mark_sent(self, news: Sequence[News], *, at: datetime) -> None:
        """Note that news has gone into a letter, or is none any more."""
        for start in range(0, len(news), _MANY):
            part = news[start : start + _MANY]
            self._connection.execute(
                update(n.news)
                .where(
                    n.news.c.region == part[0].region, n.news.c.id.in_([one.id for one in part])
                )
                .values(sent_at=at)
            )

    def forget_news(self, *, before: datetime) -> int:
        """Remove what was sent before a moment; return how much."""
        return self._connection.execute(delete(n.news).where(n.news.c.sent_at < before)).rowcount

    def open_morning(self, *, region: str, due_at: datetime) -> None:
        """Let a region have a morning, unless it has one."""
        upsert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        statement = upsert(n.mornings).on_conflict_do_nothing(index_elements=["region"])
        self._connection.execute(statement.values(region=region, due_at=due_at, last_on=None))

    def next_morning(self, *, at: datetime) -> Morning | None:
        """Return one that is due and that nobody else holds, holding it."""
        query = (
            select(n.mornings)
            .where(n.mornings.c.due_at <= at)
            .order_by(n.mornings.c.due_at)
            .limit(1)
        )
        if not is_sqlite(self._connection):
            query = query.with_for_update(skip_locked=True)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Morning, row)

    def save_morning(self, morning: Morning) -> None:
        """Save when the next morning of a region is."""
        self._connection.execute(
            update(n.mornings)
            .where(n.mornings.c.region == morning.region)
            .values(due_at=morning.due_at, last_on=morning.last_on)
        )

    def _row(self, region: str, account: str) -> Row[Any] | None:
        query = select(_S).where(_S.c.region == region, _S.c.account == account)
        return self._connection.execute(query).one_or_none()

    def _add(self, preferences: Preferences) -> None:
        ring = str(uuid.uuid4())
        key, wrapped = self._vault.new_key(ring)
        upsert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        statement = upsert(_S).on_conflict_do_nothing(index_elements=["region", "account"])
        self._connection.execute(
            statement.values(
                region=preferences.region,
                account=preferences.account,
                choices={},
                language=preferences.language,
                sealed=_sealed(preferences, key),
                changed_at=None,
                ring=ring,
                wrapped=wrapped,
                master=master_of(wrapped),
            )
        )

    def _preferences(self, row: Row[Any]) -> Preferences:
        key = self._vault.open_key(row.ring, row.wrapped)
        hidden = json.loads(key.open(row.sealed, ADDRESS))
        pending = hidden["pending"]
        return noun(
            Preferences,
            row,
            address=hidden["address"],
            pending=PendingAddress(
                address=pending["address"],
                code_hash=pending["code_hash"],
                until=datetime.fromisoformat(pending["until"]),
                tries_left=pending["tries_left"],
            )
            if pending
            else None,
        )


def _sealed(preferences: Preferences, key: CaseKey) -> bytes:
    pending = preferences.pending
    hidden = {
        "address": preferences.address,
        "pending": {
            "address": pending.address,
            "code_hash": pending.code_hash,
            "until": pending.until.isoformat(),
            "tries_left": pending.tries_left,
        }
        if pending
        else None,
    }
    return key.seal(json.dumps(hidden).encode(), ADDRESS)


def _news(row: Row[Any]) -> News:
    found = noun(News, row)
    return replace(found, kind=NewsKind(found.kind))
