from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from doorgang_engine.terms.calendar_tables import parse_calendar
from doorgang_engine.terms.problems import TermConfigurationInvalid

COUNTRY: dict[str, Any] = {
    "kb_van": 2023,
    "kb_tot_en_met": 2028,
    "kb_gelijkgesteld": [date(2027, 5, 7)],
}


class TestParseCalendar:
    def test_takes_only_the_breaks_of_its_own_school_region(self):
        country = {
            **COUNTRY,
            "schoolvakanties": [
                {
                    "naam": "Studieweek",
                    "vakantieregio": region,
                    "van": date(2027, 6, day),
                    "tot_en_met": date(2027, 6, day),
                }
                for region, day in (("Noord", 7), ("Zuid", 8))
            ],
        }

        noord = parse_calendar(country=country, region={"vakantieregio": "Noord"}, key="x")

        assert noord.school_holiday_name(day=date(2027, 6, 7)) == "Studieweek"
        assert noord.school_holiday_name(day=date(2027, 6, 8)) is None

    def test_lets_a_region_move_its_autumn_break(self):
        own = {
            "naam": "Herfstvakantie",
            "van": date(2027, 10, 9),
            "tot_en_met": date(2027, 10, 17),
            "vervangt": True,
        }

        moved = parse_calendar(
            country=COUNTRY, region={"vakantieregio": "Noord", "schoolvakanties": [own]}, key="x"
        )

        assert moved.is_school_day(day=date(2027, 10, 18))
        assert not moved.is_school_day(day=date(2027, 10, 11))

    def test_adds_days_that_the_law_made_a_holiday(self):
        country = {**COUNTRY, "extra": [{"datum": date(2031, 7, 1), "naam": "Keti Koti"}]}

        assert parse_calendar(country=country).holiday_name(day=date(2031, 7, 1)) == "Keti Koti"

    @pytest.mark.parametrize(
        "change",
        [
            {"kb_van": None},
            {"kb_van": 2029},
            {"kb_gelijkgesteld": date(2027, 5, 7)},
            {"kb_gelijkgesteld": [2027]},
            {"feestdagen": []},
            {"extra": [{"datum": date(2031, 7, 1)}]},
            {"schoolvakanties": [{"naam": "x"}]},
            {"schoolvakanties": ["x"]},
            {"schoolvakanties_bekend_tot_en_met": 2031},
            {
                "schoolvakanties": [
                    {"naam": "x", "van": date(2027, 6, 8), "tot_en_met": date(2027, 6, 7)}
                ]
            },
            {
                "schoolvakanties": [
                    {"naam": "x", "van": date(2027, 6, 7), "tot_en_met": date(2027, 6, 7), "ja": 1}
                ]
            },
        ],
    )
    def test_refuses_what_it_cannot_read(self, change: dict[str, Any]):
        with pytest.raises(TermConfigurationInvalid):
            parse_calendar(country={**COUNTRY, **change})
