"""``doorgang destruction make|show|carry-out|scrub|certificates``: what the operator does.

Reviewing and approving are for people in the region, each in their own name: there is no command
for it.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from doorgang_engine.model import CLOCK
from doorgang_engine.privacy.destruction import make_list, read_list
from doorgang_engine.privacy.erasure import carry_out_approved, verify_certificates
from doorgang_engine.terms.moments import local_day

from .key import FAILED, opened

if TYPE_CHECKING:
    import argparse


def add_parser(subparsers: Any) -> None:
    """Add ``destruction`` and its commands."""
    parser = subparsers.add_parser("destruction", help="vernietigen na de bewaartermijn")
    commands = parser.add_subparsers(dest="destruction_command", required=True)
    make = commands.add_parser("make", help="maak de lijst van deze maand")
    make.add_argument("region", metavar="REGIO")
    make.set_defaults(run=run_make)
    show = commands.add_parser("show", help="de lijsten van een regio")
    show.add_argument("region", metavar="REGIO")
    show.set_defaults(run=run_show)
    certificates = commands.add_parser("certificates", help="verklaringen van vernietiging")
    certificates.add_argument("region", metavar="REGIO")
    certificates.set_defaults(run=run_certificates)
    carry_out = commands.add_parser("carry-out", help="voer goedgekeurde lijsten uit")
    carry_out.set_defaults(run=run_carry_out)
    scrub = commands.add_parser("scrub", help="wis vernietigde sleutels uit de bestanden")
    scrub.set_defaults(run=run_scrub)


def run_make(args: argparse.Namespace) -> int:
    """Make this month's list of a region, or say that there is nothing to destroy."""
    with opened(args) as house:
        policy = house.retention
        made = make_list(region=args.region, actor=CLOCK, policy=policy, parts=house.parts)
    print("Er is niets te vernietigen." if made is None else f"Lijst {made.month}: {made.id}")
    return 0


def run_show(args: argparse.Namespace) -> int:
    """Print the lists of a region with their lines; no names, only numbers of cases."""
    with opened(args) as house, house.read_uow() as uow:
        for made in uow.privacy.lists(region=args.region):
            view = read_list(region=args.region, list_id=made.id, uow=uow)
            print(f"{made.month}  {made.status:8}  {len(view.approvals)} van 2 goedgekeurd")
            for item in view.items:
                number = uow.cases.get(item.case_id).number
                what = item.record_class or "het hele traject"
                print(f"  {number}  {what:24}  {item.status}")
    return 0


def run_certificates(args: argparse.Namespace) -> int:
    """Print the certificates of a region, and verify their chain.

    :raises HistoryBroken: if one was changed or left out.
    """
    with opened(args) as house, house.read_uow() as uow:
        found = uow.privacy.certificates(region=args.region)
    verify_certificates(found)
    for one in found:
        content = json.dumps(json.loads(one.content), ensure_ascii=False)
        print(f"{one.number}  {local_day(moment=one.at)}  {content}")
    print(f"{len(found)} verklaringen, de keten klopt.")
    return 0


def run_carry_out(args: argparse.Namespace) -> int:
    """Carry out what two people approved, and wipe the keys."""
    with opened(args) as house:
        done = carry_out_approved(policy=house.retention, actor=CLOCK, parts=house.parts)
        print(f"{done} lijsten uitgevoerd.")
        return _scrubbed(done == 0 or house.scrub())


def run_scrub(args: argparse.Namespace) -> int:
    """Wipe destroyed keys from the files of the database; 1 when that is not complete."""
    with opened(args) as house:
        return _scrubbed(house.scrub())


def _scrubbed(complete: bool) -> int:  # noqa: FBT001 - reads as a sentence
    if complete:
        return 0
    print(
        "De sleutels zijn vernietigd, maar staan nog in vrije ruimte van de database: een andere "
        "transactie duurde te lang. Probeer op een rustig moment: doorgang destruction scrub",
        file=sys.stderr,
    )
    return FAILED
