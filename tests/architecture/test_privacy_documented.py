"""docs/privacy.md tells of every column what it holds and how it is protected and erased."""

from __future__ import annotations

import re
from pathlib import Path

from doorgang_engine.storage.tables import metadata
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"
ROW = re.compile(r"^\| `(\w+)` \| ((?:`\w+`(?:, )?)+) \| .+ \| .+ \| .+ \|$", re.MULTILINE)


class TestPage:
    def test_tells_of_every_column_once(self):
        assert SqlUnitOfWork  # all tables are known once every repository is

        told = [
            (table, column)
            for table, columns in ROW.findall(PAGE.read_text("utf-8"))
            for column in re.findall(r"\w+", columns)
        ]

        there = [(t.name, c.name) for t in metadata.sorted_tables for c in t.columns]
        assert sorted(told) == sorted(there)
