"""The expression language: what it gives. What cannot be done with it: `tests/security`."""

from __future__ import annotations

import pytest
from tests.conformance.driving import RULEBOOK, START

from doorgang_engine.bpmn import expressions
from doorgang_engine.bpmn.expressions import Names
from doorgang_engine.clockwork import CaseClock
from doorgang_engine.errors import ConditionFailed, EngineError, ExpressionRefused

KINDS = {"leeftijd_jaren": "getal", "regio": "tekst", "leeg": "ja_nee", "namen": "lijst"}
VALUES = {"leeftijd_jaren": 5, "regio": "SWV" * 10, "leeg": False, "namen": ["a"] * 100}


def evaluate(expression, **values):
    return expressions.evaluate(
        expression,
        names=Names.of(KINDS, timer=True),
        values={**VALUES, **values},
        surroundings=CaseClock(RULEBOOK, "zaak", START, []),
    )


class TestEvaluating:
    def test_leaves_the_values_as_they_were(self):
        names = ["a"]

        evaluate('namen + ["b"]', namen=names)

        assert names == ["a"]


class TestAnExpression:
    @pytest.mark.parametrize(
        ("expression", "outcome"),
        [
            ('regio == "x" || !leeg', True),
            ('leeftijd_jaren > 3 ? "x" : "y"', "x"),
            ('"a" in namen', True),
            ("size(namen) >= 2", True),
            ('datum_plus("2026-08-31", "P6M")', "2027-02-28"),
            ('datum_min("2027-03-31", "P1M")', "2027-02-28"),
            ('dagen_tussen("2027-01-01", "2027-03-01")', 59),
            ("vandaag()", "2027-01-15"),
            ('leeftijd("2015-01-16")', 11),
            ('parameter("proef.aantal") + 1', 3),
            ('termijn_eind("proef.week")', ""),
            ('bereikt_op("proef.week", ["2027-01-04", "2027-01-10"], 2)', "2027-01-10"),
            ('bereikt_op("proef.week", ["2027-01-04", "2027-01-11"], 2)', ""),
            ('bereikt_op("proef.week", [], 1)', ""),
        ],
    )
    def test_gives(self, expression, outcome):
        assert evaluate(expression) == outcome

    def test_that_names_an_unknown_parameter_is_refused(self):
        with pytest.raises(EngineError, match=r"proef\.weg"):
            evaluate('parameter("proef.weg")')

    @pytest.mark.parametrize(
        "expression",
        ['bereikt_op("proef.week", ["2027-01-04"], 0)', 'bereikt_op("proef.weg", [], 1)',
         'bereikt_op("proef.week", ["morgen"], 1)'],
    )  # fmt: skip
    def test_that_cannot_be_counted_is_refused(self, expression):
        with pytest.raises(EngineError):
            evaluate(expression)

    def test_that_reckons_with_no_date_is_refused(self):
        with pytest.raises(EngineError):
            evaluate('datum_plus("", "P1D")')

    def test_that_reckons_beyond_the_calendar_is_refused(self):
        with pytest.raises(EngineError, match="datum die niet bestaat"):
            evaluate('datum_plus("2027-01-01", "P9999Y")')


class TestACondition:
    def test_that_gives_a_text_is_no_yes(self):
        with pytest.raises(ConditionFailed, match="geen ja of nee"):
            expressions.is_true(
                'parameter("proef.tekst")',
                names=Names.of(KINDS),
                values=VALUES,
                surroundings=CaseClock(RULEBOOK, "zaak", START, []),
            )


class TestAMoment:
    @pytest.mark.parametrize("text", ['"2027-07-01"', '"2027-07-01T09:00:00"', '"morgen"'])
    def test_without_a_time_zone_is_refused(self, text):
        with pytest.raises(ConditionFailed, match="tijdzone"):
            expressions.moment(
                text,
                names=Names.of(KINDS, timer=True),
                values=VALUES,
                surroundings=CaseClock(RULEBOOK, "zaak", START, []),
            )


class TestAnAssignedValue:
    @pytest.mark.parametrize(
        ("value", "kind", "fits"),
        [
            ("a", "tekst", True),
            (1, "getal", True),
            (True, "getal", False),
            (True, "ja_nee", True),
            (1, "ja_nee", False),
            (["a"], "lijst", True),
            ([1], "lijst", False),
            (1.5, "getal", False),
            (None, "tekst", False),
            ("a" * 20_001, "tekst", False),
            (["a"] * 1_001, "lijst", False),
            ("a", "onbekend", False),
        ],
    )
    def test_fits_its_variable_or_does_not(self, value, kind, fits):
        assert expressions.fits(value, kind) is fits


class TestAScript:
    @pytest.mark.parametrize(
        "script",
        ["import os", "x == 1", "del x", "x.y = 1", "x += 1", "Y = 1", "1 = x", "x = ", "= 1"],
    )
    def test_with_anything_but_assignments_is_refused(self, script):
        with pytest.raises(ExpressionRefused):
            expressions.assignments(script)

    def test_gives_its_lines_in_order(self):
        found = expressions.assignments('\n  a = b == 1\n\nc="x = y"\n')

        assert found == [("a", "b == 1"), ("c", '"x = y"')]
