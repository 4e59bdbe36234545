"""Which adopted drafts should be running and are not, or not as they would be published now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.routes.bundle import content_hash
from doorgang_engine.routes.publish import UNFIT, passed_content

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft

    Kinds = Callable[[Mapping[str, Any]], Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """An adopted draft that no longer fits, and what runs meanwhile."""

    draft: Draft
    number: int  # of the version that new cases begin on; 0: there is none
    is_running: bool  # whether that version has the draft; else no new case begins


def misfits(
    uow: UnitOfWork, *, region: str, library: LibraryFiles, export_kinds: Kinds
) -> list[Misfit]:
    """Return the adopted drafts of a region that hold today and of which something is held back.

    ``library`` is that of the day, with what was adopted. What would be published now and was not,
    is held back: publishing comes at every start and at every change of day.
    """
    last = {one.route: one for one in uow.drafts.adopted(region=region) if one.holds(library.day)}
    return [
        found
        for draft in last.values()
        if (found := _misfit(uow, draft, library, export_kinds)) is not None
    ]


def _misfit(
    uow: UnitOfWork, draft: Draft, library: LibraryFiles, export_kinds: Kinds
) -> Misfit | None:
    active = uow.bundles.find_active(region=draft.region, route=draft.route)
    adopted = active.content.get("adopted", {}) if active else {}
    is_running = adopted.get(draft.route, {}).get("draft") == draft.id
    wanted = _would_be(draft, library, export_kinds)
    if is_running and active is not None and wanted == active.hash:
        return None
    return Misfit(draft=draft, number=active.number if active else 0, is_running=is_running)


def _would_be(draft: Draft, library: LibraryFiles, export_kinds: Kinds) -> str:
    """Return the hash of what would be published; empty when nothing can be."""
    if draft.id in {one.draft_id for one in library.unfit}:
        return ""
    own = library.seen_from(draft.region)
    try:
        content = passed_content(library, own, draft.route, draft.region, export_kinds)
    except UNFIT:
        return ""
    return content_hash(content)
