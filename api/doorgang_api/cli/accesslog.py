"""``doorgang accesslog verify``: prove that the access log is whole."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from doorgang_engine.dossier.chain import verify_log

from .case import reading_house

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from doorgang_engine.dossier.chain import LogVerdict

FAILED = 1


def add_parser(subparsers: Any) -> None:
    """Add ``accesslog`` and its commands."""
    parser = subparsers.add_parser("accesslog", help="de toegangslog bewijzen")
    commands = parser.add_subparsers(dest="accesslog_command", required=True)
    verify = commands.add_parser("verify", help="is de toegangslog heel?")
    verify.add_argument("--region", metavar="REGIO", default="", help="alleen deze regio")
    verify.add_argument("--json", action="store_true", help="als JSON")
    verify.set_defaults(run=run_verify)


def run_verify(args: argparse.Namespace) -> int:
    """Verify every chain of the access log; 0 when it is whole, else 1."""
    with reading_house(args) as house, house.read_uow() as uow:
        regions = [args.region] if args.region else list(uow.looks.regions())
        verdicts = [verify_log(region=region, looks=uow.looks) for region in regions]
    (_print_json if args.json else _print_text)(verdicts)
    return 0 if all(verdict.is_right for verdict in verdicts) else FAILED


def _print_text(verdicts: Sequence[LogVerdict]) -> None:
    for verdict in verdicts:
        state = "bewezen" if verdict.is_right else "TOEGANGSLOG KLOPT NIET"
        print(f"{verdict.region}: {state}, {verdict.rows} regels in {verdict.chains} ketens")
        for defect in verdict.defects:
            print(f"  {defect.chain_id} regel {defect.number}: {defect.text}", file=sys.stderr)
    if not verdicts:
        print("De toegangslog is leeg.")


def _print_json(verdicts: Sequence[LogVerdict]) -> None:
    content = [{**asdict(verdict), "is_right": verdict.is_right} for verdict in verdicts]
    print(json.dumps(content, ensure_ascii=False, indent=2))
