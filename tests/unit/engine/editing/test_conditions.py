"""Conditions are chosen, written as an expression and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorgang_engine.bpmn.expressions import Names, check
from doorgang_engine.editing.conditions import (
    OPERATORS,
    WITHOUT_VALUE,
    Condition,
    in_words,
    read,
    written,
)
from doorgang_engine.editing.errors import EditRefused

KINDS = {
    "akkoord": "ja_nee",
    "soort": "tekst",
    "ronde": "getal",
    "op": "datum",
    "hulp": "lijst",
}
TEXTS = st.text("aé1 \"'\\&|()[],.=!é€", min_size=1, max_size=20).map(lambda one: f"a{one}b")
VALUES = {
    "tekst": TEXTS,
    "lijst": TEXTS,
    "getal": st.integers(-999_999_999, 999_999_999).map(str),
    "datum": st.dates().map(str),
}


@st.composite
def conditions(draw):
    field = draw(st.sampled_from(sorted(KINDS)))
    operator = draw(st.sampled_from(sorted(OPERATORS[KINDS[field]])))
    value = "" if operator in WITHOUT_VALUE else draw(VALUES[KINDS[field]])
    return Condition(field=field, operator=operator, value=value)


class TestWritten:
    @given(st.lists(conditions(), min_size=1, max_size=4))
    def test_compiles_and_is_read_back(self, chosen):
        expression = written(chosen, KINDS)

        check(expression, Names.of(KINDS), kind="ja_nee")
        found = read(expression, KINDS)
        plain = not any(set(one.value) & set("()&|") for one in chosen)
        assert found == chosen or (not plain and found is None)

    @pytest.mark.parametrize(
        ("field", "operator", "value"),
        [
            ("er_niet", "is", "x"),
            ("soort", "meer_dan", "x"),
            ("soort", "is", ""),
            ("soort", "een_van", "\n"),
            ("ronde", "is", "1.5"),
            ("ronde", "is", "1 || true"),
            ("op", "voor", "morgen"),
            ("op", "voor", "2027-02-30"),
        ],
    )
    def test_is_refused_when_it_cannot_be(self, field, operator, value):
        with pytest.raises(EditRefused):
            written([Condition(field=field, operator=operator, value=value)], KINDS)

    def test_lets_no_text_out_of_its_quotes(self):
        chosen = [Condition(field="soort", operator="is", value='po" || true || "')]

        assert written(chosen, KINDS) == 'soort == "po\\" || true || \\""'


class TestRead:
    @pytest.mark.parametrize(
        ("expression", "words"),
        [
            ("akkoord", "akkoord is ja"),
            ("!akkoord", "akkoord is nee"),
            ('soort == "vo"', "soort is vo"),
            ('soort in ["ja", "deels"]', "soort is een van ja, deels"),
            ("ronde == 1", "ronde is 1"),
            ('soort == "so" && ronde < 3', "soort is so en ronde is minder dan 3"),
        ],
    )
    def test_takes_apart_what_routes_already_say(self, expression, words):
        found = read(expression, KINDS)

        assert in_words(found, KINDS) == words

    @pytest.mark.parametrize(
        "expression",
        [
            'parameter("tlv.triade")',
            'soort == "a" || soort == "b"',
            'soort == "a" && (akkoord || ronde == 1)',
            "ronde == 1 + 1",
            'op < "2027-01-01"',
            "vandaag() == op",
        ],
    )
    def test_leaves_whole_what_says_something_else(self, expression):
        assert read(expression, KINDS) is None
