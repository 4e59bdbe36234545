"""Milestones: the few events of a history that figures are made of, each as a row of its own.

They follow from the open part of the history and the route's drawing, so they can be made again at
any time. They hold keys, and the day on which something was recorded; never what was filled in.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Protocol

from doorgang_engine import events as ev
from doorgang_engine.terms.moments import local_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date, datetime

    from doorgang_engine.bpmn.execution import Program
    from doorgang_engine.events import Event
    from doorgang_engine.model import Case, RecordedEvent

    from .waiting import Wait

WITHDRAWN = "traject_ingetrokken"
TERM_WORDS = {"met": "voldaan", "lapsed": "verstreken", "stopped": "gestopt"}
SUSPENDED, RESUMED, EXTENDED = "opgeschort", "hervat", "verlengd"


class MilestoneKind(enum.StrEnum):
    """What sort of event a milestone is; the words are those of ``kpi.toml``."""

    BEGIN = "begin"  # a route began; key: start event
    MARK = "mijlpaal"  # a token passed what the route marks (``dg:mijlpaal``); key: the mark
    NORM = "norm"  # a norm was broken (``signaleren``); key: ``dg:kpi``
    TERM = "termijn"  # key: term and what happened to it, "tlv.beslis/voldaan"
    OUTCOME = "uitkomst"  # a route ended; key: ``dg:uitkomst``


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One milestone of a case."""

    region: str
    case_id: str
    number: int  # of the history event that it follows from
    kind: MilestoneKind
    route: str  # the route it happened in: the case's own, or one that was called
    run: str  # path of the calls to that route; "": the case's own
    key: str
    at: datetime
    day: date  # in Amsterdam


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What figures know of a case beside its milestones: a pseudonym, and who takes part."""

    id: str
    number: str
    route: str
    subject: str  # pseudonym: the same over all cases of a child
    started_at: datetime
    ended_at: datetime | None
    municipality: str  # organisation id; "": none takes part
    district: str  # of the school or voorschool that takes part; "": not known


@dataclass(frozen=True, kw_only=True)
class CountedTask:
    """A task with a deadline, for what is done in time."""

    case_id: str
    due_at: datetime
    closed_at: datetime | None
    is_cancelled: bool


class Milestones(Protocol):
    """Milestones of cases, and what else figures count."""

    def add(self, milestones: Sequence[Milestone]) -> None: ...
    def remove_of_case(self, case: Case) -> None: ...
    def of_case(self, case_id: str) -> Sequence[Milestone]: ...
    def find(self, *, region: str, keys: Collection[tuple[str, str]]) -> Sequence[Milestone]:
        """Return the milestones of a region with these kinds and keys, in order per case.

        The key ``*`` stands for all of that kind.
        """

    def cases(self, *, region: str) -> Sequence[Counted]: ...
    def tasks_due(self, *, region: str, start: datetime, end: datetime) -> Sequence[CountedTask]:
        """Return the tasks of a region with a deadline from ``start`` up to ``end``."""

    def waits(self, *, region: str, route: str, start: datetime) -> Sequence[Wait]:
        """Return the tasks in cases of a route that stand open, or stood from ``start`` on."""


def milestones_in(
    recorded: Iterable[RecordedEvent], events: Iterable[Event], *, program: Program
) -> list[Milestone]:
    """Return the milestones among events of one case, in order."""
    return [
        Milestone(
            region=stored.region,
            case_id=stored.case_id,
            number=stored.number,
            kind=kind,
            route=route,
            run=run,
            key=key,
            at=stored.at,
            day=local_day(moment=stored.at),
        )
        for stored, event in zip(recorded, events, strict=True)
        for kind, key, scope in _found(event, program)
        for route, run in [_place(program, scope)]
    ]


def _place(program: Program, scope: str) -> tuple[str, str]:
    """Return the route that a scope lies in, and the path of calls to it.

    A repeated sub-process has a scope of its own too, but is no other route.
    """
    key, path, run = program.key, "", ""
    for part in scope.split("/") if scope else []:
        path = f"{path}/{part}" if path else part
        called = program.models[key].elements[part.rsplit("#", 1)[0]].called
        if called:
            key, run = called, path
    return key, run


@singledispatch
def _found(event: Event, program: Program) -> Iterator[tuple[MilestoneKind, str, str]]:  # noqa: ARG001
    """Yield kind, key and scope of what an event is to figures: mostly nothing."""
    yield from ()


@_found.register(ev.ElementCompleted)
def _(event: ev.ElementCompleted, program: Program) -> Iterator[tuple[MilestoneKind, str, str]]:
    element = program.model_of(event.scope).elements[event.element]
    if mark := element.get("mijlpaal"):
        yield MilestoneKind.MARK, mark, event.scope
    if element.parent:
        return
    if element.kind == "startEvent":
        yield MilestoneKind.BEGIN, element.id, event.scope
    elif element.kind == "endEvent" and event.scope:
        yield MilestoneKind.OUTCOME, element.get("uitkomst") or element.id, event.scope


@_found.register(ev.CaseCompleted)
def _(event: ev.CaseCompleted, program: Program) -> Iterator[tuple[MilestoneKind, str, str]]:  # noqa: ARG001
    yield MilestoneKind.OUTCOME, event.outcome, ""


@_found.register(ev.FlowTaken)
def _(event: ev.FlowTaken, program: Program) -> Iterator[tuple[MilestoneKind, str, str]]:
    mark = program.model_of(event.scope).flows[event.flow].milestone
    if mark:
        yield MilestoneKind.MARK, mark, event.scope


@_found.register(ev.NormBroken)
def _(event: ev.NormBroken, program: Program) -> Iterator[tuple[MilestoneKind, str, str]]:  # noqa: ARG001
    yield MilestoneKind.NORM, event.kpi, event.scope


@_found.register(ev.CaseWithdrawn)
def _(event: ev.CaseWithdrawn, program: Program) -> Iterator[tuple[MilestoneKind, str, str]]:  # noqa: ARG001
    yield MilestoneKind.OUTCOME, WITHDRAWN, ""


@_found.register(ev.TermEnded)
def _(event: ev.TermEnded, program: Program) -> Iterator[tuple[MilestoneKind, str, str]]:  # noqa: ARG001
    yield MilestoneKind.TERM, f"{event.term}/{TERM_WORDS[event.outcome]}", ""


@_found.register(ev.TermSuspended)
def _(event: ev.TermSuspended, program: Program) -> Iterator[tuple[MilestoneKind, str, str]]:  # noqa: ARG001
    yield MilestoneKind.TERM, f"{event.term}/{SUSPENDED}", ""


@_found.register(ev.TermResumed)
def _(event: ev.TermResumed, program: Program) -> Iterator[tuple[MilestoneKind, str, str]]:  # noqa: ARG001
    yield MilestoneKind.TERM, f"{event.term}/{RESUMED}", ""


@_found.register(ev.TermExtended)
def _(event: ev.TermExtended, program: Program) -> Iterator[tuple[MilestoneKind, str, str]]:  # noqa: ARG001
    yield MilestoneKind.TERM, f"{event.term}/{EXTENDED}", ""
