from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.unit.engine.terms.examples import calendar, rule

from doorgang_engine.terms.calendars import Calendar
from doorgang_engine.terms.durations import Duration, shift_date
from doorgang_engine.terms.problems import CalendarUnknown
from doorgang_engine.terms.reckon import Reckoning, reckon
from doorgang_engine.terms.suspensions import Suspension

DAYS = st.dates(date(2015, 1, 1), date(2029, 1, 1))
LEGAL = st.one_of(
    st.integers(1, 90).map(lambda n: f"P{n}D"),
    st.integers(1, 12).map(lambda n: f"P{n}W"),
    st.integers(1, 3).map(lambda n: f"P{n}M"),
)
LONG = st.one_of(
    st.integers(91, 400).map(lambda n: f"P{n}D"),
    st.integers(13, 60).map(lambda n: f"P{n}W"),
    st.integers(4, 24).map(lambda n: f"P{n}M"),
    st.integers(1, 5).map(lambda n: f"P{n}Y"),
)


def reckoned(soort: str, duur: str, start: date, **more: object) -> Reckoning:
    return reckon(rule=rule(soort, duur, **more), start=start, calendar=calendar())


class TestALegalTerm:
    @given(LEGAL, DAYS)
    def test_never_ends_on_a_day_off_nor_before_its_raw_end(self, duur: str, start: date):
        reckoning = reckoned("wettelijk", duur, start)

        assert calendar().is_working_day(day=reckoning.end)
        assert reckoning.end >= reckoning.raw_end

    @given(LEGAL, DAYS)
    def test_stays_when_its_raw_end_is_a_working_day(self, duur: str, start: date):
        reckoning = reckoned("wettelijk", duur, start)
        between = [start + timedelta(days=n + 1) for n in range((reckoning.raw_end - start).days)]
        working = sum(calendar().is_working_day(day=day) for day in between)

        assume(calendar().is_working_day(day=reckoning.raw_end) and working > 1)
        assert reckoning.end == reckoning.raw_end

    @given(st.integers(3, 10), DAYS)
    def test_of_three_days_or_more_has_two_working_days(self, days: int, start: date):
        end = reckoned("wettelijk", f"P{days}D", start).end

        in_term = [start + timedelta(days=n + 1) for n in range((end - start).days)]
        assert sum(calendar().is_working_day(day=day) for day in in_term) >= 2

    @given(LONG, DAYS)
    def test_longer_than_the_law_covers_never_rolls(self, duur: str, start: date):
        reckoning = reckoned("wettelijk", duur, start)

        assert reckoning.end == reckoning.raw_end
        assert "art. 4" in reckoning.reason

    def test_says_which_days_rolled_it(self):
        reckoning = reckoned("wettelijk", "P6W", date(2027, 3, 24))

        assert reckoning.reason == (
            "6 weken, geteld vanaf de dag na woensdag 24 maart 2027: tot en met woensdag 5 mei "
            "2027. Woensdag 5 mei 2027 is Bevrijdingsdag. Donderdag 6 mei 2027 is Hemelvaartsdag. "
            "Vrijdag 7 mei 2027 is een dag die bij koninklijk besluit met een feestdag is "
            "gelijkgesteld. Zaterdag 8 mei 2027 valt in het weekend. Zondag 9 mei 2027 valt in "
            "het weekend. De termijn loopt daarom door tot en met maandag 10 mei 2027 (Algemene "
            "termijnenwet art. 1 lid 1)."
        )
        assert [step.rule for step in reckoning.steps] == ["telling", *["vrije_dag"] * 5, "atw-1"]

    def test_names_rule_and_calendar_with_their_versions(self):
        legal = rule("wettelijk", "P6W")

        reckoning = reckon(rule=legal, start=date(2027, 3, 24), calendar=calendar())

        assert (reckoning.rule_id, reckoning.rule_version) == ("test.termijn", legal.version)
        assert (reckoning.calendar_id, reckoning.calendar_version) == (
            "nl-test",
            calendar().version,
        )

    def test_warns_when_no_decree_was_looked_up_for_its_year(self):
        (warning,) = reckoned("wettelijk", "P6W", date(2029, 3, 26)).warnings

        assert "Welke dagen in 2029" in warning

    def test_warns_when_its_ground_was_not_checked(self):
        (warning,) = reckoned(
            "wettelijk", "P6W", date(2027, 3, 31), grondslag="Awb 6:7", geverifieerd=False
        ).warnings

        assert "Awb 6:7" in warning

    def test_leaves_suspended_days_out_of_its_two_working_days(self):
        suspension = Suspension(start=date(2027, 1, 12), until=date(2027, 1, 15), reason="x")

        reckoning = reckon(
            rule=rule("wettelijk", "P3D", opschortbaar=True),
            start=date(2027, 1, 12),
            calendar=calendar(),
            suspensions=[suspension],
        )

        assert (reckoning.raw_end, reckoning.end) == (date(2027, 1, 18), date(2027, 1, 19))


