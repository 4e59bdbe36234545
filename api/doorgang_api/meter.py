"""How often somebody may ask, over all nodes, without a write for every request.

A node takes requests from the limit in lots. Its first lot in a minute is free and counted in
memory only; a further lot is bought from a counter in the database. So who asks less than a lot a
minute costs no write at all, and who asks more costs one per lot. Over n nodes somebody gets at
most n lots more than the limit.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from doorgang_engine.errors import TooManyRequests

from .knocking import hashed

if TYPE_CHECKING:
    from doorgang_engine.ports import NewUnitOfWork

WINDOW = 60  # seconds
LOT = 100  # requests
MOST_KEYS = 20_000  # held in memory
TOO_OFTEN = (
    "Er komen te veel verzoeken achter elkaar van deze aanmelding of dit adres. Er is niets "
    "verwerkt. Wacht een minuut en ga dan verder."
)


@dataclass
class _Spent:
    used: int = 0
    bought: int = LOT  # the first lot is free
    is_refused: bool = False


class Meter:
    """Counts what is asked through this node."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._window = 0
        self._spent: dict[str, _Spent] = {}

    def spend(
        self, who: str, *, cost: int, limit: int, new_uow: NewUnitOfWork, now: datetime
    ) -> None:
        """Take ``cost`` of what somebody may ask in this minute.

        :raises TooManyRequests: if it is used up.
        """
        window = int(now.timestamp()) // WINDOW
        with self._lock:
            spent = self._of(who, window)
            spent.used += cost
            short = spent.used - spent.bought
            is_refused = spent.is_refused
        if is_refused:
            raise _refusal(now)
        if short > 0 and not self._buy(spent, who, short, limit, window, new_uow, now):
            raise _refusal(now)

    def _of(self, who: str, window: int) -> _Spent:
        if window != self._window or len(self._spent) >= MOST_KEYS:
            self._window, self._spent = window, {}
        return self._spent.setdefault(who, _Spent())

    def _buy(
        self,
        spent: _Spent,
        who: str,
        short: int,
        limit: int,
        window: int,
        new_uow: NewUnitOfWork,
        now: datetime,
    ) -> bool:
        """Buy as many lots as are short; return whether there were that many left."""
        amount = -(-short // LOT) * LOT
        ends_at = datetime.fromtimestamp((window + 2) * WINDOW, UTC)
        with new_uow() as uow:
            key = hashed("requests", who, str(window))
            total = uow.counters.add(key, amount=amount, at=now, ends_at=ends_at)
        with self._lock:
            spent.bought += amount
            spent.is_refused = total + LOT > limit
        return not spent.is_refused


def _refusal(now: datetime) -> TooManyRequests:
    left = timedelta(seconds=WINDOW - int(now.timestamp()) % WINDOW)
    return TooManyRequests(TOO_OFTEN, seconds=int(left.total_seconds()))
