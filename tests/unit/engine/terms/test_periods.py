"""What holds from a day, or until one: the revised procedure of 1 August, the pilot that ended."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doorgang_engine.terms.problems import TermConfigurationInvalid
from doorgang_engine.terms.register import Region, Tables, build_register, read_tables

CONFIG = Path(__file__).parents[4] / "config"
AUGUST = {
    "naam": "Herziene procedure",
    "geldig_van": date(2027, 8, 1),
    "parameters": {"tlv.extern_panel": 3},
    "termijnen": {"tlv.beslis": {"duur": "P8W"}},
}
PILOT = {
    "naam": "Pilot",
    "geldig_van": date(2027, 3, 1),
    "geldig_tot": date(2028, 2, 29),
    "parameters": {"tlv.triade": True},
}


def tables(*periods: Any, **region: Any) -> Tables:
    return deepcopy(
        Tables(
            defaults={"parameters": {"tlv.extern_panel": 0, "tlv.triade": False}},
            terms={
                "tlv.toml": {
                    "tlv.beslis": {
                        "naam": "Besluit",
                        "soort": "beleid",
                        "duur": "P6W",
                        "max": "P8W",
                    }
                }
            },
            calendar={"kb_van": 2023, "kb_tot_en_met": 2028, "kb_gelijkgesteld": []},
            regions={
                "proef": {
                    "naam": "Proef",
                    "vakantieregio": "Noord",
                    "periodes": list(periods),
                    **region,
                }
            },
        )
    )


def on(day: date, *periods: Any, **region: Any) -> Region:
    return build_register(tables=tables(*periods, **region), day=day).get_region(key="proef")


def refusal(*periods: Any, **region: Any) -> str:
    with pytest.raises(TermConfigurationInvalid) as refused:
        build_register(tables=tables(*periods, **region), day=date(2020, 1, 1))
    return str(refused.value)


class TestAPeriod:
    @pytest.mark.parametrize(
        ("day", "panel", "duration"),
        [
            (date(2027, 7, 31), 0, "P6W"),
            (date(2027, 8, 1), 3, "P8W"),
            (date(2030, 1, 1), 3, "P8W"),
        ],
    )
    def test_holds_from_its_first_day(self, day: date, panel: int, duration: str):
        region = on(day, AUGUST)

        assert region.parameters["tlv.extern_panel"] == panel
        assert region.get_rule(id="tlv.beslis").duration_text == duration

    @pytest.mark.parametrize(
        ("day", "triade"),
        [
            (date(2027, 2, 28), False),
            (date(2027, 3, 1), True),
            (date(2028, 2, 29), True),
            (date(2028, 3, 1), False),
        ],
    )
    def test_holds_up_to_and_including_its_last(self, day: date, triade: bool):  # noqa: FBT001 -- a row
        assert on(day, PILOT).parameters["tlv.triade"] is triade

    def test_lies_over_what_the_region_always_has(self):
        changed = {"parameters": {"tlv.triade": True, "tlv.extern_panel": 1}}

        region = on(date(2027, 8, 1), AUGUST, **changed)

        assert dict(region.parameters) == {"tlv.extern_panel": 3, "tlv.triade": True}

    def test_that_began_holds_in_the_end_and_one_that_ended_does_not(self):
        region = build_register(tables=tables(AUGUST, PILOT)).get_region(key="proef")

        assert dict(region.parameters) == {"tlv.extern_panel": 3, "tlv.triade": False}


class TestAMistake:
    @pytest.mark.parametrize(
        ("period", "words"),
        [
            ({**AUGUST, "geldig_van": "2027-08-01"}, "geldig_van '2027-08-01' is geen datum"),
            ({**PILOT, "geldig_tot": date(2027, 2, 1)}, "geldig_tot (2027-02-01) ligt vóór"),
            ({"naam": "Altijd", "parameters": {"tlv.triade": True}}, "geldig_van of geldig_tot"),
            ({**AUGUST, "tot": 1}, "tot bestaat niet"),
            ({**AUGUST, "naam": ""}, "“naam” ontbreekt"),
            ({"naam": "Leeg", "geldig_van": date(2027, 8, 1)}, "[periodes.parameters]"),
            ({**AUGUST, "parameters": {"tlv.triad": True}}, "Bedoelde u “tlv.triade”?"),
            ({**AUGUST, "parameters": {"tlv.extern_panel": True}}, "een geheel getal"),
            ({**AUGUST, "termijnen": {"tlv.beslis": {"duur": "P9W"}}}, "P9W is langer"),
            ({**AUGUST, "termijnen": {"tlv.besluit": {}}}, "tlv.besluit"),
            (3, "hier hoort een tabel"),
        ],
    )
    def test_is_told_with_the_number_of_its_period_also_when_that_does_not_hold(
        self, period: Any, words: str
    ):
        told = refusal(PILOT, period)

        assert words in told
        assert "regions/proef.toml, periode 2" in told

    def test_is_to_say_two_things_of_the_same_day(self):
        later = {**AUGUST, "naam": "Nog een", "geldig_van": date(2028, 1, 1)}

        assert "tlv.beslis en tlv.extern_panel staat voor dezelfde dagen" in refusal(AUGUST, later)
        assert on(
            date(2028, 1, 1), {**AUGUST, "geldig_tot": date(2027, 12, 31)}, later
        ).parameters["tlv.extern_panel"]

    def test_is_told_together_with_every_other(self):
        told = refusal(
            {**AUGUST, "parameters": {"tlv.triad": True}},
            vakantieregio="Oost",
            kb_gelijkgesteld=["2027-05-07"],
            gemeenten=5,
            onbekend=1,
            parameters={"tlv.extern_panel": "drie", "Tlv": 1},
            termijnen={"tlv.beslis": {"duur": "P9W"}, "tlv.weg": {}},
        )

        assert told.startswith("9 dingen kloppen niet:")
        for words in (
            "vakantieregio “Oost”",
            "'2027-05-07' is geen datum",
            "gemeenten hoort een lijst",
            "onbekend bestaat niet",
            "“tlv.extern_panel” hoort een geheel getal",
            "“Tlv” is geen naam",
            "P9W is langer",
            "tlv.weg",
            "periode 1: de parameter “tlv.triad”",
        ):
            assert words in told
        assert told.count("regions/proef.toml") == 9


class TestTheShippedConfiguration:
    def test_has_the_pilot_of_leiden_for_one_calendar_year(self):
        read = read_tables(config_dir=CONFIG)

        held = {
            day: build_register(tables=read, day=day)
            .get_region(key="leiden")
            .parameters["voorschool.pilot"]
            for day in (date(2021, 2, 28), date(2021, 3, 1), date(2022, 2, 28), date(2022, 3, 1))
        }

        assert list(held.values()) == [False, True, True, False]

    def test_has_the_revised_procedure_of_amsterdam_from_the_first_of_august(self):
        read = read_tables(config_dir=CONFIG)

        held = [
            build_register(tables=read, day=day)
            .get_region(key="amsterdam-diemen")
            .parameters["tlv.extern_panel"]
            for day in (date(2020, 7, 31), date(2020, 8, 1))
        ]

        assert held == [0, 3]
