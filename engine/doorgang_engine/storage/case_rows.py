"""Cases with their keys, submissions and incidents."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, insert, literal, null, select, update
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.contacts.register import Duty
from doorgang_engine.errors import CaseNotFound, NotFound, TaskNotFound
from doorgang_engine.model import (
    Case,
    CaseStatus,
    Incident,
    IncidentStatus,
    RecordedAct,
    Submission,
    TaskStatus,
    UserTask,
)
from doorgang_engine.ports import LockedCase
from doorgang_engine.sealing import master_of

from . import tables as t
from .account_rows import SqlAccounts
from .contact_rows import SqlContacts
from .database import database_now, is_sqlite
from .rows import Repository, noun, values
from .standing_rows import SqlStanding
from .tables import Moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection, Row

    from doorgang_engine.ports import CaseQuery
    from doorgang_engine.sealing import CaseKey, Vault

_ACT = t.acts.alias("earlier")
_OF_TASK = frozenset(UserTask.__dataclass_fields__)
_CHANGING = (
    "bundle", "status", "outcome", "ended_at", "revision", "acts", "events", "head", "state",
    "participants",
)  # fmt: skip

# Built once: to build a statement takes longer than to execute it.
_ADD_CASE = insert(t.cases)
_ADD_KEY = insert(t.case_keys)
_ADD_SUBMISSION = insert(t.submissions)
_SAVE_CASE = (
    update(t.cases)
    .where(t.cases.c.region == bindparam("of_region"), t.cases.c.id == bindparam("of_id"))
    .values({name: bindparam(name) for name in _CHANGING})
)


@lru_cache(maxsize=8)
def _lock_statement(by: str, is_embedded: bool, with_act: bool) -> Any:  # noqa: FBT001
    """Return the one statement that finds a case, its key, its task and its earlier act."""
    moment: Any = null() if is_embedded else func.clock_timestamp(type_=Moment())
    columns = [*t.cases.c, t.case_keys.c.wrapped, moment.label("now")]
    source: Any = t.cases
    if by == "task":
        source = t.user_tasks.join(t.cases, _same_case(t.user_tasks))
        columns += [c.label(f"task_{c.name}") for c in t.user_tasks.c if c.name in _OF_TASK]
    source = source.join(t.case_keys, _same_case(t.case_keys))
    if with_act:
        same = and_(_ACT.c.region == t.cases.c.region, _ACT.c.request_id == bindparam("request"))
        source = source.outerjoin(_ACT, same)
        columns += [c.label(f"act_{c.name}") for c in _ACT.c]
    else:
        columns.append(literal(None).label("act_number"))
    wanted = (t.user_tasks if by == "task" else t.cases).c.id
    query = select(*columns).select_from(source).where(wanted == bindparam("value"))
    return query.with_for_update(of=t.cases)


class SqlCases(Repository):
    """Cases and their keys."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        super().__init__(connection)
        self._vault = vault

    def lock(self, *, case_id: str, request_id: str | None = None) -> LockedCase:
        """Return the case, held by this transaction."""
        row = self._held("case", case_id, request_id)
        if row is None:
            raise CaseNotFound("Dit traject bestaat niet, of u mag het niet zien.")
        return self._locked(row, None)

    def lock_for_task(self, *, task_id: str, request_id: str | None = None) -> LockedCase:
        """Return the case that a task belongs to, held by this transaction, with the task.

        The task is as it was read before the lock; what is open is decided by the case's state.
        """
        row = self._held("task", task_id, request_id)
        if row is None:
            raise TaskNotFound("Deze taak bestaat niet, of u mag haar niet zien.")
        return self._locked(row, _labelled_task(row))

    def _held(self, by: str, value: str, request_id: str | None) -> Row[Any] | None:
        statement = _lock_statement(by, is_sqlite(self._connection), request_id is not None)
        given = {"value": value, "request": request_id}
        return self._connection.execute(statement, given).one_or_none()

    def _locked(self, row: Row[Any], task: UserTask | None) -> LockedCase:
        case = case_of(row)
        return LockedCase(
            case=case,
            key=self._vault.open_key(case.id, row.wrapped),
            now=row.now or database_now(self._connection),
            task=task,
            earlier=_earlier(row),
            duty_on=partial(self._duty, case.region),
        )

    def _duty(self, region: str, day: date) -> Duty:
        return Duty(
            day,
            tuple(SqlContacts(self._connection).of_region(region)),
            tuple(SqlStanding(self._connection).deputyships(region=region, day=day)),
            {one.id: one for one in SqlAccounts(self._connection).of_region(region)},
        )

    def get(self, case_id: str) -> Case:
        """Return a case without holding it."""
        row = self._connection.execute(
            select(t.cases).where(t.cases.c.id == case_id)
        ).one_or_none()
        if row is None:
            raise CaseNotFound("Dit traject bestaat niet, of u mag het niet zien.")
        return case_of(row)

    def key(self, case_id: str) -> CaseKey:
        """Return the key of a case."""
        wrapped = self._connection.execute(
            select(t.case_keys.c.wrapped).where(t.case_keys.c.case_id == case_id)
        ).scalar_one_or_none()
        if wrapped is None:
            raise CaseNotFound("Dit traject bestaat niet, of u mag het niet zien.")
        return self._vault.open_key(case_id, wrapped)

    def keys(self, *, region: str, case_ids: Collection[str]) -> Mapping[str, CaseKey]:
        """Return the keys of cases of a region that can be seen, by id."""
        query = select(t.case_keys.c.case_id, t.case_keys.c.wrapped).where(
            t.case_keys.c.region == region, t.case_keys.c.case_id.in_(case_ids)
        )
        rows = self._connection.execute(query)
        return {row.case_id: self._vault.open_key(row.case_id, row.wrapped) for row in rows}

    def add(self, case: Case, key: bytes) -> None:
        """Add a case with its sealed key."""
        row = values(t.cases, case, participants=dict(case.participants))
        self._connection.execute(_ADD_CASE, row)
        self._connection.execute(
            _ADD_KEY,
            {
                "region": case.region,
                "case_id": case.id,
                "wrapped": key,
                "master": master_of(key),
            },
        )

    def save(self, case: Case) -> None:
        """Save what an act changes of a case."""
        changed = {name: getattr(case, name) for name in _CHANGING}
        changed["participants"] = dict(case.participants)
        key = {"of_region": case.region, "of_id": case.id}
        self._connection.execute(_SAVE_CASE, {**changed, **key})

    def next_number(self, *, region: str, year: int) -> int:
        """Return the next case number of a region in a year."""
        upsert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        statement = (
            upsert(t.case_numbers)
            .values(region=region, year=year, last=1)
            .on_conflict_do_update(
                index_elements=["region", "year"], set_={"last": t.case_numbers.c.last + 1}
            )
            .returning(t.case_numbers.c.last)
        )
        return int(self._connection.execute(statement).scalar_one())

    def page(self, query: CaseQuery) -> Sequence[Case]:
        """Return cases in the order of their id, which is the order of starting."""
        statement = select(t.cases).where(t.cases.c.region == query.region)
        if query.status:
            statement = statement.where(t.cases.c.status == query.status)
        if query.route:
            statement = statement.where(t.cases.c.route == query.route)
        if query.after:
            statement = statement.where(t.cases.c.id < query.after)
        if query.organisation:
            statement = statement.where(self._takes_part(query.organisation))
        statement = statement.order_by(t.cases.c.id.desc()).limit(query.limit)
        return [case_of(row) for row in self._connection.execute(statement)]

    def _takes_part(self, organisation: str) -> Any:
        embedded = is_sqlite(self._connection)
        each = func.json_each if embedded else func.jsonb_each_text
        bound = each(t.cases.c.participants).table_valued("key", "value")
        return select(literal(1)).where(bound.c.value == organisation).exists()

    def of_subject(self, subject: str, *, region: str) -> Sequence[Case]:
        """Return the cases of one child in a region; none for ``""``: those were destroyed."""
        if not subject:
            return []
        query = (
            select(t.cases)
            .where(t.cases.c.region == region, t.cases.c.subject == subject)
            .order_by(t.cases.c.id)
        )
        return [case_of(row) for row in self._connection.execute(query)]

    def numbers(self, *, region: str, case_ids: Sequence[str]) -> Mapping[str, str]:
        """Return the numbers of the cases of a region that exist, by id."""
        query = select(t.cases.c.id, t.cases.c.number).where(
            t.cases.c.region == region, t.cases.c.id.in_(case_ids)
        )
        return {row.id: row.number for row in self._connection.execute(query)}

    def count_behind(self, *, region: str, newest: Sequence[str]) -> Mapping[str, int]:
        """Return per route how many cases run on other bundles than these (content hashes)."""
        query = (
            select(t.cases.c.route, func.count())
            .where(
                t.cases.c.region == region,
                t.cases.c.status == CaseStatus.RUNNING,
                t.cases.c.bundle.not_in(newest),
            )
            .group_by(t.cases.c.route)
        )
        return {route: int(count) for route, count in self._connection.execute(query)}

    def find_by_number(self, *, region: str, number: str) -> Case | None:
        """Return the case of a region that people call by this number."""
        query = select(t.cases).where(t.cases.c.region == region, t.cases.c.number == number)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else case_of(row)

    def ids(self) -> Iterator[str]:
        """Yield the ids of all cases."""
        yield from self._connection.execute(select(t.cases.c.id).order_by(t.cases.c.id)).scalars()


