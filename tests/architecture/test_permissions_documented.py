"""docs/permissions.md says what the table says."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


class TestPermissionsDocument:
    def test_is_made_from_the_table(self):
        made = runpy.run_path(str(ROOT / "tools/permissions.py"))

        assert made["DOCUMENT"].read_text(encoding="utf-8") == made["document"](), (
            "run: python tools/permissions.py"
        )
