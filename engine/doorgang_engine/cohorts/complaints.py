"""What is wrong with a list, per row and column. No text repeats what a cell holds."""

from __future__ import annotations

from dataclasses import dataclass

MOST_TOLD = 200


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """One thing that is wrong. Rows count as in a spreadsheet: the headings are row 1."""

    row: int = 0  # 0: of the file as a whole
    column: str = ""  # heading; "": of the row
    text: str

    @property
    def place(self) -> str:
        """Where it is, for people."""
        if not self.row:
            return "bestand"
        return f"rij {self.row}, {self.column}" if self.column else f"rij {self.row}"
