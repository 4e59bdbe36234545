"""The one corridor: every act on a running case goes through here, in one transaction.

Load, fire what is due, carry the act out, fire what became due, write down what changed. The
order matters: a task that is completed after its deadline must find that the deadline passed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from . import acts, effects
from .enact import Running, due_timers, enact, restore
from .errors import CaseNotRunning, RunsOn, StaleRevision
from .history.chain import canonical, extend_chain
from .kpi.milestones import milestones_in
from .letters.asking import letters_asked
from .model import (
    CLOCK,
    Actor,
    Case,
    CaseStatus,
    RecordedAct,
    RecordedEvent,
    TaskStatus,
    Term,
    Timer,
    UserTask,
)
from .participation import asker, follow_participants
from .reservations import write_reservations
from .sealing import ACT, STATE
from .terms.moments import local_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from .bpmn.journal import Waiting
    from .contacts.register import Duty
    from .enact import Runnable
    from .events import Event
    from .ports import LockedCase, UnitOfWork
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


def leave(passage: Passage, uow: UnitOfWork) -> Case:
    """Write everything that changed, and return the case as it is now.

    :raises ResourceExhausted: if it asked for what all are held of; then keep nothing.
    """
    case = _ended_or_saved(passage)
    uow.cases.save(case)
    uow.acts.append(passage.acts)
    _write_open_items(passage, uow)
    uow.history.append(passage.events)
    uow.milestones.add(
        milestones_in(passage.events, passage.happened, program=passage.runnable.program)
    )
    _write_terms(passage, uow)
    effects.write(
        passage.happened,
        case=case,
        kind_of=passage.runnable.organisation,
        letters=letters_asked(
            passage.happened, case=case, program=passage.runnable.program, now=passage.now
        ),
        uow=uow,
        now=passage.now,
    )
    write_reservations(passage.happened, case=case, uow=uow, now=passage.now)
    passage.case = case
    return case


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


def _ended_or_saved(passage: Passage) -> Case:
    running, case = passage.running, replace(passage.case, revision=passage.case.revision + 1)
    if not running.is_over:
        return replace(case, state=passage.key.seal(running.state(), STATE))
    status = CaseStatus.WITHDRAWN if running.withdrawn else CaseStatus.COMPLETED
    outcome = "" if running.withdrawn else running.execution.outcome[0]
    return replace(case, status=status, outcome=outcome, ended_at=passage.now, state=b"")


def _write_open_items(passage: Passage, uow: UnitOfWork) -> None:
    before, after = passage.before, passage.running.open_items()
    gone = [w for key, w in before.items() if key not in after]
    new = [w for key, w in after.items() if key not in before]
    moved = [w for key, w in after.items() if key in before and before[key].due_at != w.due_at]
    _close_tasks(passage, [w.id for w in gone if w.waits_for == "task"], uow)
    if tasks := [_task(passage, w) for w in new if w.waits_for == "task"]:
        uow.tasks.open(tasks)
    if timers := [w.id for w in gone if w.waits_for == "timer"]:
        uow.timers.remove(timers, region=passage.case.region)
    if set_timers := [_timer(passage.case, w) for w in new if w.waits_for == "timer"]:
        uow.timers.set(set_timers)
    _hand_over(passage, [w for w in after.values() if w.id in before], uow)
    for waiting in moved:
        due_at = _moment(waiting.due_at)
        if waiting.waits_for == "timer":
            uow.timers.move(region=passage.case.region, timer_id=waiting.id, due_at=due_at)
        elif waiting.waits_for == "task":
            uow.tasks.move(task_id=waiting.id, due_at=due_at)


def _hand_over(passage: Passage, waiting: list[Waiting], uow: UnitOfWork) -> None:
    """Give the tasks that stood open to the organisations that take part now."""
    if not passage.changed_kinds:
        return
    kind_of = passage.runnable.organisation
    pairs = [pair for one in waiting for pair in passage.runnable.doers(one)]
    for role in {role for role, _ in pairs if kind_of(role) in passage.changed_kinds}:
        task_ids = [task_id for other, task_id in pairs if other == role]
        organisation = passage.case.stands_for(kind_of(role))
        uow.tasks.hand_over(task_ids, organisation=organisation, role=role)


def _close_tasks(passage: Passage, task_ids: list[str], uow: UnitOfWork) -> None:
    done = [task_id for task_id in task_ids if task_id in passage.closed_by]
    for task_id in done:
        uow.tasks.close(
            task_ids=[task_id],
            status=TaskStatus.COMPLETED,
            at=passage.now,
            by=passage.closed_by[task_id],
        )
    if cancelled := [task_id for task_id in task_ids if task_id not in passage.closed_by]:
        uow.tasks.close(
            task_ids=cancelled, status=TaskStatus.CANCELLED, at=passage.now, by=CLOCK.id
        )


def _task(passage: Passage, waiting: Waiting) -> UserTask:
    case = passage.case
    element = passage.runnable.element(waiting)
    return UserTask(
        region=case.region,
        id=waiting.id,
        case_id=case.id,
        element=waiting.element,
        scope=waiting.scope,
        name=element.name,
        role=waiting.role,
        organisation=case.stands_for(passage.runnable.organisation(waiting.role)),
        form=waiting.form,
        status=TaskStatus.OPEN,
        opened_at=passage.now,
        due_at=_moment(waiting.due_at),
    )


def _timer(case: Case, waiting: Waiting) -> Timer:
    return Timer(
        region=case.region,
        id=waiting.id,
        case_id=case.id,
        element=waiting.element,
        due_at=_moment(waiting.due_at),
        term_run=waiting.term_run,
    )


def _write_terms(passage: Passage, uow: UnitOfWork) -> None:
    terms = terms_of(passage)
    known = passage.running.clock.known
    if new := [term for term in terms if term.id not in known]:
        uow.terms.add(new, key=passage.key)
    if changed := [term for term in terms if term.id in known]:
        uow.terms.save(changed, key=passage.key)


def terms_of(passage: Passage) -> list[Term]:
    """Return the terms that this passage changed, as they are to be shown."""
    changed = passage.running.clock.changed
    if not changed:
        return []
    contents = {content["id"]: content for content in passage.running.clock.dump()}
    return [
        Term(
            region=passage.case.region,
            id=run.id,
            case_id=passage.case.id,
            term=run.rule.id,
            name=run.rule.name,
            status=run.status.value,
            started_on=run.started_on,
            raw_end=run.reckoning.raw_end,
            end=run.end,
            reason=run.reckoning.reason,
            ground=run.rule.ground,
            content=json.loads(canonical(contents[run.id])),
        )
        for run in passage.running.clock.runs
        if run.id in changed
    ]


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
