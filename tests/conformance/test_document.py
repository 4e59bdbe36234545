"""docs/bpmn-support.md says what the cases say."""

from __future__ import annotations

import importlib.util
from pathlib import Path

TOOL = Path(__file__).parents[2] / "tools" / "bpmn_support.py"


def load_tool():
    spec = importlib.util.spec_from_file_location("bpmn_support", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestTheDocument:
    def test_is_what_the_tool_makes_of_the_cases(self):
        tool = load_tool()

        assert tool.DOCUMENT.read_text(encoding="utf-8") == tool.render(), (
            "docs/bpmn-support.md is stale: run tools/bpmn_support.py"
        )
