"""The one corridor: every act on a running case goes through here, in one transaction.

Load, fire what is due, carry the act out, fire what became due, write down what changed. The
order matters: a task that is completed after its deadline must find that the deadline passed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from . import acts
from .enact import Running, due_timers, enact, restore
from .errors import CaseNotRunning, RunsOn, StaleRevision
from .history.chain import canonical, extend_chain
from .model import (
    CLOCK,
    Actor,
    Case,
    CaseStatus,
    RecordedAct,
    RecordedEvent,
)
from .participation import asker, follow_participants
from .sealing import ACT, STATE
from .terms.moments import local_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from .bpmn.journal import Waiting
    from .contacts.register import Duty
    from .enact import Runnable
    from .events import Event
    from .ports import LockedCase
    from .sealing import CaseKey

MAX_FIRINGS = 200  # timers in one transaction; more means that a route goes round in the past


@dataclass
class Passage:
    """One case on its way through the corridor."""

    case: Case
    key: CaseKey
    runnable: Runnable
    running: Running
    now: datetime
    before: dict[str, Waiting]
    acts: list[RecordedAct] = field(default_factory=list)
    events: list[RecordedEvent] = field(default_factory=list)
    happened: list[Event] = field(default_factory=list)
    closed_by: dict[str, str] = field(default_factory=dict)
    changed_kinds: set[str] = field(
        default_factory=set
    )  # of which another organisation takes part
    duty_on: Callable[[date], Duty] | None = None  # asks the contact register
    record_class: str = ""  # of the form that comes with the next act


def enter(locked: LockedCase, runnable: Runnable, *, now: datetime) -> Passage:
    """Take a locked case into the corridor, and fire what is due.

    :raises CaseNotRunning: if it has ended, or waits for an incident.
    """
    require_running(locked.case)
    passage = enter_standing(locked, runnable, now=now)
    fire_due(passage)
    return passage


def enter_standing(locked: LockedCase, runnable: Runnable, *, now: datetime) -> Passage:
    """Take a locked case in as it stands, also in an incident; nothing is fired."""
    case = locked.case
    state = locked.key.open(case.state, STATE)
    running = restore(runnable, case_id=case.id, state=state, now=now)
    passage = Passage(case, locked.key, runnable, running, now, running.open_items())
    passage.duty_on = locked.duty_on
    return passage


def require_running(case: Case) -> None:
    """Refuse what has ended.

    :raises CaseNotRunning: with the reason in words.
    """
    if case.status is CaseStatus.INCIDENT:
        raise CaseNotRunning(
            "Dit traject staat stil door een storing. De regiocoördinator heeft een melding en "
            "kan het hervatten. Er is niets verwerkt."
        )
    if case.status is not CaseStatus.RUNNING:
        raise CaseNotRunning("Dit traject is afgelopen. Er is niets verwerkt.")


def require_revision(case: Case, revision: int | None) -> None:
    """Refuse an act on something that has changed since it was read.

    :raises StaleRevision: if it has.
    """
    if revision is not None and revision != case.revision:
        raise StaleRevision(
            "Het traject is gewijzigd nadat u het opende. Er is niets verwerkt. "
            "Ververs de pagina en kijk wat er is veranderd."
        )


def carry_out(
    passage: Passage,
    act: acts.Act,
    *,
    actor: Actor,
    request_id: str | None = None,
) -> None:
    """Carry one act out, and fire what became due by it.

    ``passage.record_class`` is that of the form that came with the act: what it says is kept as
    long. It holds for this act only.
    """
    record(passage, act, actor=actor, request_id=request_id)
    fire_due(passage)


def record(
    passage: Passage,
    act: acts.Act,
    *,
    actor: Actor,
    request_id: str | None = None,
) -> None:
    """Carry one act out, and fire nothing."""
    carry = partial(enact, passage.running, act, actor=actor.id)
    record_class, passage.record_class = passage.record_class, ""
    _record(passage, act, actor, request_id, carry, record_class)


def carry_out_under(
    passage: Passage, act: acts.MigrateCase, *, runnable: Runnable, actor: Actor
) -> None:
    """Let a case go on under another bundle, as the act says, and fire what became due by it.

    The case is saved and restored in between, as verified replay does it.
    """
    state = passage.running.state()
    passage.runnable = runnable
    passage.running = restore(runnable, case_id=passage.case.id, state=state, now=passage.now)
    passage.case = replace(passage.case, bundle=act.to_bundle)
    carry_out(passage, act, actor=actor)


def fire_due(passage: Passage) -> int:
    """Fire the timers of the case that are due, one act each; return how many."""
    for count in range(MAX_FIRINGS):
        due = due_timers(passage.running, passage.now)
        if not due:
            return count
        act = acts.FireTimer(timer_id=due[0].id)
        _record(passage, act, CLOCK, None, partial(enact, passage.running, act, actor=CLOCK.id))
    raise RunsOn(
        f"De route laat meer dan {MAX_FIRINGS} termijnen achter elkaar aflopen zonder te wachten."
    )


def record_start(
    passage: Passage,
    act: acts.Act,
    events: list[Event],
    *,
    actor: Actor,
    request_id: str | None,
    record_class: str = "",
) -> None:
    """Record the first act of a case, and fire what is due at once."""
    _record(passage, act, actor, request_id, lambda: events, record_class)
    fire_due(passage)


def _record(
    passage: Passage,
    act: acts.Act,
    actor: Actor,
    request_id: str | None,
    carry: Callable[[], list[Event]],
    record_class: str = "",
) -> None:
    passage.running.clock.ask = _asker(passage, act)
    events = carry()
    act = replace(act, contacts=dict(passage.running.clock.contacts))
    participants = follow_participants(passage.case, events, passage.runnable.organisation)
    passage.changed_kinds |= {
        kind for kind, one in participants.items() if one != passage.case.participants.get(kind)
    }
    case = passage.case = replace(passage.case, participants=participants)
    number = case.acts + 1
    recorded = extend_chain(
        events,
        case=case,
        key=passage.key,
        act=number,
        at=passage.now,
        actor=actor.id,
        record_class=record_class,
    )
    content = passage.key.seal(canonical(act.content()).encode(), ACT, record_class)
    passage.acts.append(
        RecordedAct(
            region=case.region,
            case_id=case.id,
            number=number,
            kind=act.kind,
            actor=actor.id,
            at=passage.now,
            request_id=request_id,
            content=content,
        )
    )
    passage.events.extend(recorded)
    passage.happened.extend(events)
    if isinstance(act, acts.CompleteTask):
        passage.closed_by[act.task_id] = actor.id
    passage.case = replace(
        case,
        acts=number,
        events=case.events + len(recorded),
        head=recorded[-1].hash if recorded else case.head,
    )


def _asker(passage: Passage, act: acts.Act) -> Callable[[str], bool]:
    kind_of, day = passage.runnable.organisation, local_day(moment=passage.now)
    return asker(passage.case, act, kind_of=kind_of, duty_on=passage.duty_on, day=day)
