"""What one person may not read of another, in rows that are each of one person."""

from __future__ import annotations

import pytest
from tests.unit.forms.building import form_of, raw_field, raw_form

from doorgang_forms import check_definition
from doorgang_forms.visibility import without_private

ROW = (
    raw_field("naam", "person"),
    raw_field("akkoord", "yes_no"),
    raw_field("mening", "long_text"),
    raw_field("telefoon"),
    raw_field("bewijs", "file"),
    raw_field("last", "yes_no", sensitive=True),
    raw_field("meer", "group", fields=[raw_field("woorden"), raw_field("dag", "date")]),
)
FULL = {
    "naam": "A. Voorbeeld",
    "akkoord": True,
    "mening": "Te vroeg.",
    "telefoon": "0612345678",
    "bewijs": "f1",
    "last": True,
    "meer": {"woorden": "Meer.", "dag": "2027-01-12"},
}


def kept(*, per_person):
    rows = raw_field("ouders", "repeat", fields=list(ROW), per_person=per_person)
    form = form_of(raw_field("verslag", "long_text"), rows)
    return without_private(form=form, data={"verslag": "Samen.", "ouders": [FULL, {}]})


class TestWithoutPrivate:
    def test_leaves_of_a_row_of_one_person_what_is_not_theirs_alone(self):
        assert kept(per_person=True) == {
            "verslag": "Samen.",
            "ouders": [
                {"naam": "A. Voorbeeld", "akkoord": True, "meer": {"dag": "2027-01-12"}},
                {},
            ],
        }

    def test_leaves_other_rows_as_they_are(self):
        assert kept(per_person=False) == {"verslag": "Samen.", "ouders": [FULL, {}]}


class TestPerPerson:
    @pytest.mark.parametrize(("kind", "codes"), [("person", set()), ("text", {"meaningless"})])
    def test_needs_a_person_in_the_row(self, kind, codes):
        rows = raw_field("ouders", "repeat", fields=[raw_field("naam", kind)], per_person=True)

        found = check_definition(raw=raw_form(rows)).findings

        assert {one.code for one in found} == codes
