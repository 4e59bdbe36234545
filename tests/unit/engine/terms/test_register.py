from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doorgang_engine.terms.holiday_data import SchoolRegion
from doorgang_engine.terms.problems import (
    RegionUnknown,
    TermConfigurationInvalid,
    TermOverrideRefused,
    TermProblem,
    TermRuleInvalid,
    TermUnknown,
)
from doorgang_engine.terms.register import (
    Register,
    Tables,
    build_register,
    read_calendar,
    read_register,
    read_tables,
)

CONFIG = Path(__file__).parents[4] / "config"
COUNTRY: dict[str, Any] = {
    "kb_van": 2023,
    "kb_tot_en_met": 2028,
    "kb_gelijkgesteld": [date(2027, 5, 7)],
}
TERM = {"naam": "Besluit", "soort": "beleid", "duur": "P6W", "max": "P8W"}
REGION: dict[str, Any] = {
    "naam": "Voorbeeld",
    "vakantieregio": "Noord",
    "gemeenten": ["Voorbeeldstad"],
    "termijnen": {"tlv.beslis": {"duur": "P8W"}},
    "parameters": {"tlv.extern_panel": 3},
}


def tables(**change: Any) -> Tables:
    whole: dict[str, Any] = {
        "defaults": {
            "parameters": {"tlv.extern_panel": 0, "tlv.triade": False, "povo.systeem": ""}
        },
        "terms": {"tlv.toml": {"tlv.beslis": TERM}},
        "calendar": COUNTRY,
        "regions": {"basis": {"naam": "Basis", "vakantieregio": "Midden"}, "voorbeeld": REGION},
    }
    return Tables(**deepcopy({**whole, **change}))


def with_region(**change: Any) -> Tables:
    return tables(regions={"voorbeeld": {**REGION, **change}})


class TestTheRegister:
    def test_has_the_base_rule_in_one_region_and_the_choice_in_another(self):
        register = build_register(tables=tables())

        basis, chosen = register.get_region(key="basis"), register.get_region(key="voorbeeld")

        assert basis.get_rule(id="tlv.beslis").duration_text == "P6W"
        assert chosen.get_rule(id="tlv.beslis").duration_text == "P8W"
        assert register.rules["tlv.beslis"].duration_text == "P6W"

    def test_has_a_parameter_of_the_base_unless_the_region_chose(self):
        chosen = build_register(tables=tables()).get_region(key="voorbeeld")

        assert dict(chosen.parameters) == {
            "tlv.extern_panel": 3,
            "tlv.triade": False,
            "povo.systeem": "",
        }

    def test_gives_a_region_its_calendar_and_municipalities(self):
        chosen = build_register(tables=tables()).get_region(key="voorbeeld")

        assert (chosen.calendar.id, chosen.calendar.region) == ("nl-voorbeeld", SchoolRegion.NOORD)
        assert not chosen.calendar.is_working_day(day=date(2027, 5, 7))
        assert chosen.municipalities == ("Voorbeeldstad",)

    def test_knows_no_region_or_term_by_another_name(self):
        register = build_register(tables=tables())

        with pytest.raises(RegionUnknown, match="basis en voorbeeld"):
            register.get_region(key="elders")
        with pytest.raises(TermUnknown):
            register.get_region(key="basis").get_rule(id="tlv.besluit")

    @pytest.mark.parametrize(
        ("broken", "problem", "words"),
        [
            (with_region(termijnen={"tlv.besluit": {}}), TermOverrideRefused, "tlv.besluit"),
            (with_region(termijnen={"tlv.beslis": {"duur": "P9W"}}), TermOverrideRefused, "P9W"),
            (with_region(termijnen=[]), TermConfigurationInvalid, "termijnen"),
            (with_region(parameters={"tlv.triad": True}), TermConfigurationInvalid, "tlv.triad"),
            (with_region(parameters={"tlv.triade": 1}), TermConfigurationInvalid, "ja of nee"),
            (
                with_region(parameters={"tlv.extern_panel": True}),
                TermConfigurationInvalid,
                "geheel",
            ),
            (with_region(parameters={"povo.systeem": 1}), TermConfigurationInvalid, "een tekst"),
            (with_region(parameters={"tlv": {"triade": True}}), TermConfigurationInvalid, "tlv"),
            (with_region(parameters={"Tlv triade": True}), TermConfigurationInvalid, "naam"),
            (with_region(parameters=1), TermConfigurationInvalid, "tabel"),
            (with_region(vakantieregio="Oost"), TermConfigurationInvalid, "Oost"),
            (with_region(naam=None), TermConfigurationInvalid, "naam"),
            (with_region(gemeenten="Leiden"), TermConfigurationInvalid, "gemeenten"),
            (with_region(vakantie="Noord"), TermConfigurationInvalid, "vakantie"),
            (with_region(kb_gelijkgesteld=["2027-05-07"]), TermConfigurationInvalid, "datum"),
            (tables(terms={"a.toml": {"tlv.beslis": {}}}), TermRuleInvalid, "a.toml"),
            (
                tables(terms={"a.toml": {"tlv.beslis": TERM}, "b.toml": {"tlv.beslis": TERM}}),
                TermConfigurationInvalid,
                "ander bestand",
            ),
        ],
    )
    def test_refuses_and_names_the_mistake(
        self, broken: Tables, problem: type[TermProblem], words: str
    ):
        with pytest.raises(problem) as refusal:
            build_register(tables=broken)

        assert words in str(refusal.value)


