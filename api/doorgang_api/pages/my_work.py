"""The first page: my open tasks by urgency, and taking or giving them back."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.tasks import claim_task

from . import visit
from .missing_contacts import count_missing
from .reading import people_of
from .words import GROUPS
from .work_list import WorkFilter, work_page

if TYPE_CHECKING:
    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

SENT = {
    "opgepakt": "U hebt de taak opgepakt. Uw collega's zien dat u ermee bezig bent.",
    "teruggegeven": "U hebt de taak teruggegeven. Uw collega's kunnen haar nu oppakken.",
    "overgedragen": "De wijziging is vastgelegd. Uw organisatie doet niet meer mee.",
    "verstuurd": "Uw taak is verstuurd. Het traject gaat verder bij anderen.",
}


def add_to(pages: Blueprint) -> None:
    """Add ``/`` and the buttons to claim and release."""
    pages.add_url_rule("/", "my_work", my_work)
    pages.add_url_rule("/taken/<task_id>/oppakken", "claim", claim, methods=["POST"])
    pages.add_url_rule("/taken/<task_id>/teruggeven", "release", release, methods=["POST"])


def my_work() -> Response:
    """Show what someone has to do, the most urgent first."""
    house, me = visit.house(), visit.account()
    asked = WorkFilter(
        role=request.args.get("rol", ""),
        route=request.args.get("route", ""),
        after=request.args.get("na", ""),
    )
    with visit.desk() as desk:
        uow = desk.uow
        people = people_of(uow, me)
        page = work_page(asked, desk=desk, people=people, parts=house.parts)
        routes = sorted(
            (str(bundle.content["title"]), bundle.route)
            for bundle in uow.bundles.list_active(region=me.region)
        )
    groups = groupby(page.rows, key=lambda row: row.deadline.group)
    return visit.show(
        "my_work.html",
        heading="Mijn werk",
        groups=[(key, GROUPS[key], list(rows)) for key, rows in groups],
        next_page=page.after,
        asked=asked,
        roles=[(role, role_name(role)) for role in me.roles],
        routes=routes,
        is_filtered=bool(asked.role or asked.route),
        missing_contacts=count_missing(),
        said=SENT.get(request.args.get("bericht", ""), ""),
    )


def claim(task_id: str) -> AnyResponse:
    """Take a task."""
    return _claim(task_id, release=False)


def release(task_id: str) -> AnyResponse:
    """Give a task back."""
    return _claim(task_id, release=True)


def role_name(role: str) -> str:
    """Return the name of a role as the configuration of this node has it."""
    return visit.house().library.roles.get(role, {}).get("naam", role)


def _claim(task_id: str, *, release: bool) -> AnyResponse:
    house, me = visit.house(), visit.account()
    act = Act.RELEASE_TASK if release else Act.CLAIM_TASK
    with visit.desk() as desk:
        task = desk.own_task(task_id, act=act)
    actor = acting(account=me, act=act, resource=Resource.of_task(task))
    claim_task(task_id=task_id, actor=actor, parts=house.parts, release=release)
    if request.form.get("terug") == "taak":
        return redirect(url_for("pages.task", task_id=task_id), 303)
    done = "teruggegeven" if release else "opgepakt"
    return redirect(url_for("pages.my_work", bericht=done), 303)
