"""What is to be done: user tasks, timers, terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, literal_column, or_, select, union, update

from doorgang_engine.errors import TaskNotFound
from doorgang_engine.model import Timer, UserTask

from . import tables as t
from .case_rows import task_of
from .database import database_now, is_sqlite
from .rows import Repository, noun, values
from .tables import Moment

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select

    from doorgang_engine.ports import TaskQuery

_LATEST: Any = literal_column("coalesce(due_at, '9999-12-31')")


# Built once: to build a statement takes longer than to execute it.
_OPEN = insert(t.user_tasks)
_CLOSE = (
    update(t.user_tasks)
    .where(t.user_tasks.c.id.in_(bindparam("ids", expanding=True)))
    .values({name: bindparam(name) for name in ("status", "closed_at", "closed_by")})
)
_SET_TIMERS = insert(t.timers)
# The region comes first in every key: without it all timers of the country are looked through.
_REMOVE_TIMERS = delete(t.timers).where(
    t.timers.c.region == bindparam("region"),
    t.timers.c.id.in_(bindparam("ids", expanding=True)),
)
# Limits stand in the text: with a parameter, a prepared plan expects a tenth of all rows.
_ONE: Any = literal_column("1")
_FIRST_DUE: Any = literal_column("64")  # more than the cases that workers hold at any moment


def _due(moment: ColumnElement[datetime], limit: Any) -> Select[Any]:
    return (
        select(t.timers)
        .where(literal_column("NOT is_held"), literal_column("due_at IS NOT NULL"))
        .where(t.timers.c.due_at <= moment)
        .order_by(t.timers.c.due_at)
        .limit(limit)
    )


def _due_of_free_case(moment: ColumnElement[datetime]) -> Select[Any]:
    """The first due timer of a case that nobody holds, holding that case.

    The case is what is locked, here as everywhere: whoever took a timer first and its case after
    would stand face to face with a completion that takes them the other way round.
    """
    first = _due(moment, _FIRST_DUE).subquery("first_due")
    cases = t.cases
    return (
        select(first)
        .join(cases, (cases.c.region == first.c.region) & (cases.c.id == first.c.case_id))
        .order_by(first.c.due_at)
        .limit(_ONE)
        .with_for_update(of=cases, skip_locked=True)
    )


_NEXT_DUE = _due(bindparam("now", type_=Moment()), _ONE)
_NEXT_DUE_UNHELD = _due_of_free_case(bindparam("now", type_=Moment()))
NEXT_DUE_BY_CLOCK = _due_of_free_case(func.now(type_=Moment()))


class SqlTasks(Repository):
    """User tasks."""

    def get(self, task_id: str) -> UserTask:
        """Return a task."""
        row = self._connection.execute(
            select(t.user_tasks).where(t.user_tasks.c.id == task_id)
        ).one_or_none()
        if row is None:
            raise TaskNotFound("Deze taak bestaat niet, of u mag haar niet zien.")
        return task_of(row)

    def open(self, tasks: Sequence[UserTask]) -> None:
        """Add new tasks."""
        self._connection.execute(_OPEN, [values(t.user_tasks, task) for task in tasks])

    def close(self, *, task_ids: Sequence[str], status: str, at: datetime, by: str) -> None:
        """Close tasks."""
        self._connection.execute(
            _CLOSE, {"ids": list(task_ids), "status": status, "closed_at": at, "closed_by": by}
        )

    def move(self, *, task_id: str, due_at: datetime | None) -> None:
        """Give a task another deadline."""
        self._connection.execute(
            update(t.user_tasks).where(t.user_tasks.c.id == task_id).values(due_at=due_at)
        )

    def open_places(self, region: str) -> Sequence[tuple[str, str, int]]:
        """Return where open tasks are: organisation, role and how many."""
        columns = t.user_tasks.c
        place = (columns.organisation, columns.role)
        query = (
            select(*place, func.count())
            .where(columns.region == region, literal_column("status = 'open'"))
            .group_by(*place)
            .order_by(*place)
        )
        return [tuple(row) for row in self._connection.execute(query)]

    def hand_over(self, task_ids: Sequence[str], *, organisation: str, role: str = "") -> None:
        """Give open tasks to another organisation; nobody has taken them there yet.

        With ``role`` only those that this role does now.
        """
        statement = update(t.user_tasks).where(t.user_tasks.c.id.in_(task_ids))
        if role:
            statement = statement.where(t.user_tasks.c.role == role)
        self._connection.execute(statement.values(organisation=organisation, claimed_by=""))

    def claim(self, *, task_id: str, organisation: str, by: str) -> bool:
        """Give an open task to a person, or (empty) to nobody; return whether it was free.

        ``organisation`` is whose task it was when it was read: by now it may be of another.
        """
        free = [t.user_tasks.c.claimed_by == "", t.user_tasks.c.claimed_by == by]
        condition = or_(*free) if by else t.user_tasks.c.claimed_by != ""
        changed = self._connection.execute(
            update(t.user_tasks)
            .where(t.user_tasks.c.id == task_id, t.user_tasks.c.status == "open", condition)
            .where(t.user_tasks.c.organisation == organisation)
            .values(claimed_by=by)
        )
        return changed.rowcount == 1

    def of_case(self, case_id: str) -> Sequence[UserTask]:
        """Return all tasks of a case."""
        query = (
            select(t.user_tasks)
            .where(t.user_tasks.c.case_id == case_id)
            .order_by(t.user_tasks.c.opened_at, t.user_tasks.c.id)
        )
        return [task_of(row) for row in self._connection.execute(query)]

    def worked_on(
        self, *, region: str, organisation: str, case_ids: Collection[str]
    ) -> Collection[str]:
        """Return those of these cases in which an organisation has or had work, or filled in."""
        if not organisation or not case_ids:
            return frozenset()
        each = (
            select(table.c.case_id).where(
                table.c.region == region,
                table.c.case_id.in_(case_ids),
                table.c.organisation == organisation,
            )
            for table in (t.user_tasks, t.submissions)
        )
        return frozenset(self._connection.execute(union(*each)).scalars())

    def page(self, query: TaskQuery) -> Sequence[UserTask]:
        """Return open tasks, the most urgent first; ``after`` is the id of the last one seen."""
        columns = t.user_tasks.c
        statement = select(t.user_tasks).where(
            columns.region == query.region, literal_column("status = 'open'")
        )
        if query.organisation:
            statement = statement.where(columns.organisation.in_(("", query.organisation)))
        if query.roles:
            statement = statement.where(columns.role.in_(query.roles))
        if query.claimed_by:
            statement = statement.where(columns.claimed_by == query.claimed_by)
        if query.due_before is not None:
            statement = statement.where(columns.due_at < query.due_before)
        if query.after:
            last = select(_LATEST, columns.id).where(columns.id == query.after)
            row = self._connection.execute(last).one_or_none()
            if row is not None:
                statement = statement.where(
                    or_(row[0] < _LATEST, (row[0] == _LATEST) & (columns.id > row[1]))
                )
        statement = statement.order_by(_LATEST, columns.id).limit(query.limit)
        return [task_of(row) for row in self._connection.execute(statement)]


class SqlTimers(Repository):
    """Moments that are waited for. A timer that fired or no longer matters is removed."""

    def next_due(self, *, at: datetime | None = None) -> Timer | None:
        """Return one due timer of a case that nobody else holds, holding the case."""
        if is_sqlite(self._connection):
            given = {"now": at or database_now(self._connection)}
            row = self._connection.execute(_NEXT_DUE, given).one_or_none()
        elif at is not None:
            row = self._connection.execute(_NEXT_DUE_UNHELD, {"now": at}).one_or_none()
        else:
            row = self._connection.execute(NEXT_DUE_BY_CLOCK).one_or_none()
        return None if row is None else noun(Timer, row)

    def count_due(self, *, at: datetime | None = None) -> tuple[int, datetime | None]:
        """Return how many timers are due, and since when the first is."""
        now = at or database_now(self._connection)
        query = select(func.count(), func.min(t.timers.c.due_at)).where(
            t.timers.c.due_at <= now,
            literal_column("NOT is_held"),
            literal_column("due_at IS NOT NULL"),
        )
        count, first = self._connection.execute(query).one()
        return int(count), first

    def set(self, timers: Sequence[Timer]) -> None:
        """Add timers."""
        self._connection.execute(_SET_TIMERS, [values(t.timers, timer) for timer in timers])

    def move(self, *, region: str, timer_id: str, due_at: datetime | None) -> None:
        """Give a timer another moment; None while its term is suspended."""
        self._connection.execute(
            update(t.timers)
            .where(t.timers.c.region == region, t.timers.c.id == timer_id)
            .values(due_at=due_at)
        )

    def remove(self, timer_ids: Sequence[str], *, region: str) -> None:
        """Take timers away."""
        self._connection.execute(_REMOVE_TIMERS, {"region": region, "ids": list(timer_ids)})

    def hold(self, *, case_id: str, is_held: bool) -> None:
        """Keep the timers of a case from firing, or let them go on."""
        self._connection.execute(
            update(t.timers).where(t.timers.c.case_id == case_id).values(is_held=is_held)
        )

    def of_case(self, case_id: str) -> Sequence[Timer]:
        """Return the timers of a case, the first first."""
        query = select(t.timers).where(t.timers.c.case_id == case_id).order_by(t.timers.c.due_at)
        return [noun(Timer, row) for row in self._connection.execute(query)]
