from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.unit.engine.terms.examples import calendar

from doorgang_engine.terms.calendars import Calendar, SchoolBreak
from doorgang_engine.terms.holiday_data import SchoolRegion, law_holidays, school_holidays
from doorgang_engine.terms.problems import CalendarUnknown

BREAKS = {"Herfstvakantie", "Kerstvakantie", "Voorjaarsvakantie", "Meivakantie", "Zomervakantie"}


class TestPublicHolidays:
    @pytest.mark.parametrize("year", range(2014, 2041))
    def test_have_the_fifth_of_may_and_good_friday_in_every_year(self, year: int):
        names = law_holidays(year)

        assert "Bevrijdingsdag" in names[date(year, 5, 5)]
        assert any("Goede Vrijdag" in name for name in names.values())

    def test_name_both_when_two_fall_on_one_day(self):
        assert law_holidays(2016)[date(2016, 5, 5)] == "Bevrijdingsdag en Hemelvaartsdag"

    def test_celebrate_the_king_a_day_early_when_his_birthday_is_a_sunday(self):
        names = law_holidays(2025)

        assert names[date(2025, 4, 26)] == "Koningsdag"
        assert date(2025, 4, 27) not in names

    @pytest.mark.parametrize("year", [1990, 2101])
    def test_are_refused_for_years_they_are_not_known(self, year: int):
        with pytest.raises(CalendarUnknown) as refusal:
            calendar().is_working_day(day=date(year, 6, 1))

        assert refusal.value.code == "calendar_unknown"

    def test_include_days_by_royal_decree_only_when_configured(self):
        decreed = date(2027, 5, 7)

        assert not calendar().is_working_day(day=decreed)
        assert calendar(decreed=False).is_working_day(day=decreed)

    def test_include_days_that_the_law_added_later(self):
        added = Calendar(extra=((date(2031, 7, 1), "Keti Koti"),))

        assert added.holiday_name(day=date(2031, 7, 1)) == "Keti Koti"
        assert not added.is_working_day(day=date(2031, 7, 1))

    def test_are_in_doubt_when_no_decree_was_looked_up(self):
        doubts = calendar().doubts(first=date(2028, 12, 1), last=date(2030, 2, 1))

        assert ["2029" in doubts[0], "2030" in doubts[1], len(doubts)] == [True, True, 2]


class TestWorkingDays:
    def test_come_after_ascension_and_the_weekend(self):
        assert calendar().next_working_day(day=date(2027, 5, 5)) == date(2027, 5, 10)

    def test_come_before_the_weekend(self):
        assert calendar().previous_working_day(day=date(2027, 2, 14)) == date(2027, 2, 12)

    def test_are_themselves_the_next_and_the_previous(self):
        day = date(2027, 2, 12)

        assert (
            calendar().next_working_day(day=day) == calendar().previous_working_day(day=day) == day
        )


class TestSchoolHolidays:
    @pytest.mark.parametrize("region", list(SchoolRegion))
    @pytest.mark.parametrize("year", range(2014, 2030))
    def test_have_all_five_breaks_in_every_year(self, year: int, region: SchoolRegion):
        assert set(school_holidays(year, region).values()) == BREAKS

    def test_differ_by_region(self):
        autumn = date(2026, 10, 19)

        assert calendar(region="Zuid").school_holiday_name(day=autumn) == "Herfstvakantie"
        assert calendar(region="Noord").is_school_day(day=autumn)

    def test_leave_no_school_day_on_a_public_holiday(self):
        assert not calendar().is_school_day(day=date(2027, 3, 26))

    @pytest.mark.parametrize("day", [date(2013, 12, 31), date(2030, 9, 2), date(2031, 6, 2)])
    def test_are_refused_outside_what_is_known(self, day: date):
        with pytest.raises(CalendarUnknown, match="schoolvakanties"):
            calendar().is_school_day(day=day)

    def test_are_known_on_the_first_and_the_last_day(self):
        known = calendar(region="Noord")

        assert known.school_holiday_name(day=date(2014, 1, 1)) == "Kerstvakantie"
        assert known.school_holiday_name(day=date(2030, 9, 1)) == "Zomervakantie"

    def test_are_refused_without_a_school_region(self):
        with pytest.raises(CalendarUnknown, match="vakantieregio"):
            calendar(region=None).is_school_day(day=date(2027, 1, 11))

    def test_are_longer_where_a_region_adds_days(self):
        extra = SchoolBreak(name="Studieweek", first=date(2027, 6, 7), last=date(2027, 6, 11))
        longer = Calendar(region=SchoolRegion.ZUID, school_breaks=(extra,))

        assert longer.school_holiday_name(day=date(2027, 6, 9)) == "Studieweek"
        assert longer.school_holiday_name(day=date(2026, 10, 19)) == "Herfstvakantie"

    def test_are_elsewhere_where_a_region_replaces_them(self):
        own = SchoolBreak(
            name="Herfstvakantie", first=date(2026, 10, 10), last=date(2026, 10, 18), replaces=True
        )
        moved = Calendar(region=SchoolRegion.ZUID, school_breaks=(own,))

        assert moved.school_holiday_name(day=date(2026, 10, 12)) == "Herfstvakantie"
        assert moved.is_school_day(day=date(2026, 10, 19))
        assert not moved.is_school_day(day=date(2027, 10, 25))

    def test_replace_a_break_over_new_year_as_a_whole(self):
        own = SchoolBreak(
            name="Kerstvakantie", first=date(2026, 12, 24), last=date(2026, 12, 31), replaces=True
        )
        moved = Calendar(region=SchoolRegion.ZUID, school_breaks=(own,))

        assert moved.is_school_day(day=date(2026, 12, 21))
        assert moved.school_holiday_name(day=date(2027, 1, 2)) is None
        assert moved.school_holiday_name(day=date(2026, 1, 2)) == "Kerstvakantie"

    def test_are_known_longer_where_they_are_filled_in(self):
        longer = Calendar(region=SchoolRegion.ZUID, school_known_until=date(2030, 12, 31))

        assert longer.is_school_day(day=date(2030, 9, 2))


class TestVersion:
    def test_is_the_same_for_the_same_days(self):
        assert calendar().version == calendar().version

    def test_names_package_and_region(self):
        assert calendar().version.startswith("holidays ")
        assert ", Midden, configuratie " in calendar().version

    @pytest.mark.parametrize(
        "other",
        [
            calendar(decreed=False),
            calendar(region="Zuid"),
            Calendar(
                region=SchoolRegion.MIDDEN,
                equated=calendar().equated,
                equated_years=(2023, 2028),
                extra=((date(2031, 7, 1), "Keti Koti"),),
            ),
        ],
    )
    def test_changes_with_the_days(self, other: Calendar):
        assert calendar().version != other.version

    def test_does_not_depend_on_the_order_of_days(self):
        days = [date(2027, 5, 7) + timedelta(days=n) for n in range(5)]

        assert Calendar(equated=frozenset(days)).version == (
            Calendar(equated=frozenset(reversed(days))).version
        )
