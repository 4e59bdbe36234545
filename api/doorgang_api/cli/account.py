"""``doorgang account``: who signs in and which programs may call, for the operator."""

from __future__ import annotations

import getpass
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from doorgang_api.identity.accounts import (
    Keeper,
    NewAccount,
    add_account,
    end_sessions,
    give_roles,
    switch,
)
from doorgang_api.identity.api_tokens import (
    DEFAULT_DAYS,
    NewToken,
    issue_token,
    withdraw_token,
)
from doorgang_api.identity.errors import AccountNotFound
from doorgang_api.identity.scopes import SCOPES
from doorgang_api.wiring import House
from doorgang_engine.dossier.looks import OPERATOR as OPERATOR_ROLE
from doorgang_engine.errors import NotFound
from doorgang_engine.model import AccountKind

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from doorgang_engine.model import Account

OPERATOR = Keeper(id=OPERATOR_ROLE, role=OPERATOR_ROLE, place="doorgang account")


def add_parser(subparsers: Any) -> None:
    """Add ``account`` and its commands."""
    parser = subparsers.add_parser("account", help="wie zich aanmeldt, en welke programma's")
    commands = parser.add_subparsers(dest="account_command", required=True)
    _add_new(commands)
    listed = commands.add_parser("list", help="de accounts van een regio")
    listed.add_argument("region", metavar="REGIO")
    listed.set_defaults(run=run_list)
    for name, run, told in (
        ("on", run_on, "een account aanzetten"),
        ("off", run_off, "een account uitzetten; al zijn aanmeldingen eindigen"),
        ("sign-out", run_sign_out, "alle aanmeldingen van een account beëindigen"),
        ("tokens", run_tokens, "de tokens van een serviceaccount"),
    ):
        command = commands.add_parser(name, help=told)
        command.add_argument("account", metavar="ACCOUNT")
        command.set_defaults(run=run)
    roles = commands.add_parser("roles", help="een account deze rollen geven en geen andere")
    roles.add_argument("account", metavar="ACCOUNT")
    roles.add_argument("roles", metavar="ROL", nargs="*")
    roles.set_defaults(run=run_roles)
    _add_tokens(commands)


def _add_new(commands: Any) -> None:
    new = commands.add_parser("add", help="een account toevoegen")
    new.add_argument("kind", choices=[kind.value for kind in AccountKind])
    new.add_argument("--region", required=True, metavar="REGIO")
    new.add_argument("--organisation", required=True, metavar="ORGANISATIE")
    new.add_argument("--name", required=True, help="hoe mensen de persoon of het programma noemen")
    new.add_argument("--role", action="append", default=[], metavar="ROL", dest="roles")
    new.add_argument(
        "--id", default="", help="naam om mee aan te melden (local); anders verzonnen"
    )
    new.add_argument("--mail", default="", help="e-mailadres bij de aanmelddienst (provider)")
    new.add_argument("--subject", default="", help="of de identiteit aldaar (provider)")
    new.set_defaults(run=run_add)


def _add_tokens(commands: Any) -> None:
    token = commands.add_parser("token", help="een token maken voor een serviceaccount")
    token.add_argument("account", metavar="ACCOUNT")
    token.add_argument("--name", required=True, help="waar het token voor is")
    token.add_argument(
        "--scope", action="append", required=True, choices=list(SCOPES), dest="scopes"
    )
    token.add_argument("--days", type=int, default=DEFAULT_DAYS, help="hoe lang het geldt")
    token.set_defaults(run=run_token)
    withdraw = commands.add_parser("withdraw", help="een token intrekken")
    withdraw.add_argument("account", metavar="ACCOUNT")
    withdraw.add_argument("token", metavar="TOKEN-ID")
    withdraw.set_defaults(run=run_withdraw)


def run_add(args: argparse.Namespace) -> int:
    """Add an account; its password comes from the terminal, or from standard input."""
    kind = AccountKind(args.kind)
    new = NewAccount(
        kind=kind,
        region=args.region,
        organisation=args.organisation,
        name=args.name,
        roles=tuple(args.roles),
        id=args.id,
        password=_password() if kind is AccountKind.LOCAL else "",
        mail=args.mail,
        subject=args.subject,
    )
    with _house(args) as house:
        account = add_account(new=new, keeper=OPERATOR, house=house)
    print(f"Account {account.id} is toegevoegd.")
    return 0


