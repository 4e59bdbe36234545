"""``doorgang route list|check|test|layout|draw``: everything about routes as files."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.bpmn.checks.tables import kinds_with_tables
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.dmn.support import read_table
from doorgang_engine.errors import RouteUnreadable, ScenarioInvalid
from doorgang_engine.routes.bundle import kinds_of, prepare
from doorgang_engine.routes.library import BASE, LibraryFiles, assemble, read_library
from doorgang_engine.routes.play import Outcome, Player
from doorgang_engine.routes.publish import check_file
from doorgang_engine.routes.scenarios import Scenario, read_scenarios
from doorgang_engine.routes.stand_in import stand_in
from doorgang_engine.routes.table_files import check_table_file, tables_for
from doorgang_engine.subject import SubjectKind

from . import diagram

if TYPE_CHECKING:
    import argparse

    from doorgang_engine.bpmn.finding import Finding
    from doorgang_engine.enact import Runnable

REFUSED = 1


def add_parser(subparsers: Any) -> None:
    """Add ``route`` and its commands."""
    parser = subparsers.add_parser("route", help="routes nakijken, beproeven en tekenen")
    commands = parser.add_subparsers(dest="route_command", required=True)
    listing = commands.add_parser("list", help="welke routes er zijn")
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


def run_list(args: argparse.Namespace) -> int:
    """Print every route of the library: its key, what it is about, and its title."""
    files = _library(args)
    told = [
        {
            "key": key,
            "kind": str(info.get("soort", "")),
            "subject": str(info.get("onderwerp", SubjectKind.CHILD)),
            "status": str(info.get("status", "")),
            "title": str(info.get("titel", key)),
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
        finding = {"code": code, "element": "", "line": 0, "message": message, "remedy": ""}
        print(json.dumps({"publishable": False, "findings": [finding]}, ensure_ascii=False))
    else:
        print(f"{args.file}: {message} [{code}]", file=sys.stderr)
    return REFUSED


def run_test(args: argparse.Namespace) -> int:
    """Play scenarios; 0 when all went as expected, else 1."""
    files = _library(args)
    stage = Stage(files)
    outcomes = [stage.play(s, args.region) for s in _scenarios(args.path)]
    if not outcomes:
        raise ScenarioInvalid(f"{args.path}: hier staan geen scenario's.")
    missed, unused = stage.flows_not_taken(outcomes), stage.rules_not_hit(outcomes)
    if args.json:
        _print_json(outcomes, missed, unused)
    else:
        _print_text(outcomes, missed, unused)
    wrong = any(not o.is_right for o in outcomes)
    incomplete = any(missed.values()) or any(unused.values())
    return REFUSED if wrong or (args.volledig and incomplete) else 0


class Stage:
    """Bundles made ready once per route and region."""

    def __init__(self, files: LibraryFiles) -> None:
        self._files = files
        self._forms = FormsAdapter()
        self._ready: dict[tuple[str, str, tuple[str, ...]], tuple[Runnable, dict[str, Any]]] = {}

    def play(self, scenario: Scenario, region: str | None = None) -> Outcome:
        """Play a scenario, in its own region or another."""
        place = (scenario.route, region or scenario.region, scenario.stood_in)
        if place not in self._ready:
            content = self._content(*place)
            self._ready[place] = (prepare(content), content)
        runnable, content = self._ready[place]
        return Player(scenario, runnable, content, self._forms).play()

    def _content(self, route: str, region: str, stood_in: tuple[str, ...]) -> dict[str, Any]:
        return assemble(
            self._files,
            route=route,
            region=region,
            export_kinds=self._forms.export_kinds,
            replace={key: stand_in(key, self._kinds(key, region)) for key in stood_in},
        )

    def _kinds(self, route: str, region: str) -> dict[str, str]:
        model = read_process(read_bpmn(self._files.file(route, region).bpmn.encode()))
        forms = {key: self._files.forms[key] for key in model.form_keys()}
        exports = {key: self._forms.export_kinds(form) for key, form in forms.items()}
        tables = tables_for(self._files.decisions, model.table_keys(), region)
        return kinds_with_tables(model.table_keys(), kinds_of(model, exports), tables)

    def flows_not_taken(self, outcomes: list[Outcome]) -> dict[str, list[str]]:
        """Return, per route that was played, the flows that no scenario took."""
        taken = {flow for outcome in outcomes for flow in outcome.flows}
        missed: dict[str, list[str]] = {}
        for route in sorted({o.scenario.route for o in outcomes}):
            text = self._files.file(route, BASE).bpmn
            model = read_process(read_bpmn(text.encode()))
            missed[route] = [f for f in model.flows if (route, f) not in taken]
        return missed

    def rules_not_hit(self, outcomes: list[Outcome]) -> dict[str, list[int]]:
        """Return, per decision table that could be asked, the rules that no scenario hit.

        A region's own table counts by itself, as ``key (region)``.
        """
        hit = {rule for outcome in outcomes for rule in outcome.rules}
        asked = {table for outcome in outcomes for table in outcome.tables}
        missed: dict[str, list[int]] = {}
        for key, by_region in self._files.decisions.items():
            for region, text in by_region.items():
                table = read_table(text)
                if (key, table.version) in asked:
                    name = key if region == BASE else f"{key} ({region})"
                    numbers = (rule.number for rule in table.rules)
                    missed[name] = [n for n in numbers if (key, table.version, n) not in hit]
        return missed


def _scenarios(path: Path) -> list[Scenario]:
    if path.is_file():
        return read_scenarios(path)
    return [s for file in sorted(path.rglob("cases/*.yaml")) for s in read_scenarios(file)]


def _library(args: argparse.Namespace) -> LibraryFiles:
    return read_library(library_dir=args.settings.library_dir, config_dir=args.config_dir)


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
