"""Of a date or a signature that is wrong, only what is to be mended is marked."""

from __future__ import annotations

import pytest
from tests.unit.forms.building import errors_of, form_of, raw_field

from doorgang_forms import view

ALL = ["dag", "maand", "jaar"]


def shown(kind, value, **keys):
    """The one field of a form with this value, judged as a submission is."""
    form = form_of(raw_field("x", kind, required=True, **keys))
    errors = errors_of(form, {} if value is None else {"x": value})
    made = view(form=form, values={"x": value}, errors=errors, variables={})
    (field,) = made.sections[0].fields
    return field, made


def marked(parts):
    return [part.name.rpartition("-")[2] for part in parts if part.is_wrong]


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("2027-03-24", []),
        (None, ALL),
        ({"dag": "3"}, ["maand", "jaar"]),
        ({"dag": "3", "maand": "mrt", "jaar": "2027"}, ["maand"]),
        ({"dag": "3", "maand": "3", "jaar": "27"}, ["jaar"]),
        ({"dag": "³", "maand": "3", "jaar": "2027"}, ["dag"]),
        ({"dag": ["1", "2"], "maand": "3", "jaar": "2027"}, ["dag"]),
        ({"dag": " 3 ", "maand": "3", "jaar": "2027"}, ALL),  # nothing to point at
        ("2027-02-31", ["dag"]),
        ("2027-13-31", ["maand"]),
        ("2027-32-13", ["maand"]),
        ("2027-03-00", ["dag"]),
        ("0000-03-24", ["jaar"]),
        ("1850-03-24", ALL),
        ("gisteren", ALL),
        (12, ALL),
    ],
)
def test_of_a_date(value, wrong):
    field, made = shown("date", value)

    assert marked(field.date_parts) == wrong
    if wrong:
        assert made.errors[0].href == f"#veld-x-{wrong[0]}"
    else:
        assert made.errors == ()


def test_of_a_date_that_is_out_of_bounds_every_part_is_marked():
    assert marked(shown("date", "2027-03-24", max="2027-03-01")[0].date_parts) == ALL


@pytest.mark.parametrize(
    ("value", "name", "date"),
    [
        ({"naam": "A. Voorbeeld"}, [], []),
        ({"naam": "A. Voorbeeld", "op": "2027-03-24"}, [], []),
        (None, ["naam"], []),
        ({"op": "2027-03-24"}, ["naam"], []),
        ({"naam": " ", "op": "2027-03-24"}, ["naam"], []),
        ({"naam": "A" * 201, "op": "2027-03-24"}, ["naam"], []),
        ({"naam": "A\x00", "op": "2027-03-24"}, ["naam"], []),
        ({"naam": "A. Voorbeeld", "op": "2027-02-31"}, [], ["dag"]),
        ({"naam": "A. Voorbeeld", "op": {"dag": "3", "jaar": "2027"}}, [], ["maand"]),
        ({"op": {"dag": "3", "jaar": "2027"}}, ["naam"], ["maand"]),
        ({"naam": "A. Voorbeeld", "op": "1850-03-24"}, [], ALL),
        ("kapot", ["naam"], []),
    ],
)
def test_of_a_signature(value, name, date):
    field, made = shown("signature", value)

    assert marked(field.parts) == name
    assert marked(field.date_parts) == date
    assert bool(made.errors) == bool(name or date)
