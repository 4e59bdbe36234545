from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.engine.terms.examples import calendar

from doorgang_engine.terms.durations import AMSTERDAM, Duration
from doorgang_engine.terms.moments import end_of_day, local_day, morning_of, reminder_moment
from doorgang_engine.terms.problems import DurationInvalid, MomentNaive


class TestEndOfDay:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2027, 1, 15), datetime(2027, 1, 15, 22, 59, 59, tzinfo=UTC)),
            (date(2027, 7, 15), datetime(2027, 7, 15, 21, 59, 59, tzinfo=UTC)),
            (date(2027, 3, 28), datetime(2027, 3, 28, 21, 59, 59, tzinfo=UTC)),
            (date(2027, 10, 31), datetime(2027, 10, 31, 22, 59, 59, tzinfo=UTC)),
        ],
    )
    def test_is_a_second_to_midnight_in_amsterdam(self, day: date, expected: datetime):
        assert end_of_day(day=day) == expected

    @given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
    def test_lies_on_that_day(self, day: date):
        assert local_day(moment=end_of_day(day=day)) == day


class TestReminderMoment:
    def test_is_on_the_friday_when_the_day_is_a_sunday(self):
        moment = reminder_moment(end=date(2027, 2, 14), lead=Duration(), calendar=calendar())

        assert moment.astimezone(AMSTERDAM).isoformat() == "2027-02-12T08:00:00+01:00"

    def test_goes_back_over_easter(self):
        moment = reminder_moment(
            end=date(2027, 4, 12), lead=Duration(days=14), calendar=calendar()
        )

        assert moment.astimezone(AMSTERDAM).isoformat() == "2027-03-25T08:00:00+01:00"

    @given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
    def test_is_a_working_morning_not_after_the_lead(self, end: date, days: int):
        moment = reminder_moment(end=end, lead=Duration(days=days), calendar=calendar())

        day = local_day(moment=moment)
        assert calendar().is_working_day(day=day)
        assert (end - day).days >= days
        assert moment == morning_of(day=day)

    def test_refuses_a_lead_that_lies_after_the_end(self):
        with pytest.raises(DurationInvalid):
            reminder_moment(end=date(2027, 4, 12), lead=-Duration(days=1), calendar=calendar())


class TestLocalDay:
    def test_is_tomorrow_late_in_the_evening_by_utc(self):
        assert local_day(moment=datetime(2027, 7, 1, 22, 30, tzinfo=UTC)) == date(2027, 7, 2)

    def test_refuses_a_moment_without_a_zone(self):
        with pytest.raises(MomentNaive):
            local_day(moment=datetime(2027, 7, 1))  # noqa: DTZ001 -- the point
