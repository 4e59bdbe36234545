"""Accounts of a region, for its coordinator: who signs in, in which roles, and which programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.identity.accounts import (
    WORKING,
    Keeper,
    NewAccount,
    add_account,
    end_sessions,
    fitting_roles,
    give_roles,
    switch,
)
from doorgang_api.identity.errors import AccountInvalid, AccountNotFound
from doorgang_api.identity.scopes import SCOPES
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act, group_of
from doorgang_engine.dossier.looks import LookKind, LookQuery
from doorgang_engine.dossier.telling import rights_in_words
from doorgang_engine.model import AccountKind

from . import visit
from .names import People

if TYPE_CHECKING:
    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import Account, Organisation
    from doorgang_engine.ports import UnitOfWork

KINDS = {
    AccountKind.LOCAL: _l("met een wachtwoord"),
    AccountKind.PROVIDER: _l("bij de aanmelddienst"),
    AccountKind.SERVICE: "programma",
}
MOST_CHANGES = 50
NEW = {"persoon": AccountKind.PROVIDER, "programma": AccountKind.SERVICE}
DONE = {
    "toegevoegd": _l("Het account is toegevoegd. Geef het hieronder zijn rollen."),
    "rollen": _l("De rollen zijn gewijzigd. De aanmeldingen van dit account zijn beëindigd."),
    "aan": _l("Het account staat aan."),
    "uit": _l("Het account staat uit. De aanmeldingen zijn beëindigd en geen token werkt meer."),
    "afgemeld": _l("De aanmeldingen van dit account zijn beëindigd."),
    "ingetrokken": _l("Het token is ingetrokken."),
}


def add_to(pages: Blueprint) -> None:
    """Add ``/accounts``."""
    pages.add_url_rule("/accounts", "accounts", accounts)
    pages.add_url_rule("/accounts/nieuw", "new_account", new_account, methods=["GET", "POST"])
    pages.add_url_rule("/accounts/<account_id>", "account", account)
    for path, name, view in (
        ("rollen", "account_roles", change_roles),
        ("stand", "account_switch", change_state),
        ("afmelden", "account_sign_out", sign_out_account),
    ):
        address = f"/accounts/<account_id>/{path}"
        pages.add_url_rule(address, name, view, methods=["POST"])


def keeper() -> Keeper:
    """Return the coordinator who is signed in.

    :raises Forbidden: if somebody else is.
    """
    me = visit.account()
    actor = acting(account=me, act=Act.MANAGE_ACCOUNTS, resource=Resource(region=me.region))
    return Keeper(
        id=me.id,
        region=me.region,
        role=actor.role,
        organisation=me.organisation,
        place=request.endpoint or "",
    )


def accounts() -> Response:
    """Show the accounts of the region."""
    region = keeper().region
    with visit.house().read_uow() as uow:
        found = uow.accounts.of_region(region)
        organisations = {one.id: one.name for one in uow.organisations.of_region(region)}
    return visit.show(
        "accounts.html",
        heading=_("Accounts"),
        rows=[
            {
                "account": one,
                "organisation": organisations.get(one.organisation, one.organisation),
                "roles": role_names(one.roles),
                "kind": KINDS[one.kind],
            }
            for one in sorted(found, key=lambda one: (bool(one.roles), one.name.lower(), one.id))
        ],
        has_provider=visit.house().gate is not None,
    )


def new_account() -> AnyResponse:
    """Ask for a new account, and add it."""
    by = keeper()
    kind = NEW.get(request.values.get("soort", ""), AccountKind.PROVIDER)
    if request.method != "POST":
        return _new_form(by, kind, {})
    new = NewAccount(
        kind=kind,
        region=by.region,
        organisation=request.form.get("organisatie", ""),
        name=request.form.get("naam", ""),
        roles=(),
        mail=request.form.get("mail", ""),
    )
    try:
        made = add_account(new=new, keeper=by, house=visit.house())
    except AccountInvalid as wrong:
        return _new_form(by, kind, wrong.fields)
    return redirect(url_for("pages.account", account_id=made.id, gedaan="toegevoegd"), 303)


def account(account_id: str) -> Response:
    """Show one account."""
    by = keeper()
    found, organisation = find(account_id, by)
    fitting = fitting_roles(organisation=organisation, house=visit.house())
    with visit.house().read_uow() as uow:
        sessions = uow.sessions.of_account(region=found.region, account=found.id)
        tokens = uow.api_tokens.of_account(region=found.region, account=found.id)
        changes = _changes(found, uow)
    is_ours = found.id != by.id and all(group_of(role) in WORKING for role in found.roles)
    return visit.show(
        "account.html",
        heading=found.name,
        account=found,
        organisation=organisation.name,
        kind=KINDS[found.kind],
        is_service=found.kind is AccountKind.SERVICE,
        is_ours=is_ours,
        roles=[(key, role_names([key])) for key in fitting if group_of(key) in WORKING],
        role_words=role_names(found.roles),
        sessions=len(sessions),
        tokens=tokens,
        changes=changes,
        scopes=SCOPES,
        now=visit.clock(),
        done=DONE.get(request.args.get("gedaan", ""), ""),
    )


def change_roles(account_id: str) -> AnyResponse:
    """Give an account other roles."""
    give_roles(
        account_id=account_id,
        roles=tuple(request.form.getlist("rollen")),
        keeper=keeper(),
        house=visit.house(),
    )
    return _back(account_id, "rollen")


def change_state(account_id: str) -> AnyResponse:
    """Switch an account on or off."""
    is_active = request.form.get("stand") == "aan"
    switch(account_id=account_id, is_active=is_active, keeper=keeper(), house=visit.house())
    return _back(account_id, "aan" if is_active else "uit")


def sign_out_account(account_id: str) -> AnyResponse:
    """End all sessions of an account."""
    end_sessions(account_id=account_id, keeper=keeper(), house=visit.house())
    return _back(account_id, "afgemeld")


def find(account_id: str, by: Keeper) -> tuple[Account, Organisation]:
    """Return an account of the region with its organisation.

    :raises AccountNotFound: if the region has no such account.
    """
    with visit.house().read_uow() as uow:
        found = uow.accounts.find(account_id)
        organisations = {one.id: one for one in uow.organisations.of_region(by.region)}
    if found is None or found.region != by.region or found.organisation not in organisations:
        raise AccountNotFound(_("Dit account bestaat niet in uw regio."))
    return found, organisations[found.organisation]


def role_names(roles: Any) -> str:
    """Return roles in words."""
    names = visit.house().library.roles
    return ", ".join(names[role]["naam"] if role in names else role for role in roles)


def _changes(account: Account, uow: UnitOfWork) -> list[dict[str, Any]]:
    """Return who changed what in somebody's rights, the newest first."""
    query = LookQuery(
        region=account.region, kind=LookKind.RIGHTS, about=account.id, limit=MOST_CHANGES
    )
    people, names = People(uow, account.region), visit.house().library.roles
    return [
        {
            "at": one.at,
            "by": people.person(one.account),
            "said": rights_in_words(
                one, roles={key: role["naam"] for key, role in names.items()}, name=people.person
            ),
        }
        for one in uow.looks.page(query)
    ]


def _new_form(by: Keeper, kind: AccountKind, fields: dict[str, list[str]]) -> Response:
    house = visit.house()
    with house.read_uow() as uow:
        organisations = uow.organisations.of_region(by.region)
    ids = {"organisation": "organisatie", "name": "naam", "mail": "mail"}
    return visit.show(
        "new_account.html",
        heading=_("Programma toevoegen")
        if kind is AccountKind.SERVICE
        else _("Persoon toevoegen"),
        status=422 if fields else 200,
        kind="programma" if kind is AccountKind.SERVICE else "persoon",
        errors=[(ids.get(key, "naam"), text) for key, texts in fields.items() for text in texts],
        organisations=organisations,
        typed=request.form,
    )


def _back(account_id: str, done: str) -> AnyResponse:
    return redirect(url_for("pages.account", account_id=account_id, gedaan=done), 303)
