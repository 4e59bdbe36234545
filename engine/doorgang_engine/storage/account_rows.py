"""Who signs in, and for which organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from doorgang_engine.model import Account, AccountKind, Organisation, Session

from . import tables as t
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

SCHOOL = 4  # characters of a BRIN that name the school; two more name a location


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

    def names(self, *, region: str, account_ids: Collection[str]) -> Mapping[str, str]:
        """Return the names of accounts of a region, by id; who is not known is not there."""
        query = select(t.accounts.c.id, t.accounts.c.name).where(
            t.accounts.c.region == region, t.accounts.c.id.in_(account_ids)
        )
        return {row.id: row.name for row in self._connection.execute(query)}

    def add(self, accounts: Sequence[Account]) -> None:
        """Add accounts."""
        rows = [values(t.accounts, a, roles=list(a.roles)) for a in accounts]
        self._connection.execute(insert(t.accounts), rows)

    def save(self, account: Account) -> None:
        """Save an account."""
        key = (t.accounts.c.region == account.region) & (t.accounts.c.id == account.id)
        row = values(t.accounts, account, roles=list(account.roles))
        self._connection.execute(update(t.accounts).where(key).values(row))

    def replace_password(self, *, account: Account, old: str, new: str) -> None:
        """Replace the hash of a password, unless it was changed meanwhile."""
        key = (t.accounts.c.region == account.region) & (t.accounts.c.id == account.id)
        self._connection.execute(
            update(t.accounts).where(key, t.accounts.c.password == old).values(password=new)
        )


class SqlSessions(Repository):
    """Sign-ins, found by the hash of their token."""

    def find(self, token_hash: str) -> Session | None:
        """Return a session, or None."""
        query = select(t.sessions).where(t.sessions.c.token_hash == token_hash)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Session, row)

    def of_account(self, *, region: str, account: str) -> Sequence[Session]:
        """Return the sessions of an account, the last used first."""
        query = (
            select(t.sessions)
            .where(t.sessions.c.region == region, t.sessions.c.account == account)
            .order_by(t.sessions.c.seen_at.desc(), t.sessions.c.id.desc())
        )
        return [noun(Session, row) for row in self._connection.execute(query)]

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

    def end_of_account(
        self, *, region: str, account: str, only: str = "", but: str = "", issuer: str = ""
    ) -> int:
        """End the sessions of an account and return how many."""
        theirs = (t.sessions.c.region == region) & (t.sessions.c.account == account)
        if only:
            theirs &= t.sessions.c.id == only
        if but:
            theirs &= t.sessions.c.id != but
        if issuer:
            theirs &= t.sessions.c.issuer == issuer
        return self._end(theirs)

    def end_of_provider(self, *, issuer: str, session: str, subject: str) -> int:
        """End the sessions of a provider's session, or of its person; return how many."""
        theirs = t.sessions.c.issuer == issuer
        if session:
            theirs &= t.sessions.c.provider_session == session
        if subject:
            theirs &= t.sessions.c.provider_subject == subject
        return self._end(theirs)

    def _end(self, which: ColumnElement[bool]) -> int:
        return self._connection.execute(delete(t.sessions).where(which)).rowcount


class SqlOrganisations(Repository):
    """Organisations."""

    def of_region(self, region: str) -> Sequence[Organisation]:
        """Return the organisations of a region."""
        query = (
            select(t.organisations)
            .where(t.organisations.c.region == region)
            .order_by(t.organisations.c.kind, t.organisations.c.name)
        )
        return [noun(Organisation, row) for row in self._connection.execute(query)]

    def of_school(self, brin: str) -> Sequence[Organisation]:
        """Return the organisations of all regions whose BRIN has these four first characters."""
        school = brin[:SCHOOL]
        return self._where(t.organisations.c.brin.between(school, f"{school}99"))

    def named(self, organisation_id: str) -> Sequence[Organisation]:
        """Return the organisations of all regions that have this id."""
        return self._where(t.organisations.c.id == organisation_id)

    def _where(self, condition: ColumnElement[bool]) -> Sequence[Organisation]:
        query = select(t.organisations).where(condition).order_by(t.organisations.c.region)
        return [noun(Organisation, row) for row in self._connection.execute(query)]

    def save(self, organisation: Organisation) -> None:
        """Save an organisation."""
        key = (t.organisations.c.region == organisation.region) & (
            t.organisations.c.id == organisation.id
        )
        row = values(t.organisations, organisation)
        self._connection.execute(update(t.organisations).where(key).values(row))

    def add(self, organisations: Sequence[Organisation]) -> None:
        """Add organisations."""
        rows = [values(t.organisations, o) for o in organisations]
        self._connection.execute(insert(t.organisations), rows)


def _account(row: Row[Any]) -> Account:
    found = noun(Account, row, roles=tuple(row.roles))
    return replace(found, kind=AccountKind(found.kind))
