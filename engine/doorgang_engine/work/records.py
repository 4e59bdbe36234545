"""What is kept of somebody's work beside the tasks themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from doorgang_engine.model import Case, UserTask


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """The last time that a task was handed over to a colleague; earlier ones are history."""

    region: str
    task_id: str
    case_id: str
    given_by: str  # account
    given_to: str
    at: datetime
    note: bytes = field(default=b"", repr=False)  # sealed under the case's keys


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """The day on which somebody wants to look at a task again. It moves no deadline."""

    region: str
    account: str
    task_id: str
    case_id: str
    day: date


@dataclass(frozen=True, kw_only=True)
class SavedView:
    """Filters of the work list that somebody uses often; its name follows from them."""

    region: str
    account: str
    id: str
    filters: Mapping[str, str]
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """An open task with its case, for a list: without the state of the case."""

    task: UserTask
    case: Case


@dataclass(frozen=True, kw_only=True)
class TermFact:
    """What a list tells of the term behind a deadline; nothing of it is sealed."""

    case_id: str
    term: str
    status: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """How much work waits where, in a region; nothing about children."""

    organisation: str
    role: str
    open: int
    late: int
    today: int
    this_week: int
    unclaimed: int
    oldest: datetime  # when the task that waits longest was opened
