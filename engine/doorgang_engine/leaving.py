"""Out of the corridor: write down all that a passage changed, in the transaction that it began.

The case itself first, then its acts, what is open, history, milestones, terms, and what follows.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from . import effects
from .history.chain import canonical
from .kpi.milestones import milestones_in
from .letters.asking import letters_asked
from .model import CLOCK, Case, CaseStatus, TaskStatus, Term, Timer, UserTask
from .reservations import write_reservations
from .sealing import STATE

if TYPE_CHECKING:
    from .advance import Passage
    from .bpmn.journal import Waiting
    from .ports import UnitOfWork


def leave(passage: Passage, uow: UnitOfWork) -> Case:
    """Write everything that changed, and return the case as it is now.

    :raises ResourceExhausted: if it asked for what all are held of; then keep nothing.
    """
    case = ended_or_saved(passage)
    uow.cases.save(case)
    return write_passage(passage, case, uow)


def write_passage(passage: Passage, case: Case, uow: UnitOfWork) -> Case:
    """Write what changed beside the case itself, which is written already; return the case.

    :raises ResourceExhausted: if it asked for what all are held of; then keep nothing.
    """
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


def ended_or_saved(passage: Passage) -> Case:
    """Return the case as it is to be written: with its state sealed, or ended."""
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
