"""The journal of a running case: told by the specs what happens, it keeps what must be kept.

It turns task states into history events with stable ids, holds the variables, and knows for each
waiting task what it waits for. SpiffWorkflow's own ids never leave this package.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Protocol

from SpiffWorkflow.util.task import TaskState

from doorgang_engine import events as ev

from . import expressions
from .actions import perform
from .definitions import MessageDefinition, SignalDefinition, TimerDefinition
from .events import FIRED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .execution import Program
    from .process import Element
    from .scopes import Scopes

NAMESPACE = uuid.UUID("6f1d1c0e-5a27-5f0e-9a8b-0d0090a99000")


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that a case waits for, in terms of the route.

    ``due_at`` is an ISO moment in UTC (``""`` while its term is suspended); ``lead`` is how long
    before the end of the term a reminder fires.
    """

    id: str
    waits_for: str  # task | timer | message | signal | condition
    element: str
    scope: str
    round: int
    branch: int = 0
    name: str = ""
    due_at: str = ""
    term_run: str = ""
    lead: str = ""
    role: str = ""
    form: str = ""


@dataclass(frozen=True)
class Binding:
    """The run of a term that a timer or task was bound to while its moment was evaluated."""

    run_id: str
    lead: str = ""
    started: bool = False


class Clockwork(expressions.Surroundings, Protocol):
    """The moment, the calendar and the terms of the case."""

    def attach(self, emit: Callable[[ev.Event], None]) -> None: ...
    def take_binding(self) -> Binding | None: ...
    def after(self, duration: str) -> str: ...
    def cycle(self, text: str) -> tuple[int, str]: ...
    def next_cycle(self, text: str, previous: str) -> str: ...
    def due_of(self, run_id: str, lead: str) -> str: ...
    def act_on_term(self, action: str, element: Element, start: str | None) -> set[str]: ...
    def end_run(self, run_id: str, outcome: str) -> None: ...


