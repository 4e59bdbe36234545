"""Everybody's work in the region, for the coordinator: how much waits where, and which.

Nothing of dossiers: steps, numbers and deadlines, never whom a case is about or what was said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.acting import in_region
from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act

from . import visit
from .my_work import SENT, role_name
from .reading import people_of
from .words import GROUPS, day_words, deadline
from .work_counts import count_words
from .work_filter import TAKEN, WorkFilter, read_filter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.ports import Parts
    from doorgang_engine.work.asking import WorkQuery
    from doorgang_engine.work.records import Place, WorkItem

    from .names import People
    from .words import Deadline

PAGE = 50  # rows


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """How much work waits at one place, in words."""

    place: Place
    organisation: str
    role: str
    oldest: str


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    """One open task as the coordinator sees it."""

    id: str
    name: str
    number: str
    case_id: str
    route: str
    deadline: Deadline
    since: str
    claimed_by: str


def add_to(pages: Blueprint) -> None:
    """Add ``/werk/regio``."""
    pages.add_url_rule("/werk/regio", "region_work", region_work)


def region_work() -> Response:
    """Show how much work waits where; of one place, which work that is."""
    me = visit.account()
    in_region(me, Act.SEE_WORK)
    where, asked = request.args.get("organisatie"), read_filter(request.args)
    with visit.desk() as desk:
        people = people_of(desk.uow, me)
        if where is None or not asked.role:
            return _overview(desk, people)
        return _place(where, asked, desk, people)


def _overview(desk: Desk, people: People) -> Response:
    found = desk.uow.work.places(region=desk.account.region, now=desk.now)
    rows = [
        PlaceRow(
            place=one,
            organisation=_where(one.organisation, people),
            role=role_name(one.role),
            oldest=day_words(one.oldest),
        )
        for one in found
    ]
    total = {key: sum(getattr(one, key) for one in found) for key in _SUMS}
    return visit.show(
        "region_work.html",
        heading=_("Werk in de regio"),
        rows=rows,
        total=total,
        said=_said(),
    )


_SUMS = ("open", "late", "today", "this_week", "unclaimed")


def _place(where: str, asked: WorkFilter, desk: Desk, people: People) -> Response:
    me, after = desk.account, request.args.get("na", "")
    query = replace(
        asked.query(me, now=desk.now, after=after, limit=PAGE + 1),
        organisations=(where,),
        roles=(asked.role,),
    )
    found = desk.uow.work.page(query)
    shown = found[:PAGE]
    desk.listed({one.case.id: None for one in shown}, asked=asked.asked)
    people.meet(one.task.claimed_by for one in shown)
    parts = visit.house().parts
    return visit.show(
        "region_place.html",
        heading=_("Werk in de regio"),
        where=_where(where, people),
        organisation=where,
        role=role_name(asked.role),
        asked=asked,
        rows=[_row(one, desk, people, parts) for one in shown],
        counts=count_words(desk.uow.work.counts(query_of_all(query))),
        sorts=list(GROUPS.items()),
        takens=[(key, words) for key, words in TAKEN.items() if key == "niemand"],
        next_page=shown[-1].task.id if len(found) > PAGE else "",
        said=_said(),
    )


def query_of_all(query: WorkQuery) -> WorkQuery:
    """Return the query whose sorts of deadlines are counted: from the first task on."""
    return replace(query, after="", due=None)


def _row(one: WorkItem, desk: Desk, people: People, parts: Parts) -> RegionRow:
    task, case = one.task, one.case
    calendar = parts.shelf.runnable(desk.uow, case.bundle).rulebook.calendar
    content: Mapping[str, Any] = parts.shelf.content(desk.uow, case.bundle)
    return RegionRow(
        id=task.id,
        name=task.name,
        number=case.number,
        case_id=case.id,
        route=str(content["title"]),
        deadline=deadline(due_at=task.due_at, now=desk.now, calendar=calendar),
        since=day_words(task.opened_at),
        claimed_by=people.person(task.claimed_by) if task.claimed_by else "",
    )


def _where(organisation: str, people: People) -> str:
    return people.organisation(organisation) if organisation else _("Iedereen in de regio")


def _said() -> str:
    return str(SENT.get(request.args.get("bericht", ""), ""))
