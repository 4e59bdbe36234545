from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.process.acceptance.told import library

from doorgang_engine.terms.tallies import find_day_reached

ZUID = library().region("helmond-peelland")
MONDAY = date(2026, 11, 2)


def reached(days, count, rule="verzuim.16uur"):
    return find_day_reached(days=days, count=count, rule=ZUID.rules[rule], calendar=ZUID.calendar)


class TestFindDayReached:
    @pytest.mark.parametrize(("after", "expected"), [(27, True), (28, False)])
    def test_counts_the_first_day_as_one_of_the_stretch(self, after, expected):
        last = MONDAY + timedelta(days=after)

        assert (reached([MONDAY, last], 2) == last) is expected

    def test_counts_a_day_as_often_as_it_stands_there(self):
        assert reached([MONDAY] * 3, 3) == MONDAY

    def test_does_not_mind_the_order(self):
        days = [MONDAY + timedelta(days=n) for n in (9, 0, 4)]

        assert reached(days, 3) == MONDAY + timedelta(days=9)

    def test_begins_anywhere(self):
        days = [MONDAY - timedelta(days=200), MONDAY, MONDAY + timedelta(days=3)]

        assert reached(days, 2) == MONDAY + timedelta(days=3)

    def test_is_never_reached_with_too_few(self):
        assert reached([MONDAY], 2) is None
        assert reached([], 1) is None
