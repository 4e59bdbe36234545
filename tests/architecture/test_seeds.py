"""Every element of the sources has a place in the library, or a reason why not."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool():
    return runpy.run_path(str(ROOT / "tools" / "seeds.py"))


class TestElement:
    def test_has_a_place_or_a_reason_and_not_both_by_mistake(self, tool):
        titles, reasons = tool["elements"]()
        named = tool["links"]()

        assert set(titles) - set(named) - set(reasons) == set()
        assert set(reasons) <= set(titles)

    def test_that_is_named_is_known(self, tool):
        titles, _ = tool["elements"]()

        assert set(tool["links"]()) - set(titles) == set()

    def test_is_one_of_all_that_the_sources_have(self, tool):
        titles, _ = tool["elements"]()

        assert len(titles) == 192


class TestDocument:
    def test_is_made_from_the_library(self, tool):
        assert tool["DOCUMENT"].read_text(encoding="utf-8") == tool["document"](), (
            "run: python tools/seeds.py"
        )
