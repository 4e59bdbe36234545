from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.engine.terms.decisions import (
    DECISION,
    RECEIVED,
    RESUMED,
    STOPPED,
    resumed,
    started,
    suspended,
)
from tests.unit.engine.terms.examples import calendar, rule

from doorgang_engine.terms import runs
from doorgang_engine.terms.problems import (
    TermActRefused,
    TermDateImpossible,
    TermNotPassed,
    TermNotRunning,
    TermNotSuspendable,
    TermNotSuspended,
    TermReasonMissing,
)
from doorgang_engine.terms.rules import SuspensionFrom, TermRule
from doorgang_engine.terms.runs import RunStatus


class TestASuspendedTerm:
    def test_ends_later_by_the_days_suspended(self):
        assert started().end == date(2027, 3, 12)
        assert resumed().end == date(2027, 3, 24)
        assert resumed().suspended_days() == 12

    def test_ends_a_day_earlier_by_the_wording_of_the_awb(self):
        by_awb = resumed(replace(DECISION, suspension_from=SuspensionFrom.DAY_AFTER))

        assert (by_awb.suspended_days(), by_awb.end) == (11, date(2027, 3, 23))

    def test_shows_its_counter_while_it_stands_still(self):
        run = suspended()

        assert run.status is RunStatus.SUSPENDED
        assert (run.suspended_days(), run.suspended_days(today=date(2027, 1, 28))) == (0, 7)

    @given(st.integers(0, 56), st.integers(0, 400))
    def test_moves_its_raw_end_by_exactly_that_many_days(self, after: int, days: int):
        run = started()
        on = RECEIVED + timedelta(days=after)

        stopped = runs.suspend(run=run, on=on, reason="x")
        moved = runs.resume(run=stopped, on=on + timedelta(days=days), calendar=calendar())

        assert moved.reckoning.raw_end == run.reckoning.raw_end + timedelta(days=days)
        assert calendar().is_working_day(day=moved.end)

    def test_adds_up_over_two_suspensions(self):
        again = runs.suspend(run=resumed(), on=date(2027, 3, 1), reason="x")

        moved = runs.resume(run=again, on=date(2027, 3, 4), calendar=calendar())

        assert (moved.suspended_days(), moved.reckoning.raw_end) == (15, date(2027, 3, 27))
        assert moved.end == date(2027, 3, 30)

    def test_of_working_days_does_not_count_the_days_between(self):
        term = rule("werkdagen", "P5D", opschortbaar=True)
        stopped = runs.suspend(
            run=started(term, date(2027, 2, 1)), on=date(2027, 2, 3), reason="x"
        )

        moved = runs.resume(run=stopped, on=date(2027, 2, 8), calendar=calendar())

        assert moved.end == date(2027, 2, 11)
        assert "de termijn was opgeschort" in moved.reckoning.reason

    @pytest.mark.parametrize(
        ("term", "on", "reason", "problem"),
        [
            (rule("wettelijk", "P8W"), STOPPED, "x", TermNotSuspendable),
            (DECISION, STOPPED, "  ", TermReasonMissing),
            (DECISION, RECEIVED - timedelta(days=1), "x", TermDateImpossible),
            (DECISION, date(2027, 3, 13), "x", TermDateImpossible),
        ],
    )
    def test_is_refused(
        self, term: TermRule, on: date, reason: str, problem: type[TermActRefused]
    ):
        with pytest.raises(problem):
            runs.suspend(run=started(term), on=on, reason=reason)

    def test_is_not_suspended_twice(self):
        with pytest.raises(TermNotRunning):
            runs.suspend(run=suspended(), on=STOPPED, reason="x")

    def test_is_not_suspended_again_before_it_was_resumed(self):
        with pytest.raises(TermDateImpossible):
            runs.suspend(run=resumed(), on=RESUMED - timedelta(days=1), reason="x")

    def test_is_not_resumed_before_it_was_suspended(self):
        with pytest.raises(TermDateImpossible):
            runs.resume(run=suspended(), on=STOPPED - timedelta(days=1), calendar=calendar())

    def test_is_not_resumed_when_it_runs(self):
        with pytest.raises(TermNotSuspended):
            runs.resume(run=started(), on=RESUMED, calendar=calendar())


