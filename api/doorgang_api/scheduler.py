"""The clock of a node: calls the tick every few seconds, and never owns a timer.

The only module that imports APScheduler. Its job lives in memory; timers are rows in the database
(docs/adr/0002). APScheduler waits by the wall clock, so after that clock is set back it would stay
silent for as long: a watchdog on the monotonic clock wakes it.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

if TYPE_CHECKING:
    from collections.abc import Callable

#: Above this many seconds between the clocks of node and database no timer is fired.
LARGEST_OFFSET = 60.0
#: The watchdog acts after this many intervals without a tick.
SILENT_INTERVALS = 3
_JOB = "tick"

log = logging.getLogger(__name__)


class Clock:
    """Calls tick() every interval seconds, in a thread of its own, one at a time.

    tick fires what is due and returns how many; it brings its own transactions. clock_offset tells
    how many seconds the database's clock is ahead of this node's; above LARGEST_OFFSET either way
    there is no tick. An exception in either is logged, and the next tick tries again.
    """

    def __init__(
        self,
        *,
        tick: Callable[[], int],
        interval: float,
        clock_offset: Callable[[], float] | None = None,
    ) -> None:
        self._tick = tick
        self._interval = interval
        self._clock_offset = clock_offset
        self._scheduler = BackgroundScheduler(
            timezone=UTC, executors={"default": ThreadPoolExecutor(max_workers=1)}
        )
        self._watchdog = threading.Thread(target=self._watch, name="clock-watchdog", daemon=True)
        self._stopped = threading.Event()
        self._ticking = False
        # moments of time.monotonic(); the first counts from the start
        self._last_tick = math.inf
        self._last_good_tick: float | None = None

    def start(self) -> None:
        """Begin to tick; the first tick comes at once."""
        self._last_tick = self._last_good_tick = time.monotonic()
        self._scheduler.add_job(
            self._run,
            "interval",
            id=_JOB,
            seconds=self._interval,
            # nodes that were started together do not stay in step
            jitter=self._interval / 4,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),
        )
        self._scheduler.start()
        self._watchdog.start()

    def stop(self) -> None:
        """Stop ticking; a tick that is running is waited for."""
        self._stopped.set()
        self._scheduler.shutdown(wait=True)
        self._watchdog.join()

    def health(self) -> float:
        """Give the seconds since the last good tick, or since the start; inf before the start."""
        if self._last_good_tick is None:
            return math.inf
        return time.monotonic() - self._last_good_tick

    def _run(self) -> None:
        self._ticking = True
        try:
            if self._clocks_agree():
                fired = self._tick()
                self._last_good_tick = time.monotonic()
                if fired:
                    log.info("timers fired", extra={"count": fired})
        except Exception:
            log.exception("tick failed")
        finally:
            self._last_tick = time.monotonic()
            self._ticking = False

    def _clocks_agree(self) -> bool:
        if self._clock_offset is None:
            return True
        offset = self._clock_offset()
        if abs(offset) <= LARGEST_OFFSET:
            return True
        # One of the two is wrong; firing by a wrong clock would end terms too early.
        log.error("no tick: clocks of node and database differ", extra={"seconds": offset})
        return False

    def _watch(self) -> None:
        while not self._stopped.wait(self._interval):
            silent = time.monotonic() - self._last_tick
            if self._ticking or silent < SILENT_INTERVALS * self._interval:
                continue
            log.warning("no tick came: waking the scheduler", extra={"seconds": round(silent, 1)})
            self._scheduler.modify_job(_JOB, next_run_time=datetime.now(UTC))
