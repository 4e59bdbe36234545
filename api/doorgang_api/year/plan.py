"""Which stories make up a year, how often each, and what figures must come of them.

``stories.toml`` says per scenario of a route how many of 2,000 children it happens to, and what
one such child adds to each figure of each school year. The sum over all children is what the
figures of the region must be: reckoned here by adding up, there from milestones.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_engine.kpi.cells import LEAST, cell_of
from doorgang_engine.kpi.ways import Item
from doorgang_engine.routes.scenarios import read_scenarios

from .child import Child, can_be_played
from .names import FAMILY_NAMES, GIVEN_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_engine.kpi.cells import Cell
    from doorgang_engine.kpi.definitions import Definition
    from doorgang_engine.routes.scenarios import Scenario

FILE = Path(__file__).parent / "stories.toml"
OF = 2_000  # children that the numbers in the file are of
LATEST = 300  # minutes after the scenario's own hour
REGION = "basis"


@dataclass(frozen=True, kw_only=True)
class YearStory:
    """A scenario that happens to some children."""

    scenario: Scenario
    times: int  # of OF children
    always: bool  # also in a small year: a deviation that is looked for
    adds: Mapping[str, Mapping[str, Sequence[float]]]  # school year -> figure -> amounts


def read_stories(*, library_dir: Path) -> list[YearStory]:
    """Return the stories of the year; a scenario that its route no longer has is left out."""
    known = playable(library_dir=library_dir)
    return [
        YearStory(
            scenario=known[place],
            times=table["keer"],
            always=table.get("altijd", False),
            adds=table.get("telt", {}),
        )
        for place, table in _tables().items()
        if place in known
    ]


def gone(*, library_dir: Path) -> list[tuple[str, str]]:
    """Return the stories of the file, by route and name, that their route no longer has."""
    return sorted(set(_tables()) - set(playable(library_dir=library_dir)))


def _tables() -> dict[tuple[str, str], dict[str, Any]]:
    tables = tomllib.loads(FILE.read_text("utf-8"))["verhaal"]
    return {(table["route"], table["scenario"]): table for table in tables}


def left_out() -> set[str]:
    """Return the routes of which no scenario can be played by what people do."""
    return set(tomllib.loads(FILE.read_text("utf-8"))["zonder"])


def playable(*, library_dir: Path) -> dict[tuple[str, str], Scenario]:
    """Return the scenarios that a child can go through, by route and name."""
    files = sorted((library_dir / "processes" / "bpmn").glob("*/cases/*.yaml"))
    scenarios = (scenario for file in files for scenario in read_scenarios(file))
    return {(s.route, s.name): s for s in scenarios if s.region == REGION and can_be_played(s)}


def shares(stories: Sequence[YearStory], *, children: int) -> list[int]:
    """Return how many children each story happens to; together just so many.

    Largest remainders first; a deviation that is looked for happens at least once.
    """
    total = sum(story.times for story in stories)
    exact = [story.times * children / total for story in stories]
    counts = [max(int(e), int(s.always)) for e, s in zip(exact, stories, strict=True)]
    by_rest = sorted(range(len(stories)), key=lambda n: (counts[n] - exact[n], n))
    for number in by_rest * (1 + children // max(len(stories), 1)):
        if sum(counts) >= children:
            break
        counts[number] += 1
    return counts


def children_of(stories: Sequence[YearStory], *, children: int, seed: int) -> list[Child]:
    """Return the children of a year: the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - names and hours of fictional children
    counts = shares(stories, children=children)
    scenarios = [s.scenario for s, n in zip(stories, counts, strict=True) for _ in range(n)]
    chance.shuffle(scenarios)
    return [
        Child(
            number=number,
            given_name=chance.choice(GIVEN_NAMES),
            family_name=chance.choice(FAMILY_NAMES),
            scenario=scenario,
            later=timedelta(minutes=chance.randrange(LATEST)),
        )
        for number, scenario in enumerate(scenarios, start=1)
    ]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a figure must be, and over how many cases."""

    cell: Cell
    cases: int

    @property
    def is_hidden(self) -> bool:
        """Whether it is over too few to be shown."""
        return 0 < self.cases < LEAST


def expected_figures(
    stories: Sequence[YearStory],
    *,
    children: int,
    school_year: str,
    definitions: Sequence[Definition],
) -> dict[str, Expected]:
    """Return what each figure of a school year must be, by key and name of the count."""
    counts = shares(stories, children=children)
    found = {}
    for definition in definitions:
        for name in [name for name, _ in definition.counts] or [""]:
            key = f"{definition.key} {name}".strip()
            items, cases = _added(stories, counts, school_year, key)
            cell = cell_of(name, items, definition.way)
            found[key] = Expected(cell=cell, cases=cases)
    return found


def _added(
    stories: Sequence[YearStory], counts: Sequence[int], school_year: str, key: str
) -> tuple[list[Item], int]:
    items: list[Any] = []
    cases = 0
    for story, count in zip(stories, counts, strict=True):
        amounts = story.adds.get(school_year, {}).get(key, ())
        cases += count if amounts else 0
        items += [
            Item(case_id="", day=story.scenario.start_at.date(), amount=float(amount))
            for amount in amounts
        ] * count
    return items, cases
