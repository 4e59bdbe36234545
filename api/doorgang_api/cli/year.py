"""``doorgang oefenjaar``: a region with a year of fictional children, for practice and proof."""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_api.demo.people import PASSWORD
from doorgang_api.logs import configure_logging
from doorgang_api.wiring import House
from doorgang_api.year.calendar import play_year
from doorgang_api.year.child import ChildPlayer, Stage
from doorgang_api.year.ground import UNTIL, prepare_ground
from doorgang_api.year.plan import OF, REGION, children_of, read_stories
from doorgang_api.year.proof import differences
from doorgang_engine.errors import Conflict

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from doorgang_api.settings import Settings
    from doorgang_api.year.calendar import Played

FAILED = 1
SHOWN = 40  # differences

logger = logging.getLogger(__name__)


def add_parser(subparsers: Any) -> None:
    """Add ``oefenjaar``."""
    parser = subparsers.add_parser(
        "oefenjaar", help="een jaar verzonnen kinderen spelen, om mee te oefenen"
    )
    parser.add_argument(
        "--database",
        type=Path,
        metavar="FILE",
        help="nieuw SQLite-bestand (standaard: de database van de instellingen, als die leeg is)",
    )
    parser.add_argument("--kinderen", type=int, default=OF, help=f"hoeveel (standaard {OF})")
    parser.add_argument("--zaad", type=int, default=1, help="ander getal: andere namen en uren")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Play the year; 0 when everything came out as it was made up, else 1.

    :raises Conflict: if there is anything in the database.
    """
    if args.kinderen < 1:
        raise Conflict("Een oefenjaar heeft ten minste één kind.")
    settings = _settings(args)
    configure_logging(level="ERROR", form=settings.log_format)
    house = House.build(settings)
    try:
        prepare_ground(house)
        wrong = _play(house, children=args.kinderen, seed=args.zaad)
    finally:
        house.close()
    for complaint in wrong[:SHOWN]:
        print(complaint, file=sys.stderr)
    return FAILED if wrong else 0


def _play(house: House, *, children: int, seed: int) -> list[str]:
    began = time.monotonic()
    stories = read_stories(library_dir=house.settings.library_dir)
    stage = Stage(parts=house.parts, region=REGION)
    players = [
        ChildPlayer(child, stage=stage)
        for child in children_of(stories, children=children, seed=seed)
    ]
    played = play_year(players, parts=house.parts, until=UNTIL, on_day=_Months())
    print(_told(played, len(players), time.monotonic() - began))
    wrong = [*played.wrong, *differences(house, stories=stories, players=players)]
    if not wrong:
        print("Alles kwam uit zoals bedacht: cijfers, afloop en geschiedenis; geen storingen.")
        print(f"Aanmelden kan als rik (regiocoördinator), wachtwoord: {PASSWORD}.")
    return wrong


class _Months:
    """Prints a month when it begins: a year takes minutes."""

    def __init__(self) -> None:
        self._month = ""

    def __call__(self, moment: datetime) -> None:
        month = f"{moment:%Y-%m}"
        if month != self._month:
            self._month = month
            print(month, file=sys.stderr, flush=True)


def _told(played: Played, children: int, seconds: float) -> str:
    return (
        f"{children} kinderen, {played.steps} momenten, {played.timers} termijnen en "
        f"{played.jobs} vervolgtrajecten in {seconds:.0f} seconden."
    )


def _settings(args: argparse.Namespace) -> Settings:
    """Return the settings; with a file of its own, a database and keys of the year's own."""
    settings: Settings = args.settings
    if args.database is None:
        return replace(settings, demo=True)
    if args.database.exists():
        raise Conflict(
            f"{args.database} bestaat al. Een oefenjaar begint met een nieuw bestand: kies een "
            "andere naam, of haal dit bestand eerst weg."
        )
    url = f"sqlite:///{args.database.resolve()}"
    return replace(settings, database_url=url, master_key=None, secret_key=None, demo=True)
