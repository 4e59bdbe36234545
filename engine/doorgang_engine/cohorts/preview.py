"""What would begin: tried out in memory for the first children of a list, and thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from doorgang_engine.acts import StartCase
from doorgang_engine.enact import begin
from doorgang_engine.history.chain import canonical
from doorgang_engine.terms.moments import local_day

from .access import find_cohort
from .batch import RowStatus
from .content import open_child

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.enact import Running
    from doorgang_engine.ports import Parts, UnitOfWork

    from .batch import Batch
    from .columns import Opened

ROWS_TRIED = 500
MOST_DIFFERENT = 20  # begin otherwise than each other


@dataclass(frozen=True, kw_only=True)
class FirstDay:
    """Something that a case begins with, and between which days it lies over the children."""

    name: str
    role: str  # of a task; "" of a term
    first: date | None
    last: date | None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a list would begin."""

    per_organisation: Mapping[str, int]
    counts: Mapping[RowStatus, int]
    tried: int  # children of whom the beginning was tried out
    tasks: tuple[FirstDay, ...] = ()
    terms: tuple[FirstDay, ...] = ()


def preview_of(batch: Batch, *, uow: UnitOfWork, parts: Parts, now: datetime) -> Preview:
    """Return what a list would begin at a moment.

    :raises ExecutionFailed: if a case could not run to its first wait state.
    """
    per, counts = uow.batches.per_organisation(batch), uow.batches.counts(batch)
    rows = uow.batches.rows(batch, status=RowStatus.WAITING, limit=ROWS_TRIED)
    if not rows or not batch.wrapped:
        return Preview(per_organisation=per, counts=counts, tried=0)
    opened = find_cohort(
        region=batch.region, route=batch.route, key=batch.cohort, uow=uow, parts=parts
    )
    key = parts.vault.open_key(batch.id, batch.wrapped)
    different: dict[str, Running] = {}
    tried = 0
    for row in rows:
        exports = open_child(row, key).exports
        kind = canonical(exports)
        if kind not in different and len(different) == MOST_DIFFERENT:
            break
        tried += 1
        if kind not in different:
            different[kind] = _begun(opened, exports, batch, now)
    running = list(different.values())
    return Preview(
        per_organisation=per,
        counts=counts,
        tried=tried,
        tasks=_spread([task for one in running for task in _tasks(one, opened)]),
        terms=_spread([term for one in running for term in _terms(one)]),
    )


def _begun(opened: Opened, exports: Mapping[str, object], batch: Batch, now: datetime) -> Running:
    running, _ = begin(
        opened.runnable,
        StartCase(start_event=opened.start.id, variables=dict(exports)),
        case_id=batch.id,
        region=batch.region,
        bundle=opened.bundle.hash,
        now=now,
        ask=lambda _role: True,  # what a route waits for when nobody is there, is not foreseen
    )
    return running


def _tasks(running: Running, opened: Opened) -> list[tuple[str, str, date | None]]:
    return [
        (opened.runnable.element(one).name, one.role, _day(one.due_at))
        for one in running.open_items().values()
        if one.waits_for == "task"
    ]


def _terms(running: Running) -> list[tuple[str, str, date | None]]:
    return [(run.rule.name, "", run.end) for run in running.clock.runs]


def _day(moment: str) -> date | None:
    return local_day(moment=datetime.fromisoformat(moment)) if moment else None


def _spread(found: list[tuple[str, str, date | None]]) -> tuple[FirstDay, ...]:
    days: dict[tuple[str, str], list[date]] = {}
    for name, role, day in found:
        days.setdefault((name, role), []).extend([day] if day else [])
    return tuple(
        FirstDay(
            name=name,
            role=role,
            first=min(known, default=None),
            last=max(known, default=None),
        )
        for (name, role), known in days.items()
    )
