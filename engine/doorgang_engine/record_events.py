"""History events beside the route: what people record of the child, its rights, and destroying."""

from __future__ import annotations

from dataclasses import dataclass

from .event import AtElement, Event


@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(Event):
    """A file came with a submission."""

    kind = "attachment_added"
    sealed = frozenset({"sha256"})
    attachment_id: str
    submission_id: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class LeavingRecorded(Event):
    """The child left school on this day: from then on retention is reckoned."""

    kind = "leaving_recorded"
    sealed = told = frozenset({"left_on"})
    departure_id: str
    left_on: str


@dataclass(frozen=True, kw_only=True)
class LeavingWithdrawn(Event):
    """The child did not leave school after all: it was recorded by mistake."""

    kind = "leaving_withdrawn"
    departure_id: str


@dataclass(frozen=True, kw_only=True)
class HoldSet(Event):
    """Nothing of the case may be destroyed, until a day or until the hold is lifted."""

    kind = "hold_set"
    sealed = frozenset({"reason"})
    hold_id: str
    ground: str
    until: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class HoldLifted(Event):
    """A hold ended."""

    kind = "hold_lifted"
    hold_id: str


@dataclass(frozen=True, kw_only=True)
class RightExercised(Event):
    """Somebody used a right of the AVG: inspection, correction, objection."""

    kind = "right_exercised"
    sealed = frozenset({"note"})
    right: str  # inzage | rectificatie | bezwaar | beperking | verwijdering
    note: str


@dataclass(frozen=True, kw_only=True)
class RecordsDestroyed(Event):
    """Time was over, and two people approved: the keys of these records were destroyed."""

    kind = "records_destroyed"
    list_id: str
    record_class: str  # "": everything of the case


@dataclass(frozen=True, kw_only=True)
class TaskHandedOver(AtElement):
    """Somebody gave an open task to a colleague by name; the route does not move."""

    kind = "task_handed_over"
    sealed = frozenset({"note"})
    task_id: str
    to: str  # account
    note: str = ""
