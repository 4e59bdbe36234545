"""A stage for scenarios: bundles made ready, and what no scenario took or hit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.checks.tables import kinds_with_tables
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.dmn.support import read_table
from doorgang_engine.terms.moments import local_day
from doorgang_engine.terms.parameters import override_parameters

from .bundle import kinds_of, prepare
from .library import BASE, LibraryFiles, RouteFile, assemble
from .play import Outcome, Player
from .stand_in import stand_in
from .table_files import tables_for

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from doorgang_engine.enact import Runnable
    from doorgang_engine.ports import Forms

    from .scenarios import Scenario

Place = tuple[str, str, int, tuple[str, ...], tuple[tuple[str, Any], ...]]


class Stage:
    """Bundles made ready once per route, region, day, stood-in routes and parameters."""

    def __init__(self, files: LibraryFiles, *, forms: Forms) -> None:
        self._files, self._forms = files, forms
        self._ready: dict[Place, tuple[Runnable, dict[str, Any]]] = {}
        self._days: dict[date, LibraryFiles] = {}
        self._libraries: dict[tuple[str, ...], LibraryFiles] = {}  # days mostly share one
        self._played: dict[int, tuple[str, date]] = {}  # id of an outcome -> where and when

    def play(self, scenario: Scenario, region: str | None = None) -> Outcome:
        """Play a scenario, in its own region or another."""
        chosen = region or scenario.region
        outcome = self.player(scenario, chosen).play()
        self._played[id(outcome)] = (chosen, local_day(moment=scenario.start_at))
        return outcome

    def player(self, scenario: Scenario, region: str) -> Player:
        """Return the player of a scenario, before its start.

        :raises LibraryInvalid: if no bundle can be made for it.
        """
        changed = tuple(sorted(scenario.parameters.items()))
        day = local_day(moment=scenario.start_at)
        files = self._on(day)
        place = (scenario.route, region, id(files), scenario.stood_in, changed)
        if place not in self._ready:
            content = self._content(scenario, region, files)
            self._ready[place] = (prepare(content), content)
        runnable, content = self._ready[place]
        return Player(scenario, runnable, content, self._forms)

    def _on(self, day: date) -> LibraryFiles:
        if day not in self._days:
            found = self._files.on(day)
            self._days[day] = self._libraries.setdefault(tuple(found.holding()), found)
        return self._days[day]

    def _content(self, scenario: Scenario, region: str, files: LibraryFiles) -> dict[str, Any]:
        content = assemble(
            files,
            route=scenario.route,
            region=region,
            export_kinds=self._forms.export_kinds,
            replace={
                key: stand_in(key, self._kinds(key, region, files)) for key in scenario.stood_in
            },
        )
        changed = override_parameters(
            base=content["parameters"],
            region={"parameters": scenario.parameters},
            source=scenario.file,
        )
        return {**content, "parameters": dict(changed)}

    def _kinds(self, route: str, region: str, files: LibraryFiles) -> dict[str, str]:
        model = read_process(read_bpmn(files.file(route, region).bpmn.encode()))
        forms = {key: files.forms[key] for key in model.form_keys()}
        exports = {key: self._forms.export_kinds(form) for key, form in forms.items()}
        tables = tables_for(self._files.decisions, model.table_keys(), region)
        return kinds_with_tables(model.table_keys(), kinds_of(model, exports), tables)

    def flows_not_taken(
        self, outcomes: list[Outcome], *, routes: Collection[str] | None = None
    ) -> dict[str, list[str]]:
        """Return, per file of a route, the flows that no scenario took.

        The base file is named by its route, a region's own as ``route/region``. ``routes`` are the
        ones that count; left out: those that were played.
        """
        missed: dict[str, list[str]] = {}
        for route in sorted(routes or {o.scenario.route for o in outcomes}):
            for own, file in sorted(self._files.routes.get(route, {}).items()):
                here = [o for o in outcomes if self._file(route, o) is file]
                taken = {flow for outcome in here for flow in outcome.flows}
                model = read_process(read_bpmn(file.bpmn.encode()))
                name = route if own == BASE else f"{route}/{own}"
                missed[name] = [flow for flow in model.flows if (route, flow) not in taken]
        return missed

    def _tables_of(self, routes: Collection[str]) -> set[str]:
        files = [f for key in routes for f in self._files.routes.get(key, {}).values()]
        return {
            table
            for file in files
            for table in read_process(read_bpmn(file.bpmn.encode())).table_keys()
        }

    def _file(self, route: str, outcome: Outcome) -> RouteFile:
        region, day = self._played[id(outcome)]
        return self._on(day).file(route, region)

    def rules_not_hit(
        self, outcomes: list[Outcome], *, routes: Collection[str] | None = None
    ) -> dict[str, list[int]]:
        """Return, per decision table that could be asked, the rules that nobody hit.

        A region's own table counts by itself, as ``table/region``. Of ``routes`` only the tables
        that they ask themselves count; left out: those of all that was played.
        """
        own_tables = self._tables_of(routes) if routes else None
        hit = {rule for outcome in outcomes for rule in outcome.rules}
        asked = {table for outcome in outcomes for table in outcome.tables}
        missed: dict[str, list[int]] = {}
        for key, by_region in self._files.decisions.items():
            if own_tables is not None and key not in own_tables:
                continue
            for own, text in by_region.items():
                table = read_table(text)
                if (key, table.version) in asked:
                    name = key if own == BASE else f"{key}/{own}"
                    numbers = (rule.number for rule in table.rules)
                    missed[name] = [n for n in numbers if (key, table.version, n) not in hit]
        return missed
