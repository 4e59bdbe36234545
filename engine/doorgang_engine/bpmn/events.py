"""Our event specs. An event waits as a task in state WAITING until the engine fires it.

No spec looks at a clock: timers are rows of our own, fired by the corridor; messages and
signals are delivered by it. Firing an event twice, early or never is thereby ours to prevent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    EventBasedGateway,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
)
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.util.task import TaskState

from doorgang_engine.errors import ErrorNotCaught

from .definitions import (
    ConditionDefinition,
    ErrorDefinition,
    EscalationDefinition,
    MessageDefinition,
    NoneDefinition,
    SignalDefinition,
    TerminateDefinition,
    TimerDefinition,
)
from .lean import INSTANCE, LIVE, Lean, boundary_siblings, cancel, journal

if TYPE_CHECKING:
    from .definitions import Definition

FIRED = "fired"
BRANCH = "branch"
HELD = "held"  # the condition was true when it fired: it must become false before it fires again


class Waits:
    """Mixin for what waits for an event."""

    definition: Definition
    bpmn_id: str | None

    def branches(self) -> list[tuple[int, str | None, Definition]]:
        """Return what is waited for: index, element id and definition of each."""
        return [(0, self.bpmn_id, self.definition)]

    def _update_hook(self, my_task: Any) -> bool:
        if isinstance(self.definition, NoneDefinition) or FIRED in my_task.internal_data:
            return True
        if my_task.state != TaskState.WAITING:
            my_task._set_state(TaskState.WAITING)
            journal(my_task).waits(my_task)
        return self._condition_holds(my_task)

    def _condition_holds(self, my_task: Any) -> bool:
        for index, _, definition in self.branches():
            if not isinstance(definition, ConditionDefinition):
                continue
            holds = journal(my_task).holds(my_task, definition.expression)
            if holds and HELD not in my_task.internal_data:
                my_task.internal_data[BRANCH] = index
                return True
            if not holds:
                my_task.internal_data.pop(HELD, None)
        return False

    def _run_hook(self, my_task: Any) -> bool:
        journal(my_task).caught(my_task)
        return True

    def _on_ready_hook(self, my_task: Any) -> None:
        pass


class Catch(Waits, Lean, IntermediateCatchEvent):
    """Intermediate catch event or receive task; a none start event passes at once."""

    def __init__(self, wf_spec: Any, bpmn_id: str, definition: Definition, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, event_definition=NoneEventDefinition(), **kwargs)
        self.definition = definition
        self.rechecks = isinstance(definition, ConditionDefinition)

    def _predict_hook(self, my_task: Any) -> None:
        my_task._sync_children(self.outputs, TaskState.FUTURE)


class Boundary(Waits, Lean, BoundaryEvent):
    """Boundary event. A non-interrupting one waits again after it fired, while its host runs."""

    on_boundary = True
    handles_process = False  # whether it starts an event sub-process

    def __init__(self, wf_spec: Any, bpmn_id: str, definition: Definition, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, event_definition=NoneEventDefinition(), **kwargs)
        self.definition = definition
        self.rechecks = isinstance(definition, ConditionDefinition)

    def _predict_hook(self, my_task: Any) -> None:
        my_task._sync_children(self.outputs, TaskState.FUTURE)

    def _update(self, my_task: Any) -> None:
        super()._update(my_task)
        # At once: what is interrupted must not go on, nor end by itself, before this event runs.
        if self.cancel_activity and my_task.state == TaskState.READY:
            my_task.run()

    def _run_hook(self, my_task: Any) -> bool:
        if self.cancel_activity:
            for task in self._interrupted(my_task):
                if task.has_state(LIVE):
                    cancel(task)
        else:
            self._wait_again(my_task)
        journal(my_task).caught(my_task)
        return True

    def _interrupted(self, my_task: Any) -> list[Any]:
        """Return what this event ends; a handler of the process ends every other handler too."""
        if not self.handles_process:
            return boundary_siblings(my_task)
        return [t for t in list(my_task.workflow.tasks.values()) if t is not my_task]

    def _wait_again(self, my_task: Any) -> None:
        repeat: dict[str, Any] | None = {}
        if isinstance(self.definition, TimerDefinition):
            repeat = journal(my_task).next_round(my_task)
        elif isinstance(self.definition, ConditionDefinition):
            repeat = {HELD: True}
        host_runs = any(
            not getattr(t.task_spec, "on_boundary", False) and t.has_state(LIVE)
            for t in boundary_siblings(my_task)
        )
        if repeat is None or not host_runs:
            return
        again = my_task.parent._add_child(self, TaskState.FUTURE)
        again.triggered = True
        again.internal_data.update(repeat)
        self._update(again)


class EventGateway(Waits, Lean, EventBasedGateway):
    """Event-based gateway: the first event that happens decides; any number of timers."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, event_definition=NoneEventDefinition(), **kwargs)
        self.definition = TerminateDefinition()  # never read: the branches count
        self.waiting_for: list[tuple[str, str | None, Definition]] = []

    def branches(self) -> list[tuple[int, str | None, Definition]]:
        """Return the events behind the gateway."""
        return [(i, element, d) for i, (_, element, d) in enumerate(self.waiting_for)]

    def connect_event(self, event: Catch) -> None:
        """Take over what the event behind the gateway waits for."""
        self._outputs.append(event.name)
        event._connect_notify(self)
        self.waiting_for.append((event.name, event.bpmn_id, event.definition))
        self.rechecks = self.rechecks or event.rechecks
        event.rechecks = False
        event.definition = NoneDefinition()

    def _predict_hook(self, my_task: Any) -> None:
        pass

    def _run_hook(self, my_task: Any) -> bool:
        name = self.waiting_for[my_task.internal_data[BRANCH]][0]
        my_task._sync_children([self._wf_spec.task_specs[name]], TaskState.FUTURE)
        journal(my_task).caught(my_task)
        return True


