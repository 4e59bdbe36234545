"""The first page: my open tasks by urgency, and taking or giving them back."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext
from doorgang_engine.access.decide import Resource, acting, may_everywhere
from doorgang_engine.access.table import Act
from doorgang_engine.tasks import claim_task
from doorgang_engine.work.asking import Order

from . import visit
from .missing_contacts import count_missing
from .reading import people_of
from .subjects import names_for
from .words import GROUPS
from .work_counts import count_words
from .work_filter import ORDERS, TAKEN, WorkFilter, read_filter
from .work_list import PAGE, own_items, rows_of
from .work_views import saved_views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.work.asking import Counts, WorkQuery

    from .work_list import WorkRow

SENT = {
    "opgepakt": lazy_gettext("U hebt de taak opgepakt. Uw collega's zien dat u ermee bezig bent."),
    "teruggegeven": lazy_gettext(
        "U hebt de taak teruggegeven. Uw collega's kunnen haar nu oppakken."
    ),
    "overgedragen": lazy_gettext("De wijziging is vastgelegd. Uw organisatie doet niet meer mee."),
    "verstuurd": lazy_gettext("Uw taak is verstuurd. Het traject gaat verder bij anderen."),
    "ter-ondertekening": lazy_gettext(
        "Wat u invulde is bewaard en wacht op de handtekening van een ander."
    ),
    "ondertekend": lazy_gettext("U hebt ondertekend. De taak is afgerond."),
    "niet-ondertekend": lazy_gettext("De taak is teruggestuurd met uw reden."),
    "samen-oppakken": lazy_gettext("De taken zijn opgepakt. Uw collega's zien dat."),
    "samen-teruggeven": lazy_gettext(
        "De taken zijn teruggegeven. Uw collega's kunnen ze nu oppakken."
    ),
    "samen-overdragen": lazy_gettext("Het werk is overgedragen. Uw collega ziet uw toelichting."),
    "samen-opvolgen": lazy_gettext("De opvolgdatum is vastgelegd. De termijn verandert niet."),
    "samen-opvolgen-weg": lazy_gettext("De opvolgdatum is weggehaald."),
    "weergave": lazy_gettext("De weergave is bewaard."),
    "weergave-weg": lazy_gettext("De weergave is verwijderd."),
}
FOLLOWED = 10  # tasks to look at again that are named above the list


def add_to(pages: Blueprint) -> None:
    """Add ``/`` and the buttons to claim and release."""
    pages.add_url_rule("/", "my_work", my_work)
    pages.add_url_rule("/taken/<task_id>/oppakken", "claim", claim, methods=["POST"])
    pages.add_url_rule("/taken/<task_id>/teruggeven", "release", release, methods=["POST"])


def my_work() -> Response:
    """Show what someone has to do, the most urgent first."""
    return work_shown(read_filter(request.args), after=request.args.get("na", ""), wrong={})


def work_shown(asked: WorkFilter, *, after: str, wrong: Mapping[str, str]) -> Response:
    """Return the page; ``wrong`` says what could not be done with what was chosen on it."""
    me = visit.account()
    with visit.desk() as desk:
        uow = desk.uow
        keeps_days = uow.work.has_follow_ups(region=me.region, account=me.id)
        rows, counts, next_page = _rows(asked, after, desk, keeps_days=keeps_days)
        follow = _to_follow(asked, desk) if keeps_days and not after else []
        routes = uow.bundles.titles(region=me.region)
        views = saved_views(uow, me, role_name=role_name, routes=routes)
    return visit.show(
        "my_work.html",
        heading=_("Mijn werk"),
        status=422 if wrong else 200,
        groups=_groups(rows, asked),
        counts=count_words(counts),
        sorts=list(GROUPS.items()),
        follow=follow,
        views=views,
        next_page=next_page,
        after=after,
        asked=asked,
        roles=[(role, role_name(role)) for role in me.roles],
        routes=sorted((title, key) for key, title in routes.items()),
        takens=list(TAKEN.items()),
        orders=list(ORDERS.items()),
        missing_contacts=count_missing(),
        sees_region=may_everywhere(account=me, act=Act.SEE_WORK),
        wrong=wrong,
        errors=list(wrong.items()),
        said=str(SENT.get(request.args.get("bericht", ""), "")),
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


def take(task_id: str, *, release: bool) -> None:
    """Take a task, or give it back.

    :raises TaskNotFound: if it is not this person's to take.
    :raises Conflict: if a colleague has it.
    """
    act = Act.RELEASE_TASK if release else Act.CLAIM_TASK
    with visit.desk() as desk:
        task = desk.own_task(task_id, act=act)
    actor = acting(account=visit.account(), act=act, resource=Resource.of_task(task))
    claim_task(task_id=task_id, actor=actor, parts=visit.house().parts, release=release)


def _claim(task_id: str, *, release: bool) -> AnyResponse:
    take(task_id, release=release)
    if request.form.get("terug") == "taak":
        return redirect(url_for("pages.task", task_id=task_id), 303)
    done = "teruggegeven" if release else "opgepakt"
    return redirect(url_for("pages.my_work", bericht=done), 303)


def _rows(
    asked: WorkFilter, after: str, desk: Desk, *, keeps_days: bool
) -> tuple[list[WorkRow], Counts, str]:
    """Return the rows of a page, how many there are per deadline, and where the next begins."""
    me, uow = desk.account, desk.uow

    def query_of(after: str, limit: int) -> WorkQuery:
        made = asked.query(me, now=desk.now, after=after, limit=limit)
        return made if keeps_days else replace(made, not_before="")

    query = query_of(after, PAGE + 1)
    found = uow.work.page(query)
    shown = own_items(found[:PAGE], me)
    work = [one.task for one in shown]
    names = names_for(desk, (one.case for one in shown), asked=asked.asked, work=work)
    people = people_of(uow, me)
    rows = rows_of(shown, names, desk=desk, people=people, parts=visit.house().parts)
    counts = uow.work.counts(query_of("", 0))
    return rows, counts, found[PAGE - 1].task.id if len(found) > PAGE else ""


def _to_follow(asked: WorkFilter, desk: Desk) -> list[WorkRow]:
    """Return the tasks that somebody wanted to look at again by today."""
    me = desk.account
    query = asked.query(me, now=desk.now, after="", limit=FOLLOWED)
    found = own_items(desk.uow.work.page(query.followed(me.id)), me)
    if not found:
        return []
    names = names_for(desk, (one.case for one in found), asked=["filter:follow_up"])
    people = people_of(desk.uow, me)
    return rows_of(found, names, desk=desk, people=people, parts=visit.house().parts)


def _groups(rows: Sequence[WorkRow], asked: WorkFilter) -> list[tuple[str, str, list[WorkRow]]]:
    """Return the rows under the heading of their deadline; in another order under one."""
    if asked.order:
        return [("volgorde", str(ORDERS[Order(asked.order)]), list(rows))] if rows else []
    grouped = groupby(rows, key=lambda row: row.deadline.group)
    return [(key, str(GROUPS[key]), list(group)) for key, group in grouped]
