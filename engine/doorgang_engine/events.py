"""History events: what happened in a case. A name is subject + past tense.

A released event never changes shape: a new shape is a new kind. Fields named in ``sealed`` may
say something about the child and are stored as ciphertext under the case's key; everything else
is ids, keys, times and element ids, readable by an auditor for as long as the history exists.
Of what is sealed, ``told`` is shown to all who may see the case; the rest is content.

``element`` is the BPMN id, ``scope`` the path of call activities it lies in (``""`` for the
case's own process), ``round`` counts how often the element was reached in that scope, from 1.
Moments are ISO 8601 in UTC; days are ISO dates in Europe/Amsterdam.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .event import AtElement, Event
from .letter_events import LetterAskedAgain, LetterMade, LinkAnswered, LinkMade, LinkWithdrawn
from .note_events import NoteMade, SubmissionCorrected
from .participant_events import ParticipantChanged
from .record_events import (
    AttachmentAdded,
    HoldLifted,
    HoldSet,
    LeavingRecorded,
    LeavingWithdrawn,
    RecordsDestroyed,
    RightExercised,
    TaskHandedOver,
)
from .resource_events import ResourceReleased, ResourceReserved
from .rule_events import TableApplied
from .signing_events import SignatureAsked, SignatureGiven, SignatureRefused
from .term_events import (
    TermEnded,
    TermExtended,
    TermRecalculated,
    TermResumed,
    TermStarted,
    TermSuspended,
)
from .version_events import CaseMigrated

__all__ = [
    "EVENT_TYPES", "AtElement", "AttachmentAdded", "CaseCompleted", "CaseMigrated",
    "CaseRequested", "CaseStarted",
    "CaseWithdrawn", "DataDisclosed", "DecisionAnnounced", "DisclosureEnded",
    "ElementCancelled", "ElementCompleted", "ElementStarted", "Event", "EventAwaited",
    "FlowTaken", "HoldLifted", "HoldSet", "IncidentRaised", "IncidentResolved",
    "LeavingRecorded", "LeavingWithdrawn", "LetterAskedAgain", "LetterMade", "LinkAnswered",
    "LinkMade", "LinkWithdrawn", "MessageReceived", "MessageSent",
    "NormBroken", "NoteMade", "NoticeGiven", "ParticipantChanged", "RecordsDestroyed",
    "ResourceReleased", "ResourceReserved", "RightExercised", "SignalReceived", "SignalThrown",
    "SignatureAsked", "SignatureGiven", "SignatureRefused",
    "SubmissionCorrected", "TableApplied",
    "TaskCancelled", "TaskCompleted", "TaskHandedOver", "TaskOpened", "TermEnded",
    "TermExtended",
    "TermRecalculated", "TermResumed", "TermStarted", "TermSuspended", "TimerCancelled",
    "TimerFired", "TimerMoved", "TimerSet", "VariablesSet", "read_event",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CaseStarted(Event):
    """The case began, on this bundle, by this start event."""

    kind = "case_started"
    sealed = frozenset({"variables"})
    route: str
    region: str
    bundle: str  # content hash
    start_event: str
    variables: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ElementCompleted(AtElement):
    """A token passed an element."""

    kind = "element_completed"
    round: int


@dataclass(frozen=True, kw_only=True)
class ElementStarted(AtElement):
    """A sub-process or called route began."""

    kind = "element_started"
    round: int
    called: str = ""


@dataclass(frozen=True, kw_only=True)
class ElementCancelled(AtElement):
    """An open element was cancelled: something interrupted it, or made it unneeded."""

    kind = "element_cancelled"
    round: int


@dataclass(frozen=True, kw_only=True)
class FlowTaken(Event):
    """A token took a sequence flow."""

    kind = "flow_taken"
    flow: str
    scope: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskOpened(AtElement):
    """Work for a person came up."""

    kind = "task_opened"
    task_id: str
    round: int
    role: str
    form: str
    due_at: str = ""
    term_run: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskCompleted(AtElement):
    """A person did the work."""

    kind = "task_completed"
    task_id: str
    submission_id: str
    form_hash: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskCancelled(AtElement):
    """The work is no longer needed or its time is over."""

    kind = "task_cancelled"
    task_id: str


@dataclass(frozen=True, kw_only=True)
class VariablesSet(Event):
    """Routing variables got a value."""

    kind = "variables_set"
    sealed = frozenset({"values"})
    scope: str = ""
    names: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TimerSet(AtElement):
    """The case waits for a moment."""

    kind = "timer_set"
    timer_id: str
    due_at: str
    term_run: str = ""


@dataclass(frozen=True, kw_only=True)
class TimerMoved(AtElement):
    """A term was suspended, resumed or extended: its timer follows. Empty ``due_at``: stopped."""

    kind = "timer_moved"
    timer_id: str
    due_at: str
    was: str


@dataclass(frozen=True, kw_only=True)
class TimerFired(AtElement):
    """The moment came. ``due_at`` is the legal moment, whenever the clock got to it."""

    kind = "timer_fired"
    timer_id: str
    due_at: str


@dataclass(frozen=True, kw_only=True)
class TimerCancelled(AtElement):
    """The moment no longer matters."""

    kind = "timer_cancelled"
    timer_id: str


@dataclass(frozen=True, kw_only=True)
class EventAwaited(AtElement):
    """The case waits for a message or signal."""

    kind = "event_awaited"
    wait_id: str
    waits_for: str  # message | signal | condition
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class MessageReceived(AtElement):
    """A message came in at this element."""

    kind = "message_received"
    name: str
    submission_id: str = ""


@dataclass(frozen=True, kw_only=True)
class SignalReceived(Event):
    """A signal was given from outside the case."""

    kind = "signal_received"
    name: str


@dataclass(frozen=True, kw_only=True)
class MessageSent(AtElement):
    """The route sent a message outwards."""

    kind = "message_sent"
    name: str


@dataclass(frozen=True, kw_only=True)
class SignalThrown(AtElement):
    """The route gave a signal."""

    kind = "signal_thrown"
    name: str


@dataclass(frozen=True, kw_only=True)
class DataDisclosed(AtElement):
    """Submissions were made visible to an organisation."""

    kind = "data_disclosed"
    to_roles: tuple[str, ...]
    forms: tuple[str, ...]
    ground: str


@dataclass(frozen=True, kw_only=True)
class DisclosureEnded(AtElement):
    """An organisation no longer sees these submissions; what it saw stays in this history."""

    kind = "disclosure_ended"
    to_roles: tuple[str, ...]
    forms: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class NoticeGiven(AtElement):
    """People were told that something happened; the text holds no personal data."""

    kind = "notice_given"
    to_roles: tuple[str, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class DecisionAnnounced(AtElement):
    """A decision was made known; objection terms run from this day."""

    kind = "decision_announced"
    to_roles: tuple[str, ...]
    document: str
    announced_on: str


@dataclass(frozen=True, kw_only=True)
class CaseRequested(AtElement):
    """Another route is to be started for the same child."""

    kind = "case_requested"
    sealed = frozenset({"variables"})
    route: str
    request_id: str
    variables: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NormBroken(AtElement):
    """A norm that is counted was broken in this case."""

    kind = "norm_broken"
    kpi: str
    to_roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class IncidentRaised(Event):
    """The case could not run on; it stands in its last wait state."""

    kind = "incident_raised"
    incident_id: str
    code: str
    element: str = ""


@dataclass(frozen=True, kw_only=True)
class IncidentResolved(Event):
    """The act that failed was tried again, and succeeded."""

    kind = "incident_resolved"
    incident_id: str


@dataclass(frozen=True, kw_only=True)
class CaseCompleted(Event):
    """The case ended, with this outcome."""

    kind = "case_completed"
    outcome: str
    end_event: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(Event):
    """The case was stopped by a person, outside the route."""

    kind = "case_withdrawn"
    sealed = frozenset({"reason"})
    reason: str


def _kinds(base: type[Event]) -> dict[str, type[Event]]:
    found = {base.kind: base} if base.kind else {}
    for subclass in base.__subclasses__():
        found |= _kinds(subclass)
    return found


EVENT_TYPES: dict[str, type[Event]] = _kinds(Event)


def read_event(kind: str, fields: dict[str, Any]) -> Event:
    """Return the event of this kind; lists become the tuples that they were."""
    cleaned = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
    return EVENT_TYPES[kind](**cleaned)
