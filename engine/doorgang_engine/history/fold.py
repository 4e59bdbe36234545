"""Replay: fold a case's events into what was open and known at a moment. No BPMN needed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from doorgang_engine import events as ev

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Snapshot:
    """A case as its history tells it."""

    status: str = "unknown"
    outcome: str = ""
    open_tasks: frozenset[str] = frozenset()
    timers: tuple[tuple[str, str], ...] = ()  # timer id, due moment
    awaited: frozenset[str] = frozenset()
    terms: tuple[tuple[str, str, str], ...] = ()  # run id, status, last day
    variables: dict[str, dict[str, Any]] = field(default_factory=dict)
    completed: dict[str, int] = field(default_factory=dict)  # scope|element -> times
    flows: dict[str, int] = field(default_factory=dict)  # scope|flow -> times


def fold(events: Iterable[ev.Event]) -> Snapshot:
    """Return what the events add up to."""
    snapshot = Snapshot()
    for event in events:
        snapshot = apply(event, snapshot)
    return snapshot


@singledispatch
def apply(event: ev.Event, snapshot: Snapshot) -> Snapshot:
    """Return the snapshot after an event."""
    raise NotImplementedError(event.kind)


@apply.register
def _(event: ev.CaseStarted, snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, status="running", variables={"": dict(event.variables)})


@apply.register
def _(event: ev.VariablesSet, snapshot: Snapshot) -> Snapshot:
    scope = {**snapshot.variables.get(event.scope, {}), **event.values}
    return replace(snapshot, variables={**snapshot.variables, event.scope: scope})


@apply.register
def _(event: ev.ElementCompleted, snapshot: Snapshot) -> Snapshot:
    place = f"{event.scope}|{event.element}"
    times = {**snapshot.completed, place: snapshot.completed.get(place, 0) + 1}
    return replace(snapshot, completed=times)


@apply.register
def _(event: ev.FlowTaken, snapshot: Snapshot) -> Snapshot:
    place = f"{event.scope}|{event.flow}"
    return replace(snapshot, flows={**snapshot.flows, place: snapshot.flows.get(place, 0) + 1})


@apply.register
def _(event: ev.TaskOpened, snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, open_tasks=snapshot.open_tasks | {event.task_id})


@apply.register(ev.TaskCompleted)
@apply.register(ev.TaskCancelled)
def _(event: ev.TaskCompleted | ev.TaskCancelled, snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, open_tasks=snapshot.open_tasks - {event.task_id})


@apply.register(ev.TimerSet)
@apply.register(ev.TimerMoved)
def _(event: ev.TimerSet | ev.TimerMoved, snapshot: Snapshot) -> Snapshot:
    others = tuple(t for t in snapshot.timers if t[0] != event.timer_id)
    return replace(snapshot, timers=(*others, (event.timer_id, event.due_at)))


@apply.register(ev.TimerFired)
@apply.register(ev.TimerCancelled)
def _(event: ev.TimerFired | ev.TimerCancelled, snapshot: Snapshot) -> Snapshot:
    left = tuple(t for t in snapshot.timers if t[0] != event.timer_id)
    return replace(snapshot, timers=left)


@apply.register
def _(event: ev.EventAwaited, snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, awaited=snapshot.awaited | {event.wait_id})


@apply.register
def _(event: ev.TermStarted, snapshot: Snapshot) -> Snapshot:
    return _with_term(snapshot, event.run_id, "running", event.end)


@apply.register
def _(event: ev.TermSuspended, snapshot: Snapshot) -> Snapshot:
    return _with_term(snapshot, event.run_id, "suspended", "")


@apply.register(ev.TermResumed)
@apply.register(ev.TermExtended)
def _(event: ev.TermResumed | ev.TermExtended, snapshot: Snapshot) -> Snapshot:
    return _with_term(snapshot, event.run_id, "running", event.end)


@apply.register
def _(event: ev.TermRecalculated, snapshot: Snapshot) -> Snapshot:
    status = next((one[1] for one in snapshot.terms if one[0] == event.run_id), "running")
    end = event.end if status == "running" else ""  # while suspended it has no last day
    return _with_term(snapshot, event.run_id, status, end)


@apply.register
def _(event: ev.TermEnded, snapshot: Snapshot) -> Snapshot:
    return _with_term(snapshot, event.run_id, event.outcome, event.ended_on)


@apply.register
def _(event: ev.IncidentRaised, snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, status="incident")


@apply.register
def _(event: ev.IncidentResolved, snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, status="running")


@apply.register
def _(event: ev.CaseCompleted, snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, status="completed", outcome=event.outcome)


@apply.register
def _(event: ev.CaseWithdrawn, snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, status="withdrawn")


@apply.register(ev.ElementStarted)
@apply.register(ev.ElementCancelled)
@apply.register(ev.MessageReceived)
@apply.register(ev.SignalReceived)
@apply.register(ev.MessageSent)
@apply.register(ev.SignalThrown)
@apply.register(ev.DataDisclosed)
@apply.register(ev.DisclosureEnded)
@apply.register(ev.NoticeGiven)
@apply.register(ev.DecisionAnnounced)
@apply.register(ev.CaseRequested)
@apply.register(ev.NormBroken)
@apply.register(ev.TableApplied)
@apply.register(ev.LeavingRecorded)
@apply.register(ev.LeavingWithdrawn)
@apply.register(ev.LetterAskedAgain)
@apply.register(ev.LetterMade)
@apply.register(ev.LinkMade)
@apply.register(ev.LinkWithdrawn)
@apply.register(ev.LinkAnswered)
@apply.register(ev.HoldSet)
@apply.register(ev.HoldLifted)
@apply.register(ev.RightExercised)
@apply.register(ev.CaseMigrated)
@apply.register(ev.RecordsDestroyed)
@apply.register(ev.AttachmentAdded)
@apply.register(ev.ParticipantChanged)
@apply.register(ev.NoteMade)
@apply.register(ev.SubmissionCorrected)
@apply.register(ev.TaskHandedOver)
@apply.register(ev.SignatureAsked)
@apply.register(ev.SignatureGiven)
@apply.register(ev.SignatureRefused)
@apply.register(ev.ResourceReserved)
@apply.register(ev.ResourceReleased)
def _(event: ev.Event, snapshot: Snapshot) -> Snapshot:
    return snapshot  # told in the timeline; they open and close nothing


def _with_term(snapshot: Snapshot, run_id: str, status: str, end: str) -> Snapshot:
    others = tuple(t for t in snapshot.terms if t[0] != run_id)
    return replace(snapshot, terms=(*others, (run_id, status, end)))
