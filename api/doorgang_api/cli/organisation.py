"""``doorgang organisation``: which organisations take part in a region."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_api.wiring import House
from doorgang_engine.errors import NotFound
from doorgang_engine.organisations import (
    import_organisations,
    read_organisations,
    set_period,
)

if TYPE_CHECKING:
    import argparse

LARGEST = 5_000_000  # bytes of a table


def add_parser(subparsers: Any) -> None:
    """Add ``organisation`` and its commands."""
    parser = subparsers.add_parser("organisation", help="welke organisaties meedoen in een regio")
    commands = parser.add_subparsers(dest="organisation_command", required=True)
    listed = commands.add_parser("list", help="de organisaties van een regio")
    listed.add_argument("region", metavar="REGIO")
    listed.set_defaults(run=run_list)
    imported = commands.add_parser(
        "import",
        help="organisaties toevoegen en bijwerken uit een tabel: soort;id;naam;brin;"
        "wijk;geopend;gesloten",
    )
    imported.add_argument("region", metavar="REGIO")
    imported.add_argument("file", type=Path, metavar="BESTAND", help="CSV in UTF-8")
    imported.set_defaults(run=run_import)
    period = commands.add_parser("period", help="van wanneer tot wanneer een organisatie meedoet")
    period.add_argument("region", metavar="REGIO")
    period.add_argument("organisation", metavar="ID")
    period.add_argument("--opened", type=_day, metavar="DAG", help="eerste dag; weggelaten: geen")
    period.add_argument("--closed", type=_day, metavar="DAG", help="laatste dag; weggelaten: geen")
    period.set_defaults(run=run_period)


def run_list(args: argparse.Namespace) -> int:
    """Print the organisations of a region, in the form that ``import`` reads."""
    house = open_for(args)
    with house.read_uow() as uow:
        print("soort;id;naam;brin;wijk;geopend;gesloten")
        for one in uow.organisations.of_region(args.region):
            days = ";".join(str(day or "") for day in (one.opened_on, one.closed_on))
            print(f"{one.kind};{one.id};{one.name};{one.brin};{one.district};{days}")
    house.close()
    return 0


def run_import(args: argparse.Namespace) -> int:
    """Import a table whole, or tell what is wrong with each row and change nothing."""
    house = open_for(args)
    content = read_table(args.file)
    kinds = {role["organisatie"] for role in house.library.roles.values()} - {""}
    found = read_organisations(content, region=args.region, kinds=kinds)
    with house.parts.new_uow() as uow:
        added, changed = import_organisations(found, uow=uow)
    house.close()
    print(f"{added} toegevoegd, {changed} bijgewerkt.", file=sys.stderr)
    return 0


def run_period(args: argparse.Namespace) -> int:
    """Say from when to when an organisation takes part in new cases."""
    house = open_for(args)
    with house.parts.new_uow() as uow:
        set_period(
            region=args.region,
            organisation=args.organisation,
            opened_on=args.opened,
            closed_on=args.closed,
            uow=uow,
        )
    house.close()
    return 0


def _day(text: str) -> date:
    return date.fromisoformat(text)


def read_table(file: Path) -> str:
    """Return the text of a table.

    :raises NotFound: if it cannot be read, or is too large.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise NotFound(f"{file}: het bestand is groter dan {LARGEST // 1_000_000} MB.")
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(
            f"{file}: kan niet gelezen worden als UTF-8 ({type(error).__name__}). "
            "Er is niets gewijzigd."
        ) from error


def open_for(args: argparse.Namespace) -> House:
    """Return the house, for a region that there is.

    :raises NotFound: if there is no such region.
    """
    house = House.build(args.settings)
    house.migrate()
    if args.region not in house.library.region_keys():
        raise NotFound(
            f"De regio '{args.region}' is niet bekend. Bekend zijn: "
            f"{', '.join(house.library.region_keys())}."
        )
    return house
