"""Signing in at the provider: going there, coming back, and being told that it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for

from doorgang_api.cookies import SESSION, UNDERWAY, drop_cookie, keep_cookie, read_cookie
from doorgang_api.identity.errors import (
    IdentityRefused,
    LogoutTokenRefused,
    ProviderAnswerRefused,
    ProviderUnavailable,
    RegionUnclear,
)
from doorgang_api.identity.kinds import CALLBACK
from doorgang_api.identity.logout import end_as_told
from doorgang_api.identity.round_trip import LASTS, Arrival, arrive, depart
from doorgang_api.languages import gettext as _
from doorgang_api.problems import answer_engine_error
from doorgang_engine.errors import NotFound

from . import visit
from .browsers import browser_words

if TYPE_CHECKING:
    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_api.identity.gate import Gate

LONGEST_TOKEN = 100_000  # characters of a logout token


def add_to(pages: Blueprint) -> None:
    """Add the way to the provider and back."""
    pages.add_url_rule("/aanmelden/extern", "go_to_provider", go_to_provider)
    pages.add_url_rule(CALLBACK, "come_back", come_back)
    pages.add_url_rule(
        "/aanmelden/beeindigd", "told_it_is_over", told_it_is_over, methods=["POST"]
    )


def go_to_provider() -> AnyResponse:
    """Send the browser to the provider."""
    if visit.find_visitor() is not None:
        return redirect(visit.safe_destination(request.args.get("naar", "/")))
    try:
        departure = depart(
            house=visit.house(),
            gate=_gate(),
            destination=visit.safe_destination(request.args.get("naar", "/")),
            region=request.args.get("regio", ""),
            cookie=read_cookie(UNDERWAY),
            now=visit.clock(),
            anew=request.args.get("opnieuw") == "ja",
        )
    except ProviderUnavailable as error:
        return _refused(str(error), 503)
    answer = redirect(departure.url, 303)
    keep_cookie(answer, UNDERWAY, departure.cookie, lasts=LASTS)
    return answer


def come_back() -> AnyResponse:
    """Begin a session for who comes back from the provider."""
    arrival = Arrival(
        query=request.args,
        cookie=read_cookie(UNDERWAY),
        agent=browser_words(request.user_agent.string),
        replaces=read_cookie(SESSION),
    )
    try:
        entered = arrive(house=visit.house(), gate=_gate(), arrival=arrival, now=visit.clock())
    except RegionUnclear as unclear:
        return _choose(unclear)
    except (IdentityRefused, ProviderAnswerRefused) as error:
        return _refused(str(error), 403)
    except ProviderUnavailable as error:
        return _refused(str(error), 503)
    answer = redirect(visit.safe_destination(entered.destination), 303)
    keep_cookie(answer, SESSION, entered.token, lasts=None)
    drop_cookie(answer, UNDERWAY)
    return answer


def told_it_is_over() -> AnyResponse:
    """End the sessions that the provider says are over (Back-Channel Logout 1.0, 2.5 to 2.8)."""
    token = request.form.get("logout_token", "")[:LONGEST_TOKEN]
    try:
        end_as_told(house=visit.house(), gate=_gate(), token=token, now=visit.clock())
    except (LogoutTokenRefused, ProviderUnavailable) as error:
        return answer_engine_error(error)
    return Response(status=200)


def _gate() -> Gate:
    gate = visit.house().gate
    if gate is None:
        raise NotFound(_("Hier meldt niemand zich bij een aanmelddienst aan."))
    return gate


def _choose(unclear: RegionUnclear) -> Response:
    known = visit.house().library.register.regions
    return visit.show(
        "choose_region.html",
        heading=_("Voor welke regio?"),
        message=str(unclear),
        regions=[
            (known[key].name if key in known else key, url_for("pages.go_to_provider", regio=key))
            for key in unclear.regions
        ],
    )


def _refused(message: str, status: int) -> Response:
    answer = visit.show(
        "not_signed_in.html",
        heading=_("Aanmelden is niet gelukt"),
        status=status,
        message=message,
        provider=_gate().provider.rules.name,
        is_local=visit.house().settings.has_local_accounts,
    )
    drop_cookie(answer, UNDERWAY)
    return answer
