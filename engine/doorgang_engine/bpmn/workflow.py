"""Our workflow: SpiffWorkflow's, with flat scans, a step limit and a journal."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from doorgang_engine.errors import RunsOn, TooManyTokens

from .lean import LIVE, cancel
from .pruning import prune

MAX_STEPS = 2_000  # automatic steps in one act; a route that needs more never waits
STEPS_BETWEEN_PRUNING = 50
MAX_OPEN = 500  # live tasks in one case


class Flat:
    """Mixin: look through the tasks as a flat list, never through the tree."""

    tasks: dict[Any, Any]
    completed: bool
    last_task: Any
    spec: Any
    parent_task_id: Any
    top_workflow: Any

    def update_waiting_tasks(self) -> None:
        """Look again at what may go on because something else moved."""
        for task in list(self.tasks.values()):
            if task.state == TaskState.WAITING and task.task_spec.rechecks:
                task.task_spec._update(task)

    def cancel_all(self) -> None:
        """Cancel everything that is still open in this process."""
        self.completed = True
        for task in list(self.tasks.values()):
            if task.has_state(LIVE):
                cancel(task)

    def terminate(self) -> None:
        """End this process at once (terminate end event), with the handlers around its body."""
        if self.spec.is_body:
            host = self.top_workflow.get_task_from_id(self.parent_task_id)
            for task in list(host.workflow.tasks.values()):
                if task is not host and task.has_state(LIVE):
                    cancel(task)
        self.cancel_all()

    def ready_task(self) -> Any:
        """Return the first task that the engine itself can run, or None."""
        for task in self.tasks.values():
            if task.state == TaskState.READY and not task.task_spec.manual:
                return task
        return None


class SubWorkflow(Flat, BpmnSubWorkflow):
    """The process inside a sub-process or a called route."""

    def _task_completed_notify(self, task: Any) -> None:
        if task.task_spec.finishes:
            self.completed = True
        if not self.completed:
            self.update_waiting_tasks()
            return
        host = self.top_workflow.get_task_from_id(self.parent_task_id)
        if host is not None and host.state == TaskState.STARTED:
            host._set_state(TaskState.READY)


class Workflow(Flat, BpmnWorkflow):
    """One case of a route. ``journal`` is told of everything that happens."""

    def __init__(self, *arguments: Any, journal: Any, **kwargs: Any) -> None:
        self.journal = journal
        super().__init__(*arguments, **kwargs)

    def create_subprocess(self, my_task: Any, spec_name: str) -> SubWorkflow:
        """Start the process inside an activity."""
        inner = SubWorkflow(
            self.subprocess_specs[spec_name], parent_task_id=my_task.id, top_workflow=self
        )
        self.subprocesses[my_task.id] = inner
        return inner

    def get_task_from_id(self, task_id: Any) -> Any:
        """Return a task of this case, wherever it is; None when there is none."""
        for workflow in (self, *self.subprocesses.values()):
            if task_id in workflow.tasks:
                return workflow.tasks[task_id]
        return None

    def every_task(self) -> list[Any]:
        """Return all tasks of the case, sub-processes included."""
        return [t for w in (self, *self.subprocesses.values()) for t in w.tasks.values()]

    def _task_completed_notify(self, task: Any) -> None:
        if task.task_spec.finishes:
            self.completed = True
        if not self.completed:
            self.update_waiting_tasks()

    def run_on(self) -> None:
        """Run every automatic step until only people, timers and messages are waited for.

        :raises RunsOn: if it never comes to that.
        :raises TooManyTokens: if more is open than a case may have.
        """
        for step in range(MAX_STEPS):
            if step % STEPS_BETWEEN_PRUNING == 0:
                self._prune()
            task = self._next_ready() or self._next_after_recheck()
            if task is None:
                break
            task.run()
        else:
            raise RunsOn(
                f"De route loopt na {MAX_STEPS} automatische stappen nog door zonder te wachten. "
                "Het traject staat nog bij de vorige stap."
            )
        if sum(1 for t in self.every_task() if t.has_state(LIVE)) > MAX_OPEN:
            raise TooManyTokens(
                f"Er staan meer dan {MAX_OPEN} stappen tegelijk open in dit traject. "
                "Het traject staat nog bij de vorige stap."
            )

    def _prune(self) -> None:
        for workflow in (self, *self.subprocesses.values()):
            prune(workflow)

    def _next_after_recheck(self) -> Any:
        """Look again at conditions everywhere: a variable may have changed in another process."""
        for workflow in (self, *self.subprocesses.values()):
            workflow.update_waiting_tasks()
        return self._next_ready()

    def _next_ready(self) -> Any:
        inner = sorted(self.subprocesses.values(), key=lambda w: -w.depth)
        for workflow in (*inner, self):
            if (task := workflow.ready_task()) is not None:
                return task
        return None
