"""Hand one or more tasks over to a colleague, with a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.terms.moments import local_day
from doorgang_engine.work.handing_over import LONGEST_NOTE, hand_over_task
from doorgang_engine.work.receiving import receivers
from doorgang_engine.work.together import do_together
from doorgang_forms.values import clean_text

from . import visit
from .my_work import role_name
from .reading import people_of
from .work_together import HAND_OVER, chosen, done, tasks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import UserTask


def add_to(pages: Blueprint) -> None:
    """Add ``/werk/overdragen``."""
    pages.add_url_rule("/werk/overdragen", "hand_over", hand_over, methods=["GET", "POST"])


def hand_over() -> AnyResponse:
    """Ask to whom the chosen tasks go; when sent, hand them over."""
    ids = chosen(request.values.getlist("taak"))
    back = request.values.get("terug", "")
    if not ids:
        return redirect(url_for("pages.my_work"), 303)
    if request.method != "POST":
        return _page(ids, {}, back)
    to, note = request.form.get("aan", ""), _note()
    wrong = {} if to else {"aan": _("Kies een collega.")}
    if len(note) > LONGEST_NOTE:
        wrong["toelichting"] = _("Schrijf ten hoogste %(aantal)s tekens.", aantal=LONGEST_NOTE)
    if wrong:
        return _page(ids, wrong, back)
    found = do_together(ids, lambda one: give(one, to=to, note=note))
    return done(found, HAND_OVER, back=back)


def give(task_id: str, *, to: str, note: str) -> UserTask:
    """Hand one task over as the visitor.

    :raises TaskNotFound: if it is not theirs to hand over.
    """
    me, act = visit.account(), Act.HAND_OVER_TASK
    with visit.desk() as desk:
        task = desk.own_task(task_id, act=act)
    actor = acting(account=me, act=act, resource=Resource.of_task(task))
    return hand_over_task(
        task_id=task_id,
        to=to,
        note=note,
        actor=actor,
        parts=visit.house().parts,
        now=visit.given_now(),
    )


def _page(ids: Sequence[str], wrong: Mapping[str, str], back: str) -> Response:
    me = visit.account()
    with visit.desk() as desk:
        rows = tasks_of(ids, desk, lambda one: desk.own_task(one, act=Act.HAND_OVER_TASK))
        day = local_day(moment=desk.now)
        tasks = [one.task for one in rows]
        able = receivers(tasks, for_account=me.id, day=day, uow=desk.uow)
        holders = {task.claimed_by for task in tasks if len(tasks) == 1}
        people = people_of(desk.uow, me)
        return visit.show(
            "hand_over.html",
            heading=_("Werk overdragen"),
            status=422 if wrong else 200,
            rows=rows,
            able=[one for one in able if one.account.id not in {me.id, *holders}],
            people=people,
            role_name=role_name,
            back=back,
            typed=request.form,
            longest=LONGEST_NOTE,
            wrong=wrong,
            errors=list(wrong.items()),
        )


def _note() -> str:
    return clean_text(text=request.form.get("toelichting", ""), many_lines=True) or ""
