"""``doorgang letter check|draw``: the texts of letters as files, before anybody gets one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.letters.contract import BASE, check_letters, read_letters
from doorgang_engine.letters.template import STANDARD, Said, fill
from doorgang_engine.letters.typeset import Sheet, typeset
from doorgang_engine.terms.register import build_register, read_tables

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection

REFUSED = 1


def add_parser(subparsers: Any) -> None:
    """Add ``letter`` and its commands."""
    parser = subparsers.add_parser("letter", help="teksten van brieven nakijken en bekijken")
    commands = parser.add_subparsers(dest="letter_command", required=True)
    check = commands.add_parser("check", help="klopt elke brief, ook die van regio's?")
    check.add_argument("--json", action="store_true", help="als JSON")
    check.set_defaults(run=run_check)
    draw = commands.add_parser("draw", help="een brief als PDF, met namen in plaats van gegevens")
    draw.add_argument("letter", metavar="BRIEF", help="bijvoorbeeld tlv-besluit")
    draw.add_argument("--region", default=BASE, help="regio (standaard: basis)")
    draw.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.pdf")
    draw.set_defaults(run=run_draw)


def run_check(args: argparse.Namespace) -> int:
    """Print what is wrong with each letter; 0 when nothing is, else 1."""
    found = check_letters(_directory(args), regions=_regions(args))
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for key, problems in found.items():
            for problem in problems:
                print(f"{key}: {problem}.")
        wrong = sum(bool(problems) for problems in found.values())
        print(f"{len(found)} brieven, {wrong} niet goed." if wrong else f"{len(found)} goed.")
    return REFUSED if any(found.values()) else 0


def run_draw(args: argparse.Namespace) -> int:
    """Write a letter as a PDF that is marked as a concept; each name stands for itself."""
    letters = read_letters(_directory(args), regions=_regions(args))
    if args.letter not in letters:
        raise LibraryInvalid(f"Er is geen brief '{args.letter}'. Er zijn: {', '.join(letters)}.")
    if args.region not in {BASE, *_regions(args)}:
        raise LibraryInvalid(f"De regio '{args.region}' bestaat niet.")
    file = letters[args.letter]
    contract = file.contract
    said = {
        name: Said(words=f"[{name}]", waarde=name, items=(f"[{name} 1]", f"[{name} 2]"))
        for name in {*contract.names, *STANDARD}
    }
    sheet = Sheet(
        title=contract.title,
        sender="[afzender]",
        to=[f"[{role}]" for role in contract.to],
        day="[dag]",
        number="[nummer]",
        ground=contract.ground,
        is_draft=True,
    )
    try:
        args.output.write_bytes(typeset(fill(file.text_for(args.region), said), sheet=sheet))
    except OSError as error:
        print(f"{args.output}: {error.strerror or error}", file=sys.stderr)
        return REFUSED
    print(f"{args.output}: {contract.title}, {args.region}.")
    return 0


def _directory(args: argparse.Namespace) -> Path:
    found: Path = args.settings.library_dir / "processes" / "letters"
    return found


def _regions(args: argparse.Namespace) -> Collection[str]:
    return build_register(tables=read_tables(config_dir=args.config_dir)).regions
