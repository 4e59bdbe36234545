"""What is counted over all nodes, so that nobody asks too often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class Counters(Protocol):
    def add(self, key: str, *, amount: int, at: datetime, ends_at: datetime) -> int: ...
    def read(self, keys: Sequence[str], *, at: datetime) -> Mapping[str, Counted]: ...
    def forget(self, keys: Sequence[str]) -> None: ...
    def forget_ended(self, *, at: datetime) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How often something was counted, and when last."""

    count: int
    last_at: datetime
