"""Sessions on the server, and sign-in with local accounts: argon2, CSRF tokens.

The token is random and only with the person; the database holds its hash. Signing in at an OpenID
provider stands in ``identity``; it begins the same sessions.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from doorgang_engine.access.standing import with_taken_roles
from doorgang_engine.dossier.rights import note_sign_in
from doorgang_engine.errors import Forbidden
from doorgang_engine.ids import new_id
from doorgang_engine.model import Account, AccountKind, Session
from doorgang_engine.terms.moments import local_day

from .knocking import Knock

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_engine.ports import Parts, UnitOfWork

    from .settings import Settings
    from .wiring import House

TOUCH = timedelta(minutes=1)  # how precise "last used" is; saves a write per request
PASSWORD = "wachtwoord"  # noqa: S105 - how somebody signed in, in the access log
ENDED = "U bent niet (meer) aangemeld. Meld u opnieuw aan."
_hasher = PasswordHasher()
_DUMMY = _hasher.hash(secrets.token_urlsafe())


class SignInRefused(Forbidden):
    """Account and password do not go together."""

    code = "sign_in_refused"


class LocalAccountsOff(Forbidden):
    """This installation has no accounts with a password."""

    code = "local_accounts_off"


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


def sign_in(
    *,
    account_id: str,
    password: str,
    house: House,
    now: datetime,
    agent: str = "",
    replaces: str = "",
    address: str = "",
) -> tuple[str, Account]:
    """Begin a session with a password; return its token. ``replaces`` is the token before it.

    :raises LocalAccountsOff: if people sign in elsewhere.
    :raises SignInRefused: if account and password do not go together.
    :raises TooManyRequests: if it was tried too often, for this account or from this address.
    """
    if not house.settings.has_local_accounts:
        raise LocalAccountsOff("Aanmelden met een wachtwoord kan hier niet.")
    knock = Knock(account=account_id, address=address, now=now)
    knock.begin(house.parts.new_uow)
    with house.read_uow() as uow:
        account = uow.accounts.find(account_id)
    # Outside any transaction: checking a password takes long on purpose.
    if not _matches(account, password) or account is None:
        if account is not None:
            with house.parts.new_uow() as uow:
                note_sign_in(account, way=PASSWORD, uow=uow, refused=SignInRefused.code)
        raise SignInRefused("Deze naam en dit wachtwoord horen niet bij elkaar.")
    fresh = hash_password(password) if _hasher.check_needs_rehash(account.password) else ""
    knock.succeed(house.parts.new_uow)
    with house.parts.new_uow() as uow:
        if fresh:
            uow.accounts.replace_password(account=account, old=account.password, new=fresh)
        token = begin_session(
            session=session_of(account, now=now, agent=agent),
            settings=house.settings,
            uow=uow,
            replaces=replaces,
        )
        note_sign_in(account, way=PASSWORD, uow=uow)
    return token, account


def session_of(account: Account, *, now: datetime, agent: str = "") -> Session:
    """Return a session for an account, not yet begun: it has no token."""
    return Session(
        token_hash="",
        account=account.id,
        region=account.region,
        csrf=secrets.token_urlsafe(24),
        created_at=now,
        seen_at=now,
        id=new_id(now),
        agent=agent,
    )


def begin_session(
    *, session: Session, settings: Settings, uow: UnitOfWork, replaces: str = ""
) -> str:
    """Begin a session and return its token: always a new one, so that nobody can plant it."""
    token = secrets.token_urlsafe(32)
    now = session.created_at
    uow.sessions.end_older(
        created=now - settings.longest_session, seen=now - settings.longest_idle
    )
    if replaces:
        uow.sessions.end(_hashed(replaces))
    uow.sessions.add(replace(session, token_hash=_hashed(token)))
    return token


def signed_in(*, token: str, house: House, now: datetime) -> SignedIn:
    """Return who a token belongs to. Only reads, but for a note once a while that it is in use.

    :raises SignedOut: if the session has ended.
    """
    with house.read_uow() as uow:
        session = uow.sessions.find(_hashed(token)) if token else None
        if session is None or _has_ended(session, house.settings, now):
            raise SignedOut(ENDED)
        account = uow.accounts.find(session.account)
        if account is None or not account.is_active or account.kind is AccountKind.SERVICE:
            raise SignedOut(ENDED)
        today = local_day(moment=now)
        taken = uow.standing.deputyships(region=account.region, deputy=account.id, day=today)
        account = with_taken_roles(account, taken, day=today)
    if now - session.seen_at > TOUCH:
        with house.parts.new_uow() as uow:
            uow.sessions.touch(session.token_hash, at=now)
    return SignedIn(account, session)


def find_session(*, token: str, house: House) -> Session | None:
    """Return the session of a token, also one that has ended by its age."""
    with house.read_uow() as uow:
        return uow.sessions.find(_hashed(token)) if token else None


def sign_out(*, token: str, parts: Parts) -> None:
    """End the session of a token."""
    with parts.new_uow() as uow:
        uow.sessions.end(_hashed(token))


def csrf_fits(session: Session, sent: str) -> bool:
    """Return whether a form came from a page of this session."""
    return hmac.compare_digest(session.csrf, sent)


def _matches(account: Account | None, password: str) -> bool:
    """Check a password; as slowly for an account that does not exist."""
    usable = account is not None and account.is_active and account.kind is AccountKind.LOCAL
    try:
        _hasher.verify(account.password if account is not None and usable else _DUMMY, password)
    except (VerificationError, InvalidHashError):
        return False
    return usable


def _has_ended(session: Session, settings: Settings, now: datetime) -> bool:
    idle, age = now - session.seen_at, now - session.created_at
    return idle > settings.longest_idle or age > settings.longest_session


def seconds_left(session: Session, *, settings: Settings, now: datetime) -> int:
    """Return how many seconds a session lasts when it is used now and then no more."""
    age = settings.longest_session - (now - session.created_at)
    return max(0, int(min(settings.longest_idle, age).total_seconds()))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
