"""Send a browser to the provider, and take it back: the same browser, once, within ten minutes."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_api.auth import begin_session, session_of
from doorgang_engine.dossier.rights import note_sign_in
from doorgang_engine.identity import SignInAttempt

from .admission import Door, admit
from .errors import IdentityRefused, ProviderAnswerRefused, ProviderUnavailable
from .person import read_person

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doorgang_api.identity.gate import Gate
    from doorgang_api.wiring import House
    from doorgang_engine.model import Account

    from .person import Person
    from .provider import Answer

logger = logging.getLogger(__name__)

LASTS = timedelta(minutes=10)
LONGEST = 4000  # characters of a code
TURN = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class Departure:
    """Where the browser goes, and what it keeps to be recognised by."""

    url: str
    cookie: str


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What a browser comes back with. ``replaces`` is the token of the session it had."""

    query: Mapping[str, str]
    cookie: str
    agent: str
    replaces: str


@dataclass(frozen=True, kw_only=True)
class Entered:
    """A session that has begun."""

    token: str
    account: Account
    destination: str


def depart(
    *,
    house: House,
    gate: Gate,
    destination: str,
    region: str,
    cookie: str,
    now: datetime,
    anew: bool = False,
) -> Departure:
    """Return where to send a browser to sign in; a cookie that it has already stays the same.

    ``anew`` lets the person say again who they are, although the provider knows.

    :raises ProviderUnavailable: if the provider does not tell.
    """
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    cookie = cookie if len(cookie) == len(state) else secrets.token_urlsafe(32)
    attempt = SignInAttempt(
        state_hash=hashed(state),
        browser_hash=hashed(cookie),
        nonce=secrets.token_urlsafe(32),
        verifier=verifier,
        destination=destination[:2000],
        region=region[:64],
        began_at=now,
    )
    try:
        url = gate.provider.authorization_url(
            state=state, nonce=attempt.nonce, verifier=verifier, anew=anew
        )
    except ProviderUnavailable as error:
        logger.warning("The identity provider cannot be used", extra={"code": error.reason})
        raise
    with house.parts.new_uow() as uow:
        uow.attempts.forget_older(began=now - LASTS)
        uow.attempts.add(attempt)
    return Departure(url=url, cookie=cookie)


def arrive(*, house: House, gate: Gate, arrival: Arrival, now: datetime) -> Entered:
    """Begin a session for who came back.

    :raises ProviderAnswerRefused: if the answer is not that of this browser, comes again or too
        late, or cannot be trusted.
    :raises IdentityRefused: if the person may not enter.
    :raises ProviderUnavailable: if the provider does not answer as it should.
    """
    try:
        attempt = _attempt(house, arrival, now)
        answer = gate.provider.redeem(
            code=_code(gate, arrival.query),
            verifier=attempt.verifier,
            nonce=attempt.nonce,
            now=now,
        )
        person = read_person(answer=answer, rules=gate.provider.rules)
        return _enter(house, gate, attempt, answer, person, arrival, now)
    except (ProviderAnswerRefused, IdentityRefused, ProviderUnavailable) as error:
        logger.warning("A sign-in at the provider was refused", extra={"code": error.reason})
        raise


def hashed(text: str) -> str:
    """Return what is kept of a secret that a browser brings back."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _attempt(house: House, arrival: Arrival, now: datetime) -> SignInAttempt:
    """Return the attempt that this browser began; whatever happens next, it is used up."""
    with house.parts.new_uow() as uow:
        attempt = uow.attempts.take(hashed(arrival.query.get("state", "")))
    if attempt is None:
        raise ProviderAnswerRefused("state")
    if not hmac.compare_digest(attempt.browser_hash, hashed(arrival.cookie)):
        raise ProviderAnswerRefused("browser")
    if now - attempt.began_at > LASTS:
        raise ProviderAnswerRefused("too_late")
    return attempt


def _code(gate: Gate, query: Mapping[str, str]) -> str:
    issuer = query.get("iss", "")  # RFC 9207: the answer names who gave it
    if (issuer or gate.provider.names_itself()) and issuer != gate.provider.rules.issuer:
        raise ProviderAnswerRefused("iss")
    if query.get("error"):
        raise ProviderAnswerRefused("declined")
    code = query.get("code", "")
    if not 0 < len(code) <= LONGEST:
        raise ProviderAnswerRefused("code")
    return code


def _enter(
    house: House,
    gate: Gate,
    attempt: SignInAttempt,
    answer: Answer,
    person: Person,
    arrival: Arrival,
    now: datetime,
) -> Entered:
    with house.parts.new_uow() as uow:
        # Two first sign-ins of one person at once wait for each other here, on any two nodes.
        turn = hashed(f"admission|{person.issuer}|{person.subject}")
        uow.attempts.use_once(key=turn, now=now, until=now + TURN)
        door = Door(
            rules=gate.provider.rules, roles=house.library.roles, uow=uow, region=attempt.region
        )
        account = admit(person=person, door=door)
        if not isinstance(account, IdentityRefused):
            session = session_of(account, now=now, agent=arrival.agent)
            session = replace(
                session,
                issuer=answer.issuer,
                provider_session=answer.session,
                provider_subject=answer.subject,
                id_token=gate.seal.close(answer.id_token, place=session.id),
            )
            token = begin_session(
                session=session, settings=house.settings, uow=uow, replaces=arrival.replaces
            )
            note_sign_in(account, way="aanmelddienst", uow=uow)
    if isinstance(account, IdentityRefused):
        raise account
    return Entered(token=token, account=account, destination=attempt.destination)
