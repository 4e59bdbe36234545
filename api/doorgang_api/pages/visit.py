"""Who visits: the session cookie, the token against forged forms, and how a page is shown."""

from __future__ import annotations

import hmac
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Response, current_app, make_response, render_template, request
from werkzeug.exceptions import Forbidden

from doorgang_api.auth import SignedOut, csrf_fits, seconds_left, signed_in
from doorgang_api.cookies import BEFORE_SIGN_IN, SESSION, read_cookie
from doorgang_api.desks import desk_for
from doorgang_api.refused_acts import VISITOR
from doorgang_api.sight import rooms_of
from doorgang_engine.access.table import Act

from .menu import menu_for
from .words import moment_words

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from doorgang_api.auth import SignedIn
    from doorgang_api.wiring import House
    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Account
    from doorgang_engine.ports import UnitOfWork

TOKEN_FIELD = "_csrf"  # noqa: S105 - the name of a field
REQUEST_FIELD = "_verzoek"
NOW = "doorgang_now"  # in app.extensions: a fixed moment, where a demo or test wants one
KEEPING = (Act.REVIEW_DESTRUCTION, Act.SET_HOLD)  # who may one of these has the page Bewaren
_LONGEST_REQUEST_ID = 64


class ForgedForm(Forbidden):
    """A form was sent that does not come from a page of this session."""

    description = "Dit formulier hoort niet (meer) bij uw aanmelding."


def house() -> House:
    """Return the house that answers: for a visitor, only what they may see is in it."""
    whole: House = current_app.extensions["doorgang"]
    visitor: SignedIn | None = request.environ.get(VISITOR)
    return whole if visitor is None else rooms_of(visitor.account, whole)


def desk() -> AbstractContextManager[Desk]:
    """Return the desk at which the visitor reads dossiers, for this request."""
    return desk_for(account(), house(), place=request.endpoint or "", now=given_now())


def given_now() -> datetime | None:
    """Return the moment to act at; None: the database's clock."""
    found: datetime | None = current_app.extensions.get(NOW)
    return found


def moment(uow: UnitOfWork) -> datetime:
    """Return what time it is."""
    return given_now() or uow.database_now()


def clock() -> datetime:
    """Return what time it is where no transaction is open: for sessions only."""
    return given_now() or datetime.now(UTC)


def find_visitor() -> SignedIn | None:
    """Return who is signed in, looked up once per request; None when nobody is."""
    if VISITOR not in request.environ:
        try:
            token = read_cookie(SESSION)
            found = signed_in(token=token, house=house(), now=clock())
        except SignedOut:
            found = None
        request.environ[VISITOR] = found
    known: SignedIn | None = request.environ[VISITOR]
    return known


def forget_visitor() -> None:
    """Let the rest of this request know that nobody is signed in any more."""
    request.environ[VISITOR] = None


def account() -> Account:
    """Return who is signed in.

    :raises SignedOut: if nobody is.
    """
    visitor = find_visitor()
    if visitor is None:
        raise SignedOut("U bent niet (meer) aangemeld. Meld u opnieuw aan.")
    return visitor.account


def session_seconds() -> int:
    """Return how many seconds the visitor's session lasts when nothing more is asked; 0: none."""
    visitor = find_visitor()
    if visitor is None:
        return 0
    return seconds_left(visitor.session, settings=house().settings, now=clock())


def spend_request(*, cost: int = 1) -> None:
    """Count a request of who is signed in; what asks much of the machine counts for more.

    :raises TooManyRequests: if they ask too often.
    """
    if (visitor := find_visitor()) is not None:
        here = house()
        here.meter.spend(
            f"session {visitor.session.token_hash}",
            cost=cost,
            limit=here.settings.requests_per_minute,
            new_uow=here.parts.new_uow,
            now=clock(),
        )


def require_own_form() -> None:
    """Refuse a form that was not made for this session.

    :raises SignedOut: if nobody is signed in.
    :raises ForgedForm: if the token does not fit.
    """
    account()
    visitor = find_visitor()
    sent = request.form.get(TOKEN_FIELD, "")
    if visitor is None or not sent.isascii() or not csrf_fits(visitor.session, sent):
        raise ForgedForm


def require_own_sign_in_form() -> None:
    """Refuse a sign-in form that another site made.

    :raises ForgedForm: if its token does not fit the cookie that came with the page.
    """
    kept, sent = read_cookie(BEFORE_SIGN_IN), request.form.get(TOKEN_FIELD, "")
    if not kept or not hmac.compare_digest(kept.encode(), sent.encode()):
        raise ForgedForm


def request_id() -> str | None:
    """Return the idempotency key that the form was made with."""
    sent = request.form.get(REQUEST_FIELD, "")
    return sent if 0 < len(sent) <= _LONGEST_REQUEST_ID else None


def new_request_id() -> str:
    """Return a new idempotency key."""
    return secrets.token_urlsafe(18)


def show(template: str, *, heading: str, status: int = 200, **context: Any) -> Response:
    """Return a page; ``heading`` is its h1 and the beginning of its title."""
    visitor = find_visitor()
    body = render_template(
        template,
        heading=heading,
        me=visitor.account if visitor else None,
        menu=menu_for(visitor.account) if visitor else [],
        csrf=visitor.session.csrf if visitor else "",
        token_field=TOKEN_FIELD,
        request_field=REQUEST_FIELD,
        session_seconds=session_seconds(),
        back_here=_back_here(),
        demo=house().settings.demo,
        moment_words=moment_words,
        **context,
    )
    return make_response(body, status)


def _back_here() -> str:
    """Return the address of this page, for a link that leaves it for a moment."""
    is_plain = request.method != "GET" or not request.query_string
    return request.path if is_plain else request.full_path


def safe_destination(asked: str) -> str:
    """Return where to go after signing in: a path of this site, else the first page."""
    plain = asked.isprintable() and "\\" not in asked
    split = urlsplit(asked) if plain else urlsplit("")
    local = not split.scheme and not split.netloc and asked.startswith("/")
    return asked if plain and local and not asked.startswith("//") else "/"
