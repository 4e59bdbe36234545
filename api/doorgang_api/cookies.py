"""Cookies: no script can read them, no other site sends them along with a form.

Over https the name begins with ``__Host-``: then a browser takes the cookie only from this very
host, over https, so that a neighbour on the same domain cannot plant one (RFC 6265bis, 4.1.3.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import current_app, request

from .answer_headers import is_encrypted

if TYPE_CHECKING:
    from datetime import timedelta

    from werkzeug.wrappers import Response

    from .wiring import House

SESSION: Final = "doorgang_sessie"
UNDERWAY: Final = "doorgang_onderweg"  # by which a browser is known when it comes back
BEFORE_SIGN_IN: Final = "doorgang_aanmelden"  # holds the token of the sign-in form itself
LINK_SESSION: Final = "doorgang_ouder"  # of who came in by a link
LANGUAGE: Final = "doorgang_taal"
HOST_ONLY: Final = "__Host-"


def read_cookie(name: str) -> str:
    """Return a cookie of ours; ``""`` when there is none."""
    return request.cookies.get(_full(name), "")


def keep_cookie(response: Response, name: str, value: str, *, lasts: timedelta | None) -> None:
    """Set a cookie; without ``lasts`` until the browser is closed."""
    response.set_cookie(
        _full(name), value, max_age=lasts, httponly=True, samesite="Lax", secure=_secure()
    )


def drop_cookie(response: Response, name: str) -> None:
    """Forget a cookie."""
    response.delete_cookie(_full(name), httponly=True, samesite="Lax", secure=_secure())


def _full(name: str) -> str:
    return f"{HOST_ONLY}{name}" if _secure() else name


def _secure() -> bool:
    house: House = current_app.extensions["doorgang"]
    return is_encrypted(house.settings)
