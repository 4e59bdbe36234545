"""docs/glossary.md holds every noun of the model and every event, and no other."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from doorgang_engine import (
    event,
    events,
    letter_events,
    model,
    note_events,
    participant_events,
    record_events,
    resource_events,
    rule_events,
    signing_events,
    term_events,
    version_events,
)

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"
NAME = re.compile(r"^\| `([A-Za-z]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
SOURCES = {
    "## Nouns of the engine": (model,),
    "## Events of the history": (
        event,
        events,
        letter_events,
        note_events,
        participant_events,
        record_events,
        resource_events,
        rule_events,
        signing_events,
        term_events,
        version_events,
    ),
}


def public_classes(modules):
    return {
        name
        for module in modules
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__
    }


@pytest.mark.parametrize("heading", SOURCES)
def test_tells_what_every_name_means(heading):
    part = PAGE.read_text(encoding="utf-8").partition(heading + "\n")[2].partition("\n## ")[0]

    assert {row[0] for row in NAME.findall(part)} == public_classes(SOURCES[heading])