class Throws:
    """Mixin for what throws an event.

    It throws once it has completed, so that an event that interrupts the process around it does
    not cancel the thrower itself.
    """

    definition: Definition

    def _run_hook(self, my_task: Any) -> bool:  # noqa: ARG002
        return True

    def _on_complete_hook(self, my_task: Any) -> None:
        journal(my_task).completed(my_task)
        throw(my_task, self.definition)
        if my_task.workflow.completed:  # what it threw ended the process around it
            my_task._drop_children(force=True)


class Throw(Throws, Lean, IntermediateThrowEvent):
    """Intermediate throw event or send task."""

    def __init__(self, wf_spec: Any, bpmn_id: str, definition: Definition, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, event_definition=NoneEventDefinition(), **kwargs)
        self.definition = definition


class End(Throws, Lean, EndEvent):
    """End event."""

    def __init__(self, wf_spec: Any, bpmn_id: str, definition: Definition, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, event_definition=NoneEventDefinition(), **kwargs)
        self.definition = definition


def throw(my_task: Any, definition: Definition) -> None:
    """Let an event happen from inside the case.

    :raises ErrorNotCaught: if an error is thrown that nothing around it catches.
    """
    if isinstance(definition, MessageDefinition):
        journal(my_task).sends(my_task, definition.name)
    elif isinstance(definition, SignalDefinition):
        journal(my_task).signals(my_task, definition.name)
    elif isinstance(definition, TerminateDefinition):
        my_task.workflow.terminate()
    elif isinstance(definition, ErrorDefinition | EscalationDefinition):
        caught = _throw_outwards(my_task, definition)
        if not caught and isinstance(definition, ErrorDefinition):
            raise ErrorNotCaught(
                f"De fout '{definition.code}' bij '{my_task.task_spec.bpmn_id}' wordt nergens "
                "opgevangen. Het traject staat nog bij de vorige stap."
            )


def _throw_outwards(my_task: Any, definition: ErrorDefinition | EscalationDefinition) -> bool:
    """Fire the nearest enclosing boundary event that catches this; return whether one did."""
    workflow = my_task.workflow
    while workflow.parent_task_id is not None:
        host = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
        catching = [
            event
            for event in boundary_siblings(_container(host))
            if event.state == TaskState.WAITING
            and _catches(getattr(event.task_spec, "definition", None), definition)
        ]
        if catching:  # one that names the code goes before one that catches all
            happen(max(catching, key=lambda event: bool(event.task_spec.definition.code)))
            return True
        workflow = host.workflow
    return False


def happen(my_task: Any, branch: int = 0) -> None:
    """Let what a task waits for happen."""
    my_task.internal_data[FIRED] = True
    my_task.internal_data[BRANCH] = branch
    my_task.task_spec._update(my_task)


def _container(host: Any) -> Any:
    """Return the multi-instance task around an instance, or the task itself."""
    return host.parent if INSTANCE in host.internal_data else host


def _catches(waiting: Any, thrown: ErrorDefinition | EscalationDefinition) -> bool:
    return isinstance(waiting, type(thrown)) and waiting.code in ("", thrown.code)
