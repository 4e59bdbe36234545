"""Check what the provider signed: ID tokens and logout tokens.

The signature comes first, with a key of the provider and an algorithm that the operator allows:
never `none`, never a shared secret. Only then do the claims count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry

from .errors import LogoutTokenRefused, ProviderAnswerRefused

if TYPE_CHECKING:
    from datetime import datetime

    from joserfc.jwk import KeySet
    from joserfc.jwt import Token

SKEW = 60  # seconds that clocks may differ
LOGOUT_AGE = 300  # seconds that a logout token is believed
LONGEST = 300  # characters of a subject or session
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


class UnknownKey(Exception):
    """The token names a key that is not among those we have."""

    code = "unknown_key"


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a token must say."""

    issuer: str
    client_id: str
    algorithms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LogoutToken:
    """The provider's word that a session is over: one session, or all of a person."""

    jti: str
    subject: str
    session: str


def check_id_token(
    *,
    token: str,
    keys: KeySet,
    expected: Expected,
    nonce: str,
    access_token: str,
    max_age: int,
    now: datetime,
) -> dict[str, Any]:
    """Return the claims of an ID token; ``max_age`` in seconds, 0 when it was not asked.

    :raises UnknownKey: if it was signed with a key that is not in ``keys``.
    :raises ProviderAnswerRefused: if anything else is wrong with it.
    """
    try:
        signed = _signed(token, keys, expected)
        claims = CodeIDToken(
            signed.claims,
            signed.header,
            options={
                "iss": {"essential": True, "value": expected.issuer},
                "aud": {"essential": True, "value": expected.client_id},
                "sub": {"essential": True},
                "nonce": {"essential": True, "value": nonce},
            },
            params={
                "nonce": nonce,
                "client_id": expected.client_id,
                "access_token": access_token,
                "max_age": max_age,
            },
        )
        claims.validate(now=int(now.timestamp()), leeway=SKEW)
    except (JoseError, ValueError) as error:
        raise ProviderAnswerRefused(_reason(error)) from error
    if not 0 < len(claims["sub"]) <= LONGEST:
        raise ProviderAnswerRefused("sub")
    if max_age and claims["auth_time"] < now.timestamp() - max_age - SKEW:
        raise ProviderAnswerRefused("auth_time")
    return dict(claims)


def check_logout_token(
    *, token: str, keys: KeySet, expected: Expected, now: datetime
) -> LogoutToken:
    """Return what a logout token says (OpenID Connect Back-Channel Logout 1.0, 2.6).

    :raises UnknownKey: if it was signed with a key that is not in ``keys``.
    :raises LogoutTokenRefused: if anything else is wrong with it.
    """
    moment = int(now.timestamp())
    try:
        claims = _signed(token, keys, expected).claims
        JWTClaimsRegistry(
            moment,
            SKEW,
            iss={"essential": True, "value": expected.issuer},
            aud={"essential": True, "value": expected.client_id},
            iat={"essential": True},
            jti={"essential": True},
        ).validate(claims)
    except (JoseError, ValueError) as error:
        raise LogoutTokenRefused(_reason(error)) from error
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise LogoutTokenRefused("events")
    if "nonce" in claims:  # an ID token in disguise
        raise LogoutTokenRefused("nonce")
    if claims["iat"] < moment - LOGOUT_AGE:
        raise LogoutTokenRefused("iat")
    subject, session = claims.get("sub", ""), claims.get("sid", "")
    if not isinstance(subject, str) or not isinstance(session, str) or not (subject or session):
        raise LogoutTokenRefused("sub")
    return LogoutToken(jti=claims["jti"], subject=subject, session=session)


def _signed(token: str, keys: KeySet, expected: Expected) -> Token:
    allowed = list(expected.algorithms)
    registry = JWSRegistry(algorithms=allowed, strict_check_header=False)
    try:
        return jwt.decode(token, keys, algorithms=allowed, registry=registry)
    except InvalidKeyIdError as error:
        raise UnknownKey from error


def _reason(error: Exception) -> str:
    """Return in one word what is wrong: the claim, or the kind of error."""
    if isinstance(error, ClaimError):
        return error.claim
    return error.error if isinstance(error, JoseError) else "unreadable"
