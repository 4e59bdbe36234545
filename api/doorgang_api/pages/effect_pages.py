"""Show what an answer would lead to before it is sent: by a button, or by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import make_response, render_template, request

from doorgang_engine.access.table import Act

from . import visit
from .effects import effects_of
from .sent_files import read_for_task
from .task_drafting import definition_sent, keep_if_possible
from .task_pages import Sent, task_page

if TYPE_CHECKING:
    from flask import Blueprint, Response

PART = "deel"  # in the address: only this part of the page is wanted


def add_to(pages: Blueprint) -> None:
    """Add ``/taken/<id>/gevolg``."""
    pages.add_url_rule("/taken/<task_id>/gevolg", "effect", effect, methods=["POST"])


def effect(task_id: str) -> Response:
    """Say what would happen, on the page of the task; nothing of it is done."""
    with visit.desk() as desk:
        found = desk.own_task(task_id, act=Act.COMPLETE_TASK)
        definition = definition_sent(found, desk)
    typed = read_for_task(found, definition)
    effects = effects_of(found, typed)
    if request.args.get(PART):
        return make_response(render_template("effect_part.html", effects=effects, task=found))
    keep_if_possible(found, typed)
    sent = Sent(typed=typed, errors=effects.errors or typed.file_errors)
    return task_page(task_id, sent if sent.errors else replace(sent, effects=effects))
