"""``doorgang avg export``: everything about one child in one file, for who asks for inspection."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_api.desks import door_of, looker_at
from doorgang_api.pages.avg.archive import write_archive
from doorgang_api.sight import rooms_of
from doorgang_engine.errors import NotFound
from doorgang_engine.privacy.person_file import Wanted, person_file

from .case import reading_house
from .operator import note_command

if TYPE_CHECKING:
    import argparse

    from doorgang_api.wiring import House
    from doorgang_engine.model import Account

PLACE = "avg export"
ONLY_OWNER = 0o600


def add_parser(subparsers: Any) -> None:
    """Add ``avg`` and its commands."""
    parser = subparsers.add_parser("avg", help="verzoeken op grond van de AVG")
    commands = parser.add_subparsers(dest="avg_command", required=True)
    export = commands.add_parser("export", help="alles over een leerling in een bestand")
    export.add_argument("--region", metavar="REGIO", required=True)
    which = export.add_mutually_exclusive_group(required=True)
    which.add_argument("--case", metavar="NUMMER", default="", help="een traject van de leerling")
    which.add_argument("--subject", metavar="ID", default="", help="pseudoniem van de leerling")
    export.add_argument("--to", metavar="BESTAND.zip", type=Path, required=True)
    export.add_argument("--reason", metavar="REDEN", required=True, help="komt in de historie")
    export.add_argument(
        "--fg", metavar="ACCOUNT", required=True, help="de FG die het verzoek doet"
    )
    export.set_defaults(run=run_export)


def run_export(args: argparse.Namespace) -> int:
    """Write the file; one that is there already is not overwritten.

    :raises NotFound: if there is no such account, or the file cannot be made.
    :raises Forbidden: if it is not the account of an FG.
    """
    with reading_house(args) as whole:
        account = _account(args.fg, args.region, whole)
        house = rooms_of(account, whole)
        note_command(
            command=PLACE, region=args.region, data=("filter:traject",), parts=whole.parts
        )
        roles = {key: str(one.get("naam", key)) for key, one in house.library.roles.items()}
        with person_file(
            wanted=Wanted(number=args.case.strip().upper(), subject=args.subject),
            reason=args.reason,
            looker=looker_at(account, place=PLACE),
            door=door_of(account, house),
            roles=roles,
        ) as file:
            _write(args.to, file, roles)
            count = len(file.cases)
    print(f"{args.to}: {count} {'traject' if count == 1 else 'trajecten'}")
    return 0


def _write(to: Path, file: Any, roles: dict[str, str]) -> None:
    """Write a new file that only its owner reads; half a file does not stay."""
    try:
        opened = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OWNER)
    except OSError as error:
        raise NotFound(f"{to} kan niet worden gemaakt: {error.strerror}.") from None
    try:
        with os.fdopen(opened, "wb") as into:
            write_archive(file, roles=roles, into=into)
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def _account(account_id: str, region: str, house: House) -> Account:
    with house.read_uow() as uow:
        found = uow.accounts.find(account_id)
    if found is None or found.region != region or not found.is_active:
        raise NotFound(f"Er is in {region} geen account {account_id} dat werkt.")
    return found
