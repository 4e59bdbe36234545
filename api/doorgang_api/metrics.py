"""What a node counts and measures, for Prometheus. Labels are kinds and states, never ids.

Every node answers for itself. Names and meaning stand in docs/metrics.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
#: Seconds. A timer is fired by the first tick after its due time, so seconds late is good.
LATENESS_BUCKETS = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 86400)
DURATION_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The metrics of one process, in a registry of their own."""

    def __init__(self) -> None:
        own = CollectorRegistry()
        self._registry = own
        self._requests = Counter(
            "doorgang_requests",
            "Requests answered",
            ["endpoint", "method", "status"],
            registry=own,
        )
        self._durations = Histogram(
            "doorgang_request_seconds",
            "Time it took to answer a request",
            ["endpoint"],
            buckets=DURATION_BUCKETS,
            registry=own,
        )
        self._acts = Counter(
            "doorgang_acts",
            "Acts tried (start a case, complete a task, ...), by what came of them",
            ["kind", "outcome"],
            registry=own,
        )
        self._timers_fired = Counter("doorgang_timers_fired", "Timers fired", registry=own)
        self._lateness = Histogram(
            "doorgang_timer_lateness_seconds",
            "Time between the moment a timer was due and the moment it was fired",
            buckets=LATENESS_BUCKETS,
            registry=own,
        )
        self._overdue = Gauge("doorgang_timers_overdue", "Timers due and not fired", registry=own)
        self._jobs = Gauge("doorgang_jobs", "Jobs in the outbox", ["state"], registry=own)
        self._tick_age = Gauge(
            "doorgang_tick_age_seconds", "Time since the last good tick", registry=own
        )

    def record_request(
        self, *, endpoint: str | None, method: str, status: int, seconds: float
    ) -> None:
        """Count an answered request; endpoint is the name of the rule, None if there was none.

        The name and not the path, or everybody who asks for paths that do not exist would make
        new time series.
        """
        name = endpoint or "none"
        self._requests.labels(endpoint=name, method=method, status=str(status)).inc()
        self._durations.labels(endpoint=name).observe(seconds)

    def record_act(self, *, kind: str, outcome: str) -> None:
        """Count an act; outcome is "done", or the code of the error that refused it."""
        self._acts.labels(kind=kind, outcome=outcome).inc()

    def record_timer_fired(self, *, lateness_seconds: float) -> None:
        """Count a fired timer, and how long after its due time that was."""
        self._timers_fired.inc()
        self._lateness.observe(lateness_seconds)

    def show_overdue_timers(self, *, count: int) -> None:
        """Show how many timers are due and not fired yet."""
        self._overdue.set(count)

    def show_jobs(self, *, by_state: Mapping[str, int]) -> None:
        """Show how many jobs are in each state; states that are not named disappear."""
        self._jobs.clear()
        for state, count in by_state.items():
            self._jobs.labels(state=state).set(count)

    def watch_tick_age(self, *, age: Callable[[], float]) -> None:
        """Ask for the age of the last good tick each time the metrics are read."""
        self._tick_age.set_function(age)

    def render(self) -> bytes:
        """Give all metrics in the text format of Prometheus; its type is CONTENT_TYPE."""
        return generate_latest(self._registry)
