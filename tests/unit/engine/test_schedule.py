from __future__ import annotations

from datetime import date

import pytest

from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.schedule import Schedule, read_schedules

TABLE = {
    "sleutel": "uitvraag",
    "naam": "Uitvraag",
    "begin": "begin",
    "dagen": ["12-01", "04-01", "08-01"],
    "titel": "Uitvraag {schooljaar}, {organisatie}",
    "per": "bestuur",
}


def read(**changed):
    table = {key: value for key, value in {**TABLE, **changed}.items() if value is not None}
    return read_schedules([table], where="proef/route.toml", kinds={"bestuur"})


@pytest.fixture
def schedule():
    (table,) = read()
    return Schedule(**{**table, "days": tuple(table["days"])})


class TestSchedule:
    @pytest.mark.parametrize(
        ("day", "following", "last"),
        [
            ("2027-03-31", "2027-04-01", "2026-12-01"),
            ("2027-04-01", "2027-08-01", "2027-04-01"),
            ("2027-12-31", "2028-04-01", "2027-12-01"),
            ("2027-01-01", "2027-04-01", "2026-12-01"),
        ],
    )
    def test_knows_the_next_day_and_the_last(self, schedule, day, following, last):
        found = schedule.next_day(after=date.fromisoformat(day))

        assert found.isoformat() == following
        assert schedule.last_day(until=date.fromisoformat(day)).isoformat() == last

    @pytest.mark.parametrize(
        ("day", "year"), [("2027-07-31", "2026-2027"), ("2027-08-01", "2027-2028")]
    )
    def test_names_the_school_year_and_the_organisation(self, schedule, day, year):
        title = schedule.title_on(date.fromisoformat(day), organisation="De Bron")

        assert title == f"Uitvraag {year}, De Bron"


class TestReadSchedules:
    @pytest.mark.parametrize(
        "changed",
        [
            {"dagen": []},
            {"dagen": ["02-29"]},
            {"dagen": ["6-1"]},
            {"dagen": ["2027-06-01"]},
            {"dagen": ["13-01"]},
            {"per": "gezelschap"},
            {"titel": "Uitvraag {naam}"},
            {"titel": None},
            {"vaak": True},
        ],
    )
    def test_refuses_what_is_no_schedule(self, changed):
        with pytest.raises(LibraryInvalid, match=r"proef/route\.toml"):
            read(**changed)

    def test_refuses_a_key_twice(self):
        with pytest.raises(LibraryInvalid, match="één keer"):
            read_schedules([TABLE, TABLE], where="proef/route.toml", kinds={"bestuur"})
