"""Cells: what a test accepts, what a value is, and what is refused with which reason."""

from __future__ import annotations

from datetime import date

import pytest

from doorgang_engine.dmn.cells import read_tests, read_value
from doorgang_engine.dmn.literals import MAX_CELL, CellRefused
from doorgang_engine.dmn.sets import encode
from doorgang_engine.dmn.wordings import CELLS

NUMBERS = range(-20, 21)


def numbers(cell, type_ref="integer"):
    accepted = read_tests(cell, type_ref)
    return {n for n in NUMBERS if n in accepted}


def between(first, last):
    return set(range(first, last + 1))


def refusal(read, cell, type_ref):
    with pytest.raises(CellRefused) as raised:
        read(cell, type_ref)
    assert raised.value.code in CELLS
    CELLS[raised.value.code].message.format(**raised.value.words)
    CELLS[raised.value.code].remedy.format(**raised.value.words)
    return raised.value.code


class TestANumberTest:
    @pytest.mark.parametrize(
        ("cell", "accepted"),
        [
            ("5", {5}),
            ("-5", {-5}),
            ("< 5", between(-20, 4)),
            ("<=5", between(-20, 5)),
            (">  5", between(6, 20)),
            (">= -2", between(-2, 20)),
            ("4, 6, 6", {4, 6}),
            ("[4..7]", between(4, 7)),
            ("(4..7]", between(5, 7)),
            ("]4..7[", {5, 6}),
            ("[4..7)", between(4, 6)),
            ("[4..7[", between(4, 6)),
            ("[-3 .. -1]", {-3, -2, -1}),
            ("[1..2], [2..3], > 19", {1, 2, 3, 20}),
            ("not(5)", set(NUMBERS) - {5}),
            ("not( [4..7], 9 )", set(NUMBERS) - {4, 5, 6, 7, 9}),
            ("not (< 0)", between(0, 20)),
            ("\n  [4..7]\t,\u00a09 ", {4, 5, 6, 7, 9}),
        ],
    )
    def test_accepts_what_sfeel_says(self, cell, accepted):
        assert numbers(cell) == accepted

    @pytest.mark.parametrize(
        ("cell", "accepted"),
        [
            ("< 5.5", between(-20, 5)),
            ("<= 5.5", between(-20, 5)),
            ("> 5.5", between(6, 20)),
            (">= -5.5", between(-5, 20)),
            ("(4.5..6.5)", {5, 6}),
        ],
    )
    def test_may_have_decimals_in_a_column_of_doubles(self, cell, accepted):
        assert numbers(cell, "double") == accepted

    @pytest.mark.parametrize("cell", ["", " ", "-", " - ", "\n"])
    def test_that_is_empty_accepts_everything(self, cell):
        assert read_tests(cell, "integer") is None


class TestATextTest:
    @pytest.mark.parametrize(
        ("cell", "yes", "no"),
        [
            ('"havo","vwo"', ["havo", "vwo"], ["mavo", "", "havo,vwo", "HAVO"]),
            ('not("vwo")', ["havo", ""], ["vwo"]),
            ('not("havo","vwo")', ["mavo"], ["vwo", "havo"]),
            ('"-"', ["-"], ["", "x"]),
            ('""', [""], [" "]),
            ('"a\\"b"', ['a"b'], ["a\\"]),
            ('"a\\\\"', ["a\\"], ["a"]),
            ('"\\u00e9"', ["é"], ["e"]),
            ('"e\u0301"', ["é"], ["e"]),
            ('"a,b", "not(\\"c\\")"', ["a,b", 'not("c")'], ["a", "b"]),
            ('".*"', [".*"], ["havo"]),
            ('"[4..7]"', ["[4..7]"], ["5"]),
            ('"2027-01-01"', ["2027-01-01"], [""]),
            ('"“havo”"', ["“havo”"], ["havo"]),
        ],
    )
    def test_accepts_what_stands_between_its_quotes(self, cell, yes, no):
        accepted = read_tests(cell, "string")

        assert [text in accepted for text in [*yes, *no]] == [True] * len(yes) + [False] * len(no)


