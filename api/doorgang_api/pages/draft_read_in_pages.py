"""A drawing of another modeller put in a draft: the file, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.drafts.draft import DRAWING
from doorgang_engine.drafts.errors import DraftFileInvalid, DraftFileStale, DraftLocked
from doorgang_engine.drafts.reading_in import read_in_drawing
from doorgang_engine.drafts.uses import model_of
from doorgang_engine.drafts.workshop import seen
from doorgang_engine.editing.errors import EditRefused
from doorgang_engine.editing.foreign import CHOOSE, LEFT_OUT, TRANSLATED
from doorgang_engine.errors import RouteUnreadable

from . import visit
from .draft_pages import bench, file_sent, revision_sent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Blueprint, Response

    from doorgang_engine.editing.foreign import Told

SENT = "bestand"
REFUSED = (DraftFileInvalid, EditRefused, RouteUnreadable)


def add_to(pages: Blueprint) -> None:
    """Add ``/ontwerpen/<draft>/tekening/inlezen``."""
    pages.add_url_rule(
        "/ontwerpen/<draft_id>/tekening/inlezen",
        "draft_drawing_import",
        read_in,
        methods=["GET", "POST"],
    )


def read_in(draft_id: str) -> Response:
    """Ask for a file; when sent, put it in the draft and tell what was translated."""
    if request.method != "POST":
        return _page(draft_id, "", status=200)
    actor, shop = bench(Act.EDIT_DRAFT)
    content = file_sent(SENT)
    if not content:
        return _page(draft_id, _("Kies een bestand."), status=422)
    try:
        done = read_in_drawing(
            draft_id=draft_id,
            content=content.decode(),
            revision=revision_sent(),
            actor=actor,
            shop=shop,
        )
    except UnicodeDecodeError:
        wrong = _("Dit is geen BPMN-bestand, of het is niet als UTF-8 opgeslagen.")
        return _page(draft_id, wrong, status=422)
    except REFUSED as refused:
        return _page(draft_id, str(refused), status=422)
    except (DraftFileStale, DraftLocked) as refused:
        return _page(draft_id, str(refused), status=409)
    return _page(draft_id, "", status=200, told=done.told, is_done=True)


def _page(
    draft_id: str, wrong: str, *, status: int, told: Sequence[Told] = (), is_done: bool = False
) -> Response:
    actor, shop = bench(Act.SEE_DRAFT)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        there = uow.drafts.files(region=draft.region, draft_id=draft.id)[DRAWING]
    steps = model_of(there.content).elements if told else {}
    heading = _("Tekening inlezen in ‘%(ontwerp)s’") % {"ontwerp": draft.title}
    return visit.show(
        "draft_read_in.html",
        heading=_("Wat er is ingelezen") if is_done else heading,
        status=status,
        draft=draft,
        revision=there.revision,
        is_done=is_done,
        parts=_parts(told),
        steps=steps,
        errors=[(SENT, wrong)] if wrong else [],
        wrong={SENT: wrong} if wrong else {},
    )


def _parts(told: Sequence[Told]) -> list[tuple[str, Any]]:
    """Return what became of the file, what asks for a choice first."""
    words = (
        (CHOOSE, _("Dit moet u zelf kiezen")),
        (TRANSLATED, _("Dit is vertaald")),
        (LEFT_OUT, _("Dit is weggelaten")),
    )
    parts = [(title, [one for one in told if one.outcome == key]) for key, title in words]
    return [(title, found) for title, found in parts if found]
