"""What telling people needs from the outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.model import Case, Notice, UserTask
    from doorgang_engine.sealing import CaseKey
    from doorgang_engine.work.records import HandOver

    from .feed import Feed, FeedEntry
    from .news import Morning, News, Preferences


@dataclass(frozen=True, kw_only=True)
class ChangedTask:
    """A task of which something was not told yet."""

    task: UserTask
    told: str  # the status that was told last; "": nothing
    told_to: str  # the organisation that was told last


@dataclass(frozen=True, kw_only=True)
class ChangedCase:
    """A case of which something was not told yet."""

    case: Case
    told: str  # the status that was told last; "": nothing


class Notifications(Protocol):
    def find(self, *, region: str, account: str) -> Preferences | None: ...
    def of_region(self, region: str) -> Mapping[str, Preferences]: ...
    def save(self, preferences: Preferences) -> None: ...
    def key(self, *, region: str, account: str) -> CaseKey:
        """Return the keys of somebody's own preferences, made where there are none yet."""

    def untold_tasks(self, *, limit: int) -> Sequence[ChangedTask]:
        """Return tasks that opened, closed or moved, held by this transaction and now told."""

    def untold_cases(self, *, limit: int) -> Sequence[ChangedCase]:
        """Return cases that began or ended, held by this transaction and now told."""

    def untold_notices(self, *, limit: int) -> Sequence[Notice]:
        """Return notices, held by this transaction and now told."""

    def untold_hand_overs(self, *, limit: int) -> Sequence[HandOver]:
        """Return what was handed over, held by this transaction and now told."""

    def add_news(self, news: Sequence[News], *, sent_at: datetime | None) -> Collection[str]:
        """Add what was not there yet; return the ids of just those."""

    def unsent_news(self, *, region: str) -> Sequence[News]: ...
    def mark_sent(self, news: Sequence[News], *, at: datetime) -> None: ...
    def forget_news(self, *, before: datetime) -> int: ...
    def open_morning(self, *, region: str, due_at: datetime) -> None:
        """Let a region have a morning, unless it has one."""

    def next_morning(self, *, at: datetime) -> Morning | None:
        """Return one that is due, held by this transaction; None when there is none."""

    def save_morning(self, morning: Morning) -> None: ...
    def tasks_due(
        self, *, region: str, after: datetime, before: datetime
    ) -> Sequence[tuple[UserTask, str, str]]:
        """Return open tasks with a last day in between, the bundle and the number of the case."""

    def open_tasks(self, *, region: str, task_ids: Collection[str]) -> Mapping[str, UserTask]: ...


class Feeds(Protocol):
    def find(self, token_hash: str) -> Feed | None: ...
    def of_account(self, *, region: str, account: str) -> Feed | None: ...
    def put(self, feed: Feed) -> None: ...
    def remove(self, *, region: str, account: str) -> None: ...
    def lock(self, feed: Feed) -> bool:
        """Hold a feed; return whether it is still there."""

    def entries(self, feed: Feed) -> Mapping[str, FeedEntry]: ...
    def save_entries(self, entries: Sequence[FeedEntry]) -> None: ...
    def forget_entries(self, feed: Feed, *, before: datetime) -> None: ...
