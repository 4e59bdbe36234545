"""The file that people fill in: the headings, and an example of a fictional child."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_engine.model import Organisation

    from .columns import Opened

MARK = "\ufeff"  # spreadsheets know UTF-8 by it


def template_of(*, opened: Opened, organisations: Sequence[Organisation]) -> str:
    """Return the template as CSV, with the mark of UTF-8 and semicolons, for a spreadsheet.

    The child is no one's; the organisations are the first of their kind in the region.
    """
    first: dict[str, str] = {}
    for one in organisations:
        first.setdefault(one.kind, one.brin or one.id)
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in opened.columns])
    writer.writerow(
        [
            first.get(column.organisation, "") if column.organisation else column.example
            for column in opened.columns
        ]
    )
    return MARK + written.getvalue()
