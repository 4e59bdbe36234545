"""A case in execution: start, restore, complete, fire, deliver; and what came of it.

Deterministic: the same acts at the same moments give the same events with the same ids. Nothing
here reads a clock or a database; the moment, the calendar and the terms are handed in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.util.task import TaskState

from doorgang_engine import events as ev
from doorgang_engine.errors import (
    ExecutionFailed,
    MessageAmbiguous,
    NotWaiting,
    SamePerformer,
    StartEventUnknown,
    TaskNotOpen,
)

from . import expressions
from .events import happen
from .journal import Journal, Waiting
from .scopes import Scopes
from .signed import NOT_ONES_OWN, SIGNED_BY, SignatureNeeded
from .state import dump_workflow, restore_workflow
from .variables import START_CHOICE
from .workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.dmn.table import Table

    from .build import Built
    from .journal import Clockwork
    from .process import ProcessModel


@dataclass(frozen=True)
class Program:
    """A route made ready to run: specs, models, kinds of the variables per process, tables."""

    key: str
    built: Built
    models: Mapping[str, ProcessModel]
    kinds: Mapping[str, Mapping[str, str]]  # process key -> variable -> kind
    starts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # start values
    tables: Mapping[str, Table] = field(default_factory=dict)

    def role_in(self, scope: str, role: str) -> str:
        """Return who plays a role in a scope: a call may give its roles to others.

        ``dg:rollen="po_ib=vo_zorgcoordinator"`` on a call activity lets the caller's
        zorgcoördinator do what the called route asks of the intern begeleider.
        """
        key, calls = self.key, []
        for part in scope.split("/") if scope else []:
            call = self.models[key].elements[part.rsplit("#", 1)[0]]
            calls.append(call)
            key = call.called or key
        for call in reversed(calls):
            given = dict(word.split("=", 1) for word in call.words("rollen"))
            role = given.get(role, role)
        return role

    def model_of(self, scope: str) -> ProcessModel:
        """Return the process that a scope path leads to."""
        key = self.key
        for part in scope.split("/") if scope else []:
            key = self.models[key].elements[part.rsplit("#", 1)[0]].called or key
        return self.models[key]


class CelEngine(PythonScriptEngine):
    """SpiffWorkflow's way to our expressions. It never evaluates Python."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        """Return the outcome of an expression at a task."""
        return self._journal.evaluate(task, expression, extra=external_context or {})

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:  # noqa: ARG002
        """Carry out the assignments of a script."""
        self._journal.assign(task, script)
        return True

    def call_service(self, *_: Any, **__: Any) -> Any:
        """Refuse: services are actions of the engine."""
        raise NotImplementedError


