"""What goes out of a case: jobs for after the transaction, notices for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.model import Job, Notice

from . import tables as t
from .database import database_now, is_sqlite
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


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

    def take(self, *, at: datetime | None = None) -> Job | None:
        """Return one due job that no other node holds, holding it."""
        now = at or database_now(self._connection)
        query = (
            select(t.jobs)
            .where(t.jobs.c.run_at <= now, literal_column("status = 'waiting'"))
            .order_by(t.jobs.c.run_at)
            .limit(1)
        )
        if not is_sqlite(self._connection):
            query = query.with_for_update(skip_locked=True)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Job, row)

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
