from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from doorgang_api.metrics import Metrics


@pytest.fixture
def metrics():
    return Metrics()


def samples(metrics):
    """Give what a reader of /metrics gets: (name, labels) -> value."""
    families = text_string_to_metric_families(metrics.render().decode())
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


class TestMetrics:
    def test_count_requests_by_endpoint_method_and_status(self, metrics):
        for status in (200, 200, 409):
            metrics.record_request(
                endpoint="tasks.complete", method="POST", status=status, seconds=0.02
            )

        found = samples(metrics)
        rule = ("endpoint", "tasks.complete"), ("method", "POST")
        assert found["doorgang_requests_total", *rule, ("status", "200")] == 2
        assert found["doorgang_requests_total", *rule, ("status", "409")] == 1
        assert found["doorgang_request_seconds_count", rule[0]] == 3

    def test_make_no_series_for_paths_that_do_not_exist(self, metrics):
        metrics.record_request(endpoint=None, method="GET", status=404, seconds=0.001)

        assert samples(metrics)["doorgang_request_seconds_count", ("endpoint", "none")] == 1

    def test_count_acts_by_kind_and_outcome(self, metrics):
        metrics.record_act(kind="complete_task", outcome="done")
        metrics.record_act(kind="complete_task", outcome="task_already_completed")

        found = samples(metrics)
        kind = ("kind", "complete_task")
        assert found["doorgang_acts_total", kind, ("outcome", "done")] == 1
        assert found["doorgang_acts_total", kind, ("outcome", "task_already_completed")] == 1

    def test_count_fired_timers_and_how_late_they_were(self, metrics):
        for lateness in (0.3, 4.0):
            metrics.record_timer_fired(lateness_seconds=lateness)

        found = samples(metrics)
        assert found["doorgang_timers_fired_total",] == 2
        assert found["doorgang_timer_lateness_seconds_bucket", ("le", "0.5")] == 1
        assert found["doorgang_timer_lateness_seconds_bucket", ("le", "5.0")] == 2

    def test_show_how_many_timers_are_overdue_now(self, metrics):
        metrics.show_overdue_timers(count=7)
        metrics.show_overdue_timers(count=2)

        assert samples(metrics)["doorgang_timers_overdue",] == 2

    def test_show_jobs_by_state_and_forget_a_state_that_is_empty(self, metrics):
        metrics.show_jobs(by_state={"waiting": 3, "failing": 1})
        metrics.show_jobs(by_state={"waiting": 2})

        found = samples(metrics)
        assert found["doorgang_jobs", ("state", "waiting")] == 2
        assert ("doorgang_jobs", ("state", "failing")) not in found

    def test_ask_for_the_age_of_the_tick_at_each_reading(self, metrics):
        ages = iter([1.5, 3.5])
        metrics.watch_tick_age(age=lambda: next(ages))

        read = [samples(metrics)["doorgang_tick_age_seconds",] for _ in range(2)]

        assert read == [1.5, 3.5]

    def test_of_one_process_stay_apart_from_those_of_another(self, metrics):
        Metrics().record_timer_fired(lateness_seconds=1)

        assert samples(metrics)["doorgang_timers_fired_total",] == 0
