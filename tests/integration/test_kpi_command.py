"""``doorgang kpi`` on an embedded database."""

from __future__ import annotations

import json

import pytest
from tests.constructed_year import ConstructedYear
from tests.figure_years import PO, TLV, m
from tests.small_route import BEGINNER, BPMN, START, beginning, publish

from doorgang_api.cli import main
from doorgang_engine.cases import start_case

ASKED = ["kpi", "--regio", "proef", "--schooljaar", "2026-2027"]


@pytest.fixture
def house(commanded):
    publish(commanded.parts, bpmn=BPMN)
    return commanded


@pytest.fixture
def year(house):
    made = ConstructedYear(house.parts)
    made.case(*m(TLV, "besluit_bekend 08-10"), times=12)
    made.case(*m(PO, "zonder_plek_bij_start 08-24"), times=2)
    return made


@pytest.mark.usefixtures("year")
class TestKpi:
    def test_prints_value_n_and_norm(self, capsys):
        assert main(ASKED) == 0

        lines = capsys.readouterr().out.splitlines()
        (found,) = (line for line in lines if line.startswith("TLV binnen de termijn"))
        assert found.split() == [
            "TLV",
            "binnen",
            "de",
            "termijn",
            "100%",
            "12",
            "ten",
            "minste",
            "95%",
        ]

    def test_hides_what_is_over_few_and_says_that_it_is_wrong(self, capsys):
        main(ASKED)

        lines = capsys.readouterr().out.splitlines()
        (found,) = (line for line in lines if line.startswith("Zonder plek"))
        assert "minder dan 10" in found
        assert found.endswith("NIET GEHAALD")

    def test_gives_json_and_csv(self, capsys):
        main([*ASKED, "--json"])
        found = {one["key"]: one for one in json.loads(capsys.readouterr().out)}
        main([*ASKED, "--csv", "--tertiaal", "1"])
        table = capsys.readouterr().out

        assert (found["tlv_binnen_termijn"]["n"], found["zonder_plek_na_po"]["cases"]) == (12, [])
        assert "tlv_binnen_termijn;TLV binnen de termijn;regio;100%;12;" in table

    def test_asks_for_a_region_that_there_is(self, capsys):
        assert main(["kpi"]) == 2
        assert main(["kpi", "--regio", "nergens"]) == 2
        assert "Bekend zijn: proef" in capsys.readouterr().err


class TestKpiRebuild:
    def test_makes_milestones_again_where_they_are_not_right(self, house, capsys):
        case = start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)
        start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)
        with house.parts.new_uow() as uow:
            uow.milestones.remove_of_case(case)

        assert main(["kpi", "rebuild"]) == 0

        assert "2 trajecten nagelopen, van 1 zijn" in capsys.readouterr().out
        with house.parts.new_uow() as uow:
            assert [one.key for one in uow.milestones.of_case(case.id)] == ["begin"]
