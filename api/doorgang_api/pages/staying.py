"""Small things of every page: going on with a session before it ends, and choosing a language."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Response, redirect, request
from werkzeug.exceptions import BadRequest

from doorgang_api.cookies import LANGUAGE, keep_cookie
from doorgang_api.languages import LANGUAGES

from . import visit

if TYPE_CHECKING:
    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

A_YEAR = timedelta(days=365)


def add_to(pages: Blueprint) -> None:
    """Add going on with a session, and the choice of a language."""
    pages.add_url_rule("/aanmelding/verlengen", "stay", stay)
    pages.add_url_rule("/taal/<code>", "choose_language", choose_language)


def stay() -> Response:
    """Go on with the session; tell in plain text how many seconds it lasts from now."""
    visit.account()
    return Response(str(visit.session_seconds()), mimetype="text/plain")


def choose_language(code: str) -> AnyResponse:
    """Keep in which language this browser wants the pages, and go back to where it was."""
    if code not in LANGUAGES:
        raise BadRequest("Deze taal heeft Doorgang niet.")
    answer = redirect(visit.safe_destination(request.args.get("terug", "/")), 303)
    keep_cookie(answer, LANGUAGE, code, lasts=A_YEAR)
    return answer