class TestATermThatIsOver:
    def test_was_met_in_time_on_its_last_day(self):
        met = runs.finish(run=started(), on=date(2027, 3, 12))

        assert (met.status, met.ended_on, met.is_late) == (
            RunStatus.MET,
            date(2027, 3, 12),
            False,
        )

    def test_was_met_late_a_day_after(self):
        assert runs.finish(run=started(), on=date(2027, 3, 13)).is_late

    def test_was_not_late_while_the_clock_stood_still(self):
        assert not runs.finish(run=suspended(), on=date(2027, 6, 1)).is_late

    def test_lapses_in_the_last_second_of_its_last_day(self):
        lapsed = runs.lapse(run=started(), at=datetime(2027, 3, 12, 22, 59, 59, tzinfo=UTC))

        assert (lapsed.status, lapsed.ended_on) == (RunStatus.LAPSED, date(2027, 3, 12))

    def test_does_not_lapse_a_second_earlier(self):
        with pytest.raises(TermNotPassed):
            runs.lapse(run=started(), at=datetime(2027, 3, 12, 22, 59, 58, tzinfo=UTC))

    def test_does_not_lapse_while_suspended(self):
        with pytest.raises(TermNotRunning):
            runs.lapse(run=suspended(), at=datetime(2028, 1, 1, tzinfo=UTC))

    def test_was_stopped_for_a_reason(self):
        stopped = runs.stop(run=suspended(), on=RESUMED, reason=" Aanvraag ingetrokken ")

        assert (stopped.status, stopped.ended_because) == (
            RunStatus.STOPPED,
            "Aanvraag ingetrokken",
        )

    def test_is_not_stopped_without_a_reason(self):
        with pytest.raises(TermReasonMissing):
            runs.stop(run=started(), on=RESUMED, reason="")

    def test_does_not_end_before_its_last_act(self):
        with pytest.raises(TermDateImpossible):
            runs.finish(run=resumed(), on=STOPPED)

    def test_may_end_before_the_target_it_is_counted_back_from(self):
        run = started(rule("terugrekenen", "P14D"), date(2027, 2, 28))

        assert not runs.finish(run=run, on=date(2027, 2, 1)).is_late

    def test_never_changes_again(self):
        met = runs.finish(run=started(), on=RESUMED)

        for act in (
            lambda: runs.finish(run=met, on=RESUMED),
            lambda: runs.stop(run=met, on=RESUMED, reason="x"),
            lambda: runs.suspend(run=met, on=RESUMED, reason="x"),
            lambda: runs.recalculate(run=met, calendar=calendar()),
        ):
            with pytest.raises(TermNotRunning) as refusal:
                act()
            assert refusal.value.code == "term_not_running"


class TestRecalculate:
    def test_reckons_another_rule_from_the_legal_start(self):
        run = resumed(rule("wettelijk", "P6W", opschortbaar=True))

        moved = runs.recalculate(run=run, rule=DECISION, calendar=calendar())

        assert (run.end, moved.end, moved.started_on) == (
            date(2027, 3, 10),
            date(2027, 3, 24),
            RECEIVED,
        )

    def test_reckons_with_a_day_that_was_decreed_since(self):
        objection = rule("wettelijk", "P6W")
        run = runs.start(
            id="t1", rule=objection, on=date(2027, 3, 24), calendar=calendar(decreed=False)
        )

        moved = runs.recalculate(run=run, calendar=calendar())

        assert (run.end, moved.end) == (date(2027, 5, 7), date(2027, 5, 10))
