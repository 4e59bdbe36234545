"""The nouns of the engine, as plain frozen data. Moments are aware, in UTC."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


class CaseStatus(enum.StrEnum):
    """Where a case stands."""

    RUNNING = "running"  # waits for people, timers or messages
    INCIDENT = "incident"  # an act failed; it is kept, and can be tried again
    COMPLETED = "completed"  # every token reached an end
    WITHDRAWN = "withdrawn"  # stopped by a person, outside the route


class TaskStatus(enum.StrEnum):
    """Where a user task stands."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class IncidentStatus(enum.StrEnum):
    """Where an incident stands."""

    OPEN = "open"
    RESOLVED = "resolved"


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """A published version of a route for a region; immutable.

    ``content`` holds the BPMN of the route and of every route that it calls, forms, terms,
    calendar, parameters and roles; ``hash`` is the SHA-256 of its canonical JSON.
    """

    region: str
    route: str
    number: int
    hash: str
    content: Mapping[str, Any] = field(repr=False)
    published_at: datetime
    published_by: str
    reason: str


#: Stands where an organisation is still to be named. No organisation can have this id.
UNNAMED = "?"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One run of a route: for one child, or about an organisation, plan or request."""

    region: str
    id: str
    number: str  # what people call it: "LEI-2027-00012"
    route: str
    bundle: str  # content hash
    status: CaseStatus
    started_at: datetime
    ended_at: datetime | None = None
    outcome: str = ""
    revision: int = 0  # goes up with every act; the ETag
    acts: int = 0  # number of acts so far
    events: int = 0  # number of history events so far
    head: str = ""  # hash of the last history event
    subject: str = ""  # pseudonymous id of what it is about, the same over all its cases
    participants: Mapping[str, str] = field(default_factory=dict)  # organisation kind -> id
    parent_request: str = ""  # id of the request of the case that started this one
    subject_name: bytes = field(default=b"", repr=False)  # sealed
    state: bytes = field(default=b"", repr=False)  # sealed; empty once ended

    def stands_for(self, kind: str) -> str:
        """Return the organisation of a kind: ``""`` for no kind, UNNAMED when it is not known yet.

        What is meant for an organisation that is not known yet is nobody's, never everybody's.
        """
        return self.participants.get(kind) or UNNAMED if kind else ""


@dataclass(frozen=True, kw_only=True)
class UserTask:
    """Work that waits for a person."""

    region: str
    id: str
    case_id: str
    element: str
    scope: str
    name: str
    role: str
    organisation: str
    form: str
    status: TaskStatus
    opened_at: datetime
    due_at: datetime | None = None
    claimed_by: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Timer:
    """A moment at which a case must go on. ``due_at`` is None while its term is suspended."""

    region: str
    id: str
    case_id: str
    element: str
    due_at: datetime | None
    term_run: str = ""
    is_held: bool = False  # by an incident


@dataclass(frozen=True, kw_only=True)
class Term:
    """A run of a legal or policy term in a case, as it stands now."""

    region: str
    id: str
    case_id: str
    term: str
    name: str
    status: str  # running | suspended | met | lapsed | stopped
    started_on: date
    raw_end: date
    end: date
    reason: str
    ground: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)  # the whole run: rule, suspensions …


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A form as it was filled in. ``data`` is sealed under the case's key."""

    region: str
    id: str
    case_id: str
    element: str
    scope: str
    form: str
    form_hash: str
    at: datetime
    actor: str
    role: str
    organisation: str
    corrects: str = ""  # id of the submission that this one takes the place of
    data: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file, sealed under a key of its own; that key lies under the case's once it is used."""

    region: str
    id: str
    case_id: str | None  # None: sent for the start of a case that is not there yet
    place: str  # the step that it was sent for: see attachments.place_of_task
    actor: str
    organisation: str
    media_type: str  # what it was found to be
    size: int  # bytes
    at: datetime
    submission_id: str | None = None  # None: loose, not used yet
    wrapped: bytes = field(repr=False)  # its own key, sealed
    head: bytes = field(repr=False)  # name and SHA-256, sealed under its own key
    field: str  # dotted path in the form; the last one, for it takes the name of a function


@dataclass(frozen=True, kw_only=True)
class RecordedAct:
    """An act as it was carried out: who, when, and (sealed) with what; verified replay's input."""

    region: str
    case_id: str
    number: int
    kind: str
    actor: str
    at: datetime
    request_id: str | None
    content: bytes = field(repr=False)  # sealed


