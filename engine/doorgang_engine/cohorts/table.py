"""Read a CSV file strictly: headings, and rows with as many cells as there are headings.

Separated by semicolons, commas or tabs: whichever makes the first row name known columns.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .complaints import MOST_TOLD, Complaint
from .encoding import read_text
from .errors import ListRefused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MOST_ROWS = 10_000
LARGEST = 8_000_000  # bytes
LONGEST_CELL = 10_000  # characters
SEPARATORS = (";", ",", "\t")
_QUOTES = (
    "Een aanhalingsteken staat verkeerd. Zet een tekst met ; of een nieuwe regel erin tussen "
    'aanhalingstekens, en schrijf een aanhalingsteken erin dubbel ("").'
)


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One row: its number as in a spreadsheet, and its cells by heading."""

    number: int
    cells: dict[str, str]


def read_table(content: bytes, *, known: Collection[str]) -> list[TableRow]:
    """Return the rows of a file; rows of which every cell is empty are left out.

    ``known`` are the headings that there may be; which must be there is judged elsewhere.

    :raises ListRefused: if it cannot be read in one way only.
    """
    if len(content) > LARGEST:
        raise _refused(f"Het bestand is groter dan {LARGEST // 1_000_000} MB. Deel het op.")
    text = read_text(content)
    if not text.strip():
        raise _refused("Het bestand is leeg.")
    rows = list(_records(text, _separator(text, known)))
    headings = [cell.strip() for cell in rows[0]]
    _require_headings(headings, known)
    filled = [
        (number, cells)
        for number, cells in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    if not filled:
        raise _refused("Er staan geen rijen onder de kolomkoppen.")
    if len(filled) > MOST_ROWS:
        raise _refused(f"Ten hoogste {MOST_ROWS:,} rijen per keer.".replace(",", "."))
    if wrong := [found for row in filled if (found := _misshapen(*row, headings))]:
        raise ListRefused(wrong[:MOST_TOLD], total=len(wrong))
    return [
        TableRow(number=number, cells=dict(zip(headings, cells, strict=True)))
        for number, cells in filled
    ]


def _separator(text: str, known: Collection[str]) -> str:
    """Return the separator by which the first row names most of the known columns.

    With none of them, it is said which columns are expected, and not that quotes are wrong.
    """

    def hits(separator: str) -> int:
        try:
            first = next(_records(text, separator))
        except (ListRefused, StopIteration):
            return -1
        return sum(cell.strip() in known for cell in first)

    return max(SEPARATORS, key=hits)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > 2 * MOST_ROWS:  # also of empty rows
                raise _refused(f"Ten hoogste {MOST_ROWS:,} rijen per keer.".replace(",", "."))
            yield cells
    except csv.Error:
        raise ListRefused([Complaint(row=number + 1, text=_QUOTES)]) from None


def _require_headings(headings: list[str], known: Collection[str]) -> None:
    wrong = [
        Complaint(row=1, column=name[:60], text="Deze kolom hoort niet in deze lijst.")
        for name in headings
        if name and name not in known
    ]
    if "" in headings:
        wrong.append(Complaint(row=1, text="Een kolom heeft geen kop."))
    wrong += [
        Complaint(row=1, column=name[:60], text="Deze kolom staat er twee keer in.")
        for name, count in Counter(headings).items()
        if name and count > 1
    ]
    if wrong:
        expected = Complaint(row=1, text=f"De kolommen kunnen zijn: {', '.join(known)}.")
        raise ListRefused([*wrong[:50], expected])


def _misshapen(number: int, cells: list[str], headings: list[str]) -> Complaint | None:
    if len(cells) != len(headings):
        text = f"Deze rij heeft {len(cells)} cellen; er zijn {len(headings)} kolommen."
        return Complaint(row=number, text=text)
    for heading, cell in zip(headings, cells, strict=True):
        if len(cell) > LONGEST_CELL:
            text = f"Deze cel is langer dan {LONGEST_CELL} tekens."
            return Complaint(row=number, column=heading, text=text)
    return None


def _refused(text: str) -> ListRefused:
    return ListRefused([Complaint(text=text)])
