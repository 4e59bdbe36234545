"""Suspensions: the days on which the clock of a term stood still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_engine.terms.rules import SuspensionFrom

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class Suspension:
    """One stop of the clock: stopped on `start`, resumed on `until` (None: not yet)."""

    start: date
    until: date | None = None
    reason: str = ""

    def days(self, *, counted_from: SuspensionFrom, until: date | None = None) -> int:
        """Count the days suspended, up to `until` when it has not been resumed.

        An open suspension without `until` counts nought: only what has happened moves an end.
        """
        end = self.until or until
        if end is None:
            return 0
        first = 1 if counted_from is SuspensionFrom.DAY_AFTER else 0
        return max(0, (end - self.start).days - first)


def suspended_days(
    *, suspensions: Sequence[Suspension], counted_from: SuspensionFrom, until: date | None = None
) -> int:
    """Count the days of all suspensions together."""
    return sum(s.days(counted_from=counted_from, until=until) for s in suspensions)


def is_suspended(
    *, day: date, suspensions: Sequence[Suspension], counted_from: SuspensionFrom
) -> bool:
    """Say whether a day does not count because the clock stood still.

    The day of the stop was still used, as the day on which a term starts is not counted: the
    days that do not count are the ones after it, as many as were suspended.
    """
    return any(
        s.start < day <= s.start + timedelta(days=s.days(counted_from=counted_from))
        for s in suspensions
    )
