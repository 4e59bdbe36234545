"""Set or take away the day on which somebody looks at tasks again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.terms.moments import local_day
from doorgang_engine.work.following_up import follow_up_task
from doorgang_engine.work.together import do_together

from . import visit
from .dates import date_words
from .work_together import FOLLOW_UP, chosen, done, tasks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import UserTask

TAKE_AWAY = "weg"


def add_to(pages: Blueprint) -> None:
    """Add ``/werk/opvolgen``."""
    pages.add_url_rule("/werk/opvolgen", "follow_up", follow_up, methods=["GET", "POST"])


def follow_up() -> AnyResponse:
    """Ask on which day somebody looks again; when sent, keep it."""
    ids = chosen(request.values.getlist("taak"))
    if not ids:
        return redirect(url_for("pages.my_work"), 303)
    if request.method != "POST":
        return _page(ids, {})
    if request.form.get("doe") == TAKE_AWAY:
        return done(do_together(ids, lambda one: plan(one, day=None)), "opvolgen-weg", back="")
    day = _day(request.form.get("dag", ""))
    if day is None:
        return _page(ids, {"dag": _("Vul een datum in.")})
    return done(do_together(ids, lambda one: plan(one, day=day)), FOLLOW_UP, back="")


def plan(task_id: str, *, day: date | None) -> UserTask:
    """Set the follow-up day of one task as the visitor; None takes it away.

    :raises TaskNotFound: if it is not their work.
    """
    me, act = visit.account(), Act.FOLLOW_UP_TASK
    with visit.desk() as desk:
        task = desk.own_task(task_id, act=act)
    actor = acting(account=me, act=act, resource=Resource.of_task(task))
    parts = visit.house().parts
    return follow_up_task(
        task_id=task_id, day=day, actor=actor, parts=parts, now=visit.given_now()
    )


def _page(ids: Sequence[str], wrong: Mapping[str, str]) -> Response:
    me = visit.account()
    with visit.desk() as desk:
        rows = tasks_of(ids, desk, lambda one: desk.own_task(one, act=Act.FOLLOW_UP_TASK))
        known = desk.uow.work.follow_ups(region=me.region, account=me.id, task_ids=ids)
        today = local_day(moment=desk.now)
    last = [local_day(moment=one.task.due_at) for one in rows if one.task.due_at]
    return visit.show(
        "follow_up.html",
        heading=_("Opvolgdatum"),
        status=422 if wrong else 200,
        rows=rows,
        has_day=bool(known),
        first_day=(today + timedelta(days=1)).isoformat(),
        last_day=min(last).isoformat() if last else "",
        last_words=date_words(day=min(last)) if last else "",
        now_set=next((one.day.isoformat() for one in known.values()), ""),
        typed=request.form,
        wrong=wrong,
        errors=list(wrong.items()),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
