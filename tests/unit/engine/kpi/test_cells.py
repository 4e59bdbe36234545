"""Which figures may be shown: never over fewer than ten cases, nor by difference."""

from __future__ import annotations

import itertools
import random
from datetime import date

from doorgang_engine.kpi.cells import cases_in, protected, to_hide
from doorgang_engine.kpi.definitions import Way
from doorgang_engine.kpi.ways import Item

DAY = date(2026, 9, 1)
numbers = itertools.count()


def items(count, hits=0):
    return [
        Item(case_id=f"c{next(numbers)}", day=DAY, amount=float(i < hits)) for i in range(count)
    ]


def shown(parts, way=Way.SHARE):
    whole, cells = protected([i for p in parts.values() for i in p], parts, way)
    return whole, {cell.name: None if cell.is_hidden else cell.n for cell in cells}


class TestProtected:
    def test_shows_what_is_over_ten_cases(self):
        whole, cells = shown({"a": items(10, hits=4), "b": items(30, hits=30)})

        assert (whole.n, whole.value) == (40, 85.0)
        assert cells == {"a": 10, "b": 30}

    def test_hides_what_is_over_fewer_than_ten(self):
        whole, _ = protected(items(9), {}, Way.SHARE)

        assert (whole.is_hidden, whole.n, whole.value) == (True, 0, None)

    def test_hides_one_more_so_that_nothing_follows_by_difference(self):
        _, cells = shown({"a": items(9), "b": items(12), "c": items(40)})

        assert cells == {"a": None, "b": None, "c": 40}

    def test_hides_one_more_when_two_hidden_ones_are_under_ten_together(self):
        _, cells = shown({"a": items(2), "b": items(3), "c": items(20), "d": items(40)})

        assert cells == {"a": None, "b": None, "c": None, "d": 40}

    def test_hides_every_part_of_a_hidden_total(self):
        _, cells = shown({"a": items(3), "b": items(0), "c": items(4)})

        assert cells == {"a": None, "b": 0, "c": None}

    def test_counts_cases_not_tasks(self):
        of_one_child = [Item(case_id="one", day=DAY, amount=1.0)] * 20

        whole, _ = protected(of_one_child, {}, Way.TASKS)

        assert whole.is_hidden
        assert cases_in(of_one_child) == 1

    def test_shows_a_median(self):
        days = [Item(case_id=str(n), day=DAY, amount=float(n)) for n in range(11)]

        assert protected(days, {}, Way.MEDIAN)[0].value == 5.0

    def test_shows_a_nought(self):
        whole, _ = protected([], {}, Way.OPEN)

        assert (whole.is_hidden, whole.value) == (False, 0.0)


class TestToHide:
    def test_leaves_no_hidden_part_to_be_reckoned_from_the_rest(self):
        chance = random.Random(27)  # noqa: S311 - a test
        for _ in range(500):
            sizes = {str(n): chance.randrange(0, 25) for n in range(chance.randrange(1, 8))}
            if sum(sizes.values()) < 10:
                continue

            hidden = to_hide(sizes)

            assert {n for n, size in sizes.items() if 0 < size < 10} <= hidden
            if hidden and len([s for s in sizes.values() if s]) > 1:
                assert len(hidden) >= 2
                assert sum(sizes[name] for name in hidden) >= 10
