"""Which open tasks are asked for, and what storage has to answer."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

from doorgang_engine.terms.durations import AMSTERDAM
from doorgang_engine.terms.moments import local_day

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from .records import FollowUp, HandOver, Place, SavedView, TermFact, WorkItem

COUNTED = 1000  # tasks, the most urgent first; of more is told that there are more
NOBODY = "-"  # as ``claimed_by`` of a query: what nobody has taken. No account can be called so.
_WEEK = 7


class Due(enum.StrEnum):
    """When a deadline is, seen from now; together they are all tasks, and each is in one."""

    LATE = "te-laat"
    TODAY = "vandaag"
    THIS_WEEK = "deze-week"  # until Sunday, without today
    LATER = "later"
    NEVER = "zonder-termijn"


class Order(enum.StrEnum):
    """In which order a list stands."""

    DEADLINE = "termijn"  # the most urgent first
    WAITING = "wacht"  # what was opened first, first
    NEWEST = "nieuw"


@dataclass(frozen=True, kw_only=True)
class WorkQuery:
    """Which open tasks to list; empty fields do not restrict.

    Only tasks of these organisations in these roles are found: ``""`` among the organisations is
    work of a role that no organisation stands for.
    """

    region: str
    organisations: tuple[str, ...]
    roles: tuple[str, ...]
    now: datetime
    due: Due | None = None
    route: str = ""
    number: str = ""  # of the case, whole
    due_before: datetime | None = None
    claimed_by: str = ""  # an account, or NOBODY
    not_before: str = ""  # account whose follow-up days in the future hide tasks
    followed_by: str = ""  # account: only what it wanted to look at again by today
    order: Order = Order.DEADLINE
    after: str = ""  # id of the last task that was seen
    limit: int = 50

    def followed(self, account: str) -> WorkQuery:
        """Return the same query for only what somebody wanted to look at again by today."""
        return replace(self, followed_by=account)

    @property
    def today(self) -> date:
        """Which day it is in Amsterdam."""
        return local_day(moment=self.now)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many tasks there are of each sort of deadline, among the COUNTED most urgent."""

    numbers: Mapping[Due, int]
    is_cut_off: bool = False

    def known(self, due: Due) -> tuple[int | None, bool]:
        """Return how many there are, and whether there may be more; None: that is not known."""
        reached = [one for one in Due if self.numbers[one]]
        if not self.is_cut_off or not reached:
            return self.numbers[due], False
        order = list(Due)
        if order.index(due) > order.index(reached[-1]):
            return None, True
        return self.numbers[due], due is reached[-1]


class Work(Protocol):
    """Open tasks as people look at them, and what they keep beside them."""

    def page(self, query: WorkQuery) -> Sequence[WorkItem]: ...
    def counts(self, query: WorkQuery) -> Counts: ...
    def places(self, *, region: str, now: datetime) -> Sequence[Place]: ...
    def term_facts(self, *, region: str, case_ids: Collection[str]) -> Sequence[TermFact]: ...

    def assign(self, *, task_id: str, organisation: str, to: str) -> bool:
        """Give an open task to a person, whoever has it; return whether it was still there."""

    def keep_hand_over(self, made: HandOver) -> None: ...
    def hand_overs(self, *, region: str, task_ids: Collection[str]) -> Mapping[str, HandOver]: ...
    def follow_up(self, made: FollowUp) -> None: ...
    def forget_follow_up(self, *, region: str, account: str, task_id: str) -> None: ...
    def has_follow_ups(self, *, region: str, account: str) -> bool:
        """Return whether somebody keeps a follow-up day at all."""

    def follow_ups(
        self, *, region: str, account: str, task_ids: Collection[str]
    ) -> Mapping[str, FollowUp]: ...
    def forget_closed(self) -> int:
        """Remove follow-up days and notes of tasks that are not open any more; return how many."""

    def add_view(self, made: SavedView) -> None: ...
    def views(self, *, region: str, account: str) -> Sequence[SavedView]: ...
    def remove_view(self, *, region: str, account: str, view_id: str) -> bool: ...


def bounds(due: Due, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return from when and until (not included) deadlines of this sort lie; None: no bound."""
    tomorrow, monday = _bounds_of_today(now)
    return {
        Due.LATE: (None, now),
        Due.TODAY: (now, tomorrow),
        Due.THIS_WEEK: (tomorrow, monday),
        Due.LATER: (monday, None),
        Due.NEVER: (None, None),
    }[due]


def due_of(due_at: datetime | None, now: datetime) -> Due:
    """Return of which sort a deadline is."""
    if due_at is None:
        return Due.NEVER
    tomorrow, monday = _bounds_of_today(now)
    ends = ((now, Due.LATE), (tomorrow, Due.TODAY), (monday, Due.THIS_WEEK))
    return next((sort for end, sort in ends if due_at < end), Due.LATER)


def _bounds_of_today(now: datetime) -> tuple[datetime, datetime]:
    """Return when tomorrow and when next week begins, in Amsterdam."""
    today = local_day(moment=now)
    return tuple(  # type: ignore[return-value]
        datetime.combine(today + timedelta(days=days), time.min, tzinfo=AMSTERDAM)
        for days in (1, _WEEK - today.weekday())
    )
