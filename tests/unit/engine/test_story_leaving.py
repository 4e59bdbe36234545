"""Taking one scenario out of a file: the rest stays as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from doorgang_engine.drafts.errors import DraftFileNotFound
from doorgang_engine.drafts.story_leaving import without
from doorgang_engine.routes.scenarios import parse_scenarios

FILES = sorted((Path(__file__).parents[3] / "processes" / "bpmn").glob("*/cases/*.yaml"))
SMALL = """# Wat dit vertelt.
route: proef
scenarios:
- naam: Een
  start: {op: 2027-01-15}
- naam: Twee  # de korte weg
  start: {op: 2027-01-16}
"""


def test_keeps_every_other_line():
    assert without(SMALL, "Een") == SMALL.replace("- naam: Een\n  start: {op: 2027-01-15}\n", "")
    assert without(SMALL, "Twee").endswith("- naam: Een\n  start: {op: 2027-01-15}\n")


def test_of_the_last_leaves_nothing():
    assert without(without(SMALL, "Een"), "Twee") is None


def test_of_one_that_is_not_there_is_refused():
    with pytest.raises(DraftFileNotFound):
        without(SMALL, "Drie")


@pytest.mark.parametrize("file", FILES, ids=lambda one: f"{one.parts[-3]}/{one.stem}")
def test_leaves_a_file_of_the_library_with_just_the_others(file):
    text = file.read_text("utf-8")
    before = parse_scenarios(text, file=file.name)
    for gone in before:
        left = without(text, gone.name)
        after = [] if left is None else parse_scenarios(left, file=file.name)
        assert after == [one for one in before if one is not gone]
