"""``doorgang route check`` of a decision table; rules that ``route test`` says nobody hit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conformance.deciding import decide

from doorgang_api.cli import main

ROOT = Path(__file__).parents[4]
CASES = ROOT / "processes" / "bpmn" / "overstap-triage" / "cases"


@pytest.fixture
def table(tmp_path):
    """Write a table as ``proef/basis.dmn``; return its path."""

    def write(rows):
        path = tmp_path / "proef" / "basis.dmn"
        path.parent.mkdir(exist_ok=True)
        path.write_text(decide("proef", rows), encoding="utf-8")
        return str(path)

    return write


class TestRouteCheck:
    def test_lets_a_good_table_pass(self, table, capsys):
        code = main(["route", "check", table('a:integer => b:string\n- => "x"')])

        assert (code, capsys.readouterr().out) == (0, "Mag worden gepubliceerd.\n")

    def test_tells_what_is_wrong_with_a_cell(self, table, capsys):
        code = main(["route", "check", "--json", table('a:integer => b:string\n4,5 => "x"')])

        told = json.loads(capsys.readouterr().out)
        assert (code, told["publishable"]) == (1, False)
        assert [finding["code"] for finding in told["findings"]] == ["cell_comma"]

    def test_refuses_what_is_no_table(self, tmp_path, capsys):
        path = tmp_path / "basis.dmn"
        path.write_text("<definitions/>", encoding="utf-8")

        assert main(["route", "check", str(path)]) == 1
        assert "[route_unreadable]" in capsys.readouterr().err


class TestRouteTest:
    def test_lists_the_rules_that_no_scenario_hit(self, capsys):
        main(["route", "test", "--json", str(CASES / "bepalen.yaml")])

        told = json.loads(capsys.readouterr().out)
        assert told["rules_not_hit"]["po-vo-triage"] == [1, 2, 3, 4, 5, 6]
        assert told["rules_not_hit"]["po-vo-triage/amsterdam-diemen"] == [1, 2, 3, 4, 5, 6, 7]

    def test_is_complete_only_when_every_rule_was_hit(self, capsys):
        part = main(["route", "test", "--volledig", str(CASES / "bepalen.yaml")])
        told = capsys.readouterr().out

        assert part == 1
        assert "beslistabel po-vo-triage: niet geraakte regels: 1, 2, 3, 4, 5, 6" in told
        assert main(["route", "test", "--volledig", str(CASES.parent)]) == 0
