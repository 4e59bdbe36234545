"""``doorgang accesslog``: prove that the access log is whole; keep the proof elsewhere."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_engine.dossier.chain import verify_against, verify_log
from doorgang_engine.errors import Invalid

from .case import reading_house

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from doorgang_engine.dossier.chain import LogVerdict

FAILED = 1
_HEAD = re.compile(r"[0-9a-f]{64}")
#: region -> chain -> its length and last hash
Heads = dict[str, dict[str, tuple[int, str]]]


class HeadsUnreadable(Invalid):
    """A file is not what ``accesslog heads`` wrote."""

    code = "heads_unreadable"


def add_parser(subparsers: Any) -> None:
    """Add ``accesslog`` and its commands."""
    parser = subparsers.add_parser("accesslog", help="de toegangslog bewijzen")
    commands = parser.add_subparsers(dest="accesslog_command", required=True)
    verify = commands.add_parser("verify", help="is de toegangslog heel?")
    verify.add_argument("--region", metavar="REGIO", default="", help="alleen deze regio")
    verify.add_argument(
        "--against",
        metavar="BESTAND",
        type=Path,
        help="ook vergelijken met de kenmerken die `accesslog heads` eerder schreef",
    )
    verify.add_argument("--json", action="store_true", help="als JSON")
    verify.set_defaults(run=run_verify)
    heads = commands.add_parser(
        "heads", help="de laatste kenmerken van alle ketens, om elders te bewaren"
    )
    heads.add_argument("--region", metavar="REGIO", default="", help="alleen deze regio")
    heads.set_defaults(run=run_heads)


def run_verify(args: argparse.Namespace) -> int:
    """Verify every chain of the access log; 0 when it is whole, else 1."""
    kept = read_heads(args.against) if args.against else {}
    with reading_house(args) as house, house.read_uow() as uow:
        there = sorted({*uow.looks.regions(), *kept})
        verdicts = []
        for region in [args.region] if args.region else there:
            verdict = verify_log(region=region, looks=uow.looks)
            more = verify_against(region=region, kept=kept.get(region, {}), looks=uow.looks)
            verdicts.append(replace(verdict, defects=(*verdict.defects, *more)))
    (_print_json if args.json else _print_text)(verdicts)
    return 0 if all(verdict.is_right for verdict in verdicts) else FAILED


def run_heads(args: argparse.Namespace) -> int:
    """Print length and last hash of every chain as JSON; chains are named by ids only."""
    with reading_house(args) as house, house.read_uow() as uow:
        regions = [args.region] if args.region else list(uow.looks.regions())
        heads = {
            region: {one.chain_id: [one.length, one.head] for one in uow.looks.chains(region)}
            for region in regions
        }
    print(json.dumps(heads, sort_keys=True, indent=1))
    return 0


def read_heads(file: Path) -> Heads:
    """Return the heads that a file holds.

    :raises HeadsUnreadable: if it is not such a file.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return {
            region: {str(chain): _head(*one) for chain, one in chains.items()}
            for region, chains in content.items()
        }
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise HeadsUnreadable(
            f"{file} is geen bestand van `doorgang accesslog heads`. Er is niets gecontroleerd."
        ) from error


def _head(length: object, head: object) -> tuple[int, str]:
    if isinstance(length, int) and length > 0 and isinstance(head, str) and _HEAD.fullmatch(head):
        return length, head
    raise ValueError(length)


def _print_text(verdicts: Sequence[LogVerdict]) -> None:
    for verdict in verdicts:
        state = "bewezen" if verdict.is_right else "TOEGANGSLOG KLOPT NIET"
        print(f"{verdict.region}: {state}, {verdict.rows} regels in {verdict.chains} ketens")
        for defect in verdict.defects:
            print(f"  {defect.chain_id} regel {defect.number}: {defect.text}", file=sys.stderr)
    if not verdicts:
        print("De toegangslog is leeg.")


def _print_json(verdicts: Sequence[LogVerdict]) -> None:
    content: list[Mapping[str, Any]] = [
        {**asdict(verdict), "is_right": verdict.is_right} for verdict in verdicts
    ]
    print(json.dumps(content, ensure_ascii=False, indent=2))