class TestADayTest:
    @pytest.mark.parametrize(
        ("cell", "yes", "no"),
        [
            ('date("2027-01-01")', ["2027-01-01"], ["2027-01-02"]),
            ('>= date("2027-01-01")', ["2027-01-01", "9999-12-31"], ["2026-12-31"]),
            ('[date("2027-01-01")..date("2027-02-01"))', ["2027-01-31"], ["2027-02-01"]),
            ('not(date("2027-01-01"))', ["2027-01-02", "0001-01-01"], ["2027-01-01"]),
        ],
    )
    def test_accepts_days(self, cell, yes, no):
        accepted = read_tests(cell, "date")

        assert all(encode("datum", day) in accepted for day in yes)
        assert not any(encode("datum", day) in accepted for day in no)

    @pytest.mark.parametrize("cell", ['not(date("2027-01-01"))', '< date("2027-01-01")'])
    def test_never_accepts_a_day_that_was_not_filled_in(self, cell):
        assert encode("datum", "") not in read_tests(cell, "date")


class TestAYesOrNoTest:
    @pytest.mark.parametrize(
        ("cell", "yes"), [("true", [True]), ("not(true)", [False]), ("true,false", [True, False])]
    )
    def test_accepts_what_it_names(self, cell, yes):
        accepted = read_tests(cell, "boolean")

        assert [value for value in (True, False) if encode("ja_nee", value) in accepted] == yes


