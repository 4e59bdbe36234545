"""Play a scenario: the real engine on a calendar that can be set, saved and restored each step."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from doorgang_engine import acts
from doorgang_engine import events as ev
from doorgang_engine.bpmn.journal import NAMESPACE
from doorgang_engine.bpmn.signed import SIGNED_BY
from doorgang_engine.enact import Runnable, Running, begin, due_timers, enact, restore
from doorgang_engine.errors import (
    CaseNotRunning,
    EngineError,
    NotWaiting,
    SamePerformer,
    ScenarioInvalid,
    StartEventUnknown,
    TaskNotOpen,
    TermNotFound,
)
from doorgang_engine.terms.durations import parse_duration, plus

from .expected import found_of, open_tasks
from .scenarios import Scenario, Step, lay_over, moment
from .stand_in import TASK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.ports import Forms

MAX_FIRINGS = 1_000


@dataclass(frozen=True, kw_only=True)
class Carried:
    """One act of the engine while a scenario is played: by whom, when, and what happened."""

    step: int  # of the scenario, from 1; 0: its start
    at: datetime
    actor: str
    events: tuple[ev.Event, ...]


@dataclass
class Outcome:
    """What playing a scenario gave: what was wrong, which flows were taken and which rules hit."""

    scenario: Scenario
    problems: list[str] = field(default_factory=list)
    step: int = 0  # that went wrong, from 1; 0: the start
    refused: EngineError | None = None  # what the engine said to it
    expected: list[tuple[str, Any, Any]] = field(default_factory=list)  # of what, what, and found
    flows: set[tuple[str, str]] = field(default_factory=set)  # process key, flow id
    tables: set[tuple[str, str]] = field(default_factory=set)  # key, version: what can be asked
    rules: set[tuple[str, str, int]] = field(default_factory=set)  # key, version, rule that hit

    @property
    def is_right(self) -> bool:
        """Whether everything went as expected."""
        return not self.problems


class Player:
    """Plays one scenario on one bundle."""

    def __init__(
        self, scenario: Scenario, runnable: Runnable, content: Mapping[str, Any], forms: Forms
    ) -> None:
        self._scenario, self._runnable = scenario, runnable
        self._content, self._forms = content, forms
        self._case_id = str(uuid.uuid5(NAMESPACE, f"{scenario.file}|{scenario.name}"))
        self._now = scenario.start_at
        self._running: Running | None = None
        self.carried: list[Carried] = []
        self.step = 0  # that is being played, from 1; 0: the start
        self._outcome = Outcome(scenario)
        own = runnable.program.models[runnable.program.key].table_keys()
        tables = runnable.program.tables
        self._outcome.tables = {(key, tables[key].version) for key in own}

    @property
    def events(self) -> list[ev.Event]:
        """All that happened, in order."""
        return [event for one in self.carried for event in one.events]

    @property
    def running(self) -> Running | None:
        """The case as it stands; None when it could not begin."""
        return self._running

    @property
    def now(self) -> datetime:
        """What time it is in the story."""
        return self._now

    @property
    def runnable(self) -> Runnable:
        """What the story is played on."""
        return self._runnable

    @property
    def content(self) -> Mapping[str, Any]:
        """The bundle that the story is played on."""
        return self._content

    def play(self, after: Callable[[Player], None] | None = None) -> Outcome:
        """Play the scenario to its end, or to the first step that goes wrong.

        ``after`` is told when the start and each step went well.
        """
        try:
            self._start()
        except EngineError as error:
            self._refuse("start", error)
            return self._outcome
        if after:
            after(self)
        for number, step in enumerate(self._scenario.steps, start=1):
            self.step = number
            shown = step.value if step.kind != "verwacht" else ""
            where = f"stap {number} ({step.kind} {shown})"
            try:
                self._do(step, where)
            except EngineError as error:
                self._refuse(where, error)
            if self._outcome.problems:
                break
            if after:
                after(self)
        return self._outcome

    def _refuse(self, where: str, error: EngineError) -> None:
        self._outcome.refused = error
        self._wrong(where, f"{error.code}: {_explain(error)}")

    # -- steps
    def _do(self, step: Step, where: str) -> None:
        if step.at:
            self._to(moment(step.at, where))
        if "code" in step.options:
            self._refused(step, where)
        elif step.kind == "verwacht":
            self._expect(step.value, where)
        elif step.kind == "klok":
            self._clock(step.value, where)
        else:
            self._act(step)

    def _act(self, step: Step) -> None:
        {
            "voltooi": self._complete,
            "bericht": self._message,
            "signaal": self._signal,
            "termijn": self._change_term,
            "deelroute": self._end_stand_in,
            "start": self._start_again,
        }[step.kind](step)

    def _refused(self, step: Step, where: str) -> None:
        before = self._state()
        try:
            self._act(step)
        except EngineError as error:
            if error.code != step.options["code"]:
                self._wrong(where, f"geweigerd met {error.code}: {_explain(error)}")
            self._running = restore(
                self._runnable, case_id=self._case_id, state=before, now=self._now
            )
        else:
            self._wrong(where, f"niet geweigerd; verwacht was {step.options['code']}")

    def _start(self) -> None:
        story = self._scenario
        self._running, events = self._begin(story.start_event, story.start_data, story.variables)
        begun = self._runnable.program.models[self._runnable.program.key].elements
        started = next(one for one in events if isinstance(one, ev.CaseStarted))
        self._note(events, actor=begun[started.start_event].role)
        self._fire_until(self._now)

    def _begin(
        self, wanted: str, data: Any, variables: Mapping[str, Any]
    ) -> tuple[Running, list[ev.Event]]:
        starts = self._runnable.starts()
        wanted = wanted or starts[0].id
        start = next((s for s in starts if s.id == wanted), None)
        if start is None:
            raise StartEventUnknown(
                f"'{wanted}' is geen begin van deze route: {', '.join(s.id for s in starts)}."
            )
        form = start.get("formulier")
        exports = self._exports(form, data, {}) if form else dict(data)  # as another route would
        return begin(
            self._runnable,
            acts.StartCase(start_event=start.id, variables={**variables, **exports}),
            case_id=self._case_id,
            region=self._scenario.region,
            bundle="",
            now=self._now,
            ask=self._has_contact,
        )

    def _has_contact(self, role: str) -> bool:
        return role not in self._scenario.without_contact

    def _complete(self, step: Step) -> None:
        running = self._here()
        task = self._task(str(step.value))
        element = self._runnable.element(task)
        by = step.by or task.role
        if by in running.execution.performers_of(task.scope, element.words("anders_dan")):
            raise SamePerformer("Dit moet iemand anders doen.")
        variables = running.execution.variables(task.scope)
        exports = self._exports(task.form, step.data, variables)
        signs = self._runnable.program.role_in(task.scope, element.get(SIGNED_BY))
        filler = by if signs else ""
        act = acts.CompleteTask(task_id=task.id, exports=exports, filled_in_by=filler)
        signer = signs if signs != by else f"{by}, een ander"
        self._carry_out(running, act, actor=signer if signs else by)
        self._fire_until(self._now)

    def _message(self, step: Step) -> None:
        running = self._here()
        waiting = [
            w
            for w in running.open_items().values()
            if w.waits_for == "message" and w.name == step.value
            if step.element in ("", w.element)
        ]
        if not waiting:
            raise NotWaiting(f"Niemand wacht op het bericht '{step.value}'.")
        variables = running.execution.variables(waiting[0].scope)
        act = acts.DeliverMessage(
            name=str(step.value),
            element=step.element,
            exports=self._exports(waiting[0].form, step.data, variables),
        )
        self._carry_out(running, act, actor=step.by or waiting[0].role)
        self._fire_until(self._now)

    def _signal(self, step: Step) -> None:
        act = acts.GiveSignal(name=str(step.value))
        self._carry_out(self._here(), act, actor=step.by or "regio")
        self._fire_until(self._now)

    def _end_stand_in(self, step: Step) -> None:
        running = self._here()
        for waiting in running.open_items().values():
            called = waiting.scope.rsplit("/", 1)[-1].rsplit("#", 1)[0]
            if waiting.element == TASK and called == step.value:
                act = acts.CompleteTask(task_id=waiting.id, exports=dict(step.data))
                self._carry_out(running, act, actor="deelroute")
                self._fire_until(self._now)
                return
        raise TaskNotOpen(f"{step.value} wacht niet op een deelroute die wordt vervangen")

    def _start_again(self, step: Step) -> None:
        """Try to start a case otherwise; only of use to see that it is refused."""
        start = step.value if isinstance(step.value, dict) else {}
        self._begin(str(start.get("gebeurtenis", "")), start.get("gegevens", {}), {})

    def _change_term(self, step: Step) -> None:
        running = self._here()
        found = [r for r in running.clock.runs if r.rule.id == step.value]
        if not found:
            raise TermNotFound(f"De termijn '{step.value}' loopt niet.")
        act = acts.ChangeTerm(
            run_id=found[-1].id,
            change=str(step.options.get("wijzig", "")),
            reason=str(step.options.get("reden", "")),
            duration=str(step.options.get("duur", "")),
        )
        self._carry_out(running, act, actor=step.by or "regio")
        self._fire_until(self._now)

    def _clock(self, value: Any, where: str) -> None:
        if str(value).startswith("P"):
            self._to(plus(moment=self._now, duration=parse_duration(text=str(value))))
        else:
            self._to(moment(value, where))

    def _to(self, when: datetime) -> None:
        if when < self._now:
            raise ScenarioInvalid(f"De klok kan niet terug: {when.isoformat()}.")
        self._fire_until(when)
        self._now = when

    # -- time
    def _fire_until(self, when: datetime) -> None:
        """Fire every timer that is due by then, each at its own moment, in order."""
        for _ in range(MAX_FIRINGS):
            if self._running is None or self._running.is_over:
                return
            due = due_timers(self._running, when)
            if not due:
                return
            self._now = max(self._now, datetime.fromisoformat(due[0].due_at))
            act = acts.FireTimer(timer_id=due[0].id)
            self._carry_out(self._here(), act, actor="klok")
        raise ScenarioInvalid("Er lopen meer dan 1000 termijnen af zonder dat het stopt.")

    # -- expectations
    def _expect(self, wanted: Mapping[str, Any], where: str) -> None:
        for key, value in wanted.items():
            found = found_of(self._running, key, value)
            expected = sorted(value) if key in ("taken", "wacht_op") else value
            if found != expected:
                self._outcome.expected.append((key, expected, found))
                self._wrong(where, f"{key}: verwacht {expected}, gevonden {found}")

    # -- inner workings
    def _exports(self, form: str, data: Any, variables: Mapping[str, Any]) -> dict[str, Any]:
        if not form:
            return {}
        definition = self._content["forms"][form]
        filled = lay_over(definition.get("example", {}), data)
        checked = self._forms.validate(
            definition,
            filled,
            variables=variables,
            now=self._now,
            reckon=self._runnable.rulebook.last_day,
        )
        return dict(checked.exports)

    def _task(self, element: str) -> Waiting:
        for waiting in self._open():
            if waiting.waits_for == "task" and waiting.element == element:
                return waiting
        raise TaskNotOpen(
            f"{element}; open zijn: {', '.join(open_tasks(self._running)) or 'geen taken'}"
        )

    def _open(self) -> list[Waiting]:
        return list(self._running.open_items().values()) if self._running else []

    def _state(self) -> bytes:
        if self._running is None or self._running.is_over:
            raise CaseNotRunning("Het traject is al afgelopen.")
        return self._running.state()

    def _here(self) -> Running:
        """Return the case, saved and restored, at this moment."""
        self._running = restore(
            self._runnable, case_id=self._case_id, state=self._state(), now=self._now
        )
        self._running.clock.ask = self._has_contact
        return self._running

    def _carry_out(self, running: Running, act: acts.Act, *, actor: str) -> None:
        self._note(enact(running, act, actor=actor), actor=actor)

    def _note(self, events: list[ev.Event], *, actor: str) -> None:
        one = Carried(step=self.step, at=self._now, actor=actor, events=tuple(events))
        self.carried.append(one)
        for event in events:
            if isinstance(event, ev.FlowTaken):
                model = self._runnable.program.model_of(event.scope)
                self._outcome.flows.add((model.key, event.flow))
            elif isinstance(event, ev.TableApplied):
                hits = {(event.table, event.version, int(n)) for n in event.rules.split()}
                self._outcome.rules |= hits

    def _wrong(self, where: str, text: str) -> None:
        self._outcome.step = self.step
        self._outcome.problems.append(f"{where}: {text}")


def _explain(error: EngineError) -> str:
    fields = getattr(error, "fields", None)
    return f"{error} {fields}" if fields else str(error)
