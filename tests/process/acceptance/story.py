"""A story about one case, played with the real engine on a calendar that can be set.

A test tells what people do and when; every answer that it does not name is the form's example.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine import events as ev
from doorgang_engine.enact import restore
from doorgang_engine.errors import EngineError
from doorgang_engine.kpi.book import Book
from doorgang_engine.kpi.definitions import read_definitions
from doorgang_engine.kpi.milestones import milestones_in
from doorgang_engine.kpi.periods import Period
from doorgang_engine.kpi.ways import items_of
from doorgang_engine.routes.bundle import prepare
from doorgang_engine.routes.expected import end, open_tasks, terms, variables
from doorgang_engine.routes.library import assemble, read_library
from doorgang_engine.routes.play import Player
from doorgang_engine.routes.scenarios import AMSTERDAM, Scenario, Step, moment, plain

ROOT = Path(__file__).parents[3]


@cache
def library():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


class KeptForms(FormsAdapter):
    """The real forms, remembering what would have been kept of each submission."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}

    def validate(self, definition, data, **more):
        checked = super().validate(definition, data, **more)
        self.kept[definition["key"]] = checked.data
        return checked


class Story:
    """A case of a route in a region. What is refused raises, and leaves the case as it was."""

    def __init__(
        self, route, *, region, start, on, without_decree_days=False, without_contact=(), **answers
    ):
        self._forms = KeptForms()
        content = assemble(
            library(), route=route, region=region, export_kinds=self._forms.export_kinds
        )
        if without_decree_days:
            content["calendar"]["country"]["kb_gelijkgesteld"] = []
        scenario = Scenario(
            file="acceptance",
            name=route,
            route=route,
            region=region,
            start_at=moment(on, "start"),
            start_event=start,
            start_data=plain(answers),
            variables={},
            stood_in=(),
            without_contact=frozenset(without_contact),
            parameters={},
            steps=(),
        )
        self._runnable = prepare(content)
        self._player = Player(scenario, self._runnable, content, self._forms)
        self._player._start()

    # -- what people do
    def complete(self, task: str, *, by: str = "", **answers: Any) -> None:
        self._do(Step(kind="voltooi", value=task, data=plain(answers), by=by))

    def message(self, name: str, **answers: Any) -> None:
        self._do(Step(kind="bericht", value=name, data=plain(answers)))

    def clock(self, day: str) -> None:
        self._player._to(moment(day, "klok"))

    def _do(self, step: Step) -> None:
        before = self._player._state()
        try:
            self._player._act(step)
        except EngineError:
            player = self._player
            player._running = restore(
                player._runnable, case_id=player._case_id, state=before, now=player._now
            )
            raise

    # -- what is seen
    @property
    def _moments(self) -> list[datetime]:
        """When each event happened."""
        return [one.at for one in self._player.carried for _ in one.events]

    @property
    def tasks(self) -> list[str]:
        return open_tasks(self._player.running)

    @property
    def end(self) -> str:
        return end(self._player.running)

    def term(self, key: str) -> str:
        """Return the last day of a running term, or how it ended."""
        return terms(self._player.running, {key: ""})[key]

    def variable(self, name: str) -> Any:
        return variables(self._player.running, {name: ""})[name]

    def kept(self, form: str) -> dict[str, Any]:
        """Return what is kept of the newest submission of a form: what its reader would see."""
        return self._forms.kept[form]

    def shared(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return what was shared: with which roles, which forms."""
        return [
            (event.to_roles, event.forms)
            for event in self._player.events
            if isinstance(event, ev.DataDisclosed)
        ]

    def figure(self, key: str, *, school_year: int) -> list[float]:
        """Return what this case counts for a KPI in a school year: 1 as it should be, 0 not."""
        recorded = [
            SimpleNamespace(region="", case_id="zaak", number=number, at=at)
            for number, at in enumerate(self._moments, start=1)
        ]
        found = milestones_in(recorded, self._player.events, program=self._runnable.program)
        case = SimpleNamespace(id="zaak")
        (definition,) = (
            one for one in read_definitions(config_dir=ROOT / "config") if one.key == key
        )
        items = items_of(
            definition,
            book=Book(found, [case]),
            tasks=(),
            period=Period(school_year=school_year),
            now=self._player._now,
        )
        return [item.amount for item in items]

    def role_of(self, task: str) -> str:
        """Return who does an open task."""
        return self._player._task(task).role

    def norms_broken(self) -> list[str]:
        return [e.kpi for e in self._player.events if isinstance(e, ev.NormBroken)]

    def fired(self, element: str) -> list[str]:
        """Return the moments (Amsterdam) for which a timer was set when it fired."""
        return [
            datetime.fromisoformat(event.due_at).astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M")
            for event in self._player.events
            if isinstance(event, ev.TimerFired) and event.element == element
        ]

    def told(self, element: str) -> list[str]:
        """Return the moments (Amsterdam) at which people were told something."""
        return [
            at.astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M")
            for at, event in zip(self._moments, self._player.events, strict=True)
            if isinstance(event, ev.NoticeGiven) and event.element == element
        ]

    def done(self) -> list[str]:
        """Return the steps that people completed, in order."""
        return [e.element for e in self._player.events if isinstance(e, ev.TaskCompleted)]