@dataclass(frozen=True, kw_only=True)
class RecordedEvent:
    """A history event as it is stored: part of its case's chain."""

    region: str
    case_id: str
    number: int
    act: int
    kind: str
    at: datetime
    actor: str
    fields: str  # canonical JSON of the open fields
    sealed: bytes = field(repr=False)  # ciphertext, or empty
    previous: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class Incident:
    """An act that failed: kept whole, so that it can be tried again and nothing is lost."""

    region: str
    id: str
    case_id: str
    code: str
    act_kind: str
    actor: str
    raised_at: datetime
    status: IncidentStatus
    content: bytes = field(repr=False)  # the act, sealed
    resolved_at: datetime | None = None
    resolved_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Job:
    """Work to be done after the transaction: at least once, with its id as idempotency key."""

    region: str
    id: str
    kind: str
    case_id: str  # "": of no case
    content: Mapping[str, Any]
    run_at: datetime
    attempts: int = 0


@dataclass(frozen=True, kw_only=True)
class FailedJob:
    """A job that failed and waits to be tried again, and why."""

    job: Job
    code: str


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """Whether a route begins by itself on its days, in a region, and when it does next."""

    region: str
    route: str
    key: str  # of the schedule in the route
    is_on: bool
    due_at: datetime | None  # None while it is off
    switched_by: str
    switched_at: datetime
    last_on: date | None = None  # the day for which it last began


@dataclass(frozen=True, kw_only=True)
class Reservation:
    """That a case holds one of something that its region has few of."""

    region: str
    id: str
    resource: str  # "robot"
    unit: int  # which one: 1 is the first
    capacity: int  # how many the region had when it was taken
    case_id: str
    since: datetime
    until: datetime | None = None  # None while it is held


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A message to the people of a role; holds no personal data."""

    region: str
    id: str
    case_id: str  # "": about no case
    role: str
    organisation: str
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who does something: a person, in a role, for an organisation of a region; or the system."""

    id: str
    role: str = ""
    organisation: str = ""
    region: str = ""
    is_system: bool = False  # the clock and the outbox; nobody can sign in as it
    carries_mandate: bool = True  # False: took the role over from a colleague, without it


CLOCK = Actor(id="klok", is_system=True)


class AccountKind(enum.StrEnum):
    """How an account signs in; each kind has a door of its own, and opens no other."""

    LOCAL = "local"  # with a password
    PROVIDER = "provider"  # at the OpenID provider
    SERVICE = "service"  # a program, with tokens for the API


@dataclass(frozen=True, kw_only=True)
class TakenRole:
    """A role that somebody has taken over from a colleague, with or without the mandate."""

    of: str  # account id
    with_mandate: bool


@dataclass(frozen=True, kw_only=True)
class Account:
    """Who signs in, a person or a program: for one organisation, in one or more roles."""

    region: str
    id: str
    name: str
    organisation: str
    roles: tuple[str, ...]
    password: str = field(default="", repr=False)  # argon2 hash
    is_active: bool = True
    kind: AccountKind = AccountKind.LOCAL
    #: roles among ``roles`` that are a colleague's, taken over for now; never stored
    taken_over: Mapping[str, TakenRole] = field(default_factory=dict)

    def acting_as(self, role: str) -> Actor:
        """Return this person in one of their roles; without it when they do not have it."""
        return Actor(
            id=self.id,
            role=role if role in self.roles else "",
            organisation=self.organisation,
            region=self.region,
            carries_mandate=role not in self.taken_over or self.taken_over[role].with_mandate,
        )


@dataclass(frozen=True, kw_only=True)
class Session:
    """A sign-in. The token itself is only with the person; here is its hash."""

    token_hash: str
    account: str
    region: str
    csrf: str = field(repr=False)
    created_at: datetime
    seen_at: datetime
    #: to name the session by, without the token
    id: str = ""
    #: the kind of browser, for its owner: "Firefox op Windows"
    agent: str = ""
    #: the provider and its own session, when the sign-in was there
    issuer: str = ""
    provider_session: str = ""
    provider_subject: str = ""
    #: the ID token, sealed; to sign out at the provider with
    id_token: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """A school, samenwerkingsverband, gemeente or other organisation that takes part."""

    region: str
    id: str
    kind: str
    name: str
    brin: str = ""
    district: str = ""  # wijk, for figures
    opened_on: date | None = None  # None: always was
    closed_on: date | None = None  # its last day; None: goes on

    def is_open(self, day: date) -> bool:
        """Return whether it takes part in new work on a day."""
        begun = self.opened_on is None or self.opened_on <= day
        return begun and (self.closed_on is None or day <= self.closed_on)
