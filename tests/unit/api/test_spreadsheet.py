"""Tables for a spreadsheet: numbers are numbers, and text is never a formula."""

from __future__ import annotations

import io

import pytest
from odfdo import Document

from doorgang_api.spreadsheet import Sheet, csv_text, ods_bytes

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def sheet(*rows):
    return Sheet(name="Cijfers", head=("deel", "waarde"), rows=rows)


def read(content):
    return Document(io.BytesIO(content)).body.tables


class TestCsvText:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_makes_text_of_what_a_program_would_reckon_with(self, text):
        last = csv_text(sheet((text, 1))).removeprefix("deel;waarde\n")

        assert last.lstrip('"').startswith(f"'{text[0]}")

    def test_writes_numbers_as_dutch_people_do(self):
        text = csv_text(sheet(("a", 87.54), ("b", 3), ("c", -2.0), ("d", None)))

        assert text == "deel;waarde\na;87,5\nb;3\nc;-2\nd;\n"


class TestOdsBytes:
    @pytest.mark.parametrize("text", HOSTILE[:4])
    def test_keeps_text_as_text(self, text):
        (table,) = read(ods_bytes([sheet((text, 1))]))

        cell = table.get_cell((0, 1))
        assert (cell.type, cell.value, cell.formula) == ("string", text, None)

    def test_keeps_numbers_as_numbers(self):
        (table,) = read(ods_bytes([sheet(("a", 87.54), ("b", None))]))

        cell = table.get_cell((1, 1))
        assert (cell.type, float(cell.value)) == ("float", 87.5)
        assert table.get_cell((1, 2)).value is None

    def test_has_every_sheet_by_its_name(self):
        tables = read(ods_bytes([sheet(), Sheet(name="Betekenis", head=("x",), rows=())]))

        assert [table.name for table in tables] == ["Cijfers", "Betekenis"]
        assert tables[0].get_values() == [["deel", "waarde"]]
