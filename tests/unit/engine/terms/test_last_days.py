"""The last day of a term for a form, by the rules that the shipped region has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from doorgang_engine.terms.last_days import last_day_by, terms_told
from doorgang_engine.terms.reckon import reckon
from doorgang_engine.terms.register import build_register, read_calendar, read_tables

CONFIG = Path(__file__).parents[4] / "config"


@pytest.fixture(scope="module")
def rules():
    register = build_register(tables=read_tables(config_dir=CONFIG))
    return next(iter(register.regions.values())).rules


@pytest.fixture(scope="module")
def calendar():
    return read_calendar(config_dir=CONFIG)


class TestLastDay:
    def test_is_the_one_that_the_term_engine_reckons(self, rules, calendar):
        key, rule = next(iter(rules.items()))
        start = date(2027, 3, 1)

        found = last_day_by(rules=rules, calendar=calendar)(key, start)

        assert found == reckon(rule=rule, start=start, calendar=calendar).end

    def test_is_none_of_a_term_that_is_not_there(self, rules, calendar):
        assert (
            last_day_by(rules=rules, calendar=calendar)("bestaat_niet", date(2027, 3, 1)) is None
        )

    def test_is_none_of_a_day_that_no_calendar_knows(self, rules, calendar):
        found = last_day_by(rules=rules, calendar=calendar)

        assert any(found(key, date(9999, 12, 30)) is None for key in rules)


class TestTermsTold:
    def test_are_found_at_any_depth(self):
        field = {"key": "a", "type": "computed", "compute": {"fn": "term", "term": "x"}}
        form = {"sections": [{"fields": [{"key": "g", "fields": [field]}, {"key": "b"}]}]}

        assert list(terms_told(form=form)) == ["x"]
