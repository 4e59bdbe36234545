"""Text of routes as paragraphs."""

from __future__ import annotations

import pytest

from doorgang_api.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("  \n \n", []),
        ("Een zin.\nNog een zin.", ["Een zin.", "Nog een zin."]),
        ("Zonder vaste\nplek begint het niet.", ["Zonder vaste plek begint het niet."]),
        ("Een kop\n\nDe tekst eronder.", ["Een kop", "De tekst eronder."]),
        ("Let op:\n  daarna\n  verder", ["Let op:", "daarna verder"]),
    ],
)  # fmt: skip
def test_join_what_breaks_off_within_a_sentence(text, found):
    assert paragraphs(text) == found
