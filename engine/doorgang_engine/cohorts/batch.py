"""A list of children on its way to be cases, and its rows."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime


class BatchStatus(enum.StrEnum):
    """Where a list stands."""

    PROPOSED = "proposed"  # judged and kept; waits for somebody to confirm it
    CONFIRMED = "confirmed"  # waits for its day, or for another list of the route
    STARTING = "starting"  # its cases are being started
    DONE = "done"  # no row waits any more; rows that failed may be tried again
    CANCELLED = "cancelled"  # a person stopped it; what had begun goes on


class RowStatus(enum.StrEnum):
    """Where a row of a list stands."""

    WAITING = "waiting"
    STARTED = "started"
    FAILED = "failed"  # could not start; its code says why
    SKIPPED = "skipped"  # the child has a running case of the route
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A list of which every row was judged good."""

    region: str
    id: str
    route: str
    cohort: str  # key of the cohort in the route
    name: str  # of the cohort, as it was
    start_role: str  # whose work it is to begin the route
    status: BatchStatus
    total: int  # rows
    skips_running: bool  # rows about a child with a running case are skipped, and do not fail
    made_by: str
    role: str  # in which it was made
    organisation: str  # of who made it
    made_at: datetime
    begins_on: date | None = None  # None: as soon as it is confirmed
    confirmed_by: str = ""
    ended_at: datetime | None = None
    erase_at: datetime | None = None  # what its rows still hold is destroyed then
    runs: int = 0  # how often it was set to work
    wrapped: bytes = field(default=b"", repr=False)  # ring of keys; empty: destroyed


@dataclass(frozen=True, kw_only=True)
class BatchRow:
    """A row of a list. ``content`` is sealed, and empty as soon as it is not needed."""

    region: str
    batch_id: str
    number: int  # as in the file
    status: RowStatus
    organisation: str  # of the kind that begins the route: the school
    case_id: str = ""
    case_number: str = ""
    code: str = ""  # why it could not start
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, kw_only=True)
class RunningCase:
    """What is needed to see whether a case is about a child: sealed."""

    region: str
    case_id: str
    subject: str
    participants: Mapping[str, str]
    subject_name: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)


class Batches(Protocol):
    def add(self, batch: Batch, rows: Iterable[BatchRow]) -> None: ...
    def find(self, *, region: str, batch_id: str) -> Batch | None: ...
    def lock(self, *, region: str, batch_id: str) -> Batch | None:
        """Return a batch, holding its row."""

    def save(self, batch: Batch) -> None: ...
    def of_region(self, region: str, *, limit: int) -> Sequence[Batch]: ...
    def is_starting(self, *, region: str, route: str) -> bool: ...
    def rows(
        self, batch: Batch, *, status: RowStatus | None = None, after: int = 0, limit: int
    ) -> Sequence[BatchRow]: ...
    def save_rows(self, rows: Sequence[BatchRow]) -> None: ...
    def change_rows(self, batch: Batch, *, of: RowStatus, to: RowStatus) -> int:
        """Give all rows of one status another; one that is not to start loses its content."""

    def counts(self, batch: Batch) -> Mapping[RowStatus, int]: ...
    def per_organisation(self, batch: Batch) -> Mapping[str, int]: ...
    def erase(self, batch: Batch) -> None: ...
    def to_erase(self, *, at: datetime) -> Sequence[Batch]: ...
    def running_cases(self, *, region: str, route: str) -> Iterator[RunningCase]: ...
