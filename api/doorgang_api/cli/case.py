"""``doorgang case show|verify``: what a case went through, and the proof of it."""

from __future__ import annotations

import json
import re
import sys
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from doorgang_api.demo.timeline import lines_of, proof_line, read_timeline
from doorgang_api.wiring import House
from doorgang_engine.dossier.looks import Part
from doorgang_engine.errors import CaseNotFound, EngineError, NotFound
from doorgang_engine.history.verify import Difference, Verdict, verify_case
from doorgang_engine.ports import CaseQuery

from .operator import note_command

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from doorgang_engine.ports import Parts

FAILED = 1
PAGE = 200
SHOWN = 5  # differences per case; --json gives all
NUMBER = re.compile(r"[A-Z0-9-]{1,3}-\d{4}-\d+")


def add_parser(subparsers: Any) -> None:
    """Add ``case`` and its commands."""
    parser = subparsers.add_parser("case", help="trajecten bekijken en bewijzen")
    commands = parser.add_subparsers(dest="case_command", required=True)
    show = commands.add_parser("show", help="de tijdlijn van een traject")
    show.add_argument("case", metavar="ID", help="id of nummer (BAS-2027-00001)")
    show.set_defaults(run=run_show)
    verify = commands.add_parser("verify", help="klopt de geschiedenis, van begin tot eind?")
    which = verify.add_mutually_exclusive_group(required=True)
    which.add_argument("case", metavar="ID", nargs="?", help="id of nummer (BAS-2027-00001)")
    which.add_argument("--all", action="store_true", help="elk traject")
    verify.add_argument("--json", action="store_true", help="als JSON")
    verify.set_defaults(run=run_verify)


def run_show(args: argparse.Namespace) -> int:
    """Print the timeline of a case, with the proof; 1 when its history is not right.

    :raises CaseNotFound: if there is no such case.
    """
    with reading_house(args) as house:
        parts = _read_only(house)
        case_id = _case_id(args.case, parts)
        verdict = _verdict(case_id, parts)
        timeline = read_timeline(case_id=case_id, parts=parts)
        note_command(
            command="case show",
            region=timeline.case.region,
            case_id=case_id,
            subject=timeline.case.subject,
            data=(Part.CASE, Part.NAME, Part.HISTORY),
            parts=house.parts,
        )
    print("\n".join(lines_of(timeline, verdict=verdict)))
    return 0 if verdict.is_right else FAILED


def run_verify(args: argparse.Namespace) -> int:
    """Verify one case or all; 0 when every history is proven, else 1.

    :raises CaseNotFound: if there is no such case.
    """
    with reading_house(args) as house:
        parts = _read_only(house)
        wanted = _noted_all(house) if args.all else iter([_noted(args.case, house)])
        verdicts = (_verdict(case_id, parts) for case_id in wanted)
        wrong = _print_json(verdicts) if args.json else _print_text(verdicts)
    return FAILED if wrong else 0


@contextmanager
def reading_house(args: argparse.Namespace) -> Iterator[House]:
    """Open a database that is there; what is not there is not made.

    :raises NotFound: if there is no database, or it has another schema.
    """
    file = args.settings.database_file
    if file is not None and not file.exists():
        raise NotFound(f"Er is geen database op {file}.")
    house = House.build(args.settings)
    try:
        if not house.is_ready():
            raise NotFound("De database heeft nog niet het schema van deze versie.")
        yield house
    finally:
        house.close()


def _read_only(house: House) -> Parts:
    return replace(house.parts, new_uow=house.read_uow)


def _noted_all(house: House) -> Iterator[str]:
    """Return the ids of all cases, once it is in the access log that they are looked at."""
    with house.read_uow() as uow:
        regions = uow.bundles.regions()
    for region in regions:
        note_command(
            command="case verify --all", region=region, data=(Part.HISTORY,), parts=house.parts
        )
    return _all_ids(_read_only(house))


def _noted(text: str, house: House) -> str:
    """Return the id of a case that is about to be verified, once that is in the access log."""
    case_id = _case_id(text, _read_only(house))
    with house.read_uow() as uow:
        case = uow.cases.get(case_id)
    note_command(
        command="case verify",
        region=case.region,
        case_id=case_id,
        subject=case.subject,
        data=(Part.HISTORY,),
        parts=house.parts,
    )
    return case_id


def _verdict(case_id: str, parts: Parts) -> Verdict:
    """Verify a case; one that cannot even be read does not hold up the others."""
    try:
        return verify_case(case_id=case_id, parts=parts)
    except CaseNotFound:
        raise
    except EngineError as error:
        return Verdict(case_id, 0, 0, (Difference(0, "traject", error.code, ""),))


def _all_ids(parts: Parts) -> Iterator[str]:
    with parts.new_uow() as uow:
        ids = list(uow.cases.ids())
    yield from ids


def _case_id(text: str, parts: Parts) -> str:
    """Return the id of a case, named by its id or by the number that people use.

    :raises CaseNotFound: if no case has that number.
    """
    if not NUMBER.fullmatch(text):
        return text
    with parts.new_uow() as uow:
        for region in uow.bundles.regions():
            after = ""
            while page := uow.cases.page(CaseQuery(region=region, after=after, limit=PAGE)):
                for case in page:
                    if case.number == text:
                        return case.id
                after = page[-1].id
    raise CaseNotFound(f"Er is geen traject met nummer {text}.")


def _print_text(verdicts: Iterator[Verdict]) -> int:
    total = wrong = 0
    for verdict in verdicts:
        total += 1
        wrong += not verdict.is_right
        print(f"{verdict.case_id}  {proof_line(verdict)}")
        for found in verdict.differences[:SHOWN]:
            print(
                f"  gebeurtenis {found.event}, {found.field}: vastgelegd '{found.recorded}', "
                f"nagespeeld '{found.replayed}'"
            )
    print(f"{total - wrong} bewezen, {wrong} niet.", file=sys.stderr if wrong else sys.stdout)
    return wrong


def _print_json(verdicts: Iterator[Verdict]) -> int:
    found = [{**asdict(verdict), "is_right": verdict.is_right} for verdict in verdicts]
    wrong = sum(not verdict["is_right"] for verdict in found)
    content = {"verified": len(found) - wrong, "failed": wrong, "cases": found}
    print(json.dumps(content, ensure_ascii=False, indent=2))
    return wrong
