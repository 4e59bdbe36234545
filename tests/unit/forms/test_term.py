"""A computed field that tells the last day of a term."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.unit.forms.building import TODAY, form_of, raw_field, raw_form

from doorgang_forms import check_definition, export_kinds, validate

FORM = form_of(
    raw_field("ontvangen", "date"),
    raw_field(
        "uiterlijk", "computed", compute={"fn": "term", "of": "ontvangen", "term": "besluit"}
    ),
)


def filled(data, reckon):
    return validate(form=FORM, data=data, variables={}, today=TODAY, reckon=reckon).data


def eight_weeks(term, start):
    return start + timedelta(weeks=8) if term == "besluit" else None


class TestTerm:
    def test_tells_the_day_that_the_region_reckons(self):
        found = filled({"ontvangen": "2027-03-01"}, eight_weeks)

        assert found["uiterlijk"] == (date(2027, 3, 1) + timedelta(weeks=8)).isoformat()

    @pytest.mark.parametrize(
        ("data", "reckon"),
        [({}, eight_weeks), ({"ontvangen": "2027-03-01"}, None),
         ({"ontvangen": "2027-03-01"}, lambda *_: None)],
    )  # fmt: skip
    def test_tells_nothing_that_nobody_knows(self, data, reckon):
        assert "uiterlijk" not in filled(data, reckon)

    def test_exports_to_no_route(self):
        compute = {"fn": "term", "of": "dag", "term": "besluit"}
        raw = raw_form(
            raw_field("dag", "date"), raw_field("eind", "computed", compute=compute, export="eind")
        )

        checked = check_definition(raw=raw)

        assert [one.code for one in checked.findings] == ["export_type"]
        assert export_kinds(form=checked.form) == {}

    def test_reckons_from_a_date_only(self):
        raw = raw_form(
            raw_field("naam"),
            raw_field("eind", "computed", compute={"fn": "term", "of": "naam", "term": "besluit"}),
        )

        assert [one.code for one in check_definition(raw=raw).findings] == ["compute"]
