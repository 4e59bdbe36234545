from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from doorgang_api.cli import term

CONFIG = Path(__file__).parents[4] / "config"


def reckon(*words: str) -> int:
    parser = argparse.ArgumentParser()
    term.add_parser(parser.add_subparsers())
    args = parser.parse_args(["term", "reckon", *words])
    args.config_dir = CONFIG
    return term.run(args)


class TestTermReckon:
    def test_prints_raw_end_end_and_why(self, capsys: pytest.CaptureFixture[str]):
        status = reckon("wettelijk", "P6W", "--from", "2027-03-24", "--region", "leiden")

        printed = capsys.readouterr().out
        assert status == 0
        assert "Zonder doorschuiven: woensdag 5 mei 2027 (2027-05-05)" in printed
        assert "Laatste dag:         maandag 10 mei 2027 (2027-05-10)" in printed
        assert "Donderdag 6 mei 2027 is Hemelvaartsdag." in printed
        assert "Algemene termijnenwet art. 1 lid 1" in printed
        assert "Kalender: nl-leiden, holidays " in printed

    def test_prints_json(self, capsys: pytest.CaptureFixture[str]):
        status = reckon("vaste-datum", "03-28", "--from", "2027-01-04", "--json")

        record = json.loads(capsys.readouterr().out)
        assert status == 0
        assert (record["raw_end"], record["end"]) == ("2027-03-28", "2027-03-28")
        assert record["ends_at"] == "2027-03-28T21:59:59+00:00"
        assert "Eerste Paasdag" in record["warnings"][0]

    def test_prints_what_to_look_out_for(self, capsys: pytest.CaptureFixture[str]):
        reckon("leeftijd", "P3Y6M", "--from", "2023-08-31", "--offset=-P14D")

        assert "Let op: Zondag 14 februari 2027" in capsys.readouterr().out

    def test_leaves_school_holidays_out_when_asked(self, capsys: pytest.CaptureFixture[str]):
        reckon(
            *("werkdagen", "P5D", "--from", "2026-10-15"),
            *("--region", "leiden", "--skip-school-holidays"),
        )

        assert "2026-10-29" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("wettelijk", "P6W", "--from", "24-03-2027"), "“24-03-2027” is geen datum"),
            (("wettelijk", "P6W", "--from", "20270324"), "“20270324” is geen datum"),
            (("wettelijk", "P6W", "--from", "2027-02-30"), "“2027-02-30” is geen datum"),
            (("kalender", "P6W", "--from", "2027-03-24"), "kalender"),
            (("wettelijk", "6W", "--from", "2027-03-24"), "“6W” is geen duur"),
            (("wettelijk", "PT48H", "--from", "2027-03-24"), "telt uren"),
            (("vaste-datum", "24-03", "--from", "2027-03-24"), "maand-dag"),
            (("lesweken", "P4W", "--from", "2027-03-24"), "vakantieregio"),
            (("lesweken", "P4W", "--from", "2031-03-24", "--region", "leiden"), "schoolvakanties"),
            (("beleid", "P4W", "--from", "2027-03-24", "--region", "elders"), "“elders”"),
        ],
    )
    def test_refuses_in_dutch_with_status_two(
        self, words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
    ):
        status = reckon(*words)

        captured = capsys.readouterr()
        assert (status, captured.out) == (2, "")
        assert message in captured.err
