"""``doorgang key status|new|activate|rotate|drop``: the master keys, and changing them."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from doorgang_api.embedded_keys import add_key, keep_keys, key_file, read_keys
from doorgang_api.wiring import House
from doorgang_engine.errors import NotFound
from doorgang_engine.privacy.keys import key_status, rotate
from doorgang_engine.sealing import master_id

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

FAILED = 1


def add_parser(subparsers: Any) -> None:
    """Add ``key`` and its commands."""
    parser = subparsers.add_parser("key", help="hoofdsleutels: stand en vervanging")
    commands = parser.add_subparsers(dest="key_command", required=True)
    for name, run, words in (
        ("status", run_status, "welke hoofdsleutels er zijn, en wat eronder ligt"),
        ("new", run_new, "zet een nieuwe sleutel achteraan in het sleutelbestand"),
        ("activate", run_activate, "maak de laatste sleutel van het sleutelbestand de actieve"),
        ("rotate", run_rotate, "breng elk traject onder de actieve hoofdsleutel"),
        ("drop", run_drop, "haal sleutels weg waar niets meer onder ligt"),
    ):
        commands.add_parser(name, help=words).set_defaults(run=run)


def run_status(args: argparse.Namespace) -> int:
    """Print the master keys with the number of cases under each; 1 when one is missing."""
    with opened(args) as house:
        status = key_status(parts=house.parts)
    named = {name: count for name, count in status.cases.items() if name}
    for name in sorted({*status.known, *named} - {"vernietigd"}):
        role = "actief" if name == status.active else "opent alleen"
        words = role if name in status.known else "ONTBREEKT"
        print(f"{name}  {words:12}  {named.get(name, 0):>8} trajecten")
    if status.cases.get(""):
        print(f"{'zonder naam':16}  {'oude vorm':12}  {status.cases['']:>8} trajecten")
    if named.get("vernietigd"):
        print(f"{'vernietigd':16}  {'':12}  {named['vernietigd']:>8} trajecten")
    missing = set(named) - set(status.known) - {"vernietigd"}
    return FAILED if missing else 0


def run_new(args: argparse.Namespace) -> int:
    """Put a new key in the key file; nothing uses it yet."""
    file = _file(args)
    name = master_id(add_key(file=file))
    print(f"Sleutel {name} staat achteraan in {file} en opent alleen.")
    print("Maak nu een reservekopie van dit bestand. Daarna: doorgang key activate")
    return 0


def run_activate(args: argparse.Namespace) -> int:
    """Make the last key of the key file the active one."""
    file = _file(args)
    *others, last = read_keys(file=file)
    if not others:
        print("Er is maar één sleutel. Maak eerst een nieuwe: doorgang key new", file=sys.stderr)
        return FAILED
    keep_keys(file=file, keys=[last, *others])
    print(f"Sleutel {master_id(last)} is de actieve. Herstart Doorgang, en dan:")
    print("doorgang key rotate")
    return 0


def run_rotate(args: argparse.Namespace) -> int:
    """Put the keys of every case under the active master key."""
    with opened(args) as house:
        done = rotate(parts=house.parts, progress=lambda count: print(f"{count} …", flush=True))
        active = house.parts.vault.masters.active
    print(f"{done} trajecten onder hoofdsleutel {active} gebracht.")
    return 0


def run_drop(args: argparse.Namespace) -> int:
    """Take keys out of the key file that no case lies under."""
    file = _file(args)
    with opened(args) as house:
        status = key_status(parts=house.parts)
    if status.cases.get(""):
        print("Er zijn trajecten in oude vorm. Eerst: doorgang key rotate", file=sys.stderr)
        return FAILED
    active, *others = read_keys(file=file)
    used = [one for one in others if status.cases.get(master_id(one))]
    keep_keys(file=file, keys=[active, *used])
    print(f"{len(others) - len(used)} sleutels weggehaald, {len(used)} nog in gebruik.")
    print("Bewaar een oude sleutel zo lang als er reservekopieën zijn die hem nodig hebben.")
    return 0


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[House]:
    """Open the database of an installation that exists.

    :raises NotFound: if there is none, or it has another schema.
    """
    database = args.settings.database_file
    if database is not None and not database.exists():
        raise NotFound(f"Er is geen database op {database}.")
    house = House.build(args.settings)
    try:
        if not house.is_ready():
            raise NotFound("De database heeft nog niet het schema van deze versie.")
        yield house
    finally:
        house.close()


def _file(args: argparse.Namespace) -> Path:
    file = key_file(settings=args.settings)
    if file is None or not file.exists():
        raise NotFound(
            "Er is geen sleutelbestand: de hoofdsleutel staat in de instellingen. Zet daar de "
            "nieuwe sleutel in opening_keys, zoals docs/privacy.md zegt."
        )
    return file
