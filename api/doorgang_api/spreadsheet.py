"""Tables for a spreadsheet: CSV that no program reckons with, and OpenDocument (ODS)."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from odfdo import Cell, Document, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

CSV_TYPE = "text/csv; charset=utf-8"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MARK = "\ufeff"  # so that Excel reads CSV as UTF-8
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Value = str | float | int | None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table: its name, the names of its columns and its rows."""

    name: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[Value]]


def csv_text(sheet: Sheet) -> str:
    """Return a table as CSV with semicolons; numbers as Dutch people write them."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(sheet.head)
    writer.writerows([[_written(value) for value in row] for row in sheet.rows])
    return text.getvalue()


def ods_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Return tables as one OpenDocument spreadsheet; text stays text, whatever it begins with."""
    document = Document("ods")
    document.meta.language = "nl-NL"
    body = document.body
    body.clear()
    for sheet in sheets:
        table = Table(sheet.name)
        for values in (sheet.head, *sheet.rows):
            row = Row()
            for value in values:
                row.append_cell(_cell(value))
            table.append_row(row)
        body.append(table)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def guarded(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def _cell(value: Value) -> Cell:
    if value is None:
        return Cell()
    if isinstance(value, str):
        return Cell(text=value, cell_type="string", value=value)
    return Cell(value=round(value, 1))
