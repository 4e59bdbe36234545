"""Our task specs: activities, gateways. SpiffWorkflow's classes with the faults taken out."""

from __future__ import annotations

from collections import deque
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import (
    CallActivity,
    ExclusiveGateway,
    InclusiveGateway,
    ManualTask,
    ParallelGateway,
    ScriptTask,
    ServiceTask,
    SubWorkflowTask,
    UserTask,
)
from SpiffWorkflow.util.task import TaskState

from doorgang_engine.errors import ConditionFailed

from .lean import Lean, discard, is_token, journal


class HumanTask(Lean, UserTask):
    """Work that waits for a person."""

    def _on_ready_hook(self, my_task: Any) -> None:
        journal(my_task).opened(my_task)


class ByHandTask(Lean, ManualTask):
    """Work outside the system that a person confirms to be done."""

    def _on_ready_hook(self, my_task: Any) -> None:
        journal(my_task).opened(my_task)


class Script(Lean, ScriptTask):
    """Assignments to routing variables."""

    def _execute(self, my_task: Any) -> bool:
        journal(my_task).assign(my_task, self.script)
        return True


class Rules(Lean, ServiceTask):
    """A decision table that is asked."""

    def _execute(self, my_task: Any) -> bool:
        journal(my_task).decide(my_task)
        return True


class Service(Lean, ServiceTask):
    """An action of the engine: a term, a disclosure, a notice."""

    def _execute(self, my_task: Any) -> bool:
        journal(my_task).act(my_task)
        return True


class BoundarySplit(Lean, BoundaryEventSplit):
    """Starts an activity together with the boundary events on it."""

    splits_boundary = True

    def _predict_hook(self, my_task: Any) -> None:
        my_task._sync_children(self.outputs, TaskState.FUTURE)

    def _run_hook(self, my_task: Any) -> bool:  # noqa: ARG002 - the events wait by themselves
        return True


class Chooses:
    """Mixin for what chooses by conditions: kept as text, and evaluated by the journal."""

    def connect_outgoing_if(self: Any, condition: str | None, taskspec: Any) -> None:
        """Connect a flow with its condition; without one it is the default flow."""
        if condition is None:
            self.connect(taskspec)
        else:
            self.connect_if(condition, taskspec)


class Choice(Chooses, Lean, ExclusiveGateway):
    """Exclusive gateway: the first true condition in document order, else the default flow."""

    def _predict_hook(self, my_task: Any) -> None:
        pass  # its one successor is known only when it runs

    def _run_hook(self, my_task: Any) -> bool:
        output = self.default_task_spec
        for condition, name in self.cond_task_specs:
            if condition is not None and journal(my_task).holds(my_task, condition):
                output = name
                break
        if output is None:
            raise ConditionFailed(
                f"Bij '{self.bpmn_name or self.bpmn_id}' is geen enkele voorwaarde waar en er is "
                "geen standaardpijl. Het traject staat nog bij de vorige stap."
            )
        my_task._sync_children([self._wf_spec.task_specs[output]], TaskState.FUTURE)
        return True


class Join:
    """Mixin for gateways that wait for tokens: counts them per incoming flow.

    A token that waits is a task of this spec in state WAITING; its parent tells the flow it
    came by. Tokens in excess stay where they are, as BPMN 2.0 (13.4.1) prescribes; the library
    loses them and fires too early in the second round of a loop.
    """

    name: str

    def _update_hook(self, my_task: Any) -> bool:
        my_task._set_state(TaskState.WAITING)
        arrived: dict[str, Any] = {}
        for task in my_task.workflow.tasks.values():
            if task.task_spec is self and task.state == TaskState.WAITING:
                arrived.setdefault(task.parent.task_spec.name, task)
        if my_task not in arrived.values() or not self._may_fire(my_task, set(arrived)):
            return False
        for task in arrived.values():
            if task is not my_task:
                discard(task)
        return True

    def _may_fire(self, my_task: Any, arrived: set[str]) -> bool:
        raise NotImplementedError


class Parallel(Join, Lean, ParallelGateway):
    """Parallel gateway: one token on each incoming flow, one out on each outgoing flow."""

    def _may_fire(self, my_task: Any, arrived: set[str]) -> bool:  # noqa: ARG002
        return arrived >= set(self._inputs)

    def _run_hook(self, my_task: Any) -> bool:  # noqa: ARG002
        return True


