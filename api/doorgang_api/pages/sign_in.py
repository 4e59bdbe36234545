"""Sign in and out; in the demo by choosing one of the fictional people."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api.answer_headers import FORGET
from doorgang_api.auth import SignInRefused, find_session
from doorgang_api.auth import sign_in as begin_session
from doorgang_api.auth import sign_out as end_session
from doorgang_api.cookies import BEFORE_SIGN_IN, SESSION, drop_cookie, keep_cookie, read_cookie
from doorgang_api.demo.people import PASSWORD, REGION
from doorgang_api.identity.logout import where_to_sign_out
from doorgang_api.languages import gettext as _
from doorgang_engine.errors import TooManyRequests

from . import visit
from .browsers import browser_words
from .demo_hints import fictional_people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import Account

LONGEST = 200  # characters of a name or password; longer ones are not worth hashing


def add_to(pages: Blueprint) -> None:
    """Add ``/aanmelden`` and ``/afmelden``."""
    pages.add_url_rule("/aanmelden", "sign_in", sign_in, methods=["GET", "POST"])
    pages.add_url_rule("/afmelden", "sign_out", sign_out, methods=["POST"])


def sign_in() -> AnyResponse:
    """Ask who someone is, and begin a session."""
    if request.method != "POST":
        if visit.find_visitor() is not None and not _becomes_somebody_else():
            return redirect(visit.safe_destination(request.args.get("naar", "/")))
        return _form(name=request.args.get("naam", "")[:LONGEST])
    visit.require_own_sign_in_form()
    name = request.form.get("naam", "").strip()[:LONGEST]
    password = request.form.get("wachtwoord", "")[:LONGEST]
    errors = _missing(name, password)
    if errors:
        return _form(name=name, errors=errors, status=422)
    try:
        token, _ = begin_session(
            account_id=name,
            password=password,
            house=visit.house(),
            now=visit.clock(),
            agent=browser_words(request.user_agent.string),
            replaces=read_cookie(SESSION),
            address=request.remote_addr or "",
        )
    except SignInRefused as refused:
        return _form(name=name, errors=[("naam", str(refused))], status=401)
    except TooManyRequests as refused:
        page = _form(name=name, errors=[("naam", str(refused))], status=429)
        page.headers["Retry-After"] = str(refused.seconds)
        return page
    answer = redirect(visit.safe_destination(request.form.get("naar", "/")), 303)
    keep_cookie(answer, SESSION, token, lasts=None)
    drop_cookie(answer, BEFORE_SIGN_IN)
    return answer


def sign_out() -> AnyResponse:
    """End the session here, and at the provider when it began there."""
    token, house = read_cookie(SESSION), visit.house()
    session = find_session(token=token, house=house)
    end_session(token=token, parts=house.parts)
    visit.forget_visitor()
    onward = where_to_sign_out(gate=house.gate, session=session) if house.gate and session else ""
    # A page that goes on, not a redirect: browsers hold those of a form to our `form-action`.
    answer = (
        visit.show(
            "signed_out.html",
            heading=_("U bent afgemeld bij Doorgang"),
            onward=onward,
            provider=house.gate.provider.rules.name if house.gate else "",
        )
        if onward
        else redirect(url_for("pages.sign_in", afgemeld="ja"), 303)
    )
    drop_cookie(answer, SESSION)
    answer.headers["Clear-Site-Data"] = FORGET
    return answer


def _form(
    *, name: str, errors: list[tuple[str, str]] | None = None, status: int = 200
) -> Response:
    token = read_cookie(BEFORE_SIGN_IN) or secrets.token_urlsafe(24)
    answer = visit.show(
        "sign_in.html",
        heading=_("Aanmelden"),
        status=status,
        errors=errors or [],
        name=name,
        destination=visit.safe_destination(request.values.get("naar", "/")),
        signed_out="ja" in (request.args.get("afgemeld"), request.args.get("state")),
        people=_people() if visit.house().settings.demo else [],
        provider=gate.provider.rules.name if (gate := visit.house().gate) else "",
        is_local=visit.house().settings.has_local_accounts,
        password=PASSWORD,
        form_token=token,
    )
    keep_cookie(answer, BEFORE_SIGN_IN, token, lasts=None)
    return answer


def _becomes_somebody_else() -> bool:
    """Whether who is signed in wants to go on as another of the fictional people."""
    return visit.house().settings.demo and "naam" in request.args


def _missing(name: str, password: str) -> list[tuple[str, str]]:
    asked = (
        ("naam", name, _("Vul uw naam in.")),
        ("wachtwoord", password, _("Vul uw wachtwoord in.")),
    )
    return [(field, text) for field, typed, text in asked if not typed]


def _people() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the fictional people that are in the database, by region: account, name and work."""
    library = visit.house().library
    found = []
    with visit.house().read_uow() as uow:
        regions = {REGION, *uow.bundles.regions()}
        for region in sorted(regions, key=lambda key: (key != REGION, key)):
            names = {one.id: one.name for one in uow.organisations.of_region(region)}
            known = [
                (one.id, one.name, _work(one, library.roles, names))
                for one in fictional_people(region=region, uow=uow)
            ]
            if known:
                found.append((library.region(region).name, known))
    return found


def _work(
    one: Account, roles: Mapping[str, Mapping[str, str]], organisations: Mapping[str, str]
) -> str:
    """Return in words what someone does, and where."""
    names = ", ".join(roles[role]["naam"] for role in one.roles if role in roles)
    return f"{names}; {organisations.get(one.organisation, one.organisation)}"
