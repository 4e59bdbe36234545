"""The statements of a list of work, built once for every shape of question.

To build one takes longer than to execute it, and a page of work asks two. What is asked for comes
in by parameters; a shape is only which of them there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)

from doorgang_engine.model import Case
from doorgang_engine.work.asking import COUNTED, NOBODY, Due, Order, WorkQuery, bounds

from . import tables as t
from . import work_tables as w

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

OPEN: Any = literal_column("status = 'open'")
_DEADLINE: Any = literal_column("coalesce(due_at, '9999-12-31')")
_TASKS = t.user_tasks.c
LAST_KEY, LAST_ID = "last_key", "last_id"  # where the task stands that was seen last
_SHAPES = 512  # statements that are kept of each sort
#: What a list needs of a case; its state is large, and nobody looks at it there.
CASE_NAMES = tuple(
    column.name
    for column in t.cases.c
    if column.name in Case.__dataclass_fields__ and column.name != "state"
)
_LABELLED_CASE = tuple(t.cases.c[name].label(f"of_case_{name}") for name in CASE_NAMES)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What makes one question another statement."""

    ranges: int  # an organisation with a role: each a range of the index
    limits: frozenset[str]  # keys of ``_LIMITS``
    order: Order
    is_further: bool = False  # begins after a task that was seen

    @classmethod
    def of(cls, query: WorkQuery, given: Mapping[str, Any]) -> Shape:
        """Return the shape of a question, of which the parameters were worked out."""
        return cls(
            ranges=len(query.organisations) * len(query.roles),
            limits=frozenset(_LIMITS.keys() & given.keys()),
            order=query.order,
            is_further=LAST_KEY in given,
        )


def parameters(query: WorkQuery) -> dict[str, Any]:
    """Return what is asked, by the names of the parameters that stand for it."""
    found: dict[str, Any] = {"region": query.region, "most": query.limit}
    pairs = [(one, role) for one in query.organisations for role in query.roles]
    for number, (organisation, role) in enumerate(pairs):
        found |= {f"organisation_{number}": organisation, f"role_{number}": role}
    if query.due is not None:
        found |= _of_due(query.due, query.now)
    for name in ("route", "number", "due_before", "not_before", "followed_by"):
        if value := getattr(query, name):
            found[name] = value
    if query.not_before or query.followed_by:
        found["today"] = query.today
    if query.claimed_by:
        found["claimed_by"] = "" if query.claimed_by == NOBODY else query.claimed_by
    return found


def _of_due(due: Due, now: datetime) -> dict[str, Any]:
    if due is Due.NEVER:
        return {"due_never": True}
    first, end = bounds(due, now)
    return {key: one for key, one in (("due_first", first), ("due_end", end)) if one is not None}


def counting(query: WorkQuery) -> dict[str, Any]:
    """Return what is asked to count, with where the sorts of deadline end."""
    found = {f"{due.name}_end": bounds(due, query.now)[1] for due in _ENDING}
    return {**parameters(query), **found, "most": COUNTED}


@lru_cache(maxsize=_SHAPES)
def page_statement(shape: Shape) -> Select[Any]:
    """Return what finds a page of open tasks with their cases, in the order that is asked."""
    order = _order(shape.order)
    most: Any = bindparam("most")
    found = _each_range(shape, (_TASKS.id,), lambda s: s.order_by(*order).limit(most))
    first, cases = found.subquery("found"), t.cases
    return (
        select(t.user_tasks, *_LABELLED_CASE)
        .join(first, (_TASKS.region == bindparam("region")) & (_TASKS.id == first.c.id))
        .join(cases, (cases.c.region == _TASKS.region) & (cases.c.id == _TASKS.case_id))
        .order_by(*order)
        .limit(most)
    )


