"""Where cases wait: counted per drawn step, few hidden."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from doorgang_engine.kpi.periods import read_period
from doorgang_engine.kpi.waiting import Measure, Wait, drawn_at, places_of

NOW = datetime(2027, 5, 1, 12, tzinfo=UTC)
YEAR = read_period(school_year="2026-2027")
MODEL = SimpleNamespace(
    elements={
        "lezen": SimpleNamespace(called=""),
        "deel": SimpleNamespace(called=""),
        "roept": SimpleNamespace(called="andere-route"),
    }
)


def waits(how_many, *, days, element="lezen", done=None, due=None, cancelled=False, start=0):
    """Waits of so many cases: opened so many days before they were done, or before now."""
    until = done or NOW
    return [
        Wait(
            case_id=f"c{number}",
            element=element,
            scope="",
            name="Lezen",
            opened_at=until - timedelta(days=days),
            closed_at=done,
            due_at=due,
            is_cancelled=cancelled,
        )
        for number in range(start, start + how_many)
    ]


def at(found, *, shows_few=False):
    (place,) = places_of(found, model=MODEL, period=YEAR, now=NOW, shows_few=shows_few)
    return place


class TestPlacesOf:
    def test_tells_how_many_wait_and_how_long_in_the_middle(self):
        place = at([*waits(6, days=4), *waits(5, days=20, start=6)])

        assert (place.now.cases, place.now.days) == (11, 4)
        assert place.past == Measure()

    def test_hides_fewer_than_ten_cases(self):
        assert at(waits(9, days=4)).now == Measure(is_hidden=True)
        assert at(waits(10, days=4)).now.cases == 10

    def test_counts_cases_not_tasks(self):
        assert at(waits(9, days=4) * 2).now.is_hidden

    def test_shows_few_to_who_sees_all_cases(self):
        assert at(waits(1, days=4), shows_few=True).now.cases == 1

    def test_tells_which_share_is_past_its_deadline(self):
        late = waits(10, days=4, due=NOW - timedelta(days=1))
        on_time = waits(10, days=4, due=NOW + timedelta(days=1), start=10)

        assert at([*late, *on_time]).now.late == 50
        assert at(waits(10, days=4)).now.late is None

    def test_hides_a_share_over_few_deadlines(self):
        due = waits(9, days=4, due=NOW - timedelta(days=1))

        assert at([*due, *waits(10, days=4, start=9)]).now.late is None

    @pytest.mark.parametrize(
        ("done", "counted"),
        [
            (datetime(2026, 7, 31, 12, tzinfo=UTC), False),
            (datetime(2026, 8, 1, 12, tzinfo=UTC), True),
            (datetime(2027, 8, 1, 12, tzinfo=UTC), False),
        ],
    )
    def test_counts_what_was_done_in_the_period(self, done, counted):
        found = places_of(
            waits(10, days=4, done=done), model=MODEL, period=YEAR, now=NOW, shows_few=False
        )

        assert [place.past.cases for place in found] == ([10] if counted else [])

    def test_leaves_out_what_was_cancelled(self):
        done = datetime(2027, 1, 1, tzinfo=UTC)
        gone = waits(10, days=90, done=done, cancelled=True)

        assert at([*gone, *waits(10, days=2, done=done)]).past.days == 2

    def test_keeps_steps_apart(self):
        found = [*waits(10, days=1), *waits(11, days=2, element="horen")]

        places = places_of(found, model=MODEL, period=YEAR, now=NOW, shows_few=False)

        assert [(p.element, p.now.cases) for p in places] == [("horen", 11), ("lezen", 10)]


class TestDrawnAt:
    @pytest.mark.parametrize(
        ("scope", "place"),
        [
            ("", "taak"),
            ("roept#1", "roept"),
            ("deel#2", "taak"),  # a repeated part lies in the same drawing
            ("deel#2/roept#1/deel#1", "roept"),
            ("van-vroeger#1", "van-vroeger"),
        ],
    )
    def test_is_the_step_that_calls_or_the_task_itself(self, scope, place):
        assert drawn_at(MODEL, element="taak", scope=scope) == place
