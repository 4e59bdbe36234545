"""``doorgang demo``: four cases played on a simulated calendar, then the web application."""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_api.demo.people import PASSWORD, add_people, sign_ins
from doorgang_api.demo.play import StoryPlayer
from doorgang_api.demo.repertoire import open_stories, played_stories
from doorgang_api.demo.timeline import lines_of, read_timeline
from doorgang_api.first_run import prepare_database
from doorgang_api.logs import configure_logging
from doorgang_api.wiring import House
from doorgang_engine.errors import Conflict, ScenarioInvalid
from doorgang_engine.history.verify import verify_case

from .serve import serve_house

if TYPE_CHECKING:
    import argparse

    from doorgang_api.demo.story import Story
    from doorgang_api.settings import Settings

FAILED = 1
DIRECTORY = Path("var") / "demo"
FILE = "doorgang.sqlite"
BESIDE = ("", "-wal", "-shm", ".sleutel")  # what stands beside a database, and goes with it
WELCOME = """
Doorgang, voorgedaan: vier trajecten op een gespeelde kalender.
Alle kinderen, mensen en organisaties zijn verzonnen.
"""

logger = logging.getLogger(__name__)


def add_parser(subparsers: Any) -> None:
    """Add ``demo``."""
    parser = subparsers.add_parser(
        "demo", help="vier verzonnen trajecten spelen, en dan de pagina's openen"
    )
    parser.add_argument("--once", action="store_true", help="stop na het spelen")
    parser.add_argument(
        "--database", type=Path, metavar="FILE", help="nieuw SQLite-bestand (standaard: var/demo)"
    )
    parser.add_argument("--host", help="adres (standaard uit de instellingen)")
    parser.add_argument("--port", type=int, help="poort (standaard uit de instellingen)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Play, print and verify the stories; then serve.

    With ``--once`` return 0 when all ended as told and were proven, else 1.

    :raises Conflict: if the file that was asked for is already there.
    """
    with ExitStack() as stack:
        file = _database(args, stack)
        settings = _settings(args.settings, file)
        configure_logging(level="ERROR", form=settings.log_format)
        house = House.build(settings)
        stack.callback(house.close)
        is_right = play_demo(house, with_open_cases=not args.once)
        if args.once:
            return 0 if is_right else FAILED
        configure_logging(level=settings.log_level, form=settings.log_format)
        print("\n".join(_welcome(house)))
        return serve_house(house, host=args.host, port=args.port)


def play_demo(house: House, *, with_open_cases: bool) -> bool:
    """Fill an empty database and print every story; return whether all went as told."""
    began = time.monotonic()
    now = datetime.now(UTC)
    print(WELCOME)
    bundles = prepare_database(house, now=now)
    played = played_stories()
    for region in sorted({story.region for story in (*played, *open_stories())}):
        add_people(house.parts, region=region)
    print(f"Bibliotheek: {bundles} routes gepubliceerd, elk voor een regio.\n")
    right = [_play(house, story, now) for story in played]
    print(f"{sum(right)} van {len(right)} trajecten eindigden zoals hun route zegt, bewezen.")
    if with_open_cases:
        left = [_leave_open(house, story, now) for story in open_stories()]
        print(f"{sum(left)} lopende trajecten klaargezet.")
    print(f"Dit duurde {time.monotonic() - began:.0f} seconden.")
    return all(right)


def _play(house: House, story: Story, now: datetime) -> bool:
    """Play and print one story; return whether it ended as told, and is proven."""
    print(story.title.upper())
    try:
        case = StoryPlayer(parts=house.parts, story=story, real_now=now).play()
    except ScenarioInvalid as error:
        print(f"GING NIET ZOALS VERWACHT: {error}\n")
        return False
    verdict = verify_case(case_id=case.id, parts=house.parts)
    timeline = read_timeline(case_id=case.id, parts=house.parts)
    print("\n".join(lines_of(timeline, verdict=verdict)), end="\n\n")
    return verdict.is_right


def _leave_open(house: House, story: Story, now: datetime) -> bool:
    """Play a story that has no end yet; a story that does not fit today's date is left out."""
    try:
        StoryPlayer(parts=house.parts, story=story, real_now=now).play()
    except ScenarioInvalid as error:
        print(f"Niet klaargezet: {error}", file=sys.stderr)
        return False
    return True


def _database(args: argparse.Namespace, stack: ExitStack) -> Path:
    if args.database is not None:
        if args.database.exists():
            raise Conflict(
                f"{args.database} bestaat al. De demo begint met een nieuw bestand: kies een "
                "andere naam, of haal dit bestand eerst weg."
            )
        return Path(args.database).resolve()
    if args.once:
        return (
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="doorgang-demo-"))) / FILE
        )
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    file = DIRECTORY.resolve() / FILE
    for end in BESIDE:
        file.with_name(file.name + end).unlink(missing_ok=True)
    return file


def _settings(settings: Settings, file: Path) -> Settings:
    """Return the settings with a database and keys of the demo's own, never those of real work."""
    return replace(
        settings, database_url=f"sqlite:///{file}", master_key=None, secret_key=None, demo=True
    )


def _welcome(house: House) -> list[str]:
    lines = ["", f"Aanmelden kan als (wachtwoord: {PASSWORD}):"]
    for region, people in sign_ins(parts=house.parts).items():
        lines += ["", f"Regio {region}"]
        lines += [f"  {account:<24}{name:<22}{roles}" for account, name, roles in people]
    return [*lines, ""]
