"""Who signs in, and for which organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from doorgang_engine.model import Account, Organisation, Session

from . import tables as t
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row


class SqlAccounts(Repository):
    """Accounts."""

    def find(self, account_id: str) -> Account | None:
        """Return an account, or None."""
        query = select(t.accounts).where(t.accounts.c.id == account_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _account(row)

    def of_region(self, region: str) -> Sequence[Account]:
        """Return the accounts of a region."""
        query = select(t.accounts).where(t.accounts.c.region == region).order_by(t.accounts.c.id)
        return [_account(row) for row in self._connection.execute(query)]

    def add(self, accounts: Sequence[Account]) -> None:
        """Add accounts."""
        rows = [values(t.accounts, a, roles=list(a.roles)) for a in accounts]
        self._connection.execute(insert(t.accounts), rows)


class SqlSessions(Repository):
    """Sign-ins, found by the hash of their token."""

    def find(self, token_hash: str) -> Session | None:
        """Return a session, or None."""
        query = select(t.sessions).where(t.sessions.c.token_hash == token_hash)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Session, row)

    def add(self, session: Session) -> None:
        """Add a session."""
        self._connection.execute(insert(t.sessions).values(values(t.sessions, session)))

    def touch(self, token_hash: str, *, at: datetime) -> None:
        """Note that a session was used."""
        self._connection.execute(
            update(t.sessions).where(t.sessions.c.token_hash == token_hash).values(seen_at=at)
        )

    def end(self, token_hash: str) -> None:
        """End a session."""
        self._connection.execute(delete(t.sessions).where(t.sessions.c.token_hash == token_hash))

    def end_older(self, *, created: datetime, seen: datetime) -> None:
        """End the sessions that began or were last used before these moments."""
        old = (t.sessions.c.created_at < created) | (t.sessions.c.seen_at < seen)
        self._connection.execute(delete(t.sessions).where(old))


class SqlOrganisations(Repository):
    """Organisations of a region."""

    def of_region(self, region: str) -> Sequence[Organisation]:
        """Return the organisations of a region."""
        query = (
            select(t.organisations)
            .where(t.organisations.c.region == region)
            .order_by(t.organisations.c.kind, t.organisations.c.name)
        )
        return [noun(Organisation, row) for row in self._connection.execute(query)]

    def add(self, organisations: Sequence[Organisation]) -> None:
        """Add organisations."""
        rows = [values(t.organisations, o) for o in organisations]
        self._connection.execute(insert(t.organisations), rows)


def _account(row: Row[Any]) -> Account:
    return noun(Account, row, roles=tuple(row.roles))
