"""What the engine needs to keep of a case: the case, its work, and what happened in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from doorgang_engine.contacts.register import Duty
    from doorgang_engine.dossier.trail import EventQuery
    from doorgang_engine.model import (
        Attachment,
        Case,
        Incident,
        RecordedAct,
        RecordedEvent,
        Submission,
        Term,
        Timer,
        UserTask,
    )
    from doorgang_engine.sealing import CaseKey


class Cases(Protocol):
    def lock(self, *, case_id: str, request_id: str | None = None) -> LockedCase:
        """Return the case, its key and the act of this request, holding the case's row.

        :raises CaseNotFound: if there is no such case.
        """

    def lock_for_task(self, *, task_id: str, request_id: str | None = None) -> LockedCase:
        """Return the same, found by a task of the case; raises TaskNotFound."""

    def get(self, case_id: str) -> Case: ...
    def key(self, case_id: str) -> CaseKey: ...
    def keys(self, *, region: str, case_ids: Collection[str]) -> Mapping[str, CaseKey]: ...
    def add(self, case: Case, key: bytes) -> None: ...
    def save(self, case: Case) -> None: ...
    def next_number(self, *, region: str, year: int) -> int: ...
    def page(self, query: CaseQuery) -> Sequence[Case]: ...
    def of_subject(self, subject: str, *, region: str) -> Sequence[Case]: ...
    def numbers(self, *, region: str, case_ids: Sequence[str]) -> Mapping[str, str]: ...
    def find_by_number(self, *, region: str, number: str) -> Case | None: ...
    def count_behind(self, *, region: str, newest: Sequence[str]) -> Mapping[str, int]: ...
    def ids(self) -> Iterator[str]: ...


class Tasks(Protocol):
    def get(self, task_id: str) -> UserTask: ...
    def open(self, tasks: Sequence[UserTask]) -> None: ...
    def close(self, *, task_ids: Sequence[str], status: str, at: datetime, by: str) -> None: ...
    def move(self, *, task_id: str, due_at: datetime | None) -> None: ...
    def open_places(self, region: str) -> Sequence[tuple[str, str, int]]: ...
    def hand_over(self, task_ids: Sequence[str], *, organisation: str, role: str = "") -> None: ...
    def claim(self, *, task_id: str, organisation: str, by: str) -> bool: ...
    def of_case(self, case_id: str) -> Sequence[UserTask]: ...
    def page(self, query: TaskQuery) -> Sequence[UserTask]: ...
    def worked_on(
        self, *, region: str, organisation: str, case_ids: Collection[str]
    ) -> Collection[str]:
        """Return those of these cases in which an organisation has or had work."""


class Timers(Protocol):
    def next_due(self, *, at: datetime | None = None) -> Timer | None:
        """Return one due timer of a case that nobody else holds; None when none is due.

        Due by the database's clock, or at a given moment.
        """

    def count_due(self, *, at: datetime | None = None) -> tuple[int, datetime | None]: ...
    def set(self, timers: Sequence[Timer]) -> None: ...
    def move(self, *, region: str, timer_id: str, due_at: datetime | None) -> None: ...
    def remove(self, timer_ids: Sequence[str], *, region: str) -> None: ...
    def hold(self, *, case_id: str, is_held: bool) -> None: ...
    def of_case(self, case_id: str) -> Sequence[Timer]: ...


class Terms(Protocol):
    def add(self, terms: Sequence[Term], *, key: CaseKey) -> None: ...
    def save(self, terms: Sequence[Term], *, key: CaseKey) -> None: ...
    def of_case(self, case_id: str) -> Sequence[Term]: ...


class History(Protocol):
    def append(self, events: Sequence[RecordedEvent]) -> None: ...
    def of_case(
        self, case_id: str, *, after: int = 0, limit: int | None = None
    ) -> Sequence[RecordedEvent]: ...
    def find(self, query: EventQuery) -> Sequence[RecordedEvent]:
        """Return events over all cases of a region, the newest first."""


class Acts(Protocol):
    def append(self, acts: Sequence[RecordedAct]) -> None: ...
    def of_case(self, case_id: str) -> Sequence[RecordedAct]: ...
    def of_request(self, *, region: str, request_id: str) -> RecordedAct | None: ...


class Submissions(Protocol):
    def add(self, submission: Submission) -> None: ...
    def of_case(self, case_id: str) -> Sequence[Submission]: ...


class Attachments(Protocol):
    def add(self, attachment: Attachment, pieces: Iterable[bytes]) -> bool: ...
    def find(self, attachment_id: str) -> Attachment | None: ...
    def pieces(self, attachment: Attachment) -> Sequence[bytes]: ...
    def use(self, attachments: Sequence[Attachment]) -> bool: ...
    def of_case(self, *, region: str, case_id: str) -> Sequence[Attachment]: ...
    def size_of_case(self, *, region: str, case_id: str) -> int: ...
    def sent_by(self, *, region: str, actor: str, since: datetime) -> tuple[int, int]: ...
    def loose(self, *, before: datetime) -> Sequence[Attachment]: ...
    def remove(self, attachments: Sequence[Attachment]) -> None: ...


class Incidents(Protocol):
    def get_for_update(self, incident_id: str) -> Incident: ...
    def save(self, incident: Incident) -> None: ...
    def page(self, *, region: str, status: str) -> Sequence[Incident]: ...
    def of_case(self, case_id: str) -> Sequence[Incident]: ...


@dataclass(frozen=True, kw_only=True)
class LockedCase:
    """A case whose row this transaction holds. ``now`` is the database's clock."""

    case: Case
    key: CaseKey
    now: datetime
    task: UserTask | None = None
    earlier: RecordedAct | None = None  # the act that this request id already did
    duty_on: Callable[[date], Duty] | None = None  # who is on duty in its region on a day


@dataclass(frozen=True, kw_only=True)
class CaseQuery:
    """Which cases to list; empty fields do not restrict. ``after`` is the id of the last one.

    ``organisation`` keeps the cases in which that organisation takes part.
    """

    region: str
    status: str = ""
    route: str = ""
    organisation: str = ""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class TaskQuery:
    """Which tasks to list. ``due_before`` keeps those with an earlier deadline.

    ``organisation`` keeps its own tasks, and those of a role that no organisation stands for.
    """

    region: str
    organisation: str = ""
    roles: tuple[str, ...] = ()
    claimed_by: str = ""
    due_before: datetime | None = None
    after: str = ""
    limit: int = 50
