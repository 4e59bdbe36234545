"""Records about keeping and destroying: leaving school, holds, lists, approvals, certificates."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


class ListStatus(enum.StrEnum):
    """Where a list of what is to be destroyed stands."""

    OPEN = "open"  # can be reviewed and approved
    APPROVED = "approved"  # by two people; is being carried out
    DONE = "done"  # carried out, with a certificate


class ItemStatus(enum.StrEnum):
    """Where one line of such a list stands."""

    LISTED = "listed"
    REMOVED = "removed"  # taken off by a person, with a reason
    KEPT = "kept"  # was due, but may not be destroyed any more when its turn came
    DESTROYED = "destroyed"


@dataclass(frozen=True, kw_only=True)
class Departure:
    """That a child left school: from that day on retention is reckoned, in all its cases."""

    region: str
    id: str
    subject: str
    left_on: date
    recorded_at: datetime
    recorded_by: str
    role: str
    organisation: str


@dataclass(frozen=True, kw_only=True)
class Hold:
    """That nothing may be destroyed: of one case, or (``case_id`` empty) of a child."""

    region: str
    id: str
    subject: str
    case_id: str
    reason: bytes = field(repr=False)  # sealed under the keys of ``sealed_in``
    sealed_in: str
    ground: str
    until: date | None
    set_at: datetime
    set_by: str
    lifted_at: datetime | None = None
    lifted_by: str = ""


@dataclass(frozen=True, kw_only=True)
class DestructionList:
    """What may be destroyed in a region, as one proposal. Holds no personal data."""

    region: str
    id: str
    month: str  # "2026-08"; one list a month
    as_of: date
    made_at: datetime
    made_by: str
    status: ListStatus
    done_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DestructionItem:
    """One line of a list: a case, or the records of one class in it."""

    region: str
    list_id: str
    case_id: str
    record_class: str  # "": the whole case
    due_on: date | None  # None once destroyed
    status: ItemStatus
    changed_at: datetime | None = None
    changed_by: str = ""
    reason: bytes = field(default=b"", repr=False)  # why it was taken off; sealed under its case


@dataclass(frozen=True, kw_only=True)
class Approval:
    """That one person approved a list, in a role."""

    region: str
    list_id: str
    step: int  # 1 or 2
    account: str
    role: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """Verklaring van vernietiging: what was destroyed and who decided; without personal data.

    The certificates of a region form a chain: each holds the hash of the one before it.
    """

    region: str
    number: int
    list_id: str
    at: datetime
    content: str  # canonical JSON
    previous: str
    hash: str