class TestATest:
    @pytest.mark.parametrize(
        ("type_ref", "cell", "code"),
        [
            ("string", "“havo”", "cell_quotes"),
            ("string", "„havo”", "cell_quotes"),
            ("string", "'havo'", "cell_quotes"),
            ("string", "havo", "cell_name"),
            ("string", "null", "cell_name"),
            ("string", "?", "cell_strange"),
            ("string", '? = "havo"', "cell_strange"),
            ("string", '"havo', "cell_open_quote"),
            ("string", '"ha\\"', "cell_open_quote"),
            ("string", '"\\d+"', "cell_escape"),
            ("string", '"\\ud800"', "cell_escape"),
            ("string", '" havo"', "cell_unseen"),
            ("string", '"havo\u200b"', "cell_unseen"),
            ("string", '"ha\u202evo"', "cell_unseen"),
            ("string", '"ha\\nvo"', "cell_unseen"),
            ("string", '"a" "b"', "cell_strange"),
            ("string", '"a";"b"', "cell_strange"),
            ("string", '"a",', "cell_ends"),
            ("string", 'not("a"', "cell_ends"),
            ("string", 'not("a"),"b"', "cell_strange"),
            ("string", 'not(not("a"))', "cell_function"),
            ("string", "not(-)", "cell_strange"),
            ("string", '< "b"', "cell_no_order"),
            ("string", '["a".."b"]', "cell_no_order"),
            ("string", "5", "cell_kind"),
            ("string", 'date("2027-01-01")', "cell_kind"),
            ("string", 'matches(?, "a.*")', "cell_strange"),
            ("string", 'upper case("a")', "cell_name"),
            ("string", '__import__("os").system("ls")', "cell_strange"),
            ("string", 'starts with("a")', "cell_name"),
            ("string", 'eval("1")', "cell_function"),
            ("integer", "4,5", "cell_comma"),
            ("integer", "< 4,5", "cell_comma"),
            ("integer", "1.000", "cell_point"),
            ("integer", "1.000.000", "cell_point"),
            ("integer", "4.0", "cell_point"),
            ("integer", "4.5", "cell_decimals"),
            ("integer", "< 4.5", "cell_decimals"),
            ("double", "4.5", "cell_decimals"),
            ("double", "< 1.234", "cell_point"),
            ("integer", '"5"', "cell_kind"),
            ("integer", "true", "cell_kind"),
            ("integer", "1e5", "cell_number"),
            ("integer", "0x10", "cell_number"),
            ("integer", "5 jaar", "cell_name"),
            ("integer", "- 5", "cell_strange"),
            ("integer", "+5", "cell_strange"),
            ("integer", "= 5", "cell_strange"),
            ("integer", "!= 5", "cell_strange"),
            ("integer", "=> 5", "cell_strange"),
            ("double", ".5", "cell_strange"),
            ("double", "[0...7]", "cell_strange"),
            ("integer", "4-7", "cell_strange"),
            ("integer", "2 + 3", "cell_strange"),
            ("integer", "leeftijd", "cell_name"),
            ("integer", "[4..]", "cell_strange"),
            ("integer", "[4...7]", "cell_strange"),
            ("integer", "[4,7]", "cell_strange"),
            ("integer", "4..7", "cell_strange"),
            ("integer", "[7..4]", "cell_empty"),
            ("integer", "(4..5)", "cell_empty"),
            ("integer", "not(< 5, >= 5)", "cell_empty"),
            ("integer", "9" * 16, "cell_digits"),
            ("integer", "1 " * MAX_CELL, "cell_long"),
            ("integer", ", ".join(map(str, range(101))), "cell_list_long"),
            ("integer", "٣", "cell_number"),
            ("boolean", "ja", "cell_name"),
            ("boolean", '"true"', "cell_kind"),
            ("boolean", "TRUE", "cell_name"),
            ("boolean", "< true", "cell_no_order"),
            ("boolean", "not(true, false)", "cell_empty"),
            ("date", "2027-01-01", "cell_day"),
            ("date", "1-1-2027", "cell_day"),
            ("date", "> 2027-01-01", "cell_day"),
            ("date", '"2027-01-01"', "cell_day"),
            ("date", '@"2027-01-01"', "cell_day"),
            ("date", 'date("2027-02-30")', "cell_no_such_day"),
            ("date", 'date("20270101")', "cell_day"),
            ("date", 'date("2027-W01-1")', "cell_day"),
            ("date", "date(2027, 1, 1)", "cell_day"),
            ("date", 'date and time("2027-01-01T00:00:00")', "cell_name"),
            ("date", 'date("2027-01-01") + duration("P1D")', "cell_strange"),
            ("date", "today()", "cell_function"),
            ("date", 'date("٢٠٢٧-01-01")', "cell_day"),
        ],
    )
    def test_is_refused_when_it_is_not_surely_read_as_it_is_meant(self, type_ref, cell, code):
        assert refusal(read_tests, cell, type_ref) == code


class TestAValue:
    @pytest.mark.parametrize(
        ("type_ref", "cell", "value"),
        [
            ("string", '"hoog"', "hoog"),
            ("string", '""', ""),
            ("integer", "-3", -3),
            ("double", "12", 12),
            ("boolean", "false", False),
            ("date", 'date("2028-02-29")', date(2028, 2, 29).isoformat()),
        ],
    )
    def test_is_what_the_variable_will_hold(self, type_ref, cell, value):
        found = read_value(cell, type_ref)

        assert (found, type(found)) == (value, type(value))

    @pytest.mark.parametrize(
        ("type_ref", "cell", "code"),
        [
            ("string", "", "cell_no_value"),
            ("string", "-", "cell_no_value"),
            ("string", '"a","b"', "cell_strange"),
            ("string", "niveau", "cell_name"),
            ("string", '"a" + "b"', "cell_strange"),
            ("double", "2.5", "cell_decimals"),
            ("integer", "2,5", "cell_strange"),
            ("integer", "< 5", "cell_strange"),
            ("boolean", "1", "cell_kind"),
            ("date", '"2027-01-01"', "cell_day"),
        ],
    )
    def test_is_refused_when_it_is_no_single_value_of_its_type(self, type_ref, cell, code):
        assert refusal(read_value, cell, type_ref) == code
