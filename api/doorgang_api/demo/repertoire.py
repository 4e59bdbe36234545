"""The stories that come with the demo."""

from __future__ import annotations

from pathlib import Path

from .story import Story, read_stories

DIRECTORY = Path(__file__).parent / "stories"
PLAYED = ("voorschool-po", "po-vo-warme-overdracht", "tlv-aanvraag", "thuiszitter-escalatie")
OPEN = "lopend"


def played_stories() -> list[Story]:
    """Return the stories with an end, one of each main route, in the order of a child's life.

    :raises ScenarioInvalid: if one cannot be read.
    """
    return [story for name in PLAYED for story in read_stories(DIRECTORY / f"{name}.yaml")]


def open_stories() -> list[Story]:
    """Return the stories of cases that still run on the day of the demo.

    :raises ScenarioInvalid: if one cannot be read.
    """
    return read_stories(DIRECTORY / f"{OPEN}.yaml")