class Journal:
    """What the specs of one case report to."""

    def __init__(
        self,
        program: Program,
        case_id: str,
        scopes: Scopes,
        rounds: dict[str, int],
        performers: dict[str, list[str]],
        clockwork: Clockwork,
    ) -> None:
        self.program, self.case_id, self.scopes = program, case_id, scopes
        self.rounds, self.performers, self.clockwork = rounds, performers, clockwork
        self.outcome = ("", "")
        self._events: list[ev.Event] = []
        clockwork.attach(self.emit)

    # -- events
    def emit(self, event: ev.Event) -> None:
        """Keep an event."""
        self._events.append(event)

    def take(self) -> list[ev.Event]:
        """Return the events so far, and forget them."""
        taken, self._events = self._events, []
        return taken

    # -- where a task is
    def element(self, task: Any, element_id: str | None = None) -> Element:
        """Return the element of the route that a task stands for."""
        model = self.program.models[task.workflow.spec.process_key]
        return model.elements[element_id or task.task_spec.bpmn_id]

    def scope(self, task: Any) -> str:
        """Return the path of the scope that a task reads and writes."""
        workflow = task.workflow
        while workflow.parent_task_id is not None:
            host = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
            if "scope" in host.internal_data:
                return str(host.internal_data["scope"])
            workflow = host.workflow
        return ""

    @staticmethod
    def place(scope: str, element: str) -> str:
        """Return the key of an element in a scope."""
        return f"{scope}|{element}"

    def round(self, task: Any) -> int:
        """Return which time this is that the task's element was reached in its scope."""
        if "round" not in task.internal_data:
            place = self.place(self.scope(task), task.task_spec.bpmn_id)
            self.rounds[place] = task.internal_data["round"] = self.rounds.get(place, 0) + 1
        return int(task.internal_data["round"])

    def identify(self, scope: str, element: str, number: int, what: str) -> str:
        """Return an id that is the same whenever this case is executed again."""
        return str(uuid.uuid5(NAMESPACE, f"{self.case_id}|{scope}|{element}|{number}|{what}"))

    # -- what the specs report
    def opened(self, task: Any) -> None:
        """A task for a person is ready."""
        element, scope, number = self.element(task), self.scope(task), self.round(task)
        due_at, binding = self._task_deadline(task, element)
        waiting = Waiting(
            id=self.identify(scope, element.id, number, "task"),
            waits_for="task",
            element=element.id,
            scope=scope,
            round=number,
            role=element.role,
            form=element.get("formulier"),
            due_at=due_at,
            term_run=binding.run_id if binding else "",
        )
        self._keep(task, [waiting], [binding])
        self.emit(
            ev.TaskOpened(
                element=element.id,
                scope=scope,
                task_id=waiting.id,
                round=number,
                role=waiting.role,
                form=waiting.form,
                due_at=due_at,
                term_run=waiting.term_run,
            )
        )

    def waits(self, task: Any) -> None:
        """A catch event, boundary event or event gateway begins to wait."""
        scope, number = self.scope(task), self.round(task)
        items, bindings = [], []
        for index, element_id, definition in task.task_spec.branches():
            waiting, binding = self._waiting(task, scope, number, index, element_id, definition)
            items.append(waiting)
            bindings.append(binding)
            self._report_waiting(waiting)
        self._keep(task, items, bindings)

    def caught(self, task: Any) -> None:
        """An event happened; what else was waited for beside it no longer is."""
        branch = task.internal_data.get("branch", 0)
        for waiting in self.items(task):
            if waiting.branch != branch:
                self._report_gone(waiting)
        if not any(waiting.lead for waiting in self.items(task)):
            self._end_runs(task, "stopped")  # a term runs on after its reminder
        task.internal_data.pop("waits", None)

    def started(self, task: Any) -> None:
        """A sub-process or called route begins."""
        if task.task_spec.bpmn_id is None:
            return
        element, scope, number = self.element(task), self.scope(task), self.round(task)
        task.internal_data["started"] = True
        if element.called or "instance" in task.internal_data:
            path = f"{scope}/{element.id}#{number}" if scope else f"{element.id}#{number}"
            task.internal_data["scope"] = path
            self.scopes.open(path, dict(self.program.starts.get(element.called, {})))
        self.emit(
            ev.ElementStarted(element=element.id, scope=scope, round=number, called=element.called)
        )

    def returned(self, task: Any) -> None:
        """A sub-process or called route has ended; its results come over."""
        path = task.internal_data.pop("scope", None)
        task.internal_data.pop("started", None)
        if path is None:
            return
        own = self.scopes.close(path)
        if "instance" in task.internal_data:
            task.data = {**task.data, **own}
        results = {}
        for word in self.element(task).words("uitvoer"):
            target, _, source = word.partition("=")
            results[target] = own[source or target]
        if results:
            self.set_variables(task, results)

    def completed(self, task: Any) -> None:
        """A token passed a task: note the element, the flows, and an outcome when it is an end."""
        spec = task.task_spec
        flows = getattr(task.workflow.spec, "flow_between", {})
        if spec.bpmn_id is not None and not getattr(spec, "repeats", False):
            element, scope = self.element(task), self.scope(task)
            self.emit(ev.ElementCompleted(element=element.id, scope=scope, round=self.round(task)))
            if element.kind == "endEvent" and scope == "" and not element.parent:
                self.outcome = (element.get("uitkomst") or element.id, element.id)
            elif element.kind == "endEvent" and scope == "" and element.get("uitkomst"):
                self.outcome = (element.get("uitkomst"), element.id)
        self._end_runs(task, "met")
        for child in task.children:
            if flow := flows.get((spec.name, child.task_spec.name)):
                self.emit(ev.FlowTaken(flow=flow, scope=self.scope(task)))
        task.internal_data.pop("waits", None)

    def cancelled(self, task: Any) -> None:
        """Something that was open was cancelled."""
        for waiting in self.items(task):
            self._report_gone(waiting)
        self._end_runs(task, "met" if task.internal_data.get("in_time") else "stopped")
        if task.internal_data.pop("started", False):
            if (path := task.internal_data.pop("scope", None)) is not None:
                self.scopes.close(path)
            self.emit(
                ev.ElementCancelled(
                    element=task.task_spec.bpmn_id, scope=self.scope(task), round=self.round(task)
                )
            )
        task.internal_data.pop("waits", None)

    def fired(self, waiting: Waiting) -> None:
        """A timer goes off; a deadline that goes off has lapsed."""
        self.emit(
            ev.TimerFired(
                element=waiting.element,
                scope=waiting.scope,
                timer_id=waiting.id,
                due_at=waiting.due_at,
            )
        )
        if waiting.term_run and not waiting.lead:
            self.clockwork.end_run(waiting.term_run, "lapsed")

    def act(self, task: Any) -> None:
        """A service task carries out its action."""
        element = self.element(task)
        self.follow_terms(task.workflow.top_workflow, perform(self, task, element))

    def follow_terms(self, workflow: Any, run_ids: set[str]) -> None:
        """Move what waits for terms that were changed."""
        for task, waiting in list(self.waiting(workflow)):
            if waiting.term_run in run_ids:
                self.move(task, waiting, self.clockwork.due_of(waiting.term_run, waiting.lead))

    def sends(self, task: Any, name: str) -> None:
        """The route sends a message outwards."""
        self.emit(ev.MessageSent(element=self.element(task).id, scope=self.scope(task), name=name))

    def signals(self, task: Any, name: str) -> None:
        """The route gives a signal; everything in the case that waits for it gets it."""
        self.emit(
            ev.SignalThrown(element=self.element(task).id, scope=self.scope(task), name=name)
        )
        self.broadcast(task.workflow.top_workflow, name)

    def broadcast(self, workflow: Any, name: str) -> None:
        """Let a signal happen at everything that waits for it."""
        for task, waiting in list(self.waiting(workflow)):
            if waiting.waits_for == "signal" and waiting.name == name:
                task.internal_data[FIRED] = True
                task.internal_data["branch"] = waiting.branch
                task.task_spec._update(task)

    # -- variables and expressions
    def names(self, process_key: str, *, timer: bool = False) -> expressions.Names:
        """Return the variables that expressions of a process may name."""
        kinds = {
            **self.program.kinds[process_key],
            **self.program.built.loop_kinds.get(process_key, {}),
            "_dg_start": "tekst",
        }
        return expressions.Names.of(kinds, timer=timer)

    def values_in(self, scope: str, process_key: str) -> dict[str, Any]:
        """Return a value for every variable of a process: its own, or the empty one."""
        kinds = self.names(process_key).kinds
        visible = self.scopes.visible(scope)
        return {name: visible.get(name, expressions.EMPTY.get(kind)) for name, kind in kinds}

    def evaluate(
        self, task: Any, expression: str, *, extra: Any = None, timer: bool = False
    ) -> Any:
        """Return the outcome of an expression at a task."""
        key = task.workflow.spec.process_key
        values = {**self.values_in(self.scope(task), key), **task.data, **(extra or {})}
        return expressions.evaluate(
            expression,
            names=self.names(key, timer=timer),
            values=values,
            surroundings=self.clockwork,
        )

    def assign(self, task: Any, script: str) -> None:
        """Carry out the assignments of a script task, one after the other."""
        for name, expression in expressions.assignments(script):
            self.set_variables(task, {name: self.evaluate(task, expression)})

    def set_variables(self, task: Any, values: dict[str, Any]) -> None:
        """Give variables a value in the task's scope."""
        scope = self.scope(task)
        self.scopes.set(scope, values)
        self.emit(ev.VariablesSet(scope=scope, names=tuple(sorted(values)), values=values))

    def export(self, task: Any, values: dict[str, Any]) -> None:
        """Take over what a form exports; an instance of a multi-instance keeps it to itself."""
        if "instance" in task.internal_data:
            task.data = {**task.data, **values}
            self.emit(
                ev.VariablesSet(scope=self.scope(task), names=tuple(sorted(values)), values=values)
            )
        elif values:
            self.set_variables(task, values)

    def result_of(self, task: Any, name: str) -> Any:
        """Return what an instance of a multi-instance brings out."""
        return task.data.get(name)

    def performers_of(self, scope: str, elements: tuple[str, ...]) -> set[str]:
        """Return who did these steps, in this scope or one around it."""
        parts = scope.split("/") if scope else []
        around = ["/".join(parts[:n]) for n in range(len(parts) + 1)]
        return {
            who
            for path in around
            for element in elements
            for who in self.performers.get(self.place(path, element), [])
        }

    # -- what is waited for
    def items(self, task: Any) -> list[Waiting]:
        """Return what a task waits for."""
        return [Waiting(**item) for item in task.internal_data.get("waits", [])]

    def waiting(self, workflow: Any) -> Iterator[tuple[Any, Waiting]]:
        """Yield every task of the case that waits, with what it waits for."""
        for task in workflow.every_task():
            if task.state in (TaskState.READY, TaskState.WAITING):
                for item in self.items(task):
                    yield task, item

    def move(self, task: Any, waiting: Waiting, due_at: str) -> None:
        """Give a waiting timer or task another moment."""
        if due_at == waiting.due_at:
            return
        for item in task.internal_data["waits"]:
            if item["id"] == waiting.id:
                item["due_at"] = due_at
        self.emit(
            ev.TimerMoved(
                element=waiting.element,
                scope=waiting.scope,
                timer_id=waiting.id,
                due_at=due_at,
                was=waiting.due_at,
            )
        )

    def next_round(self, task: Any) -> dict[str, Any] | None:
        """Return what the next round of a repeating timer starts from; None when it is done."""
        definition = task.task_spec.definition
        if definition.form != "cycle":
            return None
        left, due_at = task.internal_data["cycle"]
        if left == 1:
            return None
        following = self.clockwork.next_cycle(definition.text, due_at)
        return {"cycle": [left - 1 if left > 0 else -1, following]}

    # -- inner workings
    def _task_deadline(self, task: Any, element: Element) -> tuple[str, Binding | None]:
        if term := element.get("termijn"):
            start = self.evaluate(task, element.get("vanaf")) if element.get("vanaf") else None
            due_at = self.clockwork.term(term, start)
            return due_at, self.clockwork.take_binding()
        if latest := element.get("uiterlijk"):
            day = self.evaluate(task, latest)
            return (self.clockwork.end_of(day) if day else ""), None
        return "", None

    def _waiting(
        self, task: Any, scope: str, number: int, index: int, element_id: str, definition: Any
    ) -> tuple[Waiting, Binding | None]:
        kind, name, due_at, binding = "condition", "", "", None
        if isinstance(definition, TimerDefinition):
            kind = "timer"
            due_at, binding = self._due(task, definition)
        elif isinstance(definition, MessageDefinition):
            kind, name = "message", definition.name
        elif isinstance(definition, SignalDefinition):
            kind, name = "signal", definition.name
        element = self.element(task, element_id)
        waiting = Waiting(
            id=self.identify(scope, element_id, number, kind),
            waits_for=kind,
            element=element_id,
            scope=scope,
            round=number,
            branch=index,
            name=name,
            due_at=due_at,
            term_run=binding.run_id if binding else "",
            lead=binding.lead if binding else "",
            role=element.role,
            form=element.get("formulier"),
        )
        return waiting, binding

    def _due(self, task: Any, definition: TimerDefinition) -> tuple[str, Binding | None]:
        if definition.form == "duration":
            return self.clockwork.after(definition.text), None
        if definition.form == "cycle":
            if "cycle" not in task.internal_data:
                task.internal_data["cycle"] = list(self.clockwork.cycle(definition.text))
            return str(task.internal_data["cycle"][1]), None
        due_at = self.evaluate(task, definition.text, timer=True)
        text = bytes(due_at).decode() if isinstance(due_at, bytearray) else str(due_at)
        return text, self.clockwork.take_binding()

    def _keep(self, task: Any, items: list[Waiting], bindings: list[Binding | None]) -> None:
        task.internal_data["waits"] = [asdict(item) for item in items]
        own = [b.run_id for b in bindings if b is not None and b.started]
        if own:
            task.internal_data["runs"] = own

    def _end_runs(self, task: Any, outcome: str) -> None:
        for run_id in task.internal_data.pop("runs", []):
            self.clockwork.end_run(run_id, outcome)

    def _report_waiting(self, waiting: Waiting) -> None:
        if waiting.waits_for == "timer":
            self.emit(
                ev.TimerSet(
                    element=waiting.element,
                    scope=waiting.scope,
                    timer_id=waiting.id,
                    due_at=waiting.due_at,
                    term_run=waiting.term_run,
                )
            )
        else:
            self.emit(
                ev.EventAwaited(
                    element=waiting.element,
                    scope=waiting.scope,
                    wait_id=waiting.id,
                    waits_for=waiting.waits_for,
                    name=waiting.name,
                )
            )

    def _report_gone(self, waiting: Waiting) -> None:
        place = {"element": waiting.element, "scope": waiting.scope}
        if waiting.waits_for == "task":
            self.emit(ev.TaskCancelled(**place, task_id=waiting.id))
        elif waiting.waits_for == "timer":
            self.emit(ev.TimerCancelled(**place, timer_id=waiting.id))
        else:
            self.emit(ev.ElementCancelled(**place, round=waiting.round))
