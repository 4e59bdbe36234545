"""What was typed, as labels with answers: also of a draft, of which nothing was judged."""

from __future__ import annotations

import json

import pytest
from tests.unit.forms.building import form_of, options, raw_field

from doorgang_api.pages.answers import answers_of

FORM = form_of(
    raw_field("tekst"),
    raw_field("getal", "number", unit={"nl": "uur"}),
    raw_field("dag", "date"),
    raw_field("keuze", "choice", options=options("ja", "nee")),
    raw_field("keuzes", "choices", options=options("ja", "nee")),
    raw_field("wel", "yes_no"),
    raw_field("stuk", "file"),
    raw_field("krabbel", "signature"),
    raw_field("groep", "group", fields=[raw_field("dag", "date")]),
    raw_field("rijen", "repeat", fields=[raw_field("naam", "person")]),
)
ODD = ("kapot", 7, 7.5, True, [], ["a", {"b": 1}], [[1]], {"x": {"y": 1}}, {"dag": "3"}, None)


def texts(**data):
    found = answers_of(definition=json.loads(FORM.canonical), data=data, files={"f1": "a.pdf"})
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"dag": "2027-03-24"}, "woensdag 24 maart 2027"),
        ({"dag": "2027-02-31"}, "2027-02-31"),
        ({"dag": {"dag": "3", "jaar": "2027"}}, "3-2027"),
        ({"krabbel": {"naam": "A. Voorbeeld", "op": "2027-03-24"}},
         "A. Voorbeeld, woensdag 24 maart 2027"),
        ({"krabbel": {"naam": "A. Voorbeeld", "op": "2027-02-31"}}, "A. Voorbeeld, 2027-02-31"),
        ({"krabbel": {"naam": "A. Voorbeeld"}}, "A. Voorbeeld"),
        ({"krabbel": {"op": {"dag": "31"}}}, "31"),
        ({"getal": 7.5}, "7,5 uur"),
        ({"stuk": "f1"}, "a.pdf"),
    ],
)  # fmt: skip
def test_tells_a_draft_as_far_as_it_can_be_read(data, text):
    assert texts(**data) == [text]


@pytest.mark.parametrize("key", [one.key for one in FORM.fields])
@pytest.mark.parametrize("value", ODD, ids=repr)
def test_of_any_shape_is_told_and_never_fails(key, value):
    assert all(isinstance(text, str) for text in texts(**{key: value}))
