"""Carry an act out on a case in memory: the same for the corridor and for verified replay.

Deterministic and without side effects: program, rules, state, act, actor and moment go in, events
and a new state come out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import singledispatch
from typing import TYPE_CHECKING

from . import acts
from . import events as ev
from .bpmn.execution import Execution
from .bpmn.signed import SIGNED_BY
from .bpmn.state import pack, unpack
from .clockwork import CaseClock, Rulebook
from .errors import Conflict, EngineError, ExecutionFailed, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .bpmn.execution import Program
    from .bpmn.journal import Waiting
    from .bpmn.process import Element


@dataclass(frozen=True)
class Runnable:
    """What a bundle is once it is loaded: a program and its rulebook."""

    program: Program
    rulebook: Rulebook
    roles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: kinds of organisation that the route itself names before it needs them
    open_kinds: frozenset[str] = frozenset()

    def element(self, waiting: Waiting) -> Element:
        """Return the element of the route that something open stands for."""
        return self.program.model_of(waiting.scope).elements[waiting.element]

    def starts(self) -> list[Element]:
        """Return the ways to begin a case that the region has, in the order of the file.

        The first is always there; another with ``dg:parameter`` only where that parameter is true.
        """
        asked = self.rulebook.parameters
        return [
            start
            for start in self.program.models[self.program.key].start_events()
            if not start.get("parameter") or asked.get(start.get("parameter")) is True
        ]

    def doers(self, waiting: Waiting) -> list[tuple[str, str]]:
        """Return the roles that a task may be work of, each with its id: who does, who signs."""
        if waiting.waits_for != "task":
            return []
        signs = self.program.role_in(waiting.scope, self.element(waiting).get(SIGNED_BY))
        return [(role, waiting.id) for role in sorted({waiting.role, signs} - {""})]

    def organisation(self, role: str) -> str:
        """Return the kind of organisation that a role belongs to."""
        return self.roles.get(role, {}).get("organisatie", "")


@dataclass
class Running:
    """A case in memory, between two wait states."""

    execution: Execution
    clock: CaseClock
    withdrawn: bool = False

    def state(self) -> bytes:
        """Return the case, ready to be sealed and saved."""
        return pack({"execution": self.execution.dump(), "terms": self.clock.dump()})

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do in the case."""
        return self.withdrawn or self.execution.is_completed

    def open_items(self) -> dict[str, Waiting]:
        """Return what the case waits for, by id."""
        return {} if self.is_over else {w.id: w for w in self.execution.open_items()}


def restore(runnable: Runnable, *, case_id: str, state: bytes, now: datetime) -> Running:
    """Return a case as it was saved, at a moment."""
    content = unpack(state)
    clock = CaseClock(runnable.rulebook, case_id, now, content["terms"])
    execution = Execution.restore(
        runnable.program, content["execution"], case_id=case_id, clockwork=clock
    )
    return Running(execution, clock)


def begin(
    runnable: Runnable,
    act: acts.StartCase,
    *,
    case_id: str,
    region: str,
    bundle: str,
    now: datetime,
    ask: Callable[[str], bool] | None = None,
) -> tuple[Running, list[ev.Event]]:
    """Begin a case; return it with its first events.

    ``ask`` says whether there is a contact for a role; None: the act knows all that was asked.

    :raises ExecutionFailed: if the route cannot run to its first wait state.
    """
    clock = CaseClock(runnable.rulebook, case_id, now, [])
    clock.contacts, clock.ask = dict(act.contacts), ask
    try:
        execution = Execution.start(
            runnable.program,
            case_id=case_id,
            clockwork=clock,
            start_event=act.start_event,
            variables=act.variables,
        )
    except EngineError as error:
        raise _failed(error) from error
    running = Running(execution, clock)
    started = ev.CaseStarted(
        route=runnable.program.key,
        region=region,
        bundle=bundle,
        start_event=act.start_event,
        variables=act.variables,
    )
    return running, [started, *_attached(act), *_happened(running)]


def enact(running: Running, act: acts.Act, *, actor: str) -> list[ev.Event]:
    """Carry out an act; return what happened.

    :raises Conflict: if the case is not in a state for it; then nothing has changed.
    :raises TermProblem: if a change of a term is not allowed.
    :raises ExecutionFailed: if the case cannot run on; then ``running`` must be thrown away.
    """
    running.clock.contacts = dict(act.contacts)
    try:
        _do(act, running, actor)
    except (Conflict, NotFound, ExecutionFailed):
        raise
    except EngineError as error:
        if isinstance(act, acts.ChangeTerm):
            raise  # the rule does not allow what a person asked; the route did not fail
        raise _failed(error) from error
    return [*_attached(act), *_named(act), *_added(act), *_happened(running)]


