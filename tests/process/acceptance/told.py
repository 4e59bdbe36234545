"""A case played on a calendar, for acceptance tests that name every day in so many words.

The real engine, the shipped library, no database: every act is carried out on the case as it would
be saved and read again.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine import acts
from doorgang_engine import events as ev
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.enact import begin, due_timers, enact, restore
from doorgang_engine.routes.bundle import kinds_of, prepare
from doorgang_engine.routes.library import assemble, read_library
from doorgang_engine.routes.scenarios import lay_over
from doorgang_engine.routes.stand_in import TASK, stand_in

ROOT = Path(__file__).parents[3]
FORMS = FormsAdapter()
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@cache
def library():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


@cache
def bundle(route, region, stood_in=()):
    """Return the content of a shipped route for a region, and what runs it."""

    def kinds(key):
        model = read_process(read_bpmn(library().file(key, region).bpmn.encode()))
        exports = {form: FORMS.export_kinds(library().forms[form]) for form in model.form_keys()}
        return kinds_of(model, exports)

    content = assemble(
        library(),
        route=route,
        region=region,
        export_kinds=FORMS.export_kinds,
        replace={key: stand_in(key, kinds(key)) for key in stood_in},
    )
    return content, prepare(content)


def moment(text):
    """Return a day (nine o'clock) or a day and a time, in Amsterdam."""
    if len(text) > len("2027-01-15"):
        return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)
    return datetime.combine(date.fromisoformat(text), time(9), AMSTERDAM)


class Told:
    """One case, from its start to whatever the test wants to see."""

    def __init__(self, route, region, *, on, at, stood_in=(), variables=None, **filled):
        self.content, self.runnable = bundle(route, region, stood_in)
        self.now = moment(on)
        self.happened = []  # (day, event)
        model = self.runnable.program.models[route]
        start = next(one for one in model.start_events() if one.id == at)
        form = start.get("formulier")
        exports = self._exports(form, filled, {}) if form else {}
        act = acts.StartCase(start_event=at, variables={**(variables or {}), **exports})
        self.running, events = begin(
            self.runnable, act, case_id="c0ffee", region=region, bundle="", now=self.now
        )
        self._note(events)
        self._fire(self.now)

    # -- what people do
    def until(self, text):
        """Let time pass; what is due fires at its own moment."""
        self._fire(moment(text))
        self.now = moment(text)
        return self

    def done(self, element, *, by="", **filled):
        """Complete a task with its example, and what is said here laid over it."""
        task = self._open(element)
        variables = self.running.execution.variables(task.scope)
        exports = self._exports(task.form, filled, variables)
        self._act(acts.CompleteTask(task_id=task.id, exports=exports), by or task.role)
        return self

    def told(self, name, **filled):
        """Deliver a message."""
        items = self.running.open_items().values()
        one = next(w for w in items if w.waits_for == "message" and w.name == name)
        variables = self.running.execution.variables(one.scope)
        exports = self._exports(one.form, filled, variables)
        self._act(acts.DeliverMessage(name=name, element=one.element, exports=exports), one.role)
        return self

    def ended(self, call, **variables):
        """End a called route that is stood in for, with what it gives back."""
        for one in self.running.open_items().values():
            called = one.scope.rsplit("/", 1)[-1].rsplit("#", 1)[0]
            if one.element == TASK and called == call:
                self._act(acts.CompleteTask(task_id=one.id, exports=variables), "deelroute")
                return self
        raise AssertionError(f"{call} is not waiting")

    # -- what one sees
    @property
    def tasks(self):
        items = self.running.open_items().values()
        return sorted(w.element for w in items if w.waits_for == "task" and w.element != TASK)

    @property
    def called(self):
        """Which called routes wait, by the id of their call."""
        items = self.running.open_items().values()
        return sorted(
            w.scope.rsplit("/", 1)[-1].rsplit("#", 1)[0] for w in items if w.element == TASK
        )

    def last_day(self, term):
        return self._run(term).end.isoformat()

    def status(self, term):
        return self._run(term).status.value

    def variable(self, name):
        return self.running.execution.variables()[name]

    @property
    def outcome(self):
        return self.running.execution.outcome[0]

    @property
    def broken_norms(self):
        """The norms that were broken, with the day on which the case told so."""
        return [(day, e.kpi) for day, e in self.happened if isinstance(e, ev.NormBroken)]

    def told_of(self, norm):
        """The roles that were told that a norm was broken."""
        return [e.to_roles for _, e in self.happened if getattr(e, "kpi", "") == norm]

    def day_of(self, element):
        """The day on which a task for a person came up first."""
        opened = [
            day
            for day, e in self.happened
            if isinstance(e, ev.TaskOpened) and e.element == element
        ]
        return opened[0] if opened else ""

    # -- inner workings
    def _run(self, term):
        return next(r for r in reversed(self.running.clock.runs) if r.rule.id == term)

    def _open(self, element):
        items = self.running.open_items().values()
        found = [w for w in items if w.waits_for == "task" and w.element == element]
        assert found, f"{element} is not open; open are {self.tasks}"
        return found[0]

    def _exports(self, form, filled, variables):
        if not form:
            return {}
        definition = self.content["forms"][form]
        data = lay_over(definition["example"], filled)
        checked = FORMS.validate(definition, data, variables=variables, now=self.now)
        return dict(checked.exports)

    def _act(self, act, actor):
        state = self.running.state()
        self.running = restore(self.runnable, case_id="c0ffee", state=state, now=self.now)
        self._note(enact(self.running, act, actor=actor))
        self._fire(self.now)

    def _fire(self, until):
        while not self.running.is_over and (due := due_timers(self.running, until)):
            self.now = max(self.now, datetime.fromisoformat(due[0].due_at))
            state = self.running.state()
            self.running = restore(self.runnable, case_id="c0ffee", state=state, now=self.now)
            self._note(enact(self.running, acts.FireTimer(timer_id=due[0].id), actor="klok"))

    def _note(self, events):
        day = self.now.astimezone(AMSTERDAM).date().isoformat()
        self.happened += [(day, event) for event in events]
