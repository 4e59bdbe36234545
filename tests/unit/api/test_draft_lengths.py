"""Lengths of time on the forms of a draft."""

from __future__ import annotations

import pytest

from doorgang_api.pages.draft_lengths import length_sent, length_words, parts
from doorgang_engine.editing.errors import EditRefused


@pytest.mark.parametrize(
    ("value", "number", "unit", "words"),
    [
        ("P14D", "14", "D", "14 dagen"),
        ("P2W", "2", "W", "2 weken"),
        ("P1M", "1", "M", "1 maand"),
        ("P3Y", "3", "Y", "3 jaar"),
        ("PT1H", "1", "H", "1 uur"),
    ],
)
def test_one_unit_is_a_number_and_a_unit_both_ways(value, number, unit, words):
    assert parts(value)[:2] == (number, unit)
    assert length_sent(number, unit, field="duur") == value
    assert length_words(value) == words


def test_a_compound_one_is_offered_as_it_is_and_stays_when_nothing_is_typed():
    number, unit, choices = parts("P3Y6M")

    assert (number, choices[0][1]) == ("", "3 jaar en 6 maanden")
    assert length_sent("", unit, field="duur") == "P3Y6M"
    assert length_sent("2", "W", field="duur") == "P2W"


def test_nothing_is_nothing():
    assert parts("")[:2] == ("", "D")
    assert length_sent(" ", "D", field="duur") == ""


@pytest.mark.parametrize(
    ("number", "unit"), [("0", "D"), ("veertien", "D"), ("1.5", "D"), ("99999", "D"), ("2", "X")]
)
def test_what_is_no_number_or_unit_is_refused(number, unit):
    with pytest.raises(EditRefused) as refused:
        length_sent(number, unit, field="wachttijd")

    assert refused.value.field == "wachttijd"


def test_what_is_no_length_is_told_as_it_stands():
    assert length_words("ooit") == "ooit"
