"""Grants: that somebody may read one dossier for a while, because they said why."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class GrantKind(enum.StrEnum):
    """On what it rests."""

    REASON = "reason"  # supervision: auditor and fg
    EMERGENCY = "emergency"  # it cannot wait: judged by the fg afterwards


class Judgement(enum.StrEnum):
    """What the fg thinks of an emergency."""

    NONE = ""
    RIGHT = "terecht"
    WRONG = "niet_terecht"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """Somebody may read a dossier, in one role, until a moment. Never to change anything."""

    region: str
    id: str
    case_id: str
    account: str
    role: str
    organisation: str
    kind: GrantKind
    purpose: str
    reason: bytes = field(repr=False)  # sealed under the case's key
    given_at: datetime
    ends_at: datetime
    judgement: Judgement = Judgement.NONE
    judged_at: datetime | None = None
    judged_by: str = ""
    note: bytes = field(default=b"", repr=False)  # sealed
