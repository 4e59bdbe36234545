from __future__ import annotations

from datetime import date

import pytest

from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.schedule import Schedule, Source, read_schedules

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


OF_CHILD = {
    "sleutel": "einde",
    "naam": "Einde op 31 juli",
    "begin": "begin",
    "dagen": ["12-01"],
    "uit": {"route": "tlv-aanvraag", "datum": "geldig_tot", "valt_op": "07-31"},
}


def read_of_child(**changed):
    table = {**OF_CHILD, **changed}
    return read_schedules([table], where="proef", kinds=set(), is_about_child=True)


class TestScheduleOfAChild:
    def test_says_from_which_cases_it_begins(self):
        (table,) = read_of_child()

        assert table["source"] == {
            "route": "tlv-aanvraag",
            "statuses": ["running", "completed"],
            "outcomes": [],
            "variable": "geldig_tot",
            "term": "",
            "falls_on": "07-31",
            "given": {},
        }

    @pytest.mark.parametrize(
        ("day", "wanted"),
        [("2026-12-01", "2027-07-31"), ("2027-07-30", "2027-07-31"), ("2027-07-31", "2028-07-31")],
    )
    def test_means_the_next_such_day(self, day, wanted):
        (table,) = read_of_child()
        lists = {"statuses": (), "outcomes": ()}

        found = Source(**{**table["source"], **lists}).day_after(date.fromisoformat(day))

        assert found == date.fromisoformat(wanted)

    @pytest.mark.parametrize(
        "changed",
        [
            {"titel": "Een kind"},
            {"per": "bestuur"},
            {"dagen": ["02-29"]},
            {"uit": {"route": "x", "valt_op": "07-31"}},
            {"uit": {**OF_CHILD["uit"], "termijn": "tlv.beslis"}},
            {"uit": {**OF_CHILD["uit"], "valt_op": "31-07"}},
            {"uit": {**OF_CHILD["uit"], "stand": ["withdrawn"]}},
            {"uit": {**OF_CHILD["uit"], "stand": []}},
            {"uit": {**OF_CHILD["uit"], "onbekend": 1}},
        ],
    )
    def test_is_refused_when_it_could_mean_something_else(self, changed):
        with pytest.raises(LibraryInvalid):
            read_of_child(**changed)

    def test_is_refused_without_other_cases(self):
        with pytest.raises(LibraryInvalid, match="uit andere trajecten"):
            read_schedules([TABLE], where="proef", kinds={"bestuur"}, is_about_child=True)
