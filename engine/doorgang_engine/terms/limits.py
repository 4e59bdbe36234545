"""Comparing durations: may this one take longer than that one.

P6W and P8W compare at once. P3M and P13W do not: three months are 89 to 92 days, by the day they
start. Then the longest that the one can take is held against the shortest that the other can.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from doorgang_engine.terms.durations import Duration, shift_date

if TYPE_CHECKING:
    from collections.abc import Iterator

# One leap cycle: every length that a number of months can have occurs from one of these days.
_CYCLE_FROM, _CYCLE_DAYS = date(2023, 1, 1), 1461


def may_exceed(*, duration: Duration, limit: Duration) -> bool:
    """Say whether the duration can, from some day, take longer than the limit."""
    months, days = _months(duration), _days(duration)
    if months == _months(limit):
        return days > _days(limit)
    if days == _days(limit):
        return months > _months(limit)
    return _span(months)[1] + days > _span(_months(limit))[0] + _days(limit)


def longest_days(*, duration: Duration) -> int:
    """Give the most calendar days that the duration can take."""
    return _span(_months(duration))[1] + _days(duration)


def _months(duration: Duration) -> int:
    return 12 * duration.years + duration.months


def _days(duration: Duration) -> int:
    return 7 * duration.weeks + duration.days


@lru_cache(maxsize=256)
def _span(months: int) -> tuple[int, int]:
    """Give the fewest and the most days that a number of months can take."""
    lengths = list(_lengths(months))
    return min(lengths), max(lengths)


def _lengths(months: int) -> Iterator[int]:
    for n in range(_CYCLE_DAYS):
        start = _CYCLE_FROM + timedelta(days=n)
        yield (shift_date(day=start, duration=Duration(months=months)) - start).days
