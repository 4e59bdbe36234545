"""Tokens of a service account, for the coordinator: made once, shown once, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api.identity.api_tokens import DEFAULT_DAYS, MOST_DAYS, NewToken, issue_token
from doorgang_api.identity.api_tokens import withdraw_token as withdraw
from doorgang_api.identity.errors import AccountInvalid, AccountNotFound
from doorgang_api.identity.scopes import SCOPES
from doorgang_api.languages import gettext as _
from doorgang_engine.model import AccountKind

from . import visit
from .account_pages import find, keeper

if TYPE_CHECKING:
    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import Account


def add_to(pages: Blueprint) -> None:
    """Add the tokens of an account."""
    pages.add_url_rule(
        "/accounts/<account_id>/tokens", "new_token", new_token, methods=["GET", "POST"]
    )
    pages.add_url_rule(
        "/accounts/<account_id>/tokens/<token_id>/intrekken",
        "withdraw_token",
        withdraw_token,
        methods=["POST"],
    )


def new_token(account_id: str) -> AnyResponse:
    """Ask what a token is for, and show it once."""
    service = _service(account_id)
    if request.method != "POST":
        return _form(service, {})
    days = request.form.get("dagen", "")
    asked = NewToken(
        account=service.id,
        name=request.form.get("naam", ""),
        scopes=tuple(request.form.getlist("bereik")),
        days=int(days) if days.isdecimal() and len(days) <= len(str(MOST_DAYS)) else 0,
    )
    try:
        issued = issue_token(asked=asked, by=keeper(), house=visit.house(), now=visit.clock())
    except AccountInvalid as wrong:
        return _form(service, wrong.fields)
    return visit.show("token.html", heading=_("Uw nieuwe token"), account=service, issued=issued)


def withdraw_token(account_id: str, token_id: str) -> AnyResponse:
    """Withdraw a token."""
    service = _service(account_id)
    withdraw(
        account=service,
        token_id=token_id,
        by=keeper(),
        house=visit.house(),
        now=visit.clock(),
    )
    return redirect(url_for("pages.account", account_id=account_id, gedaan="ingetrokken"), 303)


def _service(account_id: str) -> Account:
    found, _organisation = find(account_id, keeper())
    if found.kind is not AccountKind.SERVICE:
        raise AccountNotFound(_("Alleen een programma heeft tokens."))
    return found


def _form(service: Account, fields: dict[str, list[str]]) -> Response:
    ids = {"name": "naam", "scopes": "bereik", "days": "dagen"}
    return visit.show(
        "new_token.html",
        heading=_("Token maken"),
        status=422 if fields else 200,
        account=service,
        errors=[(ids[key], text) for key, texts in fields.items() for text in texts],
        scopes=SCOPES.items(),
        typed=request.form,
        chosen=request.form.getlist("bereik"),
        days=request.form.get("dagen", str(DEFAULT_DAYS)),
    )
