"""School years and thirds."""

from __future__ import annotations

from datetime import date

import pytest

from doorgang_engine.kpi.periods import (
    Period,
    PeriodUnknown,
    date_in_year,
    read_period,
    school_year_of,
)


class TestPeriod:
    def test_runs_from_august_to_july(self):
        year = read_period(school_year="2026-2027")

        assert (year.start, year.end) == (date(2026, 8, 1), date(2027, 8, 1))
        assert year.holds(date(2027, 7, 31))
        assert not year.holds(date(2027, 8, 1))

    def test_has_thirds_that_cover_it(self):
        thirds = [Period(school_year=2026, third=number) for number in (1, 2, 3)]

        assert [(t.start, t.end) for t in thirds] == [
            (date(2026, 8, 1), date(2026, 12, 1)),
            (date(2026, 12, 1), date(2027, 4, 1)),
            (date(2027, 4, 1), date(2027, 8, 1)),
        ]

    @pytest.mark.parametrize("name", ["2026", "2026-2028", "2027-2026", "26-27", "2026-2027 "])
    def test_is_refused_when_it_does_not_exist(self, name):
        with pytest.raises(PeriodUnknown):
            read_period(school_year=name)

    def test_has_no_fourth_third(self):
        with pytest.raises(PeriodUnknown):
            read_period(school_year="2026-2027", third=4)


class TestSchoolYearOf:
    def test_turns_on_the_first_of_august(self):
        assert school_year_of(date(2027, 7, 31)) == 2026
        assert school_year_of(date(2027, 8, 1)) == 2027


class TestDateInYear:
    def test_lies_in_the_school_year(self):
        assert date_in_year(school_year=2026, month_day="03-24") == date(2027, 3, 24)
        assert date_in_year(school_year=2026, month_day="12-31") == date(2026, 12, 31)
