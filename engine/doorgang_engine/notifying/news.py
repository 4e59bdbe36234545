"""What somebody may be told, and how they want to hear it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


class NewsKind(enum.StrEnum):
    """What kind of thing waits."""

    TASK = "taak"  # a new task
    NEAR = "nadert"  # the last day of a task comes near
    LATE = "te_laat"  # the last day of a task is over
    HANDED_OVER = "overgedragen"  # a colleague handed a task over
    NOTICE = "melding"  # a route or the system tells something


class Way(enum.StrEnum):
    """How somebody wants to be told."""

    AT_ONCE = "meteen"
    DIGEST = "overzicht"  # once a day, on working days
    NEVER = "niet"


@dataclass(frozen=True, kw_only=True)
class PendingAddress:
    """An address that somebody gave and has not confirmed yet."""

    address: str = field(repr=False)
    code_hash: str = field(repr=False)
    until: datetime
    tries_left: int


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """How a person wants to be told, and where. Without a row: a digest, at their work address."""

    region: str
    account: str
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    language: str = "nl"
    address: str = field(default="", repr=False)  # confirmed by this person; "": none
    pending: PendingAddress | None = None
    changed_at: datetime | None = None

    def way_of(self, kind: NewsKind) -> Way:
        """Return how they want to hear of a kind."""
        return Way(self.choices.get(kind, Way.DIGEST))


@dataclass(frozen=True, kw_only=True)
class News:
    """One thing that one person is told; once, whatever node tells it."""

    region: str
    id: str
    account: str
    kind: NewsKind
    case_id: str  # "": about no case
    task_id: str  # "": about no task
    number: str
    due: date | None
    at: datetime

    def row(self) -> dict[str, Any]:
        """Return what a letter says of it: nothing about a person."""
        return {
            "kind": str(self.kind),
            "number": self.number,
            "due": self.due.isoformat() if self.due else "",
            "path": f"/taken/{self.task_id}" if self.task_id else "/meldingen",
        }


@dataclass(frozen=True, kw_only=True)
class Morning:
    """When the people of a region are reminded next."""

    region: str
    due_at: datetime
    last_on: date | None = None