class TestATermThatIsNotRolled:
    @given(st.sampled_from(["P14D", "P10W", "P2M", "P1Y"]), DAYS)
    def test_counts_back_to_exactly_that_day(self, duur: str, target: date):
        back = rule("terugrekenen", duur)
        assert back.duration is not None

        reckoning = reckon(rule=back, start=target, calendar=calendar())

        assert (
            reckoning.end == reckoning.raw_end == shift_date(day=target, duration=-back.duration)
        )

    @given(DAYS)
    def test_has_a_warning_exactly_when_a_fixed_date_is_a_day_off(self, start: date):
        reckoning = reckoned("vaste-datum", "03-31", start)

        assert (reckoning.end.month, reckoning.end.day) == (3, 31)
        assert start <= reckoning.end < start + timedelta(days=366)
        assert bool(reckoning.warnings) is not calendar().is_working_day(day=reckoning.end)

    def test_is_warned_of_in_words(self):
        assert reckoned("vaste-datum", "03-28", date(2027, 1, 4)).warnings == (
            "Zondag 28 maart 2027 is Eerste Paasdag. De laatste dag schuift niet door.",
        )

    @given(DAYS)
    def test_is_the_day_of_the_age_and_the_offset(self, born: date):
        day = shift_date(day=born, duration=Duration(years=3, months=6))

        reckoning = reckoned("leeftijd", "P3Y6M", born, verschuiving="-P14D")

        assert reckoning.end == day - timedelta(days=14)


class TestWorkingDays:
    @given(st.integers(1, 60), DAYS)
    def test_end_later_when_there_are_more_of_them(self, days: int, start: date):
        shorter = reckoned("werkdagen", f"P{days}D", start)
        longer = reckoned("werkdagen", f"P{days + 1}D", start)

        assert start < shorter.end < longer.end
        assert calendar().is_working_day(day=shorter.end)

    @given(st.integers(1, 30), DAYS)
    def test_end_no_earlier_when_school_holidays_do_not_count(self, days: int, start: date):
        counting = reckoned("werkdagen", f"P{days}D", start)
        skipping = reckoned("werkdagen", f"P{days}D", start, vakantie_telt=False)

        assert skipping.end >= counting.end
        assert calendar().is_school_day(day=skipping.end)

    @given(st.integers(1, 12), DAYS)
    def test_make_a_working_week_by_fives(self, weeks: int, start: date):
        by_weeks = reckoned("werkweken", f"P{weeks}W", start)
        by_days = reckoned("werkdagen", f"P{weeks * 5}D", start)

        assert by_weeks.end == by_days.end

    def test_name_what_they_skipped(self):
        reckoning = reckoned("werkdagen", "P5D", date(2027, 3, 25))

        assert "Telt niet mee: vrijdag 26 maart 2027 (Goede Vrijdag)." in reckoning.reason


class TestSchoolWeeks:
    @given(st.integers(1, 8), DAYS)
    def test_are_put_off_by_whole_weeks(self, weeks: int, start: date):
        assume(start.weekday() < 5 and calendar().school_holiday_name(day=start) is None)

        end = reckoned("lesweken", f"P{weeks}W", start).end

        assert (end - start).days % 7 == 0
        assert end >= start + timedelta(weeks=weeks)

    def test_are_refused_where_the_holidays_are_unknown(self):
        with pytest.raises(CalendarUnknown):
            reckoned("lesweken", "P4W", date(2030, 8, 26))

    def test_are_refused_without_a_region(self):
        with pytest.raises(CalendarUnknown):
            reckon(rule=rule("lesweken", "P4W"), start=date(2027, 1, 4), calendar=Calendar())


class TestVersionOfARule:
    def test_changes_with_what_it_says(self):
        six = rule("wettelijk", "P6W")

        assert six.version == rule("wettelijk", "P6W").version
        assert six.version != rule("wettelijk", "P8W").version
        assert six.version != replace(six, verified=False).version
