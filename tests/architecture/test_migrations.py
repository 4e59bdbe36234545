"""Migrations form one row: each names the one before it, as its file does."""

from __future__ import annotations

import re
from pathlib import Path

VERSIONS = Path(__file__).parents[2] / "engine/doorgang_engine/storage/migrations/versions"


class TestMigrations:
    def test_form_one_row(self):
        found = []
        for file in sorted(VERSIONS.glob("*.py")):
            text = file.read_text(encoding="utf-8")
            revision = re.search(r'^revision = "(\d{4})"$', text, re.MULTILINE)
            before = re.search(r'^down_revision = (?:"(\d{4})"|None)$', text, re.MULTILINE)
            found.append((file.name[:4], revision[1], before[1]))

        numbers = [f"{number:04}" for number in range(1, len(found) + 1)]
        assert found == list(zip(numbers, numbers, [None, *numbers[:-1]], strict=True))