class SqlSubmissions(Repository):
    """Forms as they were filled in."""

    def add(self, submission: Submission) -> None:
        """Keep a submission."""
        self._connection.execute(_ADD_SUBMISSION, values(t.submissions, submission))

    def of_case(self, case_id: str) -> Sequence[Submission]:
        """Return the submissions of a case, oldest first."""
        query = (
            select(t.submissions)
            .where(t.submissions.c.case_id == case_id)
            .order_by(t.submissions.c.at, t.submissions.c.id)
        )
        return [noun(Submission, row) for row in self._connection.execute(query)]


class SqlIncidents(Repository):
    """Acts that failed."""

    def get_for_update(self, incident_id: str) -> Incident:
        """Return an incident, held by this transaction."""
        query = select(t.incidents).where(t.incidents.c.id == incident_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("Deze storing bestaat niet.")
        return _incident(row)

    def save(self, incident: Incident) -> None:
        """Add or change an incident."""
        changed = self._connection.execute(
            update(t.incidents)
            .where(t.incidents.c.region == incident.region, t.incidents.c.id == incident.id)
            .values(values(t.incidents, incident))
        )
        if changed.rowcount == 0:
            self._connection.execute(insert(t.incidents).values(values(t.incidents, incident)))

    def page(self, *, region: str, status: str) -> Sequence[Incident]:
        """Return the incidents of a region, newest first."""
        query = (
            select(t.incidents)
            .where(t.incidents.c.region == region, t.incidents.c.status == status)
            .order_by(t.incidents.c.raised_at.desc())
            .limit(200)
        )
        return [_incident(row) for row in self._connection.execute(query)]

    def of_case(self, case_id: str) -> Sequence[Incident]:
        """Return the incidents of a case."""
        query = select(t.incidents).where(t.incidents.c.case_id == case_id)
        return [_incident(row) for row in self._connection.execute(query)]


def task_of(row: Row[Any]) -> UserTask:
    """Return the user task of a row."""
    return noun(UserTask, row, status=TaskStatus(row.status))


def _labelled_task(row: Row[Any]) -> UserTask:
    fields = {
        name.removeprefix("task_"): value
        for name, value in row._mapping.items()
        if name.startswith("task_")
    }
    return UserTask(**{**fields, "status": TaskStatus(fields["status"])})


def case_of(row: Row[Any]) -> Case:
    """Return the case of a row."""
    return noun(Case, row, status=CaseStatus(row.status))


def _incident(row: Row[Any]) -> Incident:
    return noun(Incident, row, status=IncidentStatus(row.status))


def _earlier(row: Row[Any]) -> RecordedAct | None:
    if row.act_number is None:
        return None
    fields = {
        name.removeprefix("act_"): value
        for name, value in row._mapping.items()
        if name.startswith("act_")
    }
    return RecordedAct(**fields)


def _same_case(table: Any) -> Any:
    return and_(table.c.region == t.cases.c.region, table.c.case_id == t.cases.c.id)
