"""Open tasks as people look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select, update

from doorgang_engine.model import Case, CaseStatus
from doorgang_engine.work.asking import COUNTED, Counts, Due, WorkQuery, bounds
from doorgang_engine.work.records import Place, TermFact, WorkItem

from . import tables as t
from .beside_work_rows import SqlBesideWork
from .case_rows import task_of
from .rows import noun
from .work_statements import (
    CASE_NAMES,
    LAST_ID,
    LAST_KEY,
    OPEN,
    Shape,
    counting,
    counts_statement,
    last_seen,
    page_statement,
    parameters,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

_TASKS = t.user_tasks.c


class SqlWork(SqlBesideWork):
    """Open tasks with their cases, and how many there are."""

    def page(self, query: WorkQuery) -> Sequence[WorkItem]:
        """Return a page of open tasks with their cases, in the order that was asked."""
        given = {**parameters(query), **self._last_seen(query)}
        shape = Shape.of(query, given)
        if not shape.ranges:
            return []
        rows = self._connection.execute(page_statement(shape), given)
        return [_item(row) for row in rows]

    def counts(self, query: WorkQuery) -> Counts:
        """Return how many of the most urgent tasks there are of each sort of deadline."""
        given = {**counting(query), **self._last_seen(query)}
        shape = Shape.of(query, given)
        if not shape.ranges:
            return Counts(numbers=dict.fromkeys(Due, 0))
        row = self._connection.execute(counts_statement(shape), given).one()
        numbers = {due: int(count) for due, count in zip(Due, row, strict=True)}
        return Counts(numbers=numbers, is_cut_off=sum(numbers.values()) >= COUNTED)

    def places(self, *, region: str, now: datetime) -> Sequence[Place]:
        """Return how much work waits where, the most that is late first."""
        place = (_TASKS.organisation, _TASKS.role)

        def count(condition: Any, name: str) -> Any:
            return func.sum(case((condition, 1), else_=0)).label(name)

        late = count(_is_due(_TASKS.due_at, Due.LATE, now), "late")
        query = (
            select(
                *place,
                func.count().label("open"),
                late,
                count(_is_due(_TASKS.due_at, Due.TODAY, now), "today"),
                count(_is_due(_TASKS.due_at, Due.THIS_WEEK, now), "this_week"),
                count(_TASKS.claimed_by == "", "unclaimed"),
                func.min(_TASKS.opened_at, type_=t.Moment()).label("oldest"),
            )
            .where(_TASKS.region == region, OPEN)
            .group_by(*place)
            .order_by(late.desc(), func.count().desc(), *place)
        )
        return [noun(Place, row) for row in self._connection.execute(query)]

    def term_facts(self, *, region: str, case_ids: Collection[str]) -> Sequence[TermFact]:
        """Return the terms of cases, the oldest run first, without what is sealed of them."""
        terms = t.terms.c
        query = (
            select(terms.case_id, terms.term, terms.status, terms.ground)
            .where(terms.region == region, terms.case_id.in_(case_ids))
            .order_by(terms.id)
        )
        return [noun(TermFact, row) for row in self._connection.execute(query)]

    def assign(self, *, task_id: str, organisation: str, to: str) -> bool:
        """Give an open task to a person, whoever has it; return whether it was still there."""
        changed = self._connection.execute(
            update(t.user_tasks)
            .where(_TASKS.id == task_id, _TASKS.organisation == organisation, OPEN)
            .values(claimed_by=to)
        )
        return changed.rowcount == 1

    def _last_seen(self, query: WorkQuery) -> dict[str, Any]:
        """Return where the task that was seen last stands; nothing when it is not there."""
        if not query.after:
            return {}
        last = self._connection.execute(last_seen(query)).one_or_none()
        return {} if last is None else {LAST_KEY: last.key, LAST_ID: last.id}


def _is_due(column: Any, due: Due, now: datetime) -> ColumnElement[bool]:
    """Return the condition of a deadline of a sort that has an end."""
    first, end = bounds(due, now)
    before: ColumnElement[bool] = column < end
    return before if first is None else (column >= first) & before


def _item(row: Row[Any]) -> WorkItem:
    fields = {name: row._mapping[f"of_case_{name}"] for name in CASE_NAMES}
    return WorkItem(
        task=task_of(row), case=Case(**{**fields, "status": CaseStatus(fields["status"])})
    )