@lru_cache(maxsize=_SHAPES)
def counts_statement(shape: Shape) -> Select[Any]:
    """Return what counts the most urgent tasks by their sort of deadline, in the order of it.

    The order of the index is followed until COUNTED: a bound on a sealed-in table (row-level
    security) is no bound of the index, and all tasks of a large desk would be read.
    """
    order = (_DEADLINE, _TASKS.id)
    most: Any = bindparam("most")
    columns = (_TASKS.id, _TASKS.due_at)
    found = _each_range(shape, columns, lambda s: s.order_by(*order).limit(most))
    tasks = found.subquery("found")
    first = select(tasks.c.due_at).order_by(_DEADLINE, tasks.c.id).limit(most).subquery()
    before = [first.c.due_at < bindparam(f"{due.name}_end") for due in _ENDING]
    ends = [*zip(before, _ENDING, strict=True), (first.c.due_at.is_not(None), Due.LATER)]
    sort = case(*((condition, due.value) for condition, due in ends), else_=Due.NEVER.value)
    return select(
        *(func.coalesce(func.sum(case((sort == due.value, 1), else_=0)), 0) for due in Due)
    )


def last_seen(query: WorkQuery) -> Select[Any]:
    """Return what finds where the task that was seen last stands, wherever that is now."""
    return select(_sorted_by(query.order).label("key"), _TASKS.id).where(_TASKS.id == query.after)


_ENDING = (Due.LATE, Due.TODAY, Due.THIS_WEEK)  # each ends where the next begins


def _each_range(
    shape: Shape, columns: Sequence[Any], cut: Callable[[Select[Any]], Select[Any]]
) -> Any:
    """Return columns of the tasks per organisation and role, each cut off by itself.

    What is asked is little: a statement costs time for every column at every level of it.
    """
    conditions = [_LIMITS[name]() for name in sorted(shape.limits)]
    if shape.is_further:
        conditions.append(_further(shape.order))
    ranges = [
        cut(
            select(*columns).where(
                _TASKS.region == bindparam("region"),
                _TASKS.organisation == bindparam(f"organisation_{number}"),
                _TASKS.role == bindparam(f"role_{number}"),
                OPEN,
                *conditions,
            )
        ).subquery()
        for number in range(shape.ranges)
    ]
    return union_all(*(select(one) for one in ranges))


def _of_case(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    same = (t.cases.c.region == _TASKS.region) & (t.cases.c.id == _TASKS.case_id)
    return select(t.cases.c.id).where(same, condition).exists()


def _follow_up_of(account: str) -> Select[Any]:
    of = w.follow_ups.c
    same = (of.region == _TASKS.region) & (of.task_id == _TASKS.id)
    return select(of.task_id).where(same, of.account == bindparam(account))


def _later(account: str) -> ColumnElement[bool]:
    later = w.follow_ups.c.day > bindparam("today")
    return not_(_follow_up_of(account).where(later).exists())


def _by_now(account: str) -> ColumnElement[bool]:
    by_now = w.follow_ups.c.day <= bindparam("today")
    return _follow_up_of(account).where(by_now).exists()


_LIMITS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "due_never": lambda: _TASKS.due_at.is_(None),
    "due_first": lambda: _TASKS.due_at >= bindparam("due_first"),
    "due_end": lambda: _TASKS.due_at < bindparam("due_end"),
    "due_before": lambda: _TASKS.due_at < bindparam("due_before"),
    "claimed_by": lambda: _TASKS.claimed_by == bindparam("claimed_by"),
    "route": lambda: _of_case(t.cases.c.route == bindparam("route")),
    "number": lambda: _of_case(t.cases.c.number == bindparam("number")),
    "not_before": lambda: _later("not_before"),
    "followed_by": lambda: _by_now("followed_by"),
}


def _further(order: Order) -> ColumnElement[bool]:
    """Return the condition of coming after a task in the list."""
    column = _sorted_by(order)
    key: Any = bindparam(LAST_KEY)
    further = column < key if order is Order.NEWEST else column > key
    return or_(further, (column == key) & (_TASKS.id > bindparam(LAST_ID)))


def _sorted_by(order: Order) -> Any:
    return _DEADLINE if order is Order.DEADLINE else _TASKS.opened_at


def _order(order: Order) -> tuple[Any, Any]:
    by = _sorted_by(order)
    return (by.desc() if order is Order.NEWEST else by, _TASKS.id)
