"""``doorgang cohort``: begin a route for a whole list of children."""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_api.wiring import House
from doorgang_engine.cohorts.access import cohorts_for, find_cohort
from doorgang_engine.cohorts.batch import Batch, BatchStatus, RowStatus
from doorgang_engine.cohorts.batches import (
    SentList,
    cancel_batch,
    confirm_batch,
    propose_batch,
)
from doorgang_engine.cohorts.errors import ListRefused
from doorgang_engine.cohorts.preview import preview_of
from doorgang_engine.cohorts.table import LARGEST
from doorgang_engine.cohorts.template import template_of
from doorgang_engine.errors import NotFound
from doorgang_engine.jobs import work_off
from doorgang_engine.model import Account

if TYPE_CHECKING:
    import argparse

FAILED = 1
WIDTH = 40  # of the bar
PATIENCE = 0.5  # seconds between two looks when another node has the work


def add_parser(subparsers: Any) -> None:
    """Add ``cohort`` and its commands."""
    parser = subparsers.add_parser("cohort", help="een route beginnen voor een lijst leerlingen")
    commands = parser.add_subparsers(dest="cohort_command", required=True)
    listed = commands.add_parser("list", help="de cohorten van een regio")
    listed.add_argument("--regio", required=True, metavar="REGIO")
    listed.set_defaults(run=run_list)
    template = commands.add_parser("template", help="het sjabloon van een cohort, als CSV")
    _of_cohort(template)
    template.set_defaults(run=run_template)
    imported = commands.add_parser(
        "import", help="een lijst nakijken, tonen wat begint, en na bevestiging beginnen"
    )
    _of_cohort(imported)
    imported.add_argument("file", type=Path, metavar="BESTAND", help="CSV")
    imported.add_argument("--namens", metavar="ACCOUNT", required=True, help="regiocoördinator")
    imported.add_argument("--ja", action="store_true", help="niet om bevestiging vragen")
    imported.add_argument("--op", type=date.fromisoformat, metavar="DAG", help="jjjj-mm-dd")
    imported.add_argument(
        "--sla-lopende-over",
        action="store_true",
        help="kinderen van wie al een traject van deze route loopt overslaan",
    )
    imported.set_defaults(run=run_import)


def _of_cohort(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("route", metavar="ROUTE")
    parser.add_argument("cohort", metavar="COHORT")
    parser.add_argument("--regio", required=True, metavar="REGIO")


def run_list(args: argparse.Namespace) -> int:
    """Print route, key and name of each cohort of a region."""
    house = _open(args)
    everyone = Account(
        region=args.regio, id="", name="", organisation="", roles=("regiocoordinator",)
    )
    with house.read_uow() as uow:
        for one in cohorts_for(account=everyone, uow=uow, parts=house.parts):
            print(f"{one.bundle.route}\t{one.cohort.key}\t{one.cohort.name}")
    house.close()
    return 0


def run_template(args: argparse.Namespace) -> int:
    """Print the template of a cohort."""
    house = _open(args)
    with house.read_uow() as uow:
        opened = find_cohort(
            region=args.regio, route=args.route, key=args.cohort, uow=uow, parts=house.parts
        )
        organisations = uow.organisations.of_region(args.regio)
    house.close()
    sys.stdout.write(template_of(opened=opened, organisations=organisations))
    return 0


def run_import(args: argparse.Namespace) -> int:
    """Judge a list, show what would begin, and begin it; 1 when not every row could."""
    house = _open(args)
    actor = _account(house, args).acting_as("regiocoordinator")
    try:
        batch = propose_batch(
            sent=SentList(
                region=args.regio,
                route=args.route,
                cohort=args.cohort,
                content=_content(args.file),
                skips_running=args.sla_lopende_over,
            ),
            actor=actor,
            parts=house.parts,
        )
    except ListRefused as refused:
        for one in refused.complaints:
            print(f"{one.place}: {one.text}", file=sys.stderr)
        raise
    _show(batch, house)
    if not (args.ja or _confirmed(batch)):
        cancel_batch(region=args.regio, batch_id=batch.id, actor=actor, parts=house.parts)
        print("Niets begonnen; de lijst is vernietigd.", file=sys.stderr)
        return FAILED
    batch = confirm_batch(
        region=args.regio, batch_id=batch.id, begins_on=args.op, actor=actor, parts=house.parts
    )
    if args.op is not None and args.op > date.today():  # noqa: DTZ011 - of who types it
        print(f"Bevestigd: begint op {args.op:%d-%m-%Y}.", file=sys.stderr)
        return 0
    return _work(batch, house)


def _work(batch: Batch, house: House) -> int:
    """Work the list off as a node does, beside those that run; show how far it is."""
    while batch.status in (BatchStatus.CONFIRMED, BatchStatus.STARTING):
        if not work_off(parts=house.parts):
            time.sleep(PATIENCE)
        with house.read_uow() as uow:
            batch = uow.batches.find(region=batch.region, batch_id=batch.id) or batch
            counts = uow.batches.counts(batch)
        _bar(batch.total - counts.get(RowStatus.WAITING, 0), batch.total)
    print(file=sys.stderr)
    with house.read_uow() as uow:
        for row in uow.batches.rows(batch, limit=batch.total):
            print(f"{row.number}\t{row.status}\t{row.case_number or row.code}")
    house.close()
    return FAILED if counts.get(RowStatus.FAILED) else 0


def _bar(done: int, total: int) -> None:
    filled = WIDTH * done // max(total, 1)
    print(
        f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done} van {total}", end="", file=sys.stderr
    )


def _show(batch: Batch, house: House) -> None:
    with house.read_uow() as uow:
        preview = preview_of(batch, uow=uow, parts=house.parts, now=datetime.now(UTC))
    print(f"{batch.name}: {batch.total} rijen", file=sys.stderr)
    for organisation, count in preview.per_organisation.items():
        print(f"  {organisation or '-'}: {count}", file=sys.stderr)
    for one in (*preview.tasks, *preview.terms):
        days = f" ({one.first:%d-%m-%Y} t/m {one.last:%d-%m-%Y})" if one.first and one.last else ""
        print(f"  {'taak' if one.role else 'termijn'} {one.name}{days}", file=sys.stderr)
    if skipped := preview.counts.get(RowStatus.SKIPPED, 0):
        print(f"  overgeslagen, er loopt al een traject: {skipped}", file=sys.stderr)


def _confirmed(batch: Batch) -> bool:
    print(f"Beginnen? Typ 'ja' ({batch.total} rijen): ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() == "ja"


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise NotFound(f"{file}: kan niet gelezen worden ({type(error).__name__}).") from error


def _account(house: House, args: argparse.Namespace) -> Account:
    """Return the coordinator in whose name it is done: an operator is nobody in a history.

    :raises NotFound: if there is none of this name in the region.
    """
    with house.read_uow() as uow:
        found = uow.accounts.find(args.namens)
    if (
        found is None
        or found.region != args.regio
        or not found.is_active
        or "regiocoordinator" not in found.roles
    ):
        raise NotFound(f"'{args.namens}' is geen regiocoördinator van '{args.regio}'.")
    return found


def _open(args: argparse.Namespace) -> House:
    house = House.build(args.settings)
    house.migrate()
    return house
