"""Single logout, both ways: telling the provider, and believing it when it tells us."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from .errors import LogoutTokenRefused, ProviderUnavailable
from .round_trip import hashed
from .tokens import LOGOUT_AGE, SKEW

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_api.identity.gate import Gate
    from doorgang_api.wiring import House
    from doorgang_engine.model import Session

    from .tokens import LogoutToken

logger = logging.getLogger(__name__)

REMEMBER = timedelta(seconds=LOGOUT_AGE + 2 * SKEW)  # longer than a token is believed


def where_to_sign_out(*, gate: Gate, session: Session) -> str:
    """Return where the browser signs out at the provider too; empty when it need not."""
    if not session.issuer or session.issuer != gate.provider.rules.issuer:
        return ""
    return gate.provider.logout_url(id_token=gate.seal.open(session.id_token, place=session.id))


def end_as_told(*, house: House, gate: Gate, token: str, now: datetime) -> int:
    """End the sessions that a logout token is about, on all nodes; return how many.

    :raises LogoutTokenRefused: if the token cannot be trusted, or comes again.
    :raises ProviderUnavailable: if the provider's keys cannot be fetched.
    """
    issuer = gate.provider.rules.issuer
    try:
        told = gate.provider.read_logout_token(token=token, now=now)
        ended = _end(house, issuer, told, now)
    except (LogoutTokenRefused, ProviderUnavailable) as error:
        logger.warning("A logout token was refused", extra={"code": error.reason})
        raise
    logger.info("Sessions ended by the provider", extra={"count": ended})
    return ended


def _end(house: House, issuer: str, told: LogoutToken, now: datetime) -> int:
    with house.parts.new_uow() as uow:
        used = hashed(f"logout|{issuer}|{told.jti}")
        if not uow.attempts.use_once(key=used, now=now, until=now + REMEMBER):
            raise LogoutTokenRefused("jti")
        return uow.sessions.end_of_provider(
            issuer=issuer, session=told.session, subject=told.subject
        )
