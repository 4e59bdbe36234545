"""What a draft would publish today: the content of a bundle, to be compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from doorgang_engine.access.table import Act
from doorgang_engine.routes.library import assemble
from doorgang_engine.terms.periods import Window

from .overlay import as_adopted, texts_of
from .workshop import permit, seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.model import Actor

    from .draft import Draft
    from .workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class DraftContent:
    """A draft as a bundle, and how many cases of its route run in its region."""

    draft: Draft
    content: Mapping[str, Any]
    without: Mapping[str, Any]  # what the region would publish today without it
    running: int


def content_of(*, draft_id: str, actor: Actor, shop: Workshop) -> DraftContent:
    """Return what would be published if the draft were adopted today.

    :raises DraftNotFound: if there is no such draft.
    :raises LibraryInvalid: if no bundle can be made of it, and so for its forms and terms:
    :raises TermProblem: if a term may not be as it sets it.
    :raises RouteUnreadable: if the drawing cannot be read.
    """
    permit(actor, Act.SEE_DRAFT)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        texts = texts_of(uow.drafts.files(region=draft.region, draft_id=draft.id))
        files = shop.files(uow, shop.today(uow))
        running = uow.cases.count_behind(region=draft.region, newest=[]).get(draft.route, 0)
    candidate = replace(as_adopted(draft, texts, files), window=Window())
    trial = replace(files, adopted=(*files.adopted, candidate)).seen_from(draft.region)
    content, without = (
        assemble(
            one,
            route=draft.route,
            region=draft.region,
            export_kinds=shop.parts.forms.export_kinds,
        )
        for one in (trial, files.seen_from(draft.region))
    )
    return DraftContent(draft=draft, content=content, without=without, running=running)
