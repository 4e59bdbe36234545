"""What the engine needs from the outside, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from types import TracebackType

    from .access.standing import Deputyship, Mandate
    from .counted import Counters
    from .dossier.repositories import Grants, Looks
    from .enact import Runnable
    from .identity import ApiTokens, Identities, SignInAttempts
    from .model import (
        Account,
        Attachment,
        Bundle,
        Case,
        Incident,
        Job,
        Notice,
        Organisation,
        RecordedAct,
        RecordedEvent,
        Recurrence,
        Session,
        Submission,
        Term,
        Timer,
        UserTask,
    )
    from .privacy.store import CaseKeys, Erasure, PrivacyStore
    from .sealing import CaseKey, Vault


class Bundles(Protocol):
    def active(self, *, region: str, route: str) -> Bundle:
        """Return the newest published bundle; raises RouteNotFound when there is none."""

    def find_active(self, *, region: str, route: str) -> Bundle | None: ...
    def by_hash(self, bundle_hash: str) -> Bundle: ...
    def publish(self, bundle: Bundle) -> None: ...
    def list_active(self, *, region: str) -> Sequence[Bundle]: ...
    def regions(self) -> Sequence[str]: ...
    def fingerprint(self) -> str: ...
    def keep_fingerprint(self, fingerprint: str) -> None: ...


class Cases(Protocol):
    def lock(self, *, case_id: str, request_id: str | None = None) -> LockedCase:
        """Return the case, its key and the act of this request, holding the case's row.

        :raises CaseNotFound: if there is no such case.
        """

    def lock_for_task(self, *, task_id: str, request_id: str | None = None) -> LockedCase:
        """Return the same, found by a task of the case; raises TaskNotFound."""

    def get(self, case_id: str) -> Case: ...
    def key(self, case_id: str) -> CaseKey: ...
    def add(self, case: Case, key: bytes) -> None: ...
    def save(self, case: Case) -> None: ...
    def next_number(self, *, region: str, year: int) -> int: ...
    def page(self, query: CaseQuery) -> Sequence[Case]: ...
    def of_subject(self, subject: str, *, region: str) -> Sequence[Case]: ...
    def numbers(self, *, region: str, case_ids: Sequence[str]) -> Mapping[str, str]: ...
    def find_by_number(self, *, region: str, number: str) -> Case | None: ...
    def ids(self) -> Iterator[str]: ...


class Tasks(Protocol):
    def get(self, task_id: str) -> UserTask: ...
    def open(self, tasks: Sequence[UserTask]) -> None: ...
    def close(self, *, task_ids: Sequence[str], status: str, at: datetime, by: str) -> None: ...
    def move(self, *, task_id: str, due_at: datetime | None) -> None: ...
    def claim(self, *, task_id: str, by: str) -> bool: ...
    def of_case(self, case_id: str) -> Sequence[UserTask]: ...
    def page(self, query: TaskQuery) -> Sequence[UserTask]: ...


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


class Jobs(Protocol):
    def enqueue(self, jobs: Sequence[Job]) -> None: ...
    def take(self, *, at: datetime | None = None) -> Job | None:
        """Return one job that is due, held by this transaction; None when there is none."""

    def done(self, job: Job) -> None: ...
    def again(self, job: Job, *, at: datetime) -> None: ...
    def failed(self, job: Job, *, code: str) -> None: ...
    def counts(self) -> Mapping[str, int]: ...


class Recurrences(Protocol):
    def of_region(self, region: str) -> Sequence[Recurrence]: ...
    def find_for_update(self, *, region: str, route: str, key: str) -> Recurrence | None: ...
    def next_due(self, *, at: datetime | None = None) -> Recurrence | None:
        """Return one that is due, held by this transaction; None when there is none."""

    def save(self, recurrence: Recurrence) -> None: ...


class Notices(Protocol):
    def add(self, notices: Sequence[Notice]) -> None: ...
    def page(
        self, *, region: str, organisation: str, roles: Sequence[str], limit: int
    ) -> Sequence[Notice]: ...


class Accounts(Protocol):
    def find(self, account_id: str) -> Account | None: ...
    def of_region(self, region: str) -> Sequence[Account]: ...
    def add(self, accounts: Sequence[Account]) -> None: ...
    def save(self, account: Account) -> None: ...
    def replace_password(self, *, account: Account, old: str, new: str) -> None: ...


class Sessions(Protocol):
    def find(self, token_hash: str) -> Session | None: ...
    def of_account(self, *, region: str, account: str) -> Sequence[Session]: ...
    def add(self, session: Session) -> None: ...
    def touch(self, token_hash: str, *, at: datetime) -> None: ...
    def end(self, token_hash: str) -> None: ...
    def end_older(self, *, created: datetime, seen: datetime) -> None: ...
    def end_of_account(
        self, *, region: str, account: str, only: str = "", but: str = "", issuer: str = ""
    ) -> int:
        """End the sessions of an account and return how many.

        ``only`` and ``but`` are ids of sessions; ``issuer`` keeps those of that provider.
        """

    def end_of_provider(self, *, issuer: str, session: str, subject: str) -> int:
        """End the sessions of a provider's session, or of its person; return how many.

        Both when both are given; one of them may be empty.
        """


class Standing(Protocol):
    """Deputyships and mandates, also those that have ended."""

    def add_deputyship(self, made: Deputyship) -> None: ...
    def find_deputyship(self, *, region: str, deputyship_id: str) -> Deputyship | None: ...
    def end_deputyship(self, found: Deputyship, *, at: datetime, by: str) -> None: ...
    def deputyships(
        self, *, region: str, organisation: str = "", deputy: str = "", day: date | None = None
    ) -> Sequence[Deputyship]: ...
    def add_mandate(self, made: Mandate) -> None: ...
    def find_mandate(self, *, region: str, mandate_id: str) -> Mandate | None: ...
    def end_mandate(self, found: Mandate, *, at: datetime, by: str) -> None: ...
    def mandates(
        self, *, region: str, organisation: str = "", account: str = ""
    ) -> Sequence[Mandate]: ...


class Organisations(Protocol):
    def save(self, organisation: Organisation) -> None: ...
    def of_region(self, region: str) -> Sequence[Organisation]: ...
    def of_school(self, brin: str) -> Sequence[Organisation]:
        """Return the organisations of all regions whose BRIN has these four first characters."""

    def named(self, organisation_id: str) -> Sequence[Organisation]:
        """Return the organisations of all regions that have this id."""

    def add(self, organisations: Sequence[Organisation]) -> None: ...


@dataclass(frozen=True, kw_only=True)
class LockedCase:
    """A case whose row this transaction holds. ``now`` is the database's clock."""

    case: Case
    key: CaseKey
    now: datetime
    task: UserTask | None = None
    earlier: RecordedAct | None = None  # the act that this request id already did


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


