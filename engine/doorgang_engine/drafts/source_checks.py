"""What a draft was copied from may have a newer version: then it lacks what is new there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.bpmn.finding import WARNING
from doorgang_engine.differences.changes import drawing_changes
from doorgang_engine.routes.library import BASE

from .draft import DRAWING
from .finding import DraftFinding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft

SOURCE_CHANGED = "source_changed"


def check_source(
    draft: Draft, *, uow: UnitOfWork, library: LibraryFiles
) -> Iterator[DraftFinding]:
    """Yield a warning when the base, or the shape of another region, changed since the copy.

    ``library`` is without adopted drafts. Of a copy of the own shape, of an earlier version or of
    a zip there is nothing in the library to hold it against.
    """
    source = library.routes.get(draft.route, {}).get(draft.shape)
    is_of_library = draft.origin == (
        "de basis" if draft.shape == BASE else f"de tekening van {draft.shape}"
    )
    if source is None or not is_of_library or draft.shape == draft.region:
        return
    first = uow.drafts.version(region=draft.region, draft_id=draft.id, path=DRAWING, revision=1)
    if first is None or not (found := drawing_changes(first.content, source.bpmn)):
        return
    yield DraftFinding(
        code=SOURCE_CHANGED,
        route=draft.route,
        path=DRAWING,
        element="",
        line=0,
        reason=f"Waarvan dit ontwerp een kopie is ({draft.origin}), is daarna gewijzigd: "
        f"{len(found)} verschil(len).",
        remedy="Bekijk wat verschilt, en neem over wat ook hier moet gelden.",
        severity=WARNING,
    )
