"""The expression language: what it gives, and what cannot be done with it."""

from __future__ import annotations

import time

import pytest
from tests.conformance.driving import RULEBOOK, START

from doorgang_engine.bpmn import expressions
from doorgang_engine.bpmn.expressions import Names
from doorgang_engine.clockwork import CaseClock
from doorgang_engine.errors import ConditionFailed, EngineError, ExpressionRefused

KINDS = {"leeftijd_jaren": "getal", "regio": "tekst", "leeg": "ja_nee", "namen": "lijst"}
VALUES = {"leeftijd_jaren": 5, "regio": "SWV" * 10, "leeg": False, "namen": ["a"] * 100}
ESCAPES = {
    "import": '__import__("os").system("true")',
    "subclasses": "[].__class__.__base__.__subclasses__()",
    "attribute of a function": "vandaag.__globals__",
    "attribute of a text": "regio.__class__",
    "attribute of anything": "dyn(regio).__class__",
    "format string": '"{0.__class__}".format(regio)',
    "percent format": '"%s".format([regio])',
    "f-string": 'f"{regio}"',
    "lambda": "(lambda f: f(f))(lambda f: f(f))",
    "comprehension": "[a for a in namen]",
    "while": "while True: pass",
    "open": 'open("/etc/hostname").read()',
    "eval": 'eval("1")',
    "assignment": "leeftijd_jaren = 3",
    "power bomb": "9**9**9**9",
    "shift bomb": "1<<10000000000",
    "overflow": "9223372036854775807 + 1",
    "divide by nought": "1 / 0",
    "nested macros": "namen.all(a, namen.all(b, namen.all(c, namen.all(d, a == b))))",
    "nested maps": "namen.map(a, namen.map(b, namen.map(c, namen)))",
    "chained maps": "namen.map(a, a+a+a+a).map(b, b+b+b+b).map(c, c+c+c+c)",
    "deep brackets": "(" * 900 + "1" + ")" * 900,
    "deep ternary": "leeg ? 1 : " * 180 + "1",
    "long sum": "+".join(["regio"] * 330),
    "too long": "true" + " && true" * 1_000,
    "unknown variable": "onbekend > 3",
    "mixed kinds": 'leeftijd_jaren > "a"',
    "empty": "",
}


def evaluate(expression, **values):
    return expressions.evaluate(
        expression,
        names=Names.of(KINDS, timer=True),
        values={**VALUES, **values},
        surroundings=CaseClock(RULEBOOK, "zaak", START, []),
    )


class TestAnEscape:
    @pytest.mark.parametrize("expression", ESCAPES.values(), ids=ESCAPES.keys())
    def test_is_refused_or_harmless_and_quick(self, expression):
        begin = time.perf_counter()

        outcome = None
        try:
            outcome = evaluate(expression)
        except EngineError as error:
            outcome = error

        assert isinstance(outcome, EngineError | int | str)
        assert time.perf_counter() - begin < 2

    @pytest.mark.parametrize(
        "name", [name for name in ESCAPES if name not in ("deep ternary", "long sum")]
    )
    def test_gives_no_value(self, name):
        with pytest.raises((ExpressionRefused, ConditionFailed)):
            evaluate(ESCAPES[name])

    def test_by_a_slow_pattern_ends_at_once(self):
        begin = time.perf_counter()

        assert evaluate(f'"{"a" * 30}!".matches("^(a+)+$")') is False
        assert time.perf_counter() - begin < 1

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
        ],
    )
    def test_gives(self, expression, outcome):
        assert evaluate(expression) == outcome

    def test_that_names_an_unknown_parameter_is_refused(self):
        with pytest.raises(EngineError, match=r"proef\.weg"):
            evaluate('parameter("proef.weg")')

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
