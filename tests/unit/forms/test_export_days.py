from __future__ import annotations

import pytest
from tests.unit.forms.building import form_of, raw_field, raw_form, submit

from doorgang_forms import check_definition

DAY = raw_field("dag", "date", required=True)
HOURS = raw_field("uren", "number", min=1, max=12)


def rows(*fields, **keys):
    named = {"export_days": "dagen", "days_of": "dag", **keys}
    return raw_field("lessen", "repeat", fields=list(fields), **named)


def exported(form, *given):
    return submit(form, {"lessen": list(given)}).exports


class TestExportDays:
    def test_gives_the_day_of_each_row(self):
        form = form_of(rows(DAY))

        assert exported(form, {"dag": "2027-03-01"}, {"dag": "2027-02-01"}) == {
            "dagen": ["2027-03-01", "2027-02-01"]
        }

    def test_gives_a_day_as_often_as_its_row_says(self):
        form = form_of(rows(DAY, HOURS, times="uren"))

        assert exported(form, {"dag": "2027-03-01", "uren": 3}, {"dag": "2027-03-02"}) == {
            "dagen": ["2027-03-01"] * 3
        }

    def test_gives_nothing_of_what_was_not_filled_in(self):
        assert submit(form_of(rows(DAY)), {}).exports == {"dagen": []}

    def test_is_a_list_for_the_route(self):
        checked = check_definition(raw=raw_form(rows(DAY)))

        assert checked.findings == ()

    @pytest.mark.parametrize(
        ("field", "code"),
        [
            (rows(DAY, days_of="uren"), "export_type"),
            (rows(raw_field("dag")), "export_type"),
            (rows(DAY, raw_field("uren", "number"), times="uren"), "export_type"),
            (
                rows(DAY, raw_field("uren", "number", max=3, decimals=1), times="uren"),
                "export_type",
            ),
            (rows(DAY, HOURS, times="uren", max_rows=200), "export_type"),
            (rows(DAY, export="dagen"), "duplicate_export"),
            (raw_field("lessen", "repeat", fields=[DAY], days_of="dag"), "meaningless"),
        ],
    )
    def test_is_refused_when_it_cannot_be_counted(self, field, code):
        checked = check_definition(raw=raw_form(field))

        assert code in {one.code for one in checked.findings}
