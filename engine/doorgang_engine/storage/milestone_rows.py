"""Milestones and what else figures count: few columns of many rows, read in bulk."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, delete, insert, or_, select

from doorgang_engine.kpi.milestones import Counted, CountedTask, Milestone, MilestoneKind
from doorgang_engine.kpi.waiting import Wait
from doorgang_engine.model import TaskStatus

from . import tables as t
from .milestone_tables import milestones
from .rows import Repository, values

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from doorgang_engine.model import Case

MUNICIPALITY = "gemeente"
#: Whose district is that of a case: the first of these kinds that takes part.
SCHOOLS = ("po_school", "vo_school", "so_school", "voorschool")

_ADD = insert(milestones)
_KINDS = {str(kind): kind for kind in MilestoneKind}
_IN_ORDER = (milestones.c.case_id, milestones.c.number)


class SqlMilestones(Repository):
    """Rows that follow from the history, and can be made again."""

    def add(self, found: Sequence[Milestone]) -> None:
        """Add milestones."""
        if found:
            self._connection.execute(_ADD, [values(milestones, one) for one in found])

    def remove_of_case(self, case: Case) -> None:
        """Remove those of a case."""
        columns = milestones.c
        self._connection.execute(
            delete(milestones).where(columns.region == case.region, columns.case_id == case.id)
        )

    def of_case(self, case_id: str) -> Sequence[Milestone]:
        """Return those of a case, in order."""
        query = select(milestones).where(milestones.c.case_id == case_id).order_by(*_IN_ORDER)
        return [_milestone(row) for row in self._connection.execute(query)]

    def find(self, *, region: str, keys: Collection[tuple[str, str]]) -> Sequence[Milestone]:
        """Return those of a region with these kinds and keys; ``*`` is every key of a kind."""
        columns = milestones.c
        wanted = [
            columns.kind == kind if key == "*" else and_(columns.kind == kind, columns.key == key)
            for kind, key in sorted(keys)
        ]
        if not wanted:
            return []
        query = select(milestones).where(columns.region == region, or_(*wanted))
        return [_milestone(row) for row in self._connection.execute(query.order_by(*_IN_ORDER))]

    def cases(self, *, region: str) -> Sequence[Counted]:
        """Return the cases of a region, without whom they are about."""
        columns = t.cases.c
        query = select(
            columns.id,
            columns.number,
            columns.route,
            columns.subject,
            columns.started_at,
            columns.ended_at,
            columns.participants,
        ).where(columns.region == region)
        districts = self._districts(region)
        return [_counted(row, districts) for row in self._connection.execute(query)]

    def tasks_due(self, *, region: str, start: datetime, end: datetime) -> Sequence[CountedTask]:
        """Return the tasks with a deadline from ``start`` up to ``end``."""
        found = self._connection.execute(_tasks_due(), {"of": region, "start": start, "end": end})
        return [
            CountedTask(
                case_id=row.case_id,
                due_at=row.due_at,
                closed_at=row.closed_at,
                is_cancelled=row.status == TaskStatus.CANCELLED,
            )
            for row in found
        ]

    def waits(self, *, region: str, route: str, start: datetime) -> Sequence[Wait]:
        """Return the tasks in cases of a route that stand open, or stood from ``start`` on."""
        tasks, cases = t.user_tasks.c, t.cases.c
        query = (
            select(
                tasks.case_id,
                tasks.element,
                tasks.scope,
                tasks.name,
                tasks.opened_at,
                tasks.closed_at,
                tasks.due_at,
                tasks.status,
            )
            .join(t.cases, and_(cases.region == tasks.region, cases.id == tasks.case_id))
            .where(
                cases.region == region,
                cases.route == route,
                or_(tasks.status == TaskStatus.OPEN, tasks.closed_at >= start),
            )
            .order_by(tasks.opened_at, tasks.id)
        )
        return [_wait(row) for row in self._connection.execute(query)]

    def _districts(self, region: str) -> Mapping[str, str]:
        columns = t.organisations.c
        query = select(columns.id, columns.district).where(
            columns.region == region, columns.district != ""
        )
        return {row.id: row.district for row in self._connection.execute(query)}


@lru_cache(maxsize=1)
def _tasks_due() -> Any:
    columns = t.user_tasks.c
    return select(columns.case_id, columns.due_at, columns.closed_at, columns.status).where(
        columns.region == bindparam("of"),
        columns.due_at >= bindparam("start"),
        columns.due_at < bindparam("end"),
    )


def _wait(row: Row[Any]) -> Wait:
    return Wait(
        case_id=row.case_id,
        element=row.element,
        scope=row.scope,
        name=row.name,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        due_at=row.due_at,
        is_cancelled=row.status == TaskStatus.CANCELLED,
    )


def _milestone(row: Row[Any]) -> Milestone:
    region, case_id, number, kind, route, run, key, at, day = row
    return Milestone(
        region=region,
        case_id=case_id,
        number=number,
        kind=_KINDS[kind],
        route=route,
        run=run,
        key=key,
        at=at,
        day=day,
    )


def _counted(row: Row[Any], districts: Mapping[str, str]) -> Counted:
    taking_part = row.participants
    schools = (districts.get(taking_part.get(kind, ""), "") for kind in SCHOOLS)
    return Counted(
        id=row.id,
        number=row.number,
        route=row.route,
        subject=row.subject,
        started_at=row.started_at,
        ended_at=row.ended_at,
        municipality=taking_part.get(MUNICIPALITY, ""),
        district=next((found for found in schools if found), ""),
    )
