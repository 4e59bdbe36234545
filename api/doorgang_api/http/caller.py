"""Who calls: a bearer token, or for reading the cookie of the pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from flask import current_app, request

from doorgang_api import cookies
from doorgang_api.auth import SignedIn, SignedOut, signed_in
from doorgang_api.desks import desk_for
from doorgang_api.identity.api_tokens import (
    PREFIX,
    Program,
    find_program,
    is_api_token,
    require_scope,
)
from doorgang_api.knocking import hashed, neighbourhood
from doorgang_api.refused_acts import CALLER
from doorgang_api.sight import rooms_of

from .scopes import scope_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from doorgang_api.wiring import House
    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Account

READING = frozenset({"GET", "HEAD"})
#: What asks much of the machine counts for as many requests.
COSTS = {"verify": 50, "check": 20, "send": 5, "read_content": 5}


def house() -> House:
    """Return the house that answers: for who called, only what they may see is in it."""
    whole = cast("House", current_app.extensions["doorgang"])
    caller: SignedIn | None = request.environ.get(CALLER)
    return whole if caller is None else rooms_of(caller.account, whole)


def authenticate() -> None:
    """Find out who calls, a person or a program, and keep it with the request.

    :raises SignedOut: if nobody known does.
    :raises ScopeMissing: if the token of a program is not for this endpoint.
    :raises TooManyRequests: if they ask too often.
    """
    now = datetime.now(UTC)
    try:
        sent = token()
        caller = _found(sent, now)
    except SignedOut:
        _spend(f"address {neighbourhood(request.remote_addr or '')}", now)
        raise
    _spend(hashed("token", sent), now)
    request.environ[CALLER] = caller


def _found(sent: str, now: datetime) -> SignedIn | Program:
    if request.headers.get("Authorization") and sent.startswith(PREFIX):
        return _program(sent, now)
    return signed_in(token=sent, house=house(), now=now)


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
    caller: SignedIn | Program = request.environ[CALLER]
    return caller.account


def desk() -> AbstractContextManager[Desk]:
    """Return the desk at which the caller reads dossiers, for this request."""
    return desk_for(account(), house(), place=f"api:{request.endpoint}")


def _program(secret: str, now: datetime) -> Program:
    if not is_api_token(secret):  # mistyped or cut off: not worth a look in the database
        raise SignedOut("Dit is geen heel token. Neem het over zoals het getoond werd.")
    program = find_program(secret=secret, house=house(), now=now)
    require_scope(token=program.token, scope=scope_of(request.endpoint or ""))
    return program


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
