"""The journal of a running case: told by the specs what happens, it keeps what must be kept.

It turns task states into history events with stable ids. Where things are stands in ``places``,
the values in ``variables``, what is waited for in ``awaited``.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.util.task import TaskState

from doorgang_engine import events as ev

from .actions import perform
from .awaited import Awaited
from .events import happen
from .variables import ISOLATED
from .waiting import NAMESPACE, Binding, Clockwork, Waiting

__all__ = ["NAMESPACE", "Binding", "Clockwork", "Journal", "Waiting"]


class Journal(Awaited):
    """What the specs of one case report to."""

    def caught(self, task: Any) -> None:
        """An event happened; what else was waited for beside it no longer is."""
        branch = task.internal_data.get("branch", 0)
        for waiting in self.items(task):
            if waiting.branch != branch:
                self._report_gone(waiting)
        if any(waiting.lead for waiting in self.items(task)):
            task.internal_data.pop("runs", None)  # a term runs on after its reminder
        self._end_runs(task, "stopped")
        task.internal_data.pop("waits", None)

    def started(self, task: Any) -> None:
        """A sub-process or called route begins."""
        if task.task_spec.bpmn_id is None:
            return
        element, scope, number = self.element(task), self.scope(task), self.round(task)
        task.internal_data["started"] = True
        if element.called or ISOLATED in task.internal_data:
            path = f"{scope}/{element.id}#{number}" if scope else f"{element.id}#{number}"
            task.internal_data["scope"] = path
            self.open_scope(task, path, element.called, element.get("begin"))
        self.emit(
            ev.ElementStarted(element=element.id, scope=scope, round=number, called=element.called)
        )

    def returned(self, task: Any) -> None:
        """A sub-process or called route has ended; its results come over."""
        path = task.internal_data.pop("scope", None)
        task.internal_data.pop("started", None)
        if path is None:
            return
        element = self.element(task)
        results: dict[str, Any] = {}
        if element.called:
            results = self.results(element.called, path, element.words("uitvoer"))
        own = self.close(path)
        if ISOLATED in task.internal_data and not element.called:
            results = own
        self.export(task, results)

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
                self.close(path)
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

    def decide(self, task: Any) -> None:
        """A business rule task asks its table; what that gives become routing variables.

        :raises TableUndecided: if the table gives nothing for these values, or too much.
        """
        element = self.element(task)
        table = self.program.tables[element.get("tabel")]
        decided = table.decide(self.values_at(task))
        self.emit(
            ev.TableApplied(
                element=element.id,
                scope=self.scope(task),
                round=self.round(task),
                table=table.key,
                version=table.version,
                rules=" ".join(map(str, decided.rules)),
            )
        )
        self.set_variables(task, decided.values)

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
        """Let a signal happen at everything that waits for it, outermost first.

        What an interrupting event has cancelled by then no longer waits.
        """
        receivers = [
            (task, waiting)
            for task, waiting in self.waiting(workflow)
            if waiting.waits_for == "signal" and waiting.name == name
        ]
        for task, waiting in sorted(receivers, key=lambda found: found[0].workflow.depth):
            if task.state == TaskState.WAITING and "fired" not in task.internal_data:
                happen(task, waiting.branch)