class TestReadingFiles:
    def test_names_the_file_that_is_missing(self, tmp_path: Path):
        with pytest.raises(TermConfigurationInvalid, match=r"defaults\.toml"):
            read_register(config_dir=tmp_path)

    def test_names_the_file_that_is_no_toml(self, tmp_path: Path):
        (tmp_path / "calendars").mkdir()
        (tmp_path / "calendars" / "nl.toml").write_text("kb_van =", encoding="utf-8")

        with pytest.raises(TermConfigurationInvalid, match=r"nl\.toml"):
            read_calendar(config_dir=tmp_path)


def shipped() -> Register:
    """The shipped configuration; families that are elsewhere yet get a stand-in of their own."""
    read = read_tables(config_dir=CONFIG)
    known = {key for content in read.terms.values() for key in content}
    wanted = {key for region in read.regions.values() for key in region.get("termijnen", {})}
    stand_in = {key: {**TERM, "max": "P8W"} for key in wanted - known}
    terms = {**read.terms, "stand_in.toml": stand_in}
    return build_register(
        tables=Tables(
            defaults=read.defaults, terms=terms, calendar=read.calendar, regions=read.regions
        )
    )


class TestTheShippedConfiguration:
    def test_has_the_five_regions(self):
        assert set(shipped().regions) >= {
            "basis",
            "leiden",
            "helmond-peelland",
            "rotterdam-koersvo",
            "amsterdam-diemen",
        }

    def test_gives_amsterdam_eight_weeks(self):
        amsterdam = shipped().get_region(key="amsterdam-diemen")

        assert amsterdam.get_rule(id="tlv.beslis").duration_text == "P8W"
        assert amsterdam.parameters["thuis.robots"] == 3

    def test_uses_every_school_region(self):
        regions = {region.calendar.region for region in shipped().regions.values()}

        assert regions == set(SchoolRegion)

    def test_has_a_rule_for_each_retention(self):
        rules = shipped().rules

        texts = {key: rules[f"archief.{key}"].duration_text for key in ("leerlingdossier", "tlv")}
        assert texts == {"leerlingdossier": "P2Y", "tlv": "P3Y"}

    @pytest.mark.parametrize("day", [date(2026, 5, 15), date(2027, 5, 7), date(2028, 5, 26)])
    def test_has_the_friday_after_ascension_by_decree(self, day: date):
        calendar = read_calendar(config_dir=CONFIG)

        assert not calendar.is_working_day(day=day)
        assert calendar.is_working_day(day=date(2027, 5, 10))
