"""How a draft differs from the base, or from what its region has now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.drafts.content import content_of
from doorgang_engine.drafts.draft import DraftState
from doorgang_engine.errors import LibraryInvalid, RouteNotFound, RouteUnreadable
from doorgang_engine.terms.problems import TermProblem

from .difference_pages import LIBRARY, Side, show_difference, side_of_library
from .draft_pages import bench

if TYPE_CHECKING:
    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.drafts.content import DraftContent
    from doorgang_engine.drafts.workshop import Workshop

NOW = "nu"
ADOPTED = "adopted"  # of a bundle, who adopted it: what a draft cannot have yet


def add_to(pages: Blueprint) -> None:
    """Add ``/ontwerpen/<draft>/verschil``."""
    pages.add_url_rule("/ontwerpen/<draft_id>/verschil", "draft_difference", draft_difference)


def draft_difference(draft_id: str) -> AnyResponse:
    """Show how a draft differs from what its region has now; with ``?oud=basis`` from the base.

    One that was adopted is held against the base when nothing is asked: it may be what is now.
    A draft of which no bundle can be made cannot be compared: its findings say why.
    """
    actor, shop = bench(Act.SEE_DRAFT)
    try:
        found = content_of(draft_id=draft_id, actor=actor, shop=shop)
    except (LibraryInvalid, RouteNotFound, RouteUnreadable, TermProblem, ValueError):
        there = url_for("pages.draft_findings", draft_id=draft_id, bericht="niet_te_vergelijken")
        return redirect(there, 303)
    draft = found.draft
    is_new = draft.state in (DraftState.CONCEPT, DraftState.IN_REVIEW)
    is_base = request.args.get("oud", NOW if is_new else LIBRARY) == LIBRARY
    old = side_of_library(draft.route) if is_base else _now(found, shop)
    kept = {key: one for key, one in old.content.items() if key == ADOPTED}
    new = Side(
        key=draft.id,
        words=_("het ontwerp ‘%(ontwerp)s’", ontwerp=draft.title),
        content={**{key: one for key, one in found.content.items() if key != ADOPTED}, **kept},
    )
    return show_difference(
        old,
        new,
        route=draft.route,
        title=draft.title,
        choices=[(NOW, _("wat uw regio nu heeft")), (LIBRARY, _("de landelijke basis"))],
        running=found.running,
        draft=draft,
    )


def _now(found: DraftContent, shop: Workshop) -> Side:
    """Return what the region has published; in a region that is new, what it would publish."""
    draft = found.draft
    with shop.read_uow() as uow:
        active = uow.bundles.find_active(region=draft.region, route=draft.route)
    if active is None:
        return Side(key=NOW, words=_("wat uw regio nu heeft"), content=found.without)
    words = _("wat uw regio nu heeft (versie %(number)s)", number=active.number)
    return Side(key=NOW, words=words, content=active.content)