class Execution:
    """One case, between two wait states."""

    def __init__(self, workflow: Workflow, journal: Journal) -> None:
        self._workflow, self._journal = workflow, journal

    # -- coming and going
    @classmethod
    def start(
        cls,
        program: Program,
        *,
        case_id: str,
        clockwork: Clockwork,
        start_event: str,
        variables: Mapping[str, Any],
    ) -> Execution:
        """Begin a case at one of its start events, and run on to the first wait state.

        :raises StartEventUnknown: if the route has no such start event.
        """
        starts = [start.id for start in program.models[program.key].start_events()]
        if start_event not in starts:
            raise StartEventUnknown(
                f"De route '{program.key}' heeft geen startgebeurtenis '{start_event}'. "
                f"Kies uit: {', '.join(starts)}."
            )
        journal = Journal(program, case_id, Scopes(), {}, {}, clockwork)
        journal.scopes.set("", dict(program.starts.get(program.key, {})))
        journal.scopes.set("", {**variables, START_CHOICE: start_event})
        workflow = Workflow(
            program.built.specs[program.key],
            program.built.specs,
            CelEngine(journal),
            journal=journal,
        )
        execution = cls(workflow, journal)
        execution._run_on()
        return execution

    @classmethod
    def restore(
        cls, program: Program, content: Mapping[str, Any], *, case_id: str, clockwork: Clockwork
    ) -> Execution:
        """Return the case as it was dumped."""
        journal = Journal(
            program,
            case_id,
            Scopes(content["scopes"]),
            content["rounds"],
            content["performers"],
            clockwork,
        )
        journal.outcome = (content["outcome"][0], content["outcome"][1])
        workflow = restore_workflow(
            content["processes"],
            specs=program.built.specs,
            journal=journal,
            script_engine=CelEngine(journal),
        )
        return cls(workflow, journal)

    def dump(self) -> dict[str, Any]:
        """Return the case, ready for JSON."""
        return {
            "scopes": self._journal.scopes.dump(),
            "rounds": self._journal.rounds,
            "performers": self._journal.performers,
            "outcome": list(self._journal.outcome),
            "processes": dump_workflow(self._workflow),
        }

    # -- acts
    def complete(
        self,
        task_id: str,
        *,
        exports: Mapping[str, Any],
        actor: str,
        submission_id: str = "",
        form_hash: str = "",
        filled_in_by: str = "",
    ) -> None:
        """Complete a user task with what its form exports, and run on.

        ``filled_in_by`` is who filled it in when the actor signs it.

        :raises TaskNotOpen: if it does not stand open.
        :raises SignatureNeeded: if two people do it, and there is no second one.
        """
        task, waiting = self._find(task_id)
        if task is None or waiting is None or task.state != TaskState.READY:
            raise TaskNotOpen(task_id)
        self._sign(task, waiting, actor, filled_in_by)
        self._journal.emit(
            ev.TaskCompleted(
                element=waiting.element,
                scope=waiting.scope,
                task_id=task_id,
                submission_id=submission_id,
                form_hash=form_hash,
            )
        )
        self._journal.export(task, dict(exports))
        self._journal.note_performer(waiting.scope, waiting.element, actor)
        task.run()
        self._run_on()

    def _sign(self, task: Any, waiting: Waiting, actor: str, filled_in_by: str) -> None:
        """Note the signature of a task that two people do."""
        if bool(self._journal.element(task).get(SIGNED_BY)) != bool(filled_in_by):
            raise SignatureNeeded
        if not filled_in_by:
            return
        if filled_in_by == actor:
            raise SamePerformer(NOT_ONES_OWN)
        self._journal.emit(
            ev.SignatureGiven(
                element=waiting.element,
                scope=waiting.scope,
                task_id=waiting.id,
                filled_in_by=filled_in_by,
            )
        )
        self._journal.note_performer(waiting.scope, waiting.element, filled_in_by)

    def fire(self, timer_id: str) -> None:
        """Let a timer go off, and run on.

        :raises NotWaiting: if the case does not wait for it.
        """
        task, waiting = self._find(timer_id)
        if task is None or waiting is None or task.state != TaskState.WAITING:
            raise NotWaiting("De termijn loopt niet meer; er is niets veranderd.")
        self._journal.fired(waiting)
        happen(task, waiting.branch)
        self._run_on()

    def deliver(
        self, name: str, *, exports: Mapping[str, Any], submission_id: str, element: str = ""
    ) -> None:
        """Deliver a message to the one step that waits for it, and run on.

        :raises NotWaiting: if none does.
        :raises MessageAmbiguous: if several do and ``element`` does not say which.
        """
        task, waiting = self._receiver(name, element)
        self._journal.emit(
            ev.MessageReceived(
                element=waiting.element,
                scope=waiting.scope,
                name=name,
                submission_id=submission_id,
            )
        )
        self._journal.export(task, dict(exports))
        happen(task, waiting.branch)
        self._run_on()

    def signal(self, name: str) -> None:
        """Give a signal to everything in the case that waits for it, and run on.

        :raises NotWaiting: if nothing does.
        """
        if not self.signal_receivers(name):
            raise NotWaiting(f"Dit traject wacht niet op het signaal '{name}'.")
        self._journal.emit(ev.SignalReceived(name=name))
        self._journal.broadcast(self._workflow, name)
        self._run_on()

    def _run_on(self) -> None:
        """Run on to the next wait state.

        :raises ExecutionFailed: if nothing is left to wait for, yet the case is not over: tokens
            stand at a join that others will never reach.
        """
        self._workflow.run_on()
        if not self._workflow.completed and not self.open_items():
            raise ExecutionFailed(
                "De route staat stil: er wordt op niets meer gewacht, maar zij is niet bij een "
                "einde. Het traject staat nog bij de vorige stap."
            )

    def _receiver(self, name: str, element: str) -> tuple[Any, Waiting]:
        found = [
            (task, waiting)
            for task, waiting in self._journal.waiting(self._workflow)
            if waiting.waits_for == "message"
            and waiting.name == name
            and (not element or waiting.element == element)
        ]
        if not found:
            raise NotWaiting(
                f"Dit traject wacht op dit moment niet op het bericht '{name}'. "
                "Er is niets verwerkt."
            )
        if len(found) > 1:
            raise MessageAmbiguous(
                f"Meer dan één stap wacht op het bericht '{name}': "
                f"{', '.join(sorted(w.element for _, w in found))}. Noem de stap."
            )
        return found[0]

    def _find(self, wait_id: str) -> tuple[Any, Waiting | None]:
        for task, waiting in self._journal.waiting(self._workflow):
            if waiting.id == wait_id:
                return task, waiting
        return None, None

    # -- questions
    @property
    def is_completed(self) -> bool:
        """Whether no token is left."""
        return bool(self._workflow.completed)

    @property
    def outcome(self) -> tuple[str, str]:
        """The outcome and the end event reached last in the case's own process."""
        return self._journal.outcome

    def open_items(self) -> list[Waiting]:
        """Return everything the case waits for: tasks, timers, messages, signals, conditions."""
        return [waiting for _, waiting in self._journal.waiting(self._workflow)]

    def live_processes(self) -> set[str]:
        """Return the keys of the processes that hold a token."""
        held = (self._workflow, *self._workflow.subprocesses.values())
        return {one.spec.name.partition("/")[0] for one in held if not one.completed}

    def tell(self, event: ev.Event) -> None:
        """Let something that was done to the case itself stand among what happened."""
        self._journal.emit(event)

    def signal_receivers(self, name: str) -> list[Waiting]:
        """Return what waits for this signal."""
        return [w for w in self.open_items() if w.waits_for == "signal" and w.name == name]

    def follow_term(self, run_id: str) -> None:
        """Move the timers and task deadlines that are bound to a run of a term."""
        self._journal.follow_terms(self._workflow, {run_id})

    def withdraw(self, reason: str) -> None:
        """Stop the case outside the route: everything open is cancelled."""
        self._journal.emit(ev.CaseWithdrawn(reason=reason))
        self._workflow.cancel_all()

    def performers_of(self, scope: str, elements: tuple[str, ...]) -> set[str]:
        """Return who did these steps, in this scope or one around it (four eyes)."""
        return self._journal.performers_of(scope, elements)

    def variables(self, scope: str = "") -> dict[str, Any]:
        """Return the variables that are readable in a scope."""
        visible = self._journal.scopes.visible(scope)
        visible.pop(START_CHOICE, None)
        return dict(visible)

    def take_events(self) -> list[ev.Event]:
        """Return what happened since the last time, and forget it."""
        return self._journal.take()

    def evaluate_start(self, expression: str) -> Any:
        """Return the outcome of an expression over the case's own variables."""
        return expressions.evaluate(
            expression,
            names=self._journal.names(self._journal.program.key),
            values=self._journal.values_in("", self._journal.program.key),
            surroundings=self._journal.clockwork,
        )
