from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.engine.terms.decisions import (
    DECISION,
    RECEIVED,
    RESUMED,
    extended,
    resumed,
    started,
    suspended,
)
from tests.unit.engine.terms.examples import calendar, rule

from doorgang_engine.terms import runs
from doorgang_engine.terms.durations import Duration
from doorgang_engine.terms.problems import (
    DurationInvalid,
    TermAlreadyExtended,
    TermDateImpossible,
    TermExtensionTooLong,
    TermNotExtendable,
    TermNotRunning,
    TermReasonMissing,
)


class TestAnExtendedTerm:
    def test_is_four_weeks_longer_for_the_duty_of_care(self):
        care = rule("wettelijk", "P6W", verlengbaar="P4W")
        run = started(care, date(2027, 3, 31))

        longer = extended(run, "P4W", on=date(2027, 5, 12))

        assert (run.end, longer.end) == (date(2027, 5, 12), date(2027, 6, 9))

    def test_keeps_the_days_it_was_suspended(self):
        assert extended(resumed(), "P4W").reckoning.raw_end == date(2027, 4, 21)

    def test_may_be_a_fixed_date(self):
        run = started(rule("vaste-datum", "05-12", verlengbaar="P4W"), date(2027, 3, 31))

        assert extended(run, "P4W", on=date(2027, 4, 1)).end == date(2027, 6, 9)

    def test_may_count_working_days(self):
        run = started(rule("werkdagen", "P5D", verlengbaar="P5D"))

        assert extended(run, "P2D", on=RECEIVED).end == date(2027, 1, 26)

    def test_is_extended_once(self):
        with pytest.raises(TermAlreadyExtended):
            extended(extended(started(), "P1W"), "P1W")

    @pytest.mark.parametrize("by", ["P5W", "P1M", "P29D"])
    def test_is_no_longer_than_its_rule_allows(self, by: str):
        with pytest.raises(TermExtensionTooLong) as refusal:
            extended(started(), by)

        assert "hoogstens 4 weken" in str(refusal.value)

    def test_is_no_longer_than_the_law_allows(self):
        bounded = replace(DECISION, max_extended=Duration(weeks=10))

        assert extended(started(bounded), "P2W").end == date(2027, 3, 30)
        with pytest.raises(TermExtensionTooLong, match="hoogstens 10 weken"):
            extended(started(bounded), "P3W")

    @pytest.mark.parametrize("by", ["PT4H", "-P1W", "P0D"])
    def test_is_refused_for_what_is_no_time(self, by: str):
        with pytest.raises(DurationInvalid):
            extended(started(), by)

    def test_counts_in_its_own_units(self):
        with pytest.raises(DurationInvalid):
            extended(started(rule("werkdagen", "P5D", verlengbaar="P5D")), "P1W", on=RECEIVED)

    def test_is_refused_when_its_rule_allows_none(self):
        with pytest.raises(TermNotExtendable):
            extended(started(rule("wettelijk", "P8W")), "P1W")

    def test_is_refused_when_the_last_day_is_over(self):
        with pytest.raises(TermDateImpossible):
            extended(started(), "P1W", on=date(2027, 3, 13))

    def test_is_refused_while_suspended(self):
        with pytest.raises(TermNotRunning):
            extended(suspended(), "P1W")

    def test_needs_a_reason(self):
        with pytest.raises(TermReasonMissing):
            runs.extend(
                run=started(), by=Duration(weeks=1), on=RESUMED, reason="", calendar=calendar()
            )
