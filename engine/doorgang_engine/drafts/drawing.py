"""The drawing of a draft: look at it as a list of steps, and change it by edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.table import Act
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.bpmn.support import check_support
from doorgang_engine.editing.apply import apply
from doorgang_engine.editing.drawn import require_nothing_lost, what_was_drawn
from doorgang_engine.editing.step_list import StepList, step_list

from .draft import DRAWING
from .errors import DraftFileNotFound
from .overlay import texts_of
from .uses import kinds_at, model_of
from .workshop import permit, seen
from .writing import require_readable, write_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_engine.bpmn.finding import Finding
    from doorgang_engine.editing.edits import Edit, Edited
    from doorgang_engine.model import Actor
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft, DraftFile
    from .workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A draft as it is looked at: its drawing as a list, and what may be chosen in it."""

    draft: Draft
    file: DraftFile
    steps: StepList
    kinds: Mapping[str, str]  # fields that conditions may name
    library: LibraryFiles  # as the region has it today, without this draft
    forms: Mapping[str, str]  # key -> text of a form of the draft
    history: Sequence[DraftFile]  # every version of every file, without contents


def drawing_of(*, draft_id: str, actor: Actor, shop: Workshop) -> Drawing:
    """Return the drawing of a draft.

    :raises DraftNotFound: if there is none.
    """
    permit(actor, Act.SEE_DRAFT)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        files = uow.drafts.files(region=draft.region, draft_id=draft.id)
        history = uow.drafts.history(region=draft.region, draft_id=draft.id)
        library = shop.files(uow, shop.today(uow))
    texts = texts_of(files)
    kinds = kinds_at(draft, texts, files=library, forms=shop.parts.forms)
    return Drawing(
        draft=draft,
        file=files[DRAWING],
        steps=step_list(texts[DRAWING], kinds=kinds),
        kinds=kinds,
        library=library.seen_from(draft.region),
        forms={path: text for path, text in texts.items() if path.startswith("forms/")},
        history=history,
    )


def edit_drawing(
    *, draft_id: str, edit: Edit, revision: int, actor: Actor, shop: Workshop
) -> Edited:
    """Do an edit on the drawing as it was at ``revision``, and keep it as a new version.

    :raises EditRefused: if the edit cannot be done on it.
    :raises DraftFileStale: if somebody changed the drawing since; what this edit gave is kept
        beside it.
    :raises DraftLocked: if the files stand still.
    """
    permit(actor, Act.EDIT_DRAFT)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        texts = texts_of(uow.drafts.files(region=draft.region, draft_id=draft.id))
        before = uow.drafts.version(
            region=draft.region, draft_id=draft.id, path=DRAWING, revision=revision
        )
        library = shop.files(uow, shop.today(uow))
    if before is None:
        raise DraftFileNotFound
    texts = {**texts, DRAWING: before.content}
    kinds = kinds_at(draft, texts, files=library, forms=shop.parts.forms)
    done = apply(before.content, edit, kinds=kinds)
    write_file(
        draft_id=draft_id,
        path=DRAWING,
        content=done.text,
        revision=revision,
        what=done.what,
        actor=actor,
        shop=shop,
    )
    return done


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A drawing from a canvas that was kept, and what of it could not be run as it is now."""

    file: DraftFile
    refused: Sequence[Finding]


def keep_drawing(
    *, draft_id: str, content: str, revision: int, actor: Actor, shop: Workshop
) -> Kept:
    """Keep what somebody drew on a canvas that showed ``revision``, be it half done.

    The same text again makes no new version.

    :raises DraftFileInvalid: if it cannot be read safely.
    :raises EditRefused: if it cannot be shown as a list of steps.
    :raises DrawingLoses: if settings of a step that stayed are gone.
    :raises DraftFileStale: if somebody changed the drawing since; this one is kept beside it.
    :raises DraftLocked: if the files stand still.
    """
    permit(actor, Act.EDIT_DRAFT)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        there = uow.drafts.files(region=draft.region, draft_id=draft.id)[DRAWING]
        before = uow.drafts.version(
            region=draft.region, draft_id=draft.id, path=DRAWING, revision=revision
        )
    if before is None:
        raise DraftFileNotFound
    require_readable(DRAWING, content)
    refused = check_support(read_bpmn(content.encode()))
    if content == there.content and there.revision == revision:
        return Kept(file=there, refused=refused)
    step_list(content, kinds={})  # what the list cannot show, nobody could mend without a mouse
    model_of(content)
    require_nothing_lost(before.content, content)
    file = write_file(
        draft_id=draft_id,
        path=DRAWING,
        content=content,
        revision=revision,
        what=what_was_drawn(before.content, content),
        actor=actor,
        shop=shop,
    )
    return Kept(file=file, refused=refused)
