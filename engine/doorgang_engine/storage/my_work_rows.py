"""Open tasks as people look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Select,
    case,
    func,
    literal_column,
    not_,
    or_,
    select,
    union_all,
    update,
)

from doorgang_engine.model import Case, CaseStatus
from doorgang_engine.work.asking import COUNTED, NOBODY, Counts, Due, Order, WorkQuery, bounds
from doorgang_engine.work.records import Place, TermFact, WorkItem

from . import tables as t
from . import work_tables as w
from .beside_work_rows import SqlBesideWork
from .case_rows import task_of
from .rows import noun

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

_OPEN: Any = literal_column("status = 'open'")
_DEADLINE: Any = literal_column("coalesce(due_at, '9999-12-31')")
_TASKS = t.user_tasks.c
#: What a list needs of a case; its state is large, and nobody looks at it there.
_CASE = tuple(
    column
    for column in t.cases.c
    if column.name in Case.__dataclass_fields__ and column.name != "state"
)
_CASE_NAMES = tuple(column.name for column in _CASE)
_LABELLED_CASE = tuple(column.label(f"of_case_{column.name}") for column in _CASE)


class SqlWork(SqlBesideWork):
    """Open tasks with their cases, and how many there are."""

    def page(self, query: WorkQuery) -> Sequence[WorkItem]:
        """Return a page of open tasks with their cases, in the order that was asked."""
        order = _order(query.order)
        found = self._each_range(
            query, (_TASKS.id,), lambda s: s.order_by(*order(_TASKS)).limit(query.limit)
        )
        if found is None:
            return []
        first, cases = found.subquery("found"), t.cases
        statement = (
            select(t.user_tasks, *_LABELLED_CASE)
            .join(first, (_TASKS.region == query.region) & (_TASKS.id == first.c.id))
            .join(cases, (cases.c.region == _TASKS.region) & (cases.c.id == _TASKS.case_id))
            .order_by(*order(_TASKS))
            .limit(query.limit)
        )
        return [_item(row) for row in self._connection.execute(statement)]

    def counts(self, query: WorkQuery) -> Counts:
        """Return how many of the most urgent tasks there are of each sort of deadline.

        The order of the index is followed until COUNTED: a bound on a sealed-in table (row-level
        security) is no bound of the index, and all tasks of a large desk would be read.
        """
        found = self._each_range(
            query,
            (_TASKS.id, _TASKS.due_at),
            lambda s: s.order_by(_DEADLINE, _TASKS.id).limit(COUNTED),
        )
        if found is None:
            return Counts(numbers=dict.fromkeys(Due, 0))
        tasks = found.subquery("found")
        first = select(tasks.c.due_at).order_by(_DEADLINE, tasks.c.id).limit(COUNTED).subquery()
        columns = [
            func.coalesce(func.sum(case((_is_due(first.c.due_at, due, query.now), 1), else_=0)), 0)
            for due in Due
        ]
        row = self._connection.execute(select(*columns)).one()
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
            .where(_TASKS.region == region, _OPEN)
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
            .where(_TASKS.id == task_id, _TASKS.organisation == organisation, _OPEN)
            .values(claimed_by=to)
        )
        return changed.rowcount == 1

    def _each_range(self, query: WorkQuery, columns: Sequence[Any], cut: Any) -> Any:
        """Return columns of the tasks per organisation and role, each cut off by itself.

        Each is a range of the index. What is asked is little: to build a statement costs time for
        every column at every level of it.
        """
        conditions = self._conditions(query)
        ranges = [
            cut(
                select(*columns)
                .where(_TASKS.region == query.region, _TASKS.organisation == organisation)
                .where(_TASKS.role == role, _OPEN, *conditions)
            ).subquery()
            for organisation in query.organisations
            for role in query.roles
        ]
        return union_all(*(select(one) for one in ranges)) if ranges else None

    def _conditions(self, query: WorkQuery) -> list[Any]:
        found = _about_task(query)
        if query.route:
            found.append(_of_case(t.cases.c.route == query.route))
        if query.number:
            found.append(_of_case(t.cases.c.number == query.number))
        later = w.follow_ups.c
        if query.not_before:
            own = _follow_up_of(query.not_before)
            found.append(not_(own.where(later.day > query.today).exists()))
        if query.followed_by:
            own = _follow_up_of(query.followed_by)
            found.append(own.where(later.day <= query.today).exists())
        if query.after:
            found.append(self._after(query))
        return found

    def _after(self, query: WorkQuery) -> Any:
        """Return the condition of coming after a task in the list, wherever that one is now."""
        column = _sorted_by(query.order)(_TASKS)
        last = self._connection.execute(
            select(column, _TASKS.id).where(_TASKS.id == query.after)
        ).one_or_none()
        if last is None:
            return literal_column("1 = 1")
        further = column < last[0] if query.order is Order.NEWEST else column > last[0]
        return or_(further, (column == last[0]) & (_TASKS.id > last[1]))


def _about_task(query: WorkQuery) -> list[Any]:
    found: list[Any] = []
    if query.due is not None:
        found.append(_is_due(_TASKS.due_at, query.due, query.now))
    if query.due_before is not None:
        found.append(_TASKS.due_at < query.due_before)
    if query.claimed_by:
        wanted = "" if query.claimed_by == NOBODY else query.claimed_by
        found.append(_TASKS.claimed_by == wanted)
    return found


def _of_case(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    same = (t.cases.c.region == _TASKS.region) & (t.cases.c.id == _TASKS.case_id)
    return select(t.cases.c.id).where(same, condition).exists()


def _follow_up_of(account: str) -> Select[Any]:
    of = w.follow_ups.c
    same = (of.region == _TASKS.region) & (of.task_id == _TASKS.id)
    return select(of.task_id).where(same, of.account == account)


def _is_due(column: Any, due: Due, now: datetime) -> ColumnElement[bool]:
    if due is Due.NEVER:
        return column.is_(None)  # type: ignore[no-any-return]
    first, end = bounds(due, now)
    found = column.is_not(None)
    if first is not None:
        found = found & (column >= first)
    return found & (column < end) if end is not None else found  # type: ignore[no-any-return]


def _sorted_by(order: Order) -> Any:
    if order is Order.DEADLINE:
        return lambda _columns: _DEADLINE
    return lambda columns: columns.opened_at


def _order(order: Order) -> Any:
    by = _sorted_by(order)
    if order is Order.NEWEST:
        return lambda columns: (by(columns).desc(), columns.id)
    return lambda columns: (by(columns), columns.id)


def _item(row: Row[Any]) -> WorkItem:
    fields = {name: row._mapping[f"of_case_{name}"] for name in _CASE_NAMES}
    return WorkItem(
        task=task_of(row), case=Case(**{**fields, "status": CaseStatus(fields["status"])})
    )