class Inclusive(Chooses, Join, Lean, InclusiveGateway):
    """Inclusive gateway: waits for every token that can still reach it (BPMN 2.0, 13.4.3)."""

    rechecks = True

    def _predict_hook(self, my_task: Any) -> None:
        pass

    def _may_fire(self, my_task: Any, arrived: set[str]) -> bool:
        empty = set(self._inputs) - arrived
        if not empty:
            return True
        for task in my_task.workflow.tasks.values():
            if task.task_spec is self or not is_token(task):
                continue
            reached = self._inputs_reached(task.task_spec)
            if reached & empty and not reached & arrived:
                return False
        return True

    def _inputs_reached(self, start: Any) -> set[str]:
        """Return which of my inputs a token at ``start`` can reach without passing me."""
        seen, queue = {start.name}, deque([start])
        while queue:
            for successor in queue.popleft().outputs:
                if successor is not self and successor.name not in seen:
                    seen.add(successor.name)
                    queue.append(successor)
        return seen & set(self._inputs)

    def _run_hook(self, my_task: Any) -> bool:
        holds = journal(my_task).holds
        matches = [n for c, n in self.cond_task_specs if c is not None and holds(my_task, c)]
        chosen = matches or [n for c, n in self.cond_task_specs if c is None]
        if not chosen:
            raise ConditionFailed(
                f"Bij '{self.bpmn_name or self.bpmn_id}' is geen enkele voorwaarde waar en er is "
                "geen standaardpijl. Het traject staat nog bij de vorige stap."
            )
        specs = self._wf_spec.task_specs
        my_task._sync_children([specs[name] for name in chosen], TaskState.FUTURE)
        return True


class ImplicitSplit(Inclusive):
    """The outgoing flows of an activity, some with a condition, as BPMN's implicit split.

    Unlike a gateway, flows without a condition are always taken, and none true is no error
    when at least one flow is taken.
    """

    def _update_hook(self, my_task: Any) -> bool:  # noqa: ARG002 - one token in, no join
        return True

    def _run_hook(self, my_task: Any) -> bool:
        default = getattr(self, "default_flow_target", None)
        chosen = [
            name
            for condition, name in self.cond_task_specs
            if (condition is None and name != default)
            or (condition is not None and journal(my_task).holds(my_task, condition))
        ]
        if not chosen and default is not None:
            chosen = [default]
        if not chosen:
            raise ConditionFailed(
                f"Na '{self.bpmn_name or self.bpmn_id}' is geen enkele voorwaarde waar en er is "
                "geen standaardpijl. Het traject staat nog bij de vorige stap."
            )
        specs = self._wf_spec.task_specs
        my_task._sync_children([specs[name] for name in chosen], TaskState.FUTURE)
        return True


class Nested:
    """Mixin for activities that hold a process of their own."""

    spec: str

    def _update_hook(self, my_task: Any) -> bool | None:
        top = my_task.workflow.top_workflow
        inner = top.get_subprocess(my_task)
        if inner is not None:
            return bool(inner.completed)
        my_task._set_state(TaskState.STARTED)
        journal(my_task).started(my_task)
        inner = top.create_subprocess(my_task, self.spec)
        if "scope" not in my_task.internal_data:  # else the scope has the loop variables
            inner.task_tree.data = dict(my_task.data)
        return None

    def _run_hook(self, my_task: Any) -> bool:
        journal(my_task).returned(my_task)
        my_task.workflow.top_workflow.subprocesses.pop(my_task.id, None)
        return True

    def _on_cancel(self, my_task: Any) -> None:
        top = my_task.workflow.top_workflow
        inner = top.subprocesses.get(my_task.id)
        if inner is not None:
            inner.cancel_all()
            top.subprocesses.pop(my_task.id, None)
        journal(my_task).cancelled(my_task)


class SubProcess(Nested, Lean, SubWorkflowTask):
    """An embedded sub-process; shares the variables of the process around it."""


class Call(Nested, Lean, CallActivity):
    """A call activity: another route, with a scope of its own."""
