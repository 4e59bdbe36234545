"""Keep a draft, by a button or by itself; throw it away; take the one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify, redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.task_drafts import exchange_draft, throw_away_draft

from . import visit
from .reading import people_of
from .sent_files import read_for_task
from .task_drafting import (
    definition_sent,
    keep_typed,
    others_here,
    say_present,
    time_words,
)

if TYPE_CHECKING:
    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import UserTask
    from doorgang_engine.task_drafts import OpenDraft

JSON = "application/json"
ONLY_LOOKING = "_kijkt"  # nothing changed: who has the page open only says so


def add_to(pages: Blueprint) -> None:
    """Add what is done with the draft of ``/taken/<id>``."""
    pages.add_url_rule("/taken/<task_id>/concept", "task_draft", task_draft, methods=["POST"])
    pages.add_url_rule(
        "/taken/<task_id>/concept/weggooien", "discard_task_draft", discard_draft, methods=["POST"]
    )
    pages.add_url_rule(
        "/taken/<task_id>/concept/wisselen", "exchange_task_draft", swap_draft, methods=["POST"]
    )


def task_draft(task_id: str) -> AnyResponse:
    """Keep what is on the page; a script gets a short answer, a person the page again."""
    with visit.desk() as desk:
        found = desk.own_task(task_id, act=Act.COMPLETE_TASK)
        definition = definition_sent(found, desk)
    if ONLY_LOOKING in request.form:
        say_present(found)
        return jsonify(**_told(found, None))
    kept = keep_typed(found, read_for_task(found, definition), now=visit.given_now())
    if request.accept_mimetypes.best_match([JSON, "text/html"]) != JSON:
        return _to_task(task_id, "concept")
    say_present(found)
    return jsonify(**_told(found, kept))


def discard_draft(task_id: str) -> AnyResponse:
    """Throw the visitor's draft away."""
    with visit.desk() as desk:
        found = desk.own_task(task_id)
    actor = visit.account().acting_as(found.role)
    throw_away_draft(task_id=found.id, actor=actor, parts=visit.house().parts)
    return _to_task(task_id, "weggegooid")


def swap_draft(task_id: str) -> AnyResponse:
    """Let the visitor go on with what stands beside their draft."""
    with visit.desk() as desk:
        found = desk.own_task(task_id)
    exchange_draft(
        task_id=found.id,
        actor=visit.account().acting_as(found.role),
        parts=visit.house().parts,
        now=visit.given_now(),
    )
    return _to_task(task_id, "gewisseld")


def _told(found: UserTask, kept: OpenDraft | None) -> dict[str, str | int]:
    with visit.desk() as desk:
        others = others_here(found, desk, people_of(desk.uow, desk.account))
    if kept is None:
        return {"ook_hier": others}
    beside = ""
    if kept.beside is not None:
        beside = _(
            "U schreef ook ergens anders aan deze taak. Beide versies zijn bewaard; ververs de "
            "pagina om ze naast elkaar te zien."
        )
    return {
        "bewaard": _("Concept bewaard om %(tijd)s.", tijd=time_words(kept.at)),
        "revisie": kept.revision,
        "ook_hier": others,
        "let_op": beside,
    }


def _to_task(task_id: str, told: str) -> AnyResponse:
    return redirect(url_for("pages.task", task_id=task_id, bericht=told), 303)
