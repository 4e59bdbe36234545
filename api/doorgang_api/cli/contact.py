"""``doorgang contact``: the fixed contacts of the organisations of a region."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_engine.contacts.appointing import appoint
from doorgang_engine.contacts.table import read_contacts
from doorgang_engine.model import Actor

from .organisation import open_for, read_table

if TYPE_CHECKING:
    import argparse

OPERATOR = Actor(id="beheerder", is_system=True)


def add_parser(subparsers: Any) -> None:
    """Add ``contact`` and its commands."""
    parser = subparsers.add_parser("contact", help="de contactpersonen van organisaties")
    commands = parser.add_subparsers(dest="contact_command", required=True)
    imported = commands.add_parser(
        "import",
        help="toevoegen uit een tabel: organisatie;rol;naam;werkmail;soort;van;tot",
    )
    imported.add_argument("region", metavar="REGIO")
    imported.add_argument("file", type=Path, metavar="BESTAND", help="CSV in UTF-8")
    imported.set_defaults(run=run_import)


def run_import(args: argparse.Namespace) -> int:
    """Import a table whole, or tell what is wrong with each row and change nothing."""
    house = open_for(args)
    found = appoint(
        asked=read_contacts(read_table(args.file)),
        region=args.region,
        actor=OPERATOR,
        roles=house.library.roles,
        parts=house.parts,
    )
    house.close()
    print(f"{len(found)} toegevoegd.", file=sys.stderr)
    return 0