def _named(act: acts.Act) -> list[ev.Event]:
    """Return who comes to take part by an act; before all that follows from it."""
    if isinstance(act, acts.ChangeParticipant):
        return [
            ev.ParticipantChanged(
                organisation_kind=act.organisation_kind,
                was=act.was,
                organisation=act.organisation,
                reason=act.reason,
            )
        ]
    if isinstance(act, acts.CompleteTask | acts.DeliverMessage) and act.names:
        return [ev.ParticipantChanged(**act.names)]
    return []


def _added(act: acts.Act) -> list[ev.Event]:
    """Return what came to the dossier beside the route."""
    if isinstance(act, acts.MakeNote):
        made = ev.NoteMade(note_id=act.note_id, audience=act.audience, sha256=act.sha256)
        return [made]
    if isinstance(act, acts.CorrectSubmission):
        return [
            ev.SubmissionCorrected(
                element=act.element,
                scope=act.scope,
                submission_id=act.submission_id,
                corrects=act.corrects,
                form=act.form,
                to_roles=tuple(act.to_roles),
                reason=act.reason,
            )
        ]
    return []


_WITH_FILES = acts.StartCase | acts.CompleteTask | acts.DeliverMessage | acts.CorrectSubmission


def _attached(act: acts.Act) -> list[ev.Event]:
    """Return the files that came with what was filled in."""
    if not isinstance(act, _WITH_FILES):
        return []
    return [
        ev.AttachmentAdded(attachment_id=key, submission_id=act.submission_id, sha256=sha256)
        for key, sha256 in act.attachments.items()
    ]


@singledispatch
def _do(act: acts.Act, running: Running, actor: str) -> None:
    del running, actor
    raise TypeError(act.kind)


@_do.register
def _(act: acts.CompleteTask, running: Running, actor: str) -> None:
    running.execution.complete(
        act.task_id,
        exports=act.exports,
        actor=actor,
        submission_id=act.submission_id,
        form_hash=act.form_hash,
        filled_in_by=act.filled_in_by,
    )


@_do.register
def _(act: acts.FireTimer, running: Running, actor: str) -> None:
    del actor
    running.execution.fire(act.timer_id)


@_do.register
def _(act: acts.DeliverMessage, running: Running, actor: str) -> None:
    del actor
    running.execution.deliver(
        act.name,
        exports=act.exports,
        submission_id=act.submission_id,
        element=act.element,
    )


@_do.register
def _(act: acts.GiveSignal, running: Running, actor: str) -> None:
    del actor
    running.execution.signal(act.name)


@_do.register
def _(act: acts.ChangeTerm, running: Running, actor: str) -> None:
    del actor
    running.clock.change(act.run_id, act.change, act.reason, act.duration)
    running.execution.follow_term(act.run_id)


@_do.register
def _(act: acts.MigrateCase, running: Running, actor: str) -> None:
    del actor
    running.execution.tell(ev.CaseMigrated(**act.content()))
    for run_id in running.clock.recalculate():
        running.execution.follow_term(run_id)


@_do.register(acts.ChangeParticipant)
@_do.register(acts.MakeNote)
@_do.register(acts.CorrectSubmission)
def _(act: acts.Act, running: Running, actor: str) -> None:
    del act, running, actor  # the route does not move


@_do.register
def _(act: acts.WithdrawCase, running: Running, actor: str) -> None:
    del actor
    running.execution.withdraw(act.reason)
    running.withdrawn = True


def _happened(running: Running) -> list[ev.Event]:
    if running.is_over:
        running.clock.end_all()
    happened = running.execution.take_events()
    if running.execution.is_completed and not running.withdrawn:
        outcome, end_event = running.execution.outcome
        happened.append(ev.CaseCompleted(outcome=outcome, end_event=end_event))
    return happened


def _failed(error: EngineError) -> ExecutionFailed:
    if isinstance(error, ExecutionFailed):
        return error
    failed = ExecutionFailed(str(error))
    failed.code = error.code
    return failed


def due_timers(running: Running, now: datetime) -> list[Waiting]:
    """Return the timers of a case that are due, in the order in which they are."""
    due = [
        w
        for w in running.open_items().values()
        if w.waits_for == "timer" and w.due_at and datetime.fromisoformat(w.due_at) <= now
    ]
    return sorted(due, key=lambda w: (w.due_at, w.id))
