from __future__ import annotations

import logging
import math
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from doorgang_api.scheduler import Clock

INTERVAL = 0.02
PATIENCE = 5  # seconds; only a failing test waits that long


class Ticks:
    """A tick that counts, and can wait or fail; `reached` waits for a number of them."""

    def __init__(self, *, fails=0, waits_for=None):
        self._fails = fails
        self._waits_for = waits_for
        self._changed = threading.Condition()
        self.count = 0
        self.running = 0
        self.most_at_once = 0

    def __call__(self):
        with self._changed:
            self.count += 1
            self.running += 1
            self.most_at_once = max(self.most_at_once, self.running)
            self._changed.notify_all()
        if self._waits_for:
            self._waits_for.wait(PATIENCE)
        with self._changed:
            self.running -= 1
        if self.count <= self._fails:
            raise ConnectionError("database weg")
        return 1

    def reached(self, number):
        with self._changed:
            return self._changed.wait_for(lambda: self.count >= number, PATIENCE)


@pytest.fixture
def running():
    """Start a clock with the given tick; stop it afterwards."""
    clocks = []

    def start(**arguments):
        clock = Clock(interval=INTERVAL, **arguments)
        clocks.append(clock)
        clock.start()
        return clock

    yield start
    for clock in clocks:
        clock.stop()


def until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(INTERVAL / 4)
    return condition()


def set_wall_clock_back(clock):
    """Leave the scheduler as it is found after the clock went back: the next tick an hour away."""
    clock._scheduler.modify_job("tick", next_run_time=datetime.now(UTC) + timedelta(hours=1))


class TestClock:
    def test_ticks_again_and_again(self, running):
        ticks = Ticks()

        running(tick=ticks)

        assert ticks.reached(5)

    def test_ticks_on_after_a_failure(self, running, caplog):
        ticks = Ticks(fails=2)

        clock = running(tick=ticks)

        assert ticks.reached(4)
        failures = [entry for entry in caplog.records if entry.message == "tick failed"]
        assert len(failures) == 2
        assert until(lambda: clock.health() < PATIENCE)

    def test_ticks_on_after_the_wall_clock_was_set_back(self, running, caplog):
        ticks = Ticks()
        clock = running(tick=ticks)
        assert ticks.reached(1)

        set_wall_clock_back(clock)
        # one more may have been under way
        before = ticks.count + 1

        assert ticks.reached(before + 3)
        assert "no tick came: waking the scheduler" in caplog.messages

    def test_never_ticks_twice_at_once(self, running, caplog):
        go_on = threading.Event()
        ticks = Ticks(waits_for=go_on)
        running(tick=ticks)
        assert ticks.reached(1)
        caplog.clear()

        time.sleep(6 * INTERVAL)
        woken = "no tick came: waking the scheduler" in caplog.messages
        go_on.set()

        assert ticks.reached(3)
        assert ticks.most_at_once == 1
        assert not woken

    def test_waits_for_the_tick_that_is_running_when_it_stops(self):
        go_on = threading.Event()
        ticks = Ticks(waits_for=go_on)
        clock = Clock(tick=ticks, interval=INTERVAL)
        clock.start()
        assert ticks.reached(1)

        threading.Timer(INTERVAL, go_on.set).start()
        clock.stop()

        assert ticks.running == 0
        assert ticks.count == 1

    def test_leaves_no_thread_behind(self):
        before = set(threading.enumerate())
        clock = Clock(tick=Ticks(), interval=INTERVAL)
        clock.start()

        clock.stop()

        assert set(threading.enumerate()) <= before

    def test_logs_how_many_timers_were_fired(self, running, caplog):
        caplog.set_level(logging.INFO)
        ticks = Ticks()

        running(tick=ticks)

        assert ticks.reached(2)
        fired = [entry.count for entry in caplog.records if entry.message == "timers fired"]
        assert fired
        assert set(fired) == {1}


class TestClockOffset:
    @pytest.mark.parametrize("offset", [61.0, -3600.0])
    def test_stops_the_ticks_when_the_clocks_differ_too_much(self, running, caplog, offset):
        ticks = Ticks()

        running(tick=ticks, clock_offset=lambda: offset)

        refusal = "no tick: clocks of node and database differ"
        assert until(lambda: caplog.messages.count(refusal) >= 2)
        assert ticks.count == 0

    def test_lets_them_pass_when_the_clocks_differ_little(self, running):
        ticks = Ticks()

        running(tick=ticks, clock_offset=lambda: -60.0)

        assert ticks.reached(2)

    def test_lets_them_pass_again_when_the_clock_is_put_right(self, running):
        ticks = Ticks()
        offsets = iter([3600.0, 3600.0])

        running(tick=ticks, clock_offset=lambda: next(offsets, 0.0))

        assert ticks.reached(1)

    def test_that_cannot_be_asked_counts_as_a_failed_tick(self, running, caplog):
        ticks = Ticks()

        def fail():
            raise ConnectionError

        running(tick=ticks, clock_offset=fail)

        assert until(lambda: "tick failed" in caplog.messages)
        assert ticks.count == 0


class TestHealth:
    def test_is_bad_before_the_start(self):
        assert Clock(tick=Ticks(), interval=INTERVAL).health() == math.inf

    def test_grows_while_no_tick_is_good(self, running):
        ticks = Ticks(fails=1000)
        clock = running(tick=ticks)
        assert ticks.reached(1)

        before = clock.health()
        assert ticks.reached(4)

        assert clock.health() > before

    def test_shrinks_at_a_good_tick(self, running):
        go_on = threading.Event()
        clock = running(tick=Ticks(waits_for=go_on))
        assert until(lambda: clock.health() > 2 * INTERVAL)
        before = clock.health()

        go_on.set()

        assert until(lambda: clock.health() < before)
