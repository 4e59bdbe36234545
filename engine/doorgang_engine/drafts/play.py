"""What a play of a draft is: a story so far, of one person, and what is kept of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from doorgang_engine.errors import Conflict, Invalid
from doorgang_engine.routes.scenarios import Scenario, scenario_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

MOST_ACTS = 150  # in one play; each is played anew at every look
LARGEST_STORY = 200_000  # characters
NAME = "Proefspel"  # of the scenario while it is played; ids of tasks follow from it


@dataclass(frozen=True, kw_only=True)
class Story:
    """What was done so far, as a scenario says it (docs/route-tests.md)."""

    region: str  # whose settings
    start: Mapping[str, Any]  # op, gebeurtenis, gegevens
    steps: tuple[Mapping[str, Any], ...] = ()
    stood_in: tuple[str, ...] = ()  # called routes that are not played

    def with_step(self, step: Mapping[str, Any]) -> Story:
        """Return the story with one act more."""
        return replace(self, steps=(*self.steps, step))

    def up_to(self, acts: int) -> Story:
        """Return the story with only the first acts after its start."""
        return replace(self, steps=self.steps[:acts])

    def raw(
        self, *, name: str, steps: Sequence[Mapping[str, Any]] | None = None
    ) -> dict[str, Any]:
        """Return it as one scenario of a file."""
        told = {"naam": name, "start": dict(self.start)}
        return {**told, "stappen": list(self.steps if steps is None else steps)}

    def around(self, route: str) -> dict[str, Any]:
        """Return what a file says around its scenarios."""
        found: dict[str, Any] = {"route": route, "regio": self.region}
        return {**found, "vervang": list(self.stood_in)} if self.stood_in else found

    def scenario(self, route: str) -> Scenario:
        """Return it as a scenario to be played."""
        return scenario_of(self.raw(name=NAME), content=self.around(route), file=NAME)


def story_text(story: Story) -> str:
    """Return a story as it is kept."""
    return json.dumps(vars(story), ensure_ascii=False)


def read_story(text: str) -> Story:
    """Return a story that was kept."""
    kept = json.loads(text)
    return Story(
        region=kept["region"],
        start=kept["start"],
        steps=tuple(kept["steps"]),
        stood_in=tuple(kept["stood_in"]),
    )


@dataclass(frozen=True, kw_only=True)
class Play:
    """A play as it is kept: of one draft, by one person."""

    region: str
    draft_id: str
    account: str
    revision: int  # rises with every act, also of undoing
    draft_revision: int  # of the draft, when an act was last done
    changed_at: datetime
    story: str


class Plays(Protocol):
    """Where plays are kept."""

    def find(self, *, region: str, draft_id: str, account: str) -> Play | None: ...
    def put(self, play: Play, *, was: int) -> bool:
        """Keep a play in the place of the one of revision ``was`` (0: there was none).

        False when that changed meanwhile; then nothing was kept.
        """

    def remove(self, *, region: str, draft_id: str, account: str) -> None: ...
    def remove_of(self, *, region: str, draft_id: str) -> None:
        """Remove what everybody played of a draft."""

    def remove_old(self, *, before: datetime) -> int:
        """Remove what nobody played on since a moment; return how many."""


class DraftUnplayable(Conflict):
    """The draft cannot be run as it is; the gate tells why."""

    code = "draft_unplayable"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Dit ontwerp kan nu niet worden gespeeld. {why} "
            "Wat u speelde, is bewaard. Herstel het ontwerp en speel verder."
        )


class PlayMovedOn(Conflict):
    """The play went on in another window."""

    code = "draft_play_moved_on"

    def __init__(self) -> None:
        super().__init__(
            "Het proefspel is intussen verder gegaan, bijvoorbeeld in een ander venster. "
            "Deze handeling is niet gedaan. Bekijk hieronder hoe het staat en ga daar verder."
        )


class PlayInvalid(Invalid):
    """Something about a play is missing or cannot be; ``fields`` says what."""

    code = "draft_play_invalid"

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join([*fields.values(), "Er is niets gewijzigd."]))
        self.fields = fields
