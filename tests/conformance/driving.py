"""Drive a case through the real engine, saving and restoring it after every step."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

from tests.conformance.deciding import decide
from tests.conformance.drawing import draw

from doorgang_engine import acts, enact
from doorgang_engine import events as ev
from doorgang_engine.bpmn.build import build
from doorgang_engine.bpmn.checks.tables import kinds_with_tables
from doorgang_engine.bpmn.execution import Program
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.clockwork import Rulebook
from doorgang_engine.dmn.support import read_table
from doorgang_engine.routes.bundle import start_values
from doorgang_engine.terms.calendar_tables import parse_calendar
from doorgang_engine.terms.durations import parse_duration, plus
from doorgang_engine.terms.rule_tables import parse_rules

START = datetime(2027, 1, 15, 9, tzinfo=UTC)
CALENDAR = Path(__file__).parents[2] / "config" / "calendars" / "nl.toml"
RULES = {
    "proef.week": {"naam": "Een week", "soort": "beleid", "duur": "P7D", "opschortbaar": True},
    "proef.beslis": {
        "naam": "Zes weken",
        "soort": "wettelijk",
        "duur": "P6W",
        "max": "P6W",
        "wettelijk": True,
        "grondslag": "Awb 4:13",
        "opschortbaar": True,
        "verlengbaar": "P4W",
    },
}
PARAMETERS = {"proef.aantal": 2, "proef.aan": True, "proef.tekst": "nee"}
RULEBOOK = Rulebook(
    rules=parse_rules(tables=RULES, source="proef"),
    calendar=parse_calendar(country=tomllib.loads(CALENDAR.read_text(encoding="utf-8"))),
    parameters=PARAMETERS,
)


def runnable_of(files, *, route="proef", kinds=None, tables=None):
    """Return drawn files, by route key, ready to run; ``kinds`` are what forms export."""
    decisions = {key: read_table(decide(key, rows)) for key, rows in (tables or {}).items()}
    roots = {key: read_bpmn(content) for key, content in files.items()}
    models = {key: read_process(root) for key, root in roots.items()}
    known = {
        key: kinds_with_tables(
            model.table_keys(),
            {
                **(kinds or {}).get(key, {}),
                **{v.name: v.kind for v in model.variables.values()},
            },
            decisions,
        )
        for key, model in models.items()
    }
    program = Program(
        key=route,
        built=build(roots, models),
        models=models,
        kinds=known,
        starts={key: start_values(model) for key, model in models.items()},
        tables=decisions,
    )
    return enact.Runnable(program=program, rulebook=RULEBOOK)


def drawn(process, *, kinds=None, routes=None, tables=None):
    """Return one drawing, and the routes it calls, ready to run."""
    files = {"proef": draw(process)}
    files.update({key: draw(other, key=key) for key, other in (routes or {}).items()})
    return runnable_of(files, kinds={key: kinds or {} for key in files}, tables=tables)


class Drive:
    """One case under way. After every act it is saved and restored."""

    def __init__(self, runnable, *, now=START, case_id="11111111-1111-4111-8111-111111111111"):
        self.runnable, self.now, self.case_id = runnable, now, case_id
        self.events = []
        self.state = b""
        self.was_over = False
        self.outcome = ("", "")

    def start(self, *, by="", **variables):
        starts = [e.id for e in self.runnable.program.models["proef"].start_events()]
        act = acts.StartCase(start_event=by or starts[0], variables=variables)
        running, events = enact.begin(
            self.runnable, act, case_id=self.case_id, region="proef", bundle="", now=self.now
        )
        self._keep(running, events)
        return self

    def complete(self, element, *, nth=0, **exports):
        return self._act(self._waits(element, "task", nth), acts.CompleteTask, exports=exports)

    def message(self, name, *, at="", **exports):
        return self.do(acts.DeliverMessage(name=name, element=at, exports=exports))

    def signal(self, name):
        return self.do(acts.GiveSignal(name=name))

    def clock(self, to):
        """Move the clock to a moment, or on by a duration; due timers fire in order."""
        if to.startswith("P"):
            until = plus(moment=self.now, duration=parse_duration(text=to))
        else:
            until = datetime.fromisoformat(to).astimezone(UTC)
        while due := enact.due_timers(self.restored(), until):
            self.now = max(self.now, datetime.fromisoformat(due[0].due_at))
            self.do(acts.FireTimer(timer_id=due[0].id))
        self.now = until
        return self

    def late(self, to):
        """Move the clock as if the engine had been down: what is due fires at the new moment."""
        self.now = plus(moment=self.now, duration=parse_duration(text=to))
        while due := enact.due_timers(self.restored(), self.now):
            self.do(acts.FireTimer(timer_id=due[0].id))
        return self

    def term(self, change, name, *, duration=""):
        running = self.restored()
        run = next(r for r in reversed(running.clock.runs) if r.rule.id == name)
        return self.do(
            acts.ChangeTerm(run_id=run.id, change=change, reason="proef", duration=duration)
        )

    def withdraw(self):
        return self.do(acts.WithdrawCase(reason="proef"))

    def do(self, act):
        running = self.restored()
        self._keep(running, enact.enact(running, act, actor="iemand"))
        return self

    # -- what is there
    def restored(self):
        return enact.restore(self.runnable, case_id=self.case_id, state=self.state, now=self.now)

    def open_items(self):
        """Return what is waited for: ``element`` for a task, else ``kind:element``."""
        if self.was_over:
            return []
        found = self.restored().execution.open_items()
        return sorted(
            w.element if w.waits_for == "task" else f"{w.waits_for}:{w.element}" for w in found
        )

    def waiting(self, element):
        return [w for w in self.restored().execution.open_items() if w.element == element]

    def values(self, scope=""):
        return self.restored().execution.variables(scope)

    def of(self, *kinds):
        return [e for e in self.events if isinstance(e, kinds)]

    @property
    def completed(self):
        return [e.element for e in self.of(ev.ElementCompleted)]

    @property
    def flows(self):
        return [e.flow for e in self.of(ev.FlowTaken)]

    @property
    def cancelled(self):
        kinds = (ev.ElementCancelled, ev.TaskCancelled, ev.TimerCancelled)
        return sorted(e.element for e in self.of(*kinds))

    def _waits(self, element, kind, nth):
        found = [w for w in self.waiting(element) if w.waits_for == kind]
        return found[nth].id

    def _act(self, task_id, act, **fields):
        return self.do(act(task_id=task_id, submission_id="inzending", **fields))

    def _keep(self, running, events):
        self.events = events
        self.was_over = running.is_over
        self.outcome = running.execution.outcome
        self.state = running.state()
        if not running.is_over:
            assert self.restored().state() == self.state, "restoring changed the case"
