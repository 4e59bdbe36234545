"""Lists of children that begin a route, and their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, literal_column, select, update

from doorgang_engine.cohorts.batch import Batch, BatchRow, BatchStatus, RowStatus, RunningCase
from doorgang_engine.sealing import master_of

from . import tables as t
from .cohort_tables import cohort_batches as b
from .cohort_tables import cohort_rows as r
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

DESTROYED = "vernietigd"  # in the place of the name of a master key
AT_ONCE = 1000  # rows in one statement
_CHANGING = ("status", "case_id", "case_number", "code", "content")
_SAVE_ROW = (
    update(r)
    .where(
        r.c.region == bindparam("of_region"),
        r.c.batch_id == bindparam("of_batch"),
        r.c.number == bindparam("of_number"),
    )
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)
_MAY_START_LATER = (RowStatus.WAITING, RowStatus.FAILED)


class SqlBatches(Repository):
    """Batches by region and id."""

    def add(self, batch: Batch, rows: Iterable[BatchRow]) -> None:
        """Add a batch with its rows."""
        self._connection.execute(insert(b), _row(batch))
        waiting = [values(r, row) for row in rows]
        for start in range(0, len(waiting), AT_ONCE):
            self._connection.execute(insert(r), waiting[start : start + AT_ONCE])

    def find(self, *, region: str, batch_id: str) -> Batch | None:
        """Return a batch without holding it."""
        query = select(b).where(b.c.region == region, b.c.id == batch_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _batch(row)

    def lock(self, *, region: str, batch_id: str) -> Batch | None:
        """Return a batch, holding its row."""
        query = select(b).where(b.c.region == region, b.c.id == batch_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _batch(row)

    def save(self, batch: Batch) -> None:
        """Save what changed of a batch."""
        self._connection.execute(
            update(b).where(b.c.region == batch.region, b.c.id == batch.id).values(_row(batch))
        )

    def of_region(self, region: str, *, limit: int) -> Sequence[Batch]:
        """Return the newest batches of a region."""
        query = select(b).where(b.c.region == region).order_by(b.c.made_at.desc()).limit(limit)
        return [_batch(row) for row in self._connection.execute(query)]

    def is_starting(self, *, region: str, route: str) -> bool:
        """Return whether a list of this route is being started in a region."""
        query = select(b.c.id).where(
            b.c.region == region, b.c.route == route, literal_column("status = 'starting'")
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def rows(
        self, batch: Batch, *, status: RowStatus | None = None, after: int = 0, limit: int
    ) -> Sequence[BatchRow]:
        """Return rows in the order of the list."""
        query = select(r).where(*_of(batch), r.c.number > after)
        if status is not None:
            query = query.where(r.c.status == status.value)
        found = self._connection.execute(query.order_by(r.c.number).limit(limit))
        return [noun(BatchRow, row, status=RowStatus(row.status)) for row in found]

    def save_rows(self, rows: Sequence[BatchRow]) -> None:
        """Save what changed of rows."""
        if not rows:
            return
        self._connection.execute(
            _SAVE_ROW,
            [
                {"of_region": row.region, "of_batch": row.batch_id, "of_number": row.number}
                | {f"new_{name}": getattr(row, name) for name in _CHANGING}
                for row in rows
            ],
        )

    def change_rows(self, batch: Batch, *, of: RowStatus, to: RowStatus) -> int:
        """Give all rows of one status another; one that will not start loses its content."""
        changed: dict[str, Any] = {"status": to.value}
        if to not in _MAY_START_LATER:
            changed["content"] = b""
        if to is RowStatus.WAITING:
            changed["code"] = ""
        statement = update(r).where(*_of(batch), r.c.status == of.value).values(changed)
        return self._connection.execute(statement).rowcount

    def counts(self, batch: Batch) -> Mapping[RowStatus, int]:
        """Return how many rows stand where."""
        query = select(r.c.status, func.count()).where(*_of(batch)).group_by(r.c.status)
        return {RowStatus(row[0]): int(row[1]) for row in self._connection.execute(query)}

    def per_organisation(self, batch: Batch) -> Mapping[str, int]:
        """Return how many rows there are per organisation."""
        query = (
            select(r.c.organisation, func.count())
            .where(*_of(batch))
            .group_by(r.c.organisation)
            .order_by(r.c.organisation)
        )
        return {row[0]: int(row[1]) for row in self._connection.execute(query)}

    def erase(self, batch: Batch) -> None:
        """Destroy the keys of a batch, and what its rows still hold."""
        held = r.c.content != b""
        self._connection.execute(update(r).where(*_of(batch), held).values(content=b""))
        self._connection.execute(
            update(b)
            .where(b.c.region == batch.region, b.c.id == batch.id)
            .values(wrapped=b"", master=DESTROYED, erase_at=None)
        )

    def to_erase(self, *, at: datetime) -> Sequence[Batch]:
        """Return batches whose rows may not be held any longer."""
        query = select(b).where(b.c.erase_at <= at, literal_column("erase_at IS NOT NULL"))
        return [_batch(row) for row in self._connection.execute(query)]

    def running_cases(self, *, region: str, route: str) -> Iterator[RunningCase]:
        """Yield the running cases of a route: what is needed to see whom they are about."""
        query = (
            select(
                t.cases.c.region,
                t.cases.c.id.label("case_id"),
                t.cases.c.subject,
                t.cases.c.participants,
                t.cases.c.subject_name,
                t.case_keys.c.wrapped,
            )
            .join(
                t.case_keys,
                (t.case_keys.c.region == t.cases.c.region)
                & (t.case_keys.c.case_id == t.cases.c.id),
            )
            .where(
                t.cases.c.region == region,
                t.cases.c.route == route,
                t.cases.c.status.in_(("running", "incident")),
            )
        )
        for row in self._connection.execute(query):
            yield noun(RunningCase, row)


def _of(batch: Batch) -> tuple[Any, ...]:
    return r.c.region == batch.region, r.c.batch_id == batch.id


def _batch(row: Row[Any]) -> Batch:
    return noun(Batch, row, status=BatchStatus(row.status))


def _row(batch: Batch) -> dict[str, Any]:
    master = master_of(batch.wrapped) if batch.wrapped else DESTROYED
    return values(b, batch, master=master)
