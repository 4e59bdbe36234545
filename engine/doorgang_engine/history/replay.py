"""A history as steps, each with how the case stood after it. No BPMN engine is needed to tell it.

A step is one act: all that happened at once. What is drawn lies at a place: the path of calls that
it lies in, and its element. A place that is passed again is in its next round.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import singledispatch
from itertools import groupby
from typing import TYPE_CHECKING, Any

from doorgang_engine import events as ev

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.model import RecordedEvent

Place = tuple[str, str]  # scope, element or flow
Happened = tuple["RecordedEvent", ev.Event]


@dataclass(frozen=True, kw_only=True)
class TermState:
    """A term as it stood: ``end`` is empty while it is suspended or hidden."""

    run_id: str
    term: str
    status: str  # running | suspended | met | lapsed | stopped
    end: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """A variable that got a value. ``was`` is None when it is new."""

    scope: str
    name: str
    value: Any
    was: Any


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act, and how the case stood after it."""

    number: int  # from 1
    act: int
    at: datetime
    actor: str
    bundle: str  # that it was done under
    events: tuple[ev.Event, ...]
    first_event: int  # number in the history
    active: Mapping[str, Place]  # what is open: tasks, timers, waits and parts, by id
    deadlines: Mapping[str, tuple[Place, str]]  # of what is open: moment in ISO 8601
    rounds: Mapping[Place, int]  # how often it was passed
    cancelled: frozenset[Place]
    flows: Mapping[Place, int]  # how often it was taken
    fresh: frozenset[Place]  # elements and flows that this very act passed
    variables: Mapping[Place, Any]  # by scope and name
    changes: tuple[Change, ...]
    hidden: tuple[str, ...]  # names of variables that changed, with values this reader may not see
    terms: Mapping[str, TermState]  # by run
    forms: tuple[tuple[str, str], ...]  # submissions of this act: id, and hash of the form

    @property
    def scopes(self) -> set[str]:
        """In which calls anything happened in this act."""
        return {scope for scope, _ in self.fresh} | {scope for scope, _ in self.active.values()}


@dataclass
class _Board:
    """How the case stands while the history is gone through; steps keep copies of it."""

    bundle: str = ""
    active: dict[str, Place] = field(default_factory=dict)
    deadlines: dict[str, tuple[Place, str]] = field(default_factory=dict)
    rounds: dict[Place, int] = field(default_factory=dict)
    cancelled: set[Place] = field(default_factory=set)
    flows: dict[Place, int] = field(default_factory=dict)
    variables: dict[Place, Any] = field(default_factory=dict)
    terms: dict[str, TermState] = field(default_factory=dict)
    fresh: set[Place] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    forms: list[tuple[str, str]] = field(default_factory=list)

    def begin_step(self) -> None:
        """Forget what belonged to the act before."""
        self.fresh, self.changes, self.hidden, self.forms = set(), [], [], []

    def open(self, key: str, place: Place, due_at: str = "") -> None:
        """Open something that can be waited for, until a moment if there is one."""
        self.active[key] = place
        self.cancelled.discard(place)
        self.move(key, due_at)

    def move(self, key: str, due_at: str) -> None:
        """Give what is open another moment; ``""``: none."""
        if due_at and key in self.active:
            self.deadlines[key] = (self.active[key], due_at)
        else:
            self.deadlines.pop(key, None)

    def close(self, key: str) -> None:
        """Close one thing."""
        self.active.pop(key, None)
        self.deadlines.pop(key, None)

    def close_at(self, place: Place) -> None:
        """Close the waits and the part at a place; tasks and timers end by their id."""
        for key in [key for key, there in self.active.items() if there == place]:
            if key.startswith((_PART, _WAIT)):
                self.close(key)

    def learn(self, scope: str, values: Mapping[str, Any], names: Iterable[str]) -> None:
        """Give variables a value; of what this reader may not see only the names are known."""
        for name in names:
            if name not in values:
                self.hidden.append(name)
                continue
            was = self.variables.get((scope, name))
            if was != values[name]:
                self.changes.append(Change(scope=scope, name=name, value=values[name], was=was))
            self.variables[scope, name] = values[name]

    def step(self, number: int, recorded: RecordedEvent, events: Sequence[ev.Event]) -> Step:
        """Return how it stands now, as a step."""
        return Step(
            number=number,
            act=recorded.act,
            at=recorded.at,
            actor=recorded.actor,
            bundle=self.bundle,
            events=tuple(events),
            first_event=recorded.number,
            active=dict(self.active),
            deadlines=dict(self.deadlines),
            rounds=dict(self.rounds),
            cancelled=frozenset(self.cancelled),
            flows=dict(self.flows),
            fresh=frozenset(self.fresh),
            variables=dict(self.variables),
            changes=tuple(self.changes),
            hidden=tuple(dict.fromkeys(self.hidden)),
            terms=dict(self.terms),
            forms=tuple(self.forms),
        )


