"""What goes out of a case: jobs for after the transaction, notices for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, case, delete, func, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.model import FailedJob, Job, Notice
from doorgang_engine.outgoing.given_up import GivenUp
from doorgang_engine.outgoing.letters import OUTSIDE

from . import tables as t
from .database import database_now, is_sqlite
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.model import Case

GIVEN_UP = "given_up"  # a status beside waiting and done


class SqlJobs(Repository):
    """The outbox: written in the transaction of the act, worked off afterwards."""

    def enqueue(self, jobs: Sequence[Job]) -> None:
        """Add jobs; one that is already there stays as it is."""
        upsert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        rows = [
            values(t.jobs, job, content=dict(job.content), status="waiting", code="")
            for job in jobs
        ]
        self._connection.execute(
            upsert(t.jobs).on_conflict_do_nothing(index_elements=["region", "id"]),
            rows,
        )

    def take(self, *, at: datetime | None = None, kinds: Sequence[str] = ()) -> Job | None:
        """Return one due job that no other node holds, holding it."""
        now = at or database_now(self._connection)
        asked = t.jobs.c.kind.in_(kinds) if kinds else t.jobs.c.kind.not_in(OUTSIDE)
        query = (
            select(t.jobs)
            .where(t.jobs.c.run_at <= now, literal_column("status = 'waiting'"), asked)
            .order_by(t.jobs.c.run_at)
            .limit(1)
        )
        if not is_sqlite(self._connection):
            query = query.with_for_update(skip_locked=True)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Job, row)

    def find(self, *, region: str, job_id: str) -> Job | None:
        """Return a job, done or not."""
        query = select(t.jobs).where(t.jobs.c.region == region, t.jobs.c.id == job_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Job, row)

    def failing(self, case: Case, *, kind: str) -> Sequence[FailedJob]:
        """Return the jobs of a case that failed and wait, the next to be tried first."""
        query = _waiting(case, kind).where(t.jobs.c.code != "")
        rows = self._connection.execute(query)
        return [FailedJob(job=noun(Job, row), code=row.code) for row in rows]

    def untried(self, case: Case, *, kind: str) -> Sequence[Job]:
        """Return the jobs of a case that wait and did not fail, the next one first."""
        query = _waiting(case, kind).where(t.jobs.c.code == "")
        return [noun(Job, row) for row in self._connection.execute(query)]

    def done(self, job: Job) -> None:
        """Note that a job is done."""
        self._change(job, status="done")

    def again(self, job: Job, *, at: datetime) -> None:
        """Try a job again later."""
        self._change(job, run_at=at, attempts=job.attempts + 1)

    def go_on(self, job: Job, *, at: datetime) -> None:
        """Do the rest of a job, at a moment: a part of it went well."""
        self._change(job, run_at=at, attempts=0, code="")

    def failed(self, job: Job, *, code: str) -> None:
        """Note why a job failed; it stays waiting for its next try."""
        self._change(job, code=code)

    def sent(self, job: Job) -> None:
        """Note that a job left the house; what it held is wiped."""
        self._change(job, status="done", code="", content={})

    def try_later(self, job: Job, *, at: datetime, code: str) -> None:
        """Try a job again at a moment, and note why it did not work."""
        self._change(job, run_at=at, code=code)

    def give_up(self, job: Job, *, code: str) -> None:
        """Note that a job is not tried any more."""
        self._change(job, status=GIVEN_UP, code=code)

    def given_up(self, *, region: str, limit: int) -> Sequence[GivenUp]:
        """Return what was given up in a region, the latest first."""
        columns = t.jobs.c
        query = (
            select(t.jobs)
            .where(columns.region == region, literal_column(f"status = '{GIVEN_UP}'"))
            .order_by(columns.run_at.desc(), columns.id)
            .limit(limit)
        )
        rows = self._connection.execute(query)
        return [GivenUp(job=noun(Job, row), code=row.code) for row in rows]

    def revive(self, *, region: str, job_id: str, at: datetime) -> bool:
        """Let a job that was given up be tried again; return whether there was one."""
        columns = t.jobs.c
        changed = self._connection.execute(
            update(t.jobs)
            .where(columns.region == region, columns.id == job_id, columns.status == GIVEN_UP)
            .values(status="waiting", code="", attempts=0, run_at=at)
        )
        return changed.rowcount == 1

    def forget_sent(self, *, before: datetime) -> int:
        """Remove jobs for the outside that ended before a moment; return how many."""
        columns = t.jobs.c
        ended = (columns.status != "waiting") & (columns.run_at < before)
        return self._connection.execute(
            delete(t.jobs).where(columns.kind.in_(OUTSIDE), ended)
        ).rowcount

    def counts(self) -> Mapping[str, int]:
        """Return how many jobs there are: waiting, failing (tried, and waiting again), done."""
        is_failing = and_(literal_column("status = 'waiting'"), literal_column("code <> ''"))
        state = case((is_failing, literal_column("'failing'")), else_=t.jobs.c.status).label(
            "state"
        )
        query = select(state, func.count()).group_by(state)
        return {status: int(count) for status, count in self._connection.execute(query)}

    def _change(self, job: Job, **changed: object) -> None:
        self._connection.execute(
            update(t.jobs)
            .where(t.jobs.c.region == job.region, t.jobs.c.id == job.id)
            .values(**changed)
        )


def _waiting(case: Case, kind: str) -> Select[Any]:
    """Return the query for the jobs of a case that wait, the next one first."""
    columns = t.jobs.c
    return (
        select(t.jobs)
        .where(
            literal_column("status = 'waiting'"),
            columns.region == case.region,
            columns.case_id == case.id,
            columns.kind == kind,
        )
        .order_by(columns.run_at, columns.id)
    )


class SqlNotices(Repository):
    """Notices to the people of a role."""

    def add(self, notices: Sequence[Notice]) -> None:
        """Add notices."""
        self._connection.execute(
            insert(t.notices), [values(t.notices, notice) for notice in notices]
        )

    def page(
        self, *, region: str, organisation: str, roles: Sequence[str], limit: int
    ) -> Sequence[Notice]:
        """Return the newest notices to these roles of an organisation."""
        query = (
            select(t.notices)
            .where(
                t.notices.c.region == region,
                t.notices.c.organisation.in_(("", organisation)),
                t.notices.c.role.in_(roles),
            )
            .order_by(t.notices.c.at.desc())
            .limit(limit)
        )
        return [noun(Notice, row) for row in self._connection.execute(query)]
