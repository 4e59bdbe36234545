"""``doorgang route list|check|test|layout|draw``: everything about routes as files."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.errors import RouteUnreadable, ScenarioInvalid
from doorgang_engine.routes.library import BASE, LibraryFiles, read_library
from doorgang_engine.routes.publish import check_file
from doorgang_engine.routes.scenarios import Scenario, read_scenarios
from doorgang_engine.routes.stage import Stage
from doorgang_engine.routes.table_files import check_table_file
from doorgang_engine.subject import SubjectKind
from doorgang_engine.terms.moments import local_day

from . import adopted, diagram, variants
from .variants import all_variants

if TYPE_CHECKING:
    import argparse

    from doorgang_engine.bpmn.finding import Finding
    from doorgang_engine.routes.play import Outcome

REFUSED = 1


def add_parser(subparsers: Any) -> None:
    """Add ``route`` and its commands."""
    parser = subparsers.add_parser("route", help="routes nakijken, beproeven en tekenen")
    commands = parser.add_subparsers(dest="route_command", required=True)
    listing = commands.add_parser("list", help="welke routes er zijn, en wat regio's anders doen")
    listing.add_argument("--regio", "--region", dest="region", help="alleen deze regio")
    listing.add_argument("--json", action="store_true", help="als JSON")
    listing.set_defaults(run=run_list)
    check = commands.add_parser("check", help="mag dit bestand worden gepubliceerd?")
    check.add_argument("file", type=Path, metavar="FILE", help="een BPMN- of DMN-bestand")
    check.add_argument("--region", default=BASE, help="regio (standaard: basis)")
    check.add_argument("--json", action="store_true", help="als JSON")
    check.set_defaults(run=run_check)
    test = commands.add_parser("test", help="de scenario's van een route spelen")
    test.add_argument("path", type=Path, metavar="PATH", help="YAML-bestand, route of map")
    test.add_argument("--region", help="speel alles in deze regio")
    test.add_argument("--volledig", action="store_true", help="elke pijl en regel is geraakt")
    test.add_argument("--json", action="store_true", help="als JSON")
    test.set_defaults(run=run_test)
    diagram.add_parsers(commands)
    adopted.add_parsers(commands)


def run_list(args: argparse.Namespace) -> int:
    """Print every route of the library, and how the regions have it otherwise than the base."""
    files = _library(args)
    found = all_variants(files, config_dir=args.config_dir, region=args.region)
    told: list[dict[str, Any]] = [
        {
            "key": key,
            "kind": str(info.get("soort", "")),
            "subject": str(info.get("onderwerp", SubjectKind.CHILD)),
            "status": str(info.get("status", "")),
            "title": str(info.get("titel", key)),
            "variants": [variants.told(one) for one in found[key]],
        }
        for key in files.route_keys()
        for info in (files.file(key, BASE).info,)
    ]
    if args.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        width = max(len(one["key"]) for one in told) + 2
        for one in told:
            print(f"{one['key']:<{width}}{one['kind']:<12}{one['subject']:<13}{one['title']}")
            for variant in found[one["key"]]:
                for line in variants.lines(variant):
                    print(f"{'':{width}}{variant.region}: {line}")
        print(f"{len(told)} routes")
    return 0


def run_check(args: argparse.Namespace) -> int:
    """Print what keeps a file from being published; 0 when nothing does, else 1."""
    files = _library(args)
    try:
        findings = _findings(args.file, files, args.region)
    except (RouteUnreadable, OSError, UnicodeDecodeError) as error:
        code = getattr(error, "code", "route_unreadable")
        return _unreadable(args, str(error), code)
    errors = [f for f in findings if f.severity == "fout"]
    if args.json:
        content = {"publishable": not errors, "findings": [asdict(f) for f in findings]}
        print(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            print(
                f"{args.file.name}:{finding.line} {finding.element} [{finding.code}] "
                f"{finding.severity}: {finding.message} {finding.remedy}"
                + (f" [bestand: {finding.notation}]" if finding.notation else "")
            )
        print("Mag worden gepubliceerd." if not errors else f"{len(errors)} fout(en).")
    return REFUSED if errors else 0


def _findings(file: Path, files: LibraryFiles, region: str) -> list[Finding]:
    text = file.read_bytes().decode("utf-8")
    if file.suffix == ".dmn":
        return check_table_file(
            text, key=file.resolve().parent.name, region=file.stem, files=files.decisions
        )
    return check_file(text, files=files, region=region, export_kinds=FormsAdapter().export_kinds)


def _unreadable(args: argparse.Namespace, message: str, code: str) -> int:
    if args.json:
        finding = {"code": code, "element": "", "line": 0, "message": message, "remedy": "",
                   "notation": ""}  # fmt: skip
        print(json.dumps({"publishable": False, "findings": [finding]}, ensure_ascii=False))
    else:
        print(f"{args.file}: {message} [{code}]", file=sys.stderr)
    return REFUSED


def run_test(args: argparse.Namespace) -> int:
    """Play scenarios; 0 when all went as expected, else 1."""
    files = _library(args)
    stage = Stage(files, forms=FormsAdapter())
    outcomes = [stage.play(s, args.region) for s in _scenarios(args.path)]
    if not outcomes:
        raise ScenarioInvalid(f"{args.path}: hier staan geen scenario's.")
    routes = _routes_at(args.path)
    missed = stage.flows_not_taken(outcomes, routes=routes)
    unused = stage.rules_not_hit(outcomes, routes=routes)
    if args.json:
        _print_json(outcomes, missed, unused)
    else:
        _print_text(outcomes, missed, unused)
    wrong = any(not o.is_right for o in outcomes)
    incomplete = any(missed.values()) or any(unused.values())
    return REFUSED if wrong or (args.volledig and incomplete) else 0


def _scenarios(path: Path) -> list[Scenario]:
    if path.is_file():
        return read_scenarios(path)
    return [s for file in sorted(path.rglob("cases/*.yaml")) for s in read_scenarios(file)]


def _routes_at(path: Path) -> set[str] | None:
    """Return the routes whose folders these are; None for a file that lies elsewhere."""
    files = [path] if path.is_file() else sorted(path.rglob("cases/*.yaml"))
    folders = {file.resolve().parent for file in files}
    return {f.parent.name for f in folders} if all(f.name == "cases" for f in folders) else None


def _library(args: argparse.Namespace) -> LibraryFiles:
    files = read_library(library_dir=args.settings.library_dir, config_dir=args.config_dir)
    return files.on(local_day(moment=datetime.now(UTC)))


def _print_json(
    outcomes: list[Outcome], missed: dict[str, list[str]], unused: dict[str, list[int]]
) -> None:
    content = {
        "passed": sum(o.is_right for o in outcomes),
        "failed": sum(not o.is_right for o in outcomes),
        "scenarios": [
            {
                "file": o.scenario.file,
                "name": o.scenario.name,
                "route": o.scenario.route,
                "problems": o.problems,
            }
            for o in outcomes
        ],
        "flows_not_taken": missed,
        "rules_not_hit": unused,
    }
    print(json.dumps(content, ensure_ascii=False, indent=2))


def _print_text(
    outcomes: list[Outcome], missed: dict[str, list[str]], unused: dict[str, list[int]]
) -> None:
    for outcome in outcomes:
        mark = "goed " if outcome.is_right else "FOUT "
        print(f"{mark} {outcome.scenario.file}: {outcome.scenario.name}")
        for problem in outcome.problems:
            print(f"      {problem}")
    for route, flows in missed.items():
        words = "alle pijlen genomen" if not flows else f"niet genomen: {', '.join(flows)}"
        print(f"{route}: {words}")
    for table, rules in unused.items():
        numbers = ", ".join(map(str, rules))
        words = f"niet geraakte regels: {numbers}" if rules else "alle regels geraakt"
        print(f"beslistabel {table}: {words}")
    good = sum(o.is_right for o in outcomes)
    print(f"{good} passed, {len(outcomes) - good} failed")
