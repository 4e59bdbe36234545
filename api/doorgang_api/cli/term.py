"""`doorgang term reckon`: what is the last day of a term, and why."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from doorgang_api.term_question import answer, reckon_question
from doorgang_engine.terms.problems import TermProblem
from doorgang_engine.terms.rules import Kind
from doorgang_engine.terms.wording import date_words

if TYPE_CHECKING:
    import argparse

    from doorgang_engine.terms.reckon import Reckoning

_INVALID = 2


def add_parser(subparsers: Any) -> None:
    """Add `term reckon` to the commands; `run` answers it, reading `args.config_dir`."""
    term = subparsers.add_parser("term", help="termijnen uitrekenen")
    commands = term.add_subparsers(dest="term_command", required=True)
    parser = commands.add_parser(
        "reckon",
        help="de laatste dag van een termijn, en waarom",
        description="Rekent de laatste dag van een termijn uit en zegt in woorden waarom.",
    )
    parser.add_argument("soort", help=", ".join(kind.value for kind in Kind))
    parser.add_argument("duur", help="P6W, P14D, P3Y6M; bij een vaste datum 03-24 (maand-dag)")
    parser.add_argument(
        "--from",
        dest="start",
        required=True,
        metavar="DATE",
        help="de dag van de gebeurtenis (2027-03-24); bij terugrekenen de streefdatum",
    )
    parser.add_argument("--region", help="regio, voor de schoolvakanties en eigen dagen")
    parser.add_argument("--offset", default="", help="verschuiving bij leeftijd: --offset=-P14D")
    parser.add_argument(
        "--skip-school-holidays",
        action="store_true",
        help="schoolvakanties tellen niet mee (werkdagen, werkweken)",
    )
    parser.add_argument("--json", action="store_true", help="als JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the last day and why; 0, or 2 with a message in Dutch on stderr."""
    try:
        reckoning = _reckoned(args)
    except TermProblem as problem:
        print(problem, file=sys.stderr)
        return _INVALID
    if args.json:
        print(json.dumps(answer(reckoning), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(reckoning)))
    return 0


def _reckoned(args: argparse.Namespace) -> Reckoning:
    return reckon_question(
        kind=args.soort,
        duration=args.duur,
        start=args.start,
        config_dir=args.config_dir,
        region=args.region,
        offset=args.offset,
        skip_school_holidays=args.skip_school_holidays,
    )


def _lines(reckoning: Reckoning) -> list[str]:
    raw_end, end = reckoning.raw_end, reckoning.end
    return [
        f"Zonder doorschuiven: {date_words(day=raw_end)} ({raw_end})",
        f"Laatste dag:         {date_words(day=end)} ({end})",
        "Waarom:",
        *(f"  {step.text}" for step in reckoning.steps),
        *(f"Let op: {warning}" for warning in reckoning.warnings),
        f"Kalender: {reckoning.calendar_id}, {reckoning.calendar_version}",
    ]
