"""Sign-in with local accounts: server-side sessions, argon2, CSRF tokens.

The token is random and only with the person; the database holds its hash. OpenID Connect comes
beside this; local accounts stay for the demo and where configuration says so.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from doorgang_engine.errors import Forbidden
from doorgang_engine.model import Account, Session

if TYPE_CHECKING:
    from doorgang_engine.ports import Parts

    from .wiring import House

IDLE = timedelta(minutes=60)  # a lesson; after it what was typed is kept in the browser only
ABSOLUTE = timedelta(hours=12)
TOUCH = timedelta(minutes=1)  # how precise "last used" is; saves a write per request
_hasher = PasswordHasher()
_DUMMY = _hasher.hash(secrets.token_urlsafe())


class SignInRefused(Forbidden):
    """Account and password do not go together."""

    code = "sign_in_refused"


class SignedOut(Forbidden):
    """There is no session, or it has ended."""

    code = "signed_out"


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, and by which session."""

    account: Account
    session: Session


def hash_password(password: str) -> str:
    """Return the hash of a password, to be stored."""
    return _hasher.hash(password)


def sign_in(*, account_id: str, password: str, house: House, now: datetime) -> tuple[str, Account]:
    """Begin a session; return its token.

    :raises SignInRefused: if account and password do not go together.
    """
    with house.read_uow() as uow:
        account = uow.accounts.find(account_id)
    # Outside any transaction: checking a password takes long on purpose.
    if not _matches(account, password) or account is None:
        raise SignInRefused("Deze naam en dit wachtwoord horen niet bij elkaar.")
    token = secrets.token_urlsafe(32)
    session = Session(
        token_hash=_hashed(token),
        account=account.id,
        region=account.region,
        csrf=secrets.token_urlsafe(24),
        created_at=now,
        seen_at=now,
    )
    with house.parts.new_uow() as uow:
        uow.sessions.end_older(created=now - ABSOLUTE, seen=now - IDLE)
        uow.sessions.add(session)
    return token, account


def signed_in(*, token: str, house: House, now: datetime) -> SignedIn:
    """Return who a token belongs to. Only reads, but for a note once a while that it is in use.

    :raises SignedOut: if the session has ended.
    """
    with house.read_uow() as uow:
        session = uow.sessions.find(_hashed(token)) if token else None
        if session is None or _has_ended(session, now):
            raise SignedOut("U bent niet (meer) aangemeld. Meld u opnieuw aan.")
        account = uow.accounts.find(session.account)
        if account is None or not account.is_active:
            raise SignedOut("U bent niet (meer) aangemeld. Meld u opnieuw aan.")
    if now - session.seen_at > TOUCH:
        with house.parts.new_uow() as uow:
            uow.sessions.touch(session.token_hash, at=now)
    return SignedIn(account, session)


def sign_out(*, token: str, parts: Parts) -> None:
    """End the session of a token."""
    with parts.new_uow() as uow:
        uow.sessions.end(_hashed(token))


def csrf_fits(session: Session, sent: str) -> bool:
    """Return whether a form came from a page of this session."""
    return hmac.compare_digest(session.csrf, sent)


def _matches(account: Account | None, password: str) -> bool:
    """Check a password; as slowly for an account that does not exist."""
    usable = account is not None and account.is_active
    try:
        _hasher.verify(account.password if account is not None and usable else _DUMMY, password)
    except (VerificationError, InvalidHashError):
        return False
    return usable


def _has_ended(session: Session, now: datetime) -> bool:
    return now - session.seen_at > IDLE or now - session.created_at > ABSOLUTE


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