_PART, _WAIT = "part:", "wait:"


def steps_of(history: Iterable[Happened]) -> list[Step]:
    """Return the steps of a history, the first act first."""
    board, steps = _Board(), []
    groups = groupby(history, key=lambda one: (one[0].act, one[0].at, one[0].actor))
    for number, (_, group) in enumerate(groups, start=1):
        happened = list(group)
        board.begin_step()
        for _, event in happened:
            _play(event, board)
        steps.append(board.step(number, happened[0][0], [event for _, event in happened]))
    return steps


@singledispatch
def _play(event: ev.Event, board: _Board) -> None:
    """Bring what an event means onto the board; most mean nothing to a drawing."""
    del event, board


@_play.register
def _(event: ev.CaseStarted, board: _Board) -> None:
    board.bundle = event.bundle
    board.learn("", event.variables, event.variables)


@_play.register
def _(event: ev.CaseMigrated, board: _Board) -> None:
    board.bundle = event.to_bundle


@_play.register
def _(event: ev.ElementStarted, board: _Board) -> None:
    board.open(f"{_PART}{event.scope}|{event.element}|{event.round}", (event.scope, event.element))
    board.fresh.add((event.scope, event.element))


@_play.register
def _(event: ev.ElementCompleted, board: _Board) -> None:
    place = (event.scope, event.element)
    board.rounds[place] = board.rounds.get(place, 0) + 1
    board.cancelled.discard(place)
    board.fresh.add(place)
    board.close_at(place)


@_play.register
def _(event: ev.ElementCancelled, board: _Board) -> None:
    place = (event.scope, event.element)
    board.close_at(place)
    board.cancelled.add(place)
    inside = f"{event.scope}/" if event.scope else ""
    for key, (scope, _) in list(board.active.items()):
        if scope.startswith(f"{inside}{event.element}#"):
            board.close(key)  # what lay in it went along


@_play.register
def _(event: ev.FlowTaken, board: _Board) -> None:
    place = (event.scope, event.flow)
    board.flows[place] = board.flows.get(place, 0) + 1
    board.fresh.add(place)


@_play.register
def _(event: ev.TaskOpened, board: _Board) -> None:
    board.open(event.task_id, (event.scope, event.element), event.due_at)


@_play.register
def _(event: ev.TaskCompleted, board: _Board) -> None:
    board.close(event.task_id)
    board.forms.append((event.submission_id, event.form_hash))


@_play.register
def _(event: ev.TaskCancelled, board: _Board) -> None:
    board.close(event.task_id)
    board.cancelled.add((event.scope, event.element))


@_play.register
def _(event: ev.MessageReceived, board: _Board) -> None:
    if event.submission_id:
        board.forms.append((event.submission_id, ""))


@_play.register
def _(event: ev.TimerSet, board: _Board) -> None:
    board.open(event.timer_id, (event.scope, event.element), event.due_at)


@_play.register
def _(event: ev.TimerMoved, board: _Board) -> None:
    board.move(event.timer_id, event.due_at)


@_play.register(ev.TimerFired)
@_play.register(ev.TimerCancelled)
def _(event: ev.TimerFired | ev.TimerCancelled, board: _Board) -> None:
    board.close(event.timer_id)


@_play.register
def _(event: ev.EventAwaited, board: _Board) -> None:
    board.open(f"{_WAIT}{event.wait_id}", (event.scope, event.element))


@_play.register
def _(event: ev.VariablesSet, board: _Board) -> None:
    board.learn(event.scope, event.values, event.names)


@_play.register
def _(event: ev.TermStarted, board: _Board) -> None:
    _term(board, event.run_id, event.term, "running", event.end)


@_play.register
def _(event: ev.TermSuspended, board: _Board) -> None:
    _term(board, event.run_id, event.term, "suspended", "")


@_play.register(ev.TermResumed)
@_play.register(ev.TermExtended)
@_play.register(ev.TermRecalculated)
def _(event: ev.TermResumed | ev.TermExtended | ev.TermRecalculated, board: _Board) -> None:
    before = board.terms.get(event.run_id)
    stays = isinstance(event, ev.TermRecalculated) and before is not None
    status = before.status if stays and before else "running"
    _term(board, event.run_id, event.term, status, event.end if status == "running" else "")


@_play.register
def _(event: ev.TermEnded, board: _Board) -> None:
    _term(board, event.run_id, event.term, event.outcome, event.ended_on)


@_play.register(ev.CaseCompleted)
@_play.register(ev.CaseWithdrawn)
def _(event: ev.CaseCompleted | ev.CaseWithdrawn, board: _Board) -> None:
    if isinstance(event, ev.CaseWithdrawn):
        board.cancelled |= set(board.active.values())
    board.active.clear()
    board.deadlines.clear()


def _term(board: _Board, run_id: str, term: str, status: str, end: str) -> None:
    board.terms[run_id] = TermState(run_id=run_id, term=term, status=status, end=end)
