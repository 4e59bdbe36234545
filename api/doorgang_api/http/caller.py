"""Who calls: a bearer token, or for reading the cookie of the pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from flask import current_app, request

from doorgang_api import cookies
from doorgang_api.auth import SignedIn, SignedOut, signed_in
from doorgang_api.knocking import neighbourhood
from doorgang_api.sight import rooms_of

if TYPE_CHECKING:
    from doorgang_api.wiring import House
    from doorgang_engine.model import Account

READING = frozenset({"GET", "HEAD"})
#: What asks much of the machine counts for as many requests.
COSTS = {"verify": 50, "check": 20, "send": 5, "read_content": 5}
_CALLER = "doorgang.caller"


def house() -> House:
    """Return the house that answers: for who called, only what they may see is in it."""
    whole = cast("House", current_app.extensions["doorgang"])
    caller: SignedIn | None = request.environ.get(_CALLER)
    return whole if caller is None else rooms_of(caller.account, whole)


def authenticate() -> None:
    """Find out who calls, and keep it with the request.

    :raises SignedOut: if nobody known does.
    :raises TooManyRequests: if they ask too often.
    """
    now = datetime.now(UTC)
    try:
        caller = signed_in(token=token(), house=house(), now=now)
    except SignedOut:
        _spend(f"address {neighbourhood(request.remote_addr or '')}", now)
        raise
    _spend(f"session {caller.session.token_hash}", now)
    request.environ[_CALLER] = caller


def _spend(who: str, now: datetime) -> None:
    endpoint = (request.endpoint or "").rpartition(".")[2]
    here = house()
    here.meter.spend(
        who,
        cost=COSTS.get(endpoint, 1),
        limit=here.settings.requests_per_minute,
        new_uow=here.parts.new_uow,
        now=now,
    )


def account() -> Account:
    """Return who calls."""
    caller: SignedIn = request.environ[_CALLER]
    return caller.account


def token() -> str:
    """Return the token of the request.

    A cookie is sent along by the browser whoever made the request, so it may only read.

    :raises SignedOut: if there is none.
    """
    header = request.headers.get("Authorization")
    if header is not None:
        scheme, _, value = header.partition(" ")
        if scheme.lower() == "bearer" and value.strip():
            return value.strip()
    elif request.method in READING and (cookie := cookies.read_cookie(cookies.SESSION)):
        return cookie
    raise SignedOut("Meld u aan: stuur 'Authorization: Bearer <token>' mee.")