def run_list(args: argparse.Namespace) -> int:
    """Print the accounts of a region."""
    with _house(args) as house, house.read_uow() as uow:
        for account in uow.accounts.of_region(args.region):
            print(_line(account))
    return 0


def run_on(args: argparse.Namespace) -> int:
    """Switch an account on."""
    with _house(args) as house:
        print(_line(switch(account_id=args.account, is_active=True, keeper=OPERATOR, house=house)))
    return 0


def run_off(args: argparse.Namespace) -> int:
    """Switch an account off."""
    with _house(args) as house:
        print(
            _line(switch(account_id=args.account, is_active=False, keeper=OPERATOR, house=house))
        )
    return 0


def run_sign_out(args: argparse.Namespace) -> int:
    """End the sessions of an account."""
    with _house(args) as house:
        count = end_sessions(account_id=args.account, keeper=OPERATOR, house=house)
    print(f"Aanmeldingen beëindigd: {count}.")
    return 0


def run_roles(args: argparse.Namespace) -> int:
    """Give an account its roles."""
    with _house(args) as house:
        changed = give_roles(
            account_id=args.account, roles=tuple(args.roles), keeper=OPERATOR, house=house
        )
    print(_line(changed))
    return 0


def run_token(args: argparse.Namespace) -> int:
    """Make a token and print it, once."""
    asked = NewToken(
        account=args.account, name=args.name, scopes=tuple(args.scopes), days=args.days
    )
    with _house(args) as house:
        issued = issue_token(asked=asked, by=OPERATOR, house=house, now=datetime.now(UTC))
    print(issued.secret)
    print(
        f"Token {issued.token.id}, geldig t/m {issued.token.expires_at:%Y-%m-%d}. "
        "Bewaar het nu: het wordt niet nog eens getoond.",
        file=sys.stderr,
    )
    return 0


def run_tokens(args: argparse.Namespace) -> int:
    """Print the tokens of a service account, without the tokens themselves."""
    with _house(args) as house, house.read_uow() as uow:
        account = uow.accounts.find(args.account)
        if account is None:
            raise AccountNotFound(f"Er is geen account '{args.account}'.")
        for one in uow.api_tokens.of_account(region=account.region, account=account.id):
            used = f"{one.used_at:%Y-%m-%d}" if one.used_at else "nooit"
            state = "ingetrokken" if one.withdrawn_at else f"t/m {one.expires_at:%Y-%m-%d}"
            print(f"{one.id}  {one.name}  {state}  gebruikt: {used}  {', '.join(one.scopes)}")
    return 0


def run_withdraw(args: argparse.Namespace) -> int:
    """Withdraw a token.

    :raises AccountNotFound: if there is no such token that works.
    """
    with _house(args) as house:
        with house.read_uow() as uow:
            account = uow.accounts.find(args.account)
        if account is None or not withdraw_token(
            account=account,
            token_id=args.token,
            by=OPERATOR,
            house=house,
            now=datetime.now(UTC),
        ):
            raise AccountNotFound("Er is geen geldig token met dit id bij dit account.")
    print("Het token is ingetrokken.")
    return 0


@contextmanager
def _house(args: argparse.Namespace) -> Iterator[House]:
    """Open the database as it is; what is not there is not made.

    :raises NotFound: if there is no database, or it has another schema.
    """
    file = args.settings.database_file
    if file is not None and not file.exists():
        raise NotFound(f"Er is geen database op {file}.")
    house = House.build(args.settings)
    try:
        if not house.is_ready():
            raise NotFound("De database heeft nog niet het schema van deze versie.")
        yield house
    finally:
        house.close()


def _password() -> str:
    """Ask for a password without showing it; a pipe gives one line."""
    if sys.stdin.isatty():
        return getpass.getpass("Wachtwoord: ")
    return sys.stdin.readline().rstrip("\r\n")


def _line(account: Account) -> str:
    state = "aan" if account.is_active else "uit"
    roles = ", ".join(account.roles) or "geen rol"
    return (
        f"{account.id}  {account.name}  {account.kind}  {state}  {account.organisation}  {roles}"
    )
