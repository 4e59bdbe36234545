"""What every task spec of ours does otherwise than SpiffWorkflow's own.

SpiffWorkflow predicts the whole future of a case as a tree of tasks: that tree explodes after a
few parallel blocks, stalls at depth 1000 and makes each step slower than the last. Here a task
knows its direct successors only, and data stay out of the tree (see ``scopes``): a task carries
no more than the loop variables of a multi-instance it is part of.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BpmnStartTask, SimpleBpmnTask, _EndJoin
from SpiffWorkflow.util.task import TaskState

INSTANCE = "instance"  # in a task's internal data: which time of a repeated activity it is
LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
OPEN_END = TaskState.PREDICTED_MASK | TaskState.FUTURE


class Lean:
    """Mixin, first in the bases: one-step prediction, no data inheritance, a journal."""

    bpmn_id: str | None
    name: str
    outputs: list[Any]
    finishes = False
    rechecks = False  # whether a waiting task must be looked at again when others move

    def _predict(
        self,
        my_task: Any,
        seen: Any = None,  # noqa: ARG002 - the library's signature
        looked_ahead: int = 0,  # noqa: ARG002
        mask: int = TaskState.PREDICTED_MASK,
    ) -> None:
        if my_task.has_state(mask):
            self._predict_hook(my_task)

    def _predict_hook(self, my_task: Any) -> None:
        my_task._sync_children(self.outputs, TaskState.FUTURE)

    def _update(self, my_task: Any) -> None:
        if my_task.has_state(TaskState.PREDICTED_MASK):
            my_task._set_state(TaskState.FUTURE)
        if my_task.has_state(TaskState.FUTURE):
            inherit(my_task)
            self._predict_hook(my_task)
        if self._update_hook(my_task):
            my_task._ready()

    def _update_hook(self, my_task: Any) -> bool | None:  # noqa: ARG002
        return True

    def test(self) -> None:
        """Nothing to test at run time: support has checked the file at publication."""

    def _on_complete_hook(self, my_task: Any) -> None:
        journal(my_task).completed(my_task)
        release_boundary(my_task)
        if INSTANCE in my_task.internal_data:
            container = my_task.parent
            container.task_spec.instance_done(container, my_task)

    def _on_cancel(self, my_task: Any) -> None:
        journal(my_task).cancelled(my_task)


class Start(Lean, BpmnStartTask):
    """The invisible start of a process."""


class Finish(Lean, SimpleBpmnTask):
    """The invisible end of a process; completing it completes the process."""

    finishes = True


class EndJoin(Lean, _EndJoin):
    """A process ends when no token is left in it, whatever path they took."""

    rechecks = True

    def _update_hook(self, my_task: Any) -> bool:
        others = [t for t in my_task.workflow.tasks.values() if t is not my_task]
        for task in others:
            if task.task_spec is self and task.state == TaskState.WAITING:
                discard(task)
        my_task._set_state(TaskState.WAITING)
        return not any(t.has_state(LIVE) and t.task_spec is not self for t in others)

    def _run_hook(self, my_task: Any) -> bool:  # noqa: ARG002
        return True


def inherit(my_task: Any) -> None:
    """Give a task its parent's loop variables."""
    parent = my_task.parent
    if parent is not None and parent.data:
        my_task.data = {**parent.data, **my_task.data}


def cancel(my_task: Any) -> None:
    """Cancel a live task with everything that is open in it.

    The library takes the children of a cancelled task away before it says so to the task: the
    instances of a repeated activity would go without a word.
    """
    for child in my_task.children:
        if child.has_state(LIVE):
            cancel(child)
    my_task.cancel()


def is_token(task: Any) -> bool:
    """Return whether a task holds a token: it is live, or about to be reached."""
    if task.has_state(LIVE):
        return True
    parent = task.parent
    return bool(
        task.state == TaskState.FUTURE
        and parent is not None
        and parent.state == TaskState.COMPLETED
    )


def discard(my_task: Any) -> None:
    """Take a token away that a join has consumed."""
    my_task._drop_children(force=True)
    my_task._set_state(TaskState.CANCELLED)


def journal(my_task: Any) -> Any:
    """Return the journal of the case that the task belongs to."""
    return my_task.workflow.top_workflow.journal


def boundary_siblings(my_task: Any) -> list[Any]:
    """Return the tasks beside this one under the same boundary split."""
    parent = my_task.parent
    if parent is None or not getattr(parent.task_spec, "splits_boundary", False):
        return []
    return [t for t in parent.children if t is not my_task]


def release_boundary(my_task: Any) -> None:
    """When an activity is done, its boundary events no longer wait."""
    if getattr(my_task.task_spec, "on_boundary", False):
        return
    for sibling in boundary_siblings(my_task):
        waits = sibling.state == TaskState.WAITING  # one that has fired already goes on
        if waits and getattr(sibling.task_spec, "on_boundary", False):
            sibling.internal_data["in_time"] = True
            cancel(sibling)