class UnitOfWork(Protocol):
    """One transaction: everything inside ``with uow:`` is kept, or nothing is."""

    @property
    def bundles(self) -> Bundles: ...
    @property
    def cases(self) -> Cases: ...
    @property
    def case_keys(self) -> CaseKeys: ...
    @property
    def privacy(self) -> PrivacyStore: ...
    @property
    def erasure(self) -> Erasure: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def timers(self) -> Timers: ...
    @property
    def terms(self) -> Terms: ...
    @property
    def history(self) -> History: ...
    @property
    def acts(self) -> Acts: ...
    @property
    def submissions(self) -> Submissions: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def counters(self) -> Counters: ...
    @property
    def incidents(self) -> Incidents: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def recurrences(self) -> Recurrences: ...
    @property
    def notices(self) -> Notices: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def organisations(self) -> Organisations: ...
    @property
    def looks(self) -> Looks: ...
    @property
    def grants(self) -> Grants: ...
    @property
    def standing(self) -> Standing: ...
    @property
    def identities(self) -> Identities: ...
    @property
    def attempts(self) -> SignInAttempts: ...
    @property
    def api_tokens(self) -> ApiTokens: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def database_now(self) -> datetime:
        """Return the database's clock: the one that decides what is due."""


class NewUnitOfWork(Protocol):
    def __call__(self) -> UnitOfWork: ...


class Shelf(Protocol):
    """Bundles made ready to run, kept in memory by content hash."""

    def runnable(self, uow: UnitOfWork, bundle_hash: str) -> Runnable: ...
    def content(self, uow: UnitOfWork, bundle_hash: str) -> Mapping[str, Any]: ...


class Forms(Protocol):
    """Validates what people send."""

    def validate(
        self,
        definition: Mapping[str, Any],
        data: Any,
        *,
        variables: Mapping[str, Any],
        now: datetime,
    ) -> Validated:
        """Return the submission as it will be kept, and what it exports.

        :raises SubmissionInvalid: if it does not pass the form.
        """

    def export_kinds(self, definition: Mapping[str, Any]) -> Mapping[str, str]: ...
    def readable(
        self, definition: Mapping[str, Any], data: Mapping[str, Any], *, roles: Sequence[str]
    ) -> dict[str, Any]: ...
    def common_part(self, form: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]: ...


@dataclass(frozen=True, kw_only=True)
class Validated:
    """A submission that passed its form: what is kept, and what the route gets to see."""

    data: Mapping[str, Any]
    exports: Mapping[str, Any]
    form_hash: str
    record_class: str = ""  # how long it is kept: the form's ``retention``
    files: Sequence[AttachedFile] = ()


@dataclass(frozen=True, kw_only=True)
class AttachedFile:
    """A file that a submission names, and what its field takes."""

    path: str  # dotted path of the field
    id: str
    accept: tuple[str, ...]  # media types
    most_bytes: int


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What every use case works with; put together once, at the outside."""

    new_uow: NewUnitOfWork
    shelf: Shelf
    forms: Forms
    vault: Vault
