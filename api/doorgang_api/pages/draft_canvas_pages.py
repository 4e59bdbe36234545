"""A draft as a drawing: a canvas that keeps itself, or a picture where there is no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import jsonify, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.diagram import DiagramUnreadable, Marks, describe, draw_svg, parse_source
from doorgang_engine.drafts.drawing import drawing_of, keep_drawing
from doorgang_engine.drafts.errors import (
    DraftFileInvalid,
    DraftFileNotFound,
    DraftFileStale,
    DraftLocked,
)
from doorgang_engine.drafts.review import judge_draft
from doorgang_engine.editing.drawn import DrawingLoses
from doorgang_engine.editing.errors import EditRefused
from doorgang_engine.errors import RouteUnreadable

from . import visit
from .canvas_words import canvas_words
from .draft_pages import bench, file_sent, revision_sent
from .draft_review_pages import told
from .draft_words import kind_words, standing_words
from .drawing import laid_out
from .reading import people_of
from .words import moment_words

if TYPE_CHECKING:
    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.drafts.drawing import Drawing, Kept
    from doorgang_engine.errors import EngineError

REFUSED = (DraftFileInvalid, EditRefused, DrawingLoses, RouteUnreadable)
SENT = "tekening"  # the part of the form with the file: larger than a field may be


def add_to(pages: Blueprint) -> None:
    """Add ``/ontwerpen/<draft>/tekening`` and what its script asks for."""
    here = "/ontwerpen/<draft_id>/tekening"
    pages.add_url_rule(here, "draft_canvas", canvas)
    pages.add_url_rule(f"{here}/bestand", "draft_drawing", drawing, methods=["GET", "POST"])
    pages.add_url_rule(f"{here}/bevindingen", "draft_canvas_findings", found_in)


def canvas(draft_id: str) -> AnyResponse:
    """Show the drawing of a draft: a script makes it a canvas."""
    actor, shop = bench(Act.SEE_DRAFT)
    found = drawing_of(draft_id=draft_id, actor=actor, shop=shop)
    with shop.read_uow() as uow:
        today = shop.today(uow)
    svg, words = _picture(found)
    return visit.show(
        "draft_canvas.html",
        heading=_("Tekening van ‘%(ontwerp)s’") % {"ontwerp": found.draft.title},
        draft=found.draft,
        standing=standing_words(found.draft, today),
        steps=[(one.id, one.name, kind_words(one)) for one in found.steps.steps],
        flows={way.flow: one.id for one in found.steps.steps for way in one.ways},
        svg=svg,
        description=words,
        words=canvas_words(),
    )


def _picture(found: Drawing) -> tuple[str, str]:
    try:
        root = parse_source(laid_out(found.file.content))
        words = describe(root)
        return draw_svg(root, marks=Marks(), title=found.draft.title, description=words), words
    except DiagramUnreadable:
        return "", ""


def drawing(draft_id: str) -> AnyResponse:
    """Give the file of the drawing with its revision; when sent, keep what was drawn."""
    if request.method == "POST":
        return _keep(draft_id)
    actor, shop = bench(Act.SEE_DRAFT)
    found = drawing_of(draft_id=draft_id, actor=actor, shop=shop)
    try:
        source = laid_out(found.file.content).decode()
    except DiagramUnreadable:
        source = found.file.content
    return jsonify(
        bestand=source,
        revisie=found.file.revision,
        stappen=[[one.id, one.name, kind_words(one)] for one in found.steps.steps],
        pijlen={way.flow: one.id for one in found.steps.steps for way in one.ways},
    )


def _keep(draft_id: str) -> AnyResponse:
    actor, shop = bench(Act.EDIT_DRAFT)
    content = file_sent(SENT).decode("utf-8", "replace")
    try:
        kept = keep_drawing(
            draft_id=draft_id,
            content=content,
            revision=revision_sent(),
            actor=actor,
            shop=shop,
        )
    except DraftFileStale as stale:
        return _told(stale, 409, ernaast=stale.yours.id, **_theirs(stale))
    except DraftLocked as locked:
        return _told(locked, 409)
    except DraftFileNotFound as gone:
        return _told(gone, 404)
    except REFUSED as refused:
        return _told(refused, 422, element=getattr(refused, "element", ""))
    wrong = _refused(kept)
    said = [_("Bewaard op %(moment)s.") % {"moment": moment_words(kept.file.made_at)}]
    if wrong:
        said.append(_("Zo kan het ontwerp nog niet worden ingediend: zie de bevindingen."))
    return jsonify(revisie=kept.file.revision, melding=" ".join(said), geweigerd=wrong)


def _refused(kept: Kept) -> list[dict[str, Any]]:
    return [
        {"element": one.element, "reden": one.message, "oplossing": one.remedy, "code": one.code}
        for one in kept.refused
        if one.is_error
    ]


def _theirs(stale: DraftFileStale) -> dict[str, str]:
    """Return who was first and when, in words."""
    with visit.house().read_uow() as uow:
        by = people_of(uow, visit.account()).person(stale.theirs.made_by)
    return {
        "door": by,
        "toen": moment_words(stale.theirs.made_at),
        "wat": stale.theirs.what,
    }


def _told(error: EngineError, status: int, **more: str) -> AnyResponse:
    answer = jsonify(code=error.code, melding=str(error), **more)
    answer.status_code = status
    return answer


def found_in(draft_id: str) -> AnyResponse:
    """Show what the gate finds, as a part of the page with the canvas."""
    actor, shop = bench(Act.SEE_DRAFT)
    verdict = judge_draft(draft_id=draft_id, actor=actor, shop=shop, play=False)
    return visit.show(
        "draft_canvas_findings.html",
        heading="",
        found=[_placed(draft_id, one) for one in verdict.findings],
        count=len(verdict.errors),
        address=url_for("pages.draft_findings", draft_id=draft_id),
    )


def _placed(draft_id: str, one: Any) -> dict[str, Any]:
    from_list = told(draft_id, one)
    is_here = one.path == "route.bpmn" and bool(one.element)
    return {**from_list, "element": one.element if is_here else ""}
