from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorgang_engine.terms.durations import (
    AMSTERDAM,
    Duration,
    add,
    parse_duration,
    plus,
    shift_date,
)
from doorgang_engine.terms.problems import DurationInvalid, MomentNaive, TermDateImpossible
from doorgang_engine.terms.wording import date_words, duration_words, listed

DURATIONS = st.builds(
    Duration,
    years=st.integers(0, 99),
    months=st.integers(0, 99),
    weeks=st.integers(0, 99),
    days=st.integers(0, 999),
    hours=st.integers(0, 99),
    minutes=st.integers(0, 99),
    seconds=st.integers(0, 99),
)


def amsterdam(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


class TestParseDuration:
    @pytest.mark.parametrize("text", ["P6W", "P14D", "P3Y6M", "PT1H", "P1DT2H30M", "-P14D", "P0D"])
    def test_reads_what_it_writes(self, text: str):
        assert str(parse_duration(text=text)) == text

    @given(DURATIONS)
    def test_reads_every_duration_that_can_be_written(self, duration: Duration):
        assert parse_duration(text=str(duration)) == duration

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "P",
            "PT",
            "6W",
            "P6",
            "p6w",
            "P6W ",
            "P1.5D",
            "P-6W",
            "P1DT",
            "P6W\n",
            "P٦W",
            "P1D1W",
        ],
    )
    def test_refuses_what_is_no_duration(self, text: str):
        with pytest.raises(DurationInvalid) as refusal:
            parse_duration(text=text)

        assert refusal.value.code == "duration_invalid"


class TestAdd:
    def test_keeps_the_units(self):
        assert add(first=Duration(weeks=6), second=Duration(weeks=4)) == Duration(weeks=10)

    def test_refuses_a_negative_duration(self):
        with pytest.raises(DurationInvalid):
            add(first=Duration(weeks=6), second=-Duration(weeks=4))


class TestShiftDate:
    @pytest.mark.parametrize(
        ("day", "text", "expected"),
        [
            (date(2023, 8, 31), "P3Y6M", date(2027, 2, 28)),
            (date(2024, 8, 31), "P3Y6M", date(2028, 2, 29)),
            (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
            (date(2027, 1, 31), "P1M", date(2027, 2, 28)),
            (date(2027, 3, 31), "-P1M", date(2027, 2, 28)),
            (date(2027, 12, 31), "P1D", date(2028, 1, 1)),
        ],
    )
    def test_clips_the_end_of_the_month(self, day: date, text: str, expected: date):
        assert shift_date(day=day, duration=parse_duration(text=text)) == expected

    @given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
    def test_lands_in_the_right_month(self, day: date, months: int):
        moved = shift_date(day=day, duration=Duration(months=months))

        assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
        assert moved.day <= day.day

    def test_refuses_hours(self):
        with pytest.raises(DurationInvalid):
            shift_date(day=date(2027, 1, 1), duration=Duration(hours=1))

    def test_refuses_to_leave_the_calendar(self):
        with pytest.raises(TermDateImpossible):
            shift_date(day=date(2027, 1, 1), duration=Duration(years=9000))


class TestPlus:
    def test_keeps_the_time_on_the_wall_when_summer_time_begins(self):
        moved = plus(moment=amsterdam("2027-03-27T09:00"), duration=Duration(days=1))

        assert moved == amsterdam("2027-03-28T09:00")
        assert moved == datetime(2027, 3, 28, 7, tzinfo=UTC)

    def test_counts_hours_as_they_pass_when_summer_time_begins(self):
        moved = plus(moment=amsterdam("2027-03-27T09:00"), duration=Duration(hours=24))

        assert moved == amsterdam("2027-03-28T10:00")

    def test_moves_a_skipped_time_on_by_an_hour(self):
        moved = plus(moment=amsterdam("2027-03-27T02:30"), duration=Duration(days=1))

        assert moved.astimezone(AMSTERDAM).isoformat() == "2027-03-28T03:30:00+02:00"

    def test_takes_the_first_of_two_equal_times(self):
        moved = plus(moment=amsterdam("2027-10-30T02:30"), duration=Duration(days=1))

        assert moved.astimezone(AMSTERDAM).isoformat() == "2027-10-31T02:30:00+02:00"

    def test_takes_the_first_of_two_even_when_it_comes_from_a_second(self):
        second = amsterdam("2027-10-31T02:30").replace(fold=1)

        moved = plus(moment=second, duration=Duration(days=364))

        assert moved.astimezone(AMSTERDAM).isoformat() == "2028-10-29T02:30:00+02:00"

    def test_leaves_the_second_of_two_equal_times_when_it_adds_nothing(self):
        second = amsterdam("2027-10-31T02:30").replace(fold=1)

        assert plus(moment=second, duration=Duration()) == second.astimezone(UTC)

    @given(
        st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001 -- made aware below
        st.integers(-5000, 5000),
    )
    def test_lands_on_the_civil_day(self, naive: datetime, days: int):
        moment = naive.replace(tzinfo=AMSTERDAM).astimezone(UTC)
        duration = Duration(days=abs(days), negative=days < 0)

        moved = plus(moment=moment, duration=duration)

        apart = moved.astimezone(AMSTERDAM).date() - moment.astimezone(AMSTERDAM).date()
        assert apart == timedelta(days=days)
        assert moved.tzinfo is UTC

    def test_refuses_a_moment_without_a_zone(self):
        with pytest.raises(MomentNaive):
            plus(moment=datetime(2027, 1, 1), duration=Duration(days=1))  # noqa: DTZ001 -- the point


class TestWords:
    def test_write_a_date_out(self):
        assert date_words(day=date(2027, 5, 7)) == "vrijdag 7 mei 2027"

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("P6W", "6 weken"),
            ("P1W", "1 week"),
            ("P3Y6M", "3 jaar en 6 maanden"),
            ("P1Y2M3D", "1 jaar, 2 maanden en 3 dagen"),
            ("PT1H", "1 uur"),
            ("-P14D", "14 dagen"),
            ("P0D", "0 dagen"),
        ],
    )
    def test_write_a_duration_out(self, text: str, words: str):
        assert duration_words(duration=parse_duration(text=text)) == words

    def test_write_an_empty_list_as_nothing(self):
        assert listed(items=[]) == ""
