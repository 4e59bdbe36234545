from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.engine.terms.examples import EXAMPLES, Example, examples_table

from doorgang_engine.terms.rules import Kind

DOCS = Path(__file__).parents[4] / "docs" / "terms.md"


class TestEachExample:
    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.about)
    def test_has_this_raw_end_and_this_end(self, example: Example):
        reckoning = example.reckoned()

        assert (reckoning.raw_end, reckoning.end) == (example.raw_end, example.end)

    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.about)
    def test_ends_its_reason_at_its_end(self, example: Example):
        reckoning = example.reckoned()

        assert example.end in {step.day for step in reckoning.steps}
        assert reckoning.reason.endswith(".")

    def test_shows_every_kind_of_term(self):
        assert {example.soort for example in EXAMPLES} == {kind.value for kind in Kind}

    def test_stands_in_the_documentation_word_for_word(self):
        documented = DOCS.read_text(encoding="utf-8")

        assert examples_table() in documented
