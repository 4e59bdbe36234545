"""Play the story of a draft with the real engine, in memory: no case, no mail, nobody's data.

A play is played anew from its first day at every look. What takes long (judging the files, reading
the drawing) is kept for the newest drafts; playing itself takes some hundredths of a second.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import EngineError
from doorgang_engine.routes.adopted import files_hash
from doorgang_engine.routes.stage import Stage

from .gate import judged_files
from .play import DraftUnplayable
from .rehearsal import counts, laid_over

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.enact import Runnable, Running
    from doorgang_engine.ports import Forms
    from doorgang_engine.routes.adopted import AdoptedDraft
    from doorgang_engine.routes.library import LibraryFiles
    from doorgang_engine.routes.play import Carried, Outcome, Player

    from .draft import Draft
    from .play import Story

KEPT = 12  # drafts that were last played, ready to be played again


@dataclass(frozen=True)
class Board:
    """A draft with all that it is played on. Two with the same files and day are the same."""

    files_hash: str
    region: str
    route: str
    library_hash: int
    draft: Draft = field(compare=False)
    texts: Mapping[str, str] = field(compare=False)
    files: LibraryFiles = field(compare=False)  # of today, with what was adopted
    forms: Forms = field(compare=False)


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Where a story does not fit the draft any more."""

    step: int  # of the story, from 1; 0: its start
    error: EngineError


@dataclass(frozen=True, kw_only=True)
class Performance:
    """How a story goes: up to its end, or up to where it does not fit any more."""

    story: Story
    player: Player
    stop: Stop | None = None

    @property
    def running(self) -> Running | None:
        """The case as it stands; None when it could not begin."""
        return self.player.running

    @property
    def runnable(self) -> Runnable:
        """What it is played on."""
        return self.player.runnable

    @property
    def content(self) -> Mapping[str, Any]:
        """The bundle it is played on."""
        return self.player.content

    @property
    def now(self) -> datetime:
        """What time it is in the play."""
        return self.player.now

    @property
    def carried(self) -> list[Carried]:
        """What the engine did, act by act."""
        return self.player.carried

    @property
    def waiting(self) -> list[Waiting]:
        """What is open, in the order in which it opened."""
        return list(self.running.open_items().values()) if self.running else []

    def variables(self, scope: str) -> dict[str, Any]:
        """Return the routing variables that a form of this scope may look at."""
        return self.running.execution.variables(scope) if self.running else {}


def board_of(
    draft: Draft, texts: Mapping[str, str], *, files: LibraryFiles, forms: Forms
) -> Board:
    """Return what a draft is played on."""
    adopted = tuple((one.region, one.route, one.adoption["files"]) for one in files.adopted)
    return Board(
        files_hash=files_hash(texts),
        region=draft.region,
        route=draft.route,
        library_hash=hash((id(files.tables), tuple(files.routes), files.day, adopted)),
        draft=draft,
        texts=texts,
        files=files,
        forms=forms,
    )


def regions_of(board: Board) -> list[str]:
    """Return whose settings a draft can be played with, its own region first.

    A story of any other would not count among the scenarios of the draft.
    """
    plain = replace(board.files, adopted=())
    others = [one for one in plain.region_keys() if one != board.region]
    return [board.region, *(one for one in others if counts(board.draft, one, plain))]


def perform(
    board: Board, story: Story, after: Callable[[Player], None] | None = None
) -> Performance:
    """Play a story; where it stops, it stands as before the act that does not fit.

    :raises DraftUnplayable: if the draft cannot be run.
    :raises ScenarioInvalid: if the story is none.
    """
    player, outcome = _played(board, story, after)
    if outcome.refused is None:
        return Performance(story=story, player=player)
    stop = Stop(step=player.step, error=outcome.refused)
    if stop.step:
        player, _ = _played(board, story.up_to(stop.step - 1), after)
    return Performance(story=story, player=player, stop=stop)


def player_of(board: Board, story: Story) -> Player:
    """Return the player of a story before its start, to look at what it is played on.

    :raises DraftUnplayable: if the draft cannot be run.
    """
    scenario = story.scenario(board.route)
    try:
        return _stage(board, story.region).player(scenario, story.region)
    except DraftUnplayable:
        raise
    except EngineError as error:
        raise DraftUnplayable(str(error)) from error


def _played(
    board: Board, story: Story, after: Callable[[Player], None] | None
) -> tuple[Player, Outcome]:
    player = player_of(board, story)
    return player, player.play(after)


@lru_cache(maxsize=2 * KEPT)
def _stage(board: Board, region: str) -> Stage:
    candidate, why = _candidate(board)
    if candidate is None:
        raise DraftUnplayable(why)
    return Stage(laid_over(candidate, board.files, region), forms=board.forms)


@lru_cache(maxsize=KEPT)
def _candidate(board: Board) -> tuple[AdoptedDraft | None, str]:
    """Return a draft that can be run, or None and why not."""
    candidate, findings = judged_files(
        board.draft, board.texts, files=board.files, forms=board.forms
    )
    wrong = next((one.reason for one in findings if one.is_error), "")
    return (None if wrong else candidate), wrong
