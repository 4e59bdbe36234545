"""What the tasks of a case wait for: kept with the task, reported, moved and ended."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from doorgang_engine import events as ev

from .definitions import (
    ErrorDefinition,
    EscalationDefinition,
    MessageDefinition,
    SignalDefinition,
    TimerDefinition,
)
from .variables import Variables
from .waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .process import Element
    from .waiting import Binding

# Nothing outside the case can make these happen, so nobody waits for them.
_THROWN_INSIDE = (ErrorDefinition, EscalationDefinition)


class Awaited(Variables):
    """Knows for each waiting task what it waits for, in terms of the route."""

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
            role=self.program.role_in(scope, element.role),
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
            if isinstance(definition, _THROWN_INSIDE):
                continue
            waiting, binding = self._waiting(task, scope, number, index, element_id, definition)
            items.append(waiting)
            bindings.append(binding)
            self._report_waiting(waiting)
        self._keep(task, items, bindings)

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
            role=self.program.role_in(scope, element.role),
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
        return self.moment(task, definition.text), self.clockwork.take_binding()

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
