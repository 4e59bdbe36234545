"""Verified replay: prove that a case's history is what its acts lead to.

The chain must be whole, and the recorded acts, carried out again under the pinned bundle at the
recorded moments, must give the same events. Once content was destroyed the chain still proves that
nothing was changed, but acts from there on cannot be carried out again; the verdict says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from doorgang_engine import acts
from doorgang_engine import events as ev
from doorgang_engine.enact import Running, begin, enact, restore
from doorgang_engine.errors import EngineError, HistoryBroken
from doorgang_engine.sealing import ACT, ContentDestroyed

from .chain import verify_chain
from .reading import read, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from doorgang_engine.enact import Runnable
    from doorgang_engine.model import Case, RecordedAct, RecordedEvent
    from doorgang_engine.ports import Parts, UnitOfWork
    from doorgang_engine.sealing import CaseKey


@dataclass(frozen=True)
class Difference:
    """Where the replay and the record part: event number, field, and both values."""

    event: int
    field: str
    recorded: str
    replayed: str


@dataclass(frozen=True)
class Verdict:
    """The outcome of verifying one case."""

    case_id: str
    events: int
    acts: int
    differences: tuple[Difference, ...] = field(default=())
    #: acts that cannot be carried out again, for what they said was destroyed in time
    acts_destroyed: int = 0

    @property
    def is_right(self) -> bool:
        """Whether the chain is whole, and every act that can still be read gives its events."""
        return not self.differences


@dataclass(frozen=True, kw_only=True)
class Programs:
    """The bundles that a case ran on, ready to run, by content hash."""

    first: str
    runnables: Mapping[str, Runnable]


def verify_case(*, case_id: str, parts: Parts) -> Verdict:
    """Verify the chain of a case and replay its acts.

    :raises CaseNotFound: if there is no such case.
    """
    with parts.new_uow() as uow:
        case = uow.cases.get(case_id)
        key = uow.cases.key(case_id)
        recorded = uow.history.of_case(case_id)
        done = uow.acts.of_case(case_id)
        readable = _readable(done, key)
        replayed = _differences(case, key, readable, recorded, parts, uow)
        differences = (*replayed, *_participants(case, recorded))
    return Verdict(
        case_id, len(recorded), len(done), differences, acts_destroyed=len(done) - len(readable)
    )


def _readable(done: Sequence[RecordedAct], key: CaseKey) -> Sequence[RecordedAct]:
    """Return the acts up to the first one whose content was destroyed."""
    for position, record in enumerate(done):
        try:
            key.open(record.content, ACT)
        except ContentDestroyed:
            return done[:position]
    return done


def programs_of(
    case: Case, recorded: Sequence[RecordedEvent], parts: Parts, uow: UnitOfWork
) -> Programs:
    """Return the bundles that a case ran on, ready to run.

    :raises HistoryBroken: if its history does not say, or says another one than it is on.
    """
    bundles = [bundle for _, bundle in versions_of(recorded)]
    if not bundles or bundles[-1] != case.bundle:
        raise HistoryBroken("Het traject staat op een andere versie dan zijn historie zegt.")
    runnables = {one: parts.shelf.runnable(uow, one) for one in bundles}
    return Programs(first=bundles[0], runnables=runnables)


def replay_acts(
    case: Case, key: CaseKey, programs: Programs, done: Sequence[RecordedAct]
) -> Iterator[tuple[RecordedAct, list[ev.Event]]]:
    """Yield each recorded act with the events that it gives when it is carried out again."""
    for record, events, _ in _replay(case, key, programs, done):
        yield record, events


def running_before(
    case: Case, key: CaseKey, programs: Programs, done: Sequence[RecordedAct], *, number: int
) -> Running | None:
    """Return a case as it stood before one of its acts; None before the first.

    :raises HistoryBroken: if the acts before it cannot be carried out again.
    """
    running = None
    earlier = [record for record in done if record.number < number]
    for _, _, running in _replay(case, key, programs, earlier):  # noqa: B007 - the last one stays
        pass
    return running


def _replay(
    case: Case, key: CaseKey, programs: Programs, done: Sequence[RecordedAct]
) -> Iterator[tuple[RecordedAct, list[ev.Event], Running]]:
    running: Running | None = None
    runnable = programs.runnables[programs.first]
    for record in done:
        act = acts.read_act(record.kind, json.loads(key.open(record.content, ACT)))
        if isinstance(act, acts.StartCase):
            running, events = begin(
                runnable,
                act,
                case_id=case.id,
                region=case.region,
                bundle=programs.first,
                now=record.at,
            )
        elif running is None:
            raise HistoryBroken("De eerste handeling van het traject ontbreekt.")
        else:
            if isinstance(act, acts.MigrateCase):
                runnable = programs.runnables[act.to_bundle]
            # Saved and restored between acts, as it was when they were done.
            running = restore(runnable, case_id=case.id, state=running.state(), now=record.at)
            events = enact(running, act, actor=record.actor)
        yield record, events, running


def _differences(
    case: Case,
    key: CaseKey,
    done: Sequence[RecordedAct],
    recorded: Sequence[RecordedEvent],
    parts: Parts,
    uow: UnitOfWork,
) -> Iterator[Difference]:
    try:
        verify_chain(recorded, case=case)
        programs = programs_of(case, recorded, parts, uow)
    except HistoryBroken as error:
        yield Difference(0, "keten", str(error), "")
        return
    by_act: dict[int, list[RecordedEvent]] = {}
    for event in recorded:
        by_act.setdefault(event.act, []).append(event)
    try:
        for record, events in replay_acts(case, key, programs, done):
            yield from _compare(by_act.pop(record.number, []), events, key)
    except EngineError as error:
        yield Difference(0, "handeling", "", f"{error.code}: {error}")
    by_act.pop(0, None)  # incidents and the like: no outcome of an act
    if len(done) < case.acts:
        return  # the rest was destroyed; the chain alone speaks for it
    for left in by_act.values():
        yield Difference(left[0].number, "kind", left[0].kind, "")


def _participants(case: Case, recorded: Sequence[RecordedEvent]) -> Iterator[Difference]:
    """Yield where the changes of who takes part do not follow each other, or lead elsewhere."""
    last: dict[str, tuple[int, str]] = {}
    for event in recorded:
        if event.kind != ev.ParticipantChanged.kind:
            continue
        told = json.loads(event.fields)
        kind, was = told["organisation_kind"], told["was"]
        if kind in last and last[kind][1] != was:
            yield Difference(event.number, "participant_changed.was", was, last[kind][1])
        last[kind] = (event.number, told["organisation"])
    for kind, (number, organisation) in last.items():
        now = case.participants.get(kind, "")
        if case.subject and now != organisation:  # a destroyed case has none
            yield Difference(number, f"participants.{kind}", now, organisation)


def _compare(
    recorded: Sequence[RecordedEvent], events: Sequence[ev.Event], key: CaseKey
) -> Iterator[Difference]:
    for position in range(max(len(recorded), len(events))):
        if position >= len(events):
            yield Difference(recorded[position].number, "kind", recorded[position].kind, "")
        elif position >= len(recorded):
            yield Difference(0, "kind", "", events[position].kind)
        else:
            yield from _compare_one(recorded[position], events[position], key)


def _compare_one(record: RecordedEvent, event: ev.Event, key: CaseKey) -> Iterator[Difference]:
    if record.kind != event.kind:
        yield Difference(record.number, "kind", record.kind, event.kind)
        return
    before = read(record, key)
    for name in (f.name for f in fields(before)):
        old, new = getattr(before, name), getattr(event, name)
        if json.dumps(old, sort_keys=True) != json.dumps(new, sort_keys=True):
            hidden = name in before.sealed
            yield Difference(
                record.number,
                f"{record.kind}.{name}",
                "(verzegeld)" if hidden else str(old),
                "(verzegeld)" if hidden else str(new),
            )
