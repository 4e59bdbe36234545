"""`doorgang term reckon`: what is the last day of a term, and why."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.moments import end_of_day
from doorgang_engine.terms.problems import TermProblem
from doorgang_engine.terms.reckon import Reckoning, reckon
from doorgang_engine.terms.register import read_calendar
from doorgang_engine.terms.rule_tables import parse_rule
from doorgang_engine.terms.rules import Kind, TermRule
from doorgang_engine.terms.run_records import reckoning_to_dict
from doorgang_engine.terms.wording import date_words

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

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
        reckoning = _reckoned(args, args.config_dir)
    except (TermProblem, _DateInvalid) as problem:
        print(problem, file=sys.stderr)
        return _INVALID
    if args.json:
        print(json.dumps(_record(reckoning), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(reckoning)))
    return 0


class _DateInvalid(Exception):
    """The text is not a date."""


def _reckoned(args: argparse.Namespace, config_dir: Path) -> Reckoning:
    rule, start = _rule(args), _date(args.start)
    calendar = read_calendar(config_dir=config_dir, region=args.region)
    return reckon(rule=rule, start=start, calendar=calendar)


def _rule(args: argparse.Namespace) -> TermRule:
    table: dict[str, Any] = {"naam": "Termijn", "soort": args.soort, "duur": args.duur}
    if args.offset:
        table["verschuiving"] = args.offset
    if args.skip_school_holidays:
        table["vakantie_telt"] = False
    return parse_rule(id="vraag.termijn", table=table, where="Termijn")


def _date(text: str) -> date:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if day.isoformat() == text:  # not 20270324 or 2027-W12-3, which read too easily as another
            return day
    raise _DateInvalid(f"“{text}” is geen datum. Schrijf jaar-maand-dag, zoals 2027-03-24.")


def _record(reckoning: Reckoning) -> dict[str, Any]:
    ends_at = end_of_day(day=reckoning.end).isoformat()
    return {**reckoning_to_dict(reckoning=reckoning), "ends_at": ends_at}


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
