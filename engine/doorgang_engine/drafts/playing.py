"""Play a draft: begin, do what can be done, undo, begin again. Each person plays for themselves.

Nothing of it touches a case: what is kept is the story, and the engine plays it in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from doorgang_engine.access.table import Act
from doorgang_engine.errors import ScenarioInvalid
from doorgang_engine.routes.scenarios import differing

from .overlay import texts_of
from .performing import Board, Performance, board_of, perform, player_of, regions_of
from .play import (
    LARGEST_STORY,
    MOST_ACTS,
    Play,
    PlayInvalid,
    PlayMovedOn,
    Story,
    read_story,
    story_text,
)
from .workshop import permit, seen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from doorgang_engine.enact import Runnable
    from doorgang_engine.model import Actor
    from doorgang_engine.ports import Parts

    from .draft import Draft
    from .workshop import Workshop

KEPT_FOR = timedelta(days=30)  # what nobody plays on goes away by itself
_FIRST_REVISION = 1


@dataclass(frozen=True, kw_only=True)
class Table:
    """A draft on the table: what it is played on, and somebody's play of it."""

    draft: Draft
    board: Board
    play: Play | None  # None: not begun
    revisions: Mapping[str, int]  # of each file, also of those that were removed

    @property
    def revision(self) -> int:
        """The revision of the play; 0: not begun."""
        return self.play.revision if self.play else 0

    @property
    def story(self) -> Story | None:
        """What was done so far."""
        return read_story(self.play.story) if self.play else None

    @property
    def is_changed(self) -> bool:
        """Whether the draft changed since the last act."""
        return self.play is not None and self.play.draft_revision != self.draft.revision


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """How a play begins."""

    region: str  # whose settings
    day: date
    start_event: str
    answers: Mapping[str, Any]  # of its start form
    stood_in: tuple[str, ...] = ()  # called routes that are not played


def lay_table(*, draft_id: str, actor: Actor, shop: Workshop) -> Table:
    """Return a draft with somebody's own play of it.

    :raises DraftNotFound: if there is no such draft in their region.
    """
    permit(actor, Act.SEE_DRAFT)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        files = uow.drafts.files(region=draft.region, draft_id=draft.id)
        play = uow.plays.find(region=draft.region, draft_id=draft.id, account=actor.id)
        library = shop.files(uow, shop.today(uow))
    board = board_of(draft, texts_of(files), files=library, forms=shop.parts.forms)
    revisions = {path: one.revision for path, one in files.items()}
    return Table(draft=draft, board=board, play=play, revisions=revisions)


def runnable_on(table: Table, *, region: str, day: date) -> tuple[Runnable, Mapping[str, Any]]:
    """Return what the draft is as a bundle of a region on a day, to choose how it begins.

    :raises DraftUnplayable: if it cannot be run.
    """
    story = Story(region=region, start={"op": day.isoformat()})
    player = player_of(table.board, story)
    return player.runnable, player.content


def begin_play(
    *, table: Table, revision: int, beginning: Beginning, actor: Actor, shop: Workshop
) -> Performance:
    """Begin a play, in the place of the one there was.

    :raises SubmissionInvalid: if the answers do not pass the start form.
    :raises PlayInvalid: if it cannot begin like this.
    :raises PlayMovedOn: if another was begun meanwhile.
    """
    if beginning.region not in regions_of(table.board):
        raise PlayInvalid({"region": "Kies een van de regio's."})
    example = _example_of_start(table, beginning)
    story = Story(
        region=beginning.region,
        start={
            "op": beginning.day.isoformat(),
            "gebeurtenis": beginning.start_event,
            "gegevens": differing(example, dict(beginning.answers)),
        },
        stood_in=beginning.stood_in,
    )
    return _keep(table, story, revision, actor, shop)


def _example_of_start(table: Table, beginning: Beginning) -> Any:
    runnable, content = runnable_on(table, region=beginning.region, day=beginning.day)
    starts = {one.id: one for one in runnable.starts()}
    if beginning.start_event not in starts:
        raise PlayInvalid({"start": "Kies hoe het traject begint."})
    form = starts[beginning.start_event].get("formulier")
    return content["forms"][form].get("example", {}) if form else {}


def play_on(
    *, table: Table, revision: int, step: Mapping[str, Any], actor: Actor, shop: Workshop
) -> Performance:
    """Do one act more; what is refused is not kept.

    :raises EngineError: whatever the engine says to it, as it would to people.
    :raises PlayInvalid: if the play is full.
    :raises PlayMovedOn: if it went on elsewhere since ``revision``.
    """
    story = _begun(table)
    if len(story.steps) >= MOST_ACTS:
        raise PlayInvalid({"act": f"Een proefspel heeft ten hoogste {MOST_ACTS} handelingen. "
                           "Bewaar het als scenario, of begin opnieuw."})  # fmt: skip
    return _keep(table, story.with_step(step), revision, actor, shop)


def undo_play(
    *, table: Table, revision: int, actor: Actor, shop: Workshop, up_to: int | None = None
) -> Story:
    """Take back the last act; ``up_to`` says how many acts stay.

    :raises PlayInvalid: if nothing was done yet.
    :raises PlayMovedOn: if it went on elsewhere since ``revision``.
    """
    story = _begun(table)
    stay = len(story.steps) - 1 if up_to is None else up_to
    if not 0 <= stay < len(story.steps):
        raise PlayInvalid({"act": "Er is nog niets gedaan dat ongedaan kan worden gemaakt."})
    _put(table, story.up_to(stay), revision, actor, shop)
    return story.up_to(stay)


def end_play(*, table: Table, actor: Actor, shop: Workshop) -> None:
    """Throw one's own play away."""
    permit(actor, Act.SEE_DRAFT)
    with shop.parts.new_uow() as uow:
        draft = table.draft
        uow.plays.remove(region=draft.region, draft_id=draft.id, account=actor.id)


def forget_plays(*, parts: Parts) -> int:
    """Throw away plays that nobody played on for long; return how many."""
    with parts.new_uow() as uow:
        return uow.plays.remove_old(before=uow.database_now() - KEPT_FOR)


def _begun(table: Table) -> Story:
    if table.story is None:
        raise PlayMovedOn
    return table.story


def _keep(table: Table, story: Story, revision: int, actor: Actor, shop: Workshop) -> Performance:
    if len(story_text(story)) > LARGEST_STORY:
        raise PlayInvalid({"act": "Dit proefspel wordt te groot om te bewaren. Korte antwoorden "
                           "zijn genoeg, of begin opnieuw."})  # fmt: skip
    done = _judged(table.board, story)
    _put(table, story, revision, actor, shop)
    return done


def _judged(board: Board, story: Story) -> Performance:
    """Play a story that has to go to its end."""
    try:
        done = perform(board, story)
    except ScenarioInvalid as error:
        raise PlayInvalid({"act": str(error)}) from error
    if done.stop is not None:
        raise done.stop.error if done.stop.step == len(story.steps) else PlayMovedOn
    return done


def _put(table: Table, story: Story, revision: int, actor: Actor, shop: Workshop) -> None:
    permit(actor, Act.SEE_DRAFT)
    if revision != table.revision:
        raise PlayMovedOn
    with shop.parts.new_uow() as uow:
        play = Play(
            region=table.draft.region,
            draft_id=table.draft.id,
            account=actor.id,
            revision=revision + 1 if revision else _FIRST_REVISION,
            draft_revision=table.draft.revision,
            changed_at=shop.moment(uow),
            story=story_text(story),
        )
        if not uow.plays.put(play, was=revision):
            raise PlayMovedOn
