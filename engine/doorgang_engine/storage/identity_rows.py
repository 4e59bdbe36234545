"""Who people are at the provider, who is on the way there, and tokens for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.identity import ApiToken, Identity, SignInAttempt

from . import identity_tables as t
from .database import is_sqlite
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row


class SqlIdentities(Repository):
    """The persons of accounts, as a provider knows them."""

    def of_subject(self, *, issuer: str, subject: str) -> Sequence[Identity]:
        """Return a person's identities: at most one per region."""
        return self._where((t.identities.c.issuer == issuer) & (t.identities.c.subject == subject))

    def invited(self, *, issuer: str, mail: str) -> Sequence[Identity]:
        """Return the identities that wait for a person with this address."""
        return self._where(
            (t.identities.c.issuer == issuer)
            & (t.identities.c.invited_mail == mail)
            & t.identities.c.subject.is_(None)
        )

    def of_region(self, region: str) -> Sequence[Identity]:
        """Return the identities of a region's accounts."""
        return self._where(t.identities.c.region == region)

    def add(self, identity: Identity) -> None:
        """Add an identity."""
        self._connection.execute(insert(t.identities).values(values(t.identities, identity)))

    def save(self, identity: Identity) -> None:
        """Save an identity."""
        self._connection.execute(
            update(t.identities)
            .where(
                t.identities.c.region == identity.region,
                t.identities.c.account == identity.account,
            )
            .values(values(t.identities, identity))
        )

    def _where(self, condition: ColumnElement[bool]) -> Sequence[Identity]:
        query = select(t.identities).where(condition).order_by(t.identities.c.region)
        return [noun(Identity, row) for row in self._connection.execute(query)]


class SqlSignInAttempts(Repository):
    """Browsers that were sent to the provider."""

    def add(self, attempt: SignInAttempt) -> None:
        """Add an attempt."""
        row = values(t.sign_in_attempts, attempt)
        self._connection.execute(insert(t.sign_in_attempts).values(row))

    def take(self, state_hash: str) -> SignInAttempt | None:
        """Return an attempt and forget it: nobody gets it twice."""
        row = self._connection.execute(
            delete(t.sign_in_attempts)
            .where(t.sign_in_attempts.c.state_hash == state_hash)
            .returning(*t.sign_in_attempts.c)
        ).one_or_none()
        return None if row is None else noun(SignInAttempt, row)

    def forget_older(self, *, began: datetime) -> None:
        """Forget the attempts that began before this moment."""
        self._connection.execute(
            delete(t.sign_in_attempts).where(t.sign_in_attempts.c.began_at < began)
        )

    def use_once(self, *, key: str, now: datetime, until: datetime) -> bool:
        """Return whether this key was not used before; it is from now on, until that moment."""
        self._connection.execute(delete(t.used_keys).where(t.used_keys.c.until < now))
        upsert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        fresh = self._connection.execute(
            upsert(t.used_keys)
            .values(key=key, until=until)
            .on_conflict_do_nothing()
            .returning(t.used_keys.c.key)
        )
        return fresh.one_or_none() is not None


class SqlApiTokens(Repository):
    """Tokens of service accounts, found by their hash."""

    def find(self, token_hash: str) -> ApiToken | None:
        """Return a token, or None."""
        query = select(t.api_tokens).where(t.api_tokens.c.token_hash == token_hash)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _token(row)

    def of_account(self, *, region: str, account: str) -> Sequence[ApiToken]:
        """Return the tokens of an account, the newest first."""
        query = (
            select(t.api_tokens)
            .where(t.api_tokens.c.region == region, t.api_tokens.c.account == account)
            .order_by(t.api_tokens.c.id.desc())
        )
        return [_token(row) for row in self._connection.execute(query)]

    def add(self, token: ApiToken) -> None:
        """Add a token."""
        row = values(t.api_tokens, token, scopes=list(token.scopes))
        self._connection.execute(insert(t.api_tokens).values(row))

    def touch(self, token_hash: str, *, at: datetime) -> None:
        """Note that a token was used."""
        self._connection.execute(
            update(t.api_tokens).where(t.api_tokens.c.token_hash == token_hash).values(used_at=at)
        )

    def withdraw(self, *, region: str, account: str, token_id: str, at: datetime, by: str) -> bool:
        """Withdraw a token; return False when there is no such token that works."""
        done = self._connection.execute(
            update(t.api_tokens)
            .where(
                t.api_tokens.c.region == region,
                t.api_tokens.c.account == account,
                t.api_tokens.c.id == token_id,
                t.api_tokens.c.withdrawn_at.is_(None),
            )
            .values(withdrawn_at=at, withdrawn_by=by)
        )
        return done.rowcount == 1


def _token(row: Row[Any]) -> ApiToken:
    return noun(ApiToken, row, scopes=tuple(row.scopes))
