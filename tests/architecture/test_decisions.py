"""Decisions: each number once, its title bears it, and the list has them all."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "adr"


class TestDecisions:
    def test_are_numbered_once_and_listed(self):
        files = sorted(file for file in FOLDER.glob("[0-9]*.md"))
        numbers = [file.name[:4] for file in files]
        listed = (FOLDER / "README.md").read_text(encoding="utf-8")

        assert len(set(numbers)) == len(numbers)
        for file in files:
            assert file.read_text(encoding="utf-8").startswith(f"# {file.name[:4]} "), file.name
            assert listed.count(f"[{file.name[:4]}]({file.name})") == 1, file.name
