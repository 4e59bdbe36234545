"""Everything that the gate can say of a table: each is said of some table, and filled in."""

from __future__ import annotations

import re

import pytest
from tests.conformance.deciding import decide

from doorgang_engine.dmn.support import MAX_RULES, judge_table
from doorgang_engine.dmn.wordings import CELLS, WORDINGS

NOT_FILLED_IN = re.compile(r"\{[a-z]+\}")
ROWS = 'a:integer => b:string\n- => "x"'
GOOD = decide("t", ROWS)


def changed(old, new):
    assert old in GOOD
    return GOOD.replace(old, new)


def without_table(inside):
    begin, end = GOOD.index("<decisionTable"), GOOD.index("</decision>")
    return GOOD[:begin] + inside + GOOD[end:]


TABLES = {
    "dmn_version": changed("20191111", "20180521"),
    "dmn_no_decision": changed(GOOD[GOOD.index("<decision ") : GOOD.index("</definitions>")], ""),
    "dmn_several_decisions": changed("</decision>", '</decision><decision id="u"/>'),
    "dmn_no_table": without_table(""),
    "dmn_element": changed("<decision ", "<import/><decision "),
    "dmn_attribute": changed('hitPolicy="FIRST"', 'soort="x"'),
    "dmn_language": changed('id="inputEntry_1_1"', 'expressionLanguage="groovy"'),
    "dmn_foreign": changed('id="in_1"', 'xmlns:f="http://flowable.org/dmn" f:forceDMN11="true"'),
    "dmn_id_twice": changed('id="regel_1"', 'id="in_1"'),
    "dmn_large": decide("t", "a:integer => b:string\n" + '- => "x"\n' * (MAX_RULES + 1)),
    "dmn_policy": changed("FIRST", "PRIORITY"),
    "dmn_aggregation": changed('hitPolicy="FIRST"', 'hitPolicy="COLLECT" aggregation="MAX"'),
    "dmn_lacks": decide("t", "a:integer => b:string"),
    "dmn_collect": decide("t", "a:integer => b:integer\n- => 1", policy="COLLECT"),
    "dmn_default": decide(
        "t", 'a:integer => b:string | c:string\n- => "" | ""', b={"default": '"x"'}
    ),
    "dmn_input": changed("<text>a</text>", "<text>a.b</text>"),
    "dmn_input_twice": decide("t", 'a:integer | a:integer => b:string\n- | - => "x"'),
    "dmn_output": changed('name="b"', 'name="B"'),
    "dmn_output_twice": changed('name="b"', 'name="a"'),
    "dmn_type": changed('typeRef="integer"', 'typeRef="time"'),
    "dmn_cells": decide("t", 'a:integer | c:integer => b:string\n- => "x"'),
    "dmn_overlap": decide("t", ROWS + '\n1 => "y"', policy="UNIQUE"),
    "dmn_disagree": decide("t", ROWS + '\n1 => "y"', policy="ANY"),
    "dmn_gap": changed("<text>-</text>", "<text>1</text>"),
    "dmn_never": decide("t", ROWS + '\n1 => "y"'),
}
OF_CELLS = {  # code -> type and cell
    "cell_long": ("integer", "1" * 1_001),
    "cell_list_long": ("integer", ", ".join("1" * 101)),
    "cell_quotes": ("string", "“x”"),
    "cell_open_quote": ("string", '"x'),
    "cell_escape": ("string", '"\\d"'),
    "cell_unseen": ("string", '"havo "'),
    "cell_day": ("date", "2027-01-01"),
    "cell_no_such_day": ("date", 'date("2027-02-30")'),
    "cell_number": ("integer", "12abc"),
    "cell_digits": ("integer", "1" * 16),
    "cell_point": ("integer", "1.000"),
    "cell_comma": ("integer", "4,5"),
    "cell_decimals": ("integer", "4.5"),
    "cell_function": ("integer", "abs(1)"),
    "cell_name": ("string", "havo"),
    "cell_kind": ("string", "5"),
    "cell_no_order": ("string", '< "b"'),
    "cell_empty": ("integer", "[7..4]"),
    "cell_ends": ("string", 'not("a"'),
    "cell_strange": ("string", "?"),
}


def of_cell(type_ref, cell):
    return decide("t", f'a:{type_ref} => b:string\n{cell} => "x"')


CASES = {
    **TABLES,
    **{code: of_cell(*given) for code, given in OF_CELLS.items()},
    "cell_no_value": changed('<text>"x"</text>', "<text/>"),
    "cell_outside": decide("t", 'a:string => b:string\n"z" => "x"', a={"values": '"y"'}),
}


class TestTheGate:
    @pytest.mark.parametrize("code", sorted(CASES))
    def test_says_it_of_this_table_with_place_and_remedy(self, code):
        found = [f for f in judge_table(CASES[code])[1] if f.code == code]

        assert found
        assert not NOT_FILLED_IN.search(found[0].message + found[0].remedy)
        assert found[0].line > 0

    @pytest.mark.parametrize("code", sorted(CELLS))
    def test_names_table_column_and_cell(self, code):
        message = next(f.message for f in judge_table(CASES[code])[1] if f.code == code)

        assert message.startswith("Tabel 'Tabel t', regel 1, kolom '")

    def test_says_nothing_that_no_case_is_for(self):
        assert set(CASES) == set(WORDINGS)

    def test_passes_the_table_that_the_cases_change(self):
        assert judge_table(GOOD)[1] == []
