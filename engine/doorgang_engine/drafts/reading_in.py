"""Read a drawing of another modeller into a draft, and tell what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.table import Act
from doorgang_engine.editing.foreign import Known, translate, translate_conditions
from doorgang_engine.editing.step_list import step_list

from .draft import DRAWING
from .overlay import in_folder, texts_of
from .uses import kinds_at
from .workshop import permit, seen
from .writing import require_readable, write_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.editing.foreign import Told
    from doorgang_engine.model import Actor
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft, DraftFile
    from .workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class ReadIn:
    """The version that came of a file, and what was translated, left out or is to be chosen."""

    file: DraftFile
    told: tuple[Told, ...]


def read_in_drawing(
    *, draft_id: str, content: str, revision: int, actor: Actor, shop: Workshop
) -> ReadIn:
    """Put a drawing from elsewhere in the place of the drawing of a draft, as a new version.

    :raises DraftFileInvalid: if it cannot be read safely.
    :raises EditRefused: if it cannot be shown as a list of steps.
    :raises DraftFileStale: if somebody changed the drawing since; this one is kept beside it.
    :raises DraftLocked: if the files stand still.
    """
    permit(actor, Act.EDIT_DRAFT)
    require_readable(DRAWING, content)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        texts = texts_of(uow.drafts.files(region=draft.region, draft_id=draft.id))
        library = shop.files(uow, shop.today(uow))
    done = translate(content, _known(draft, texts, library))
    kinds = kinds_at(draft, {**texts, DRAWING: done.text}, files=library, forms=shop.parts.forms)
    last = translate_conditions(done.text, kinds)
    step_list(last.text, kinds=kinds)
    file = write_file(
        draft_id=draft_id,
        path=DRAWING,
        content=last.text,
        revision=revision,
        what="tekening uit een ander programma ingelezen",
        actor=actor,
        shop=shop,
    )
    return ReadIn(file=file, told=(*done.told, *last.told))


def _known(draft: Draft, texts: Mapping[str, str], library: LibraryFiles) -> Known:
    return Known(
        route=draft.route,
        roles={key: str(role.get("naam", key)) for key, role in library.roles.items()},
        forms=frozenset({*library.seen_from(draft.region).forms, *in_folder(texts, "forms/")}),
    )
