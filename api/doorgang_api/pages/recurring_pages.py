"""What begins by itself, for the regional coordinator: when, for whom, on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, url_for

from doorgang_api.acting import in_region
from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.recurring import recurring_of, switch_recurrence
from doorgang_engine.terms.wording import listed

from . import visit
from .participants import KINDS
from .reading import people_of
from .words import day_words, iso_day_words, month_day_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.recurring import Recurring

    from .names import People


def add_to(pages: Blueprint) -> None:
    """Add ``/rooster``."""
    pages.add_url_rule("/rooster", "recurring", recurring)
    pages.add_url_rule(
        "/rooster/<route>/<key>/<state>", "switch_recurring", switch, methods=["POST"]
    )


def recurring() -> Response:
    """Show what can begin by itself, and whether it does."""
    me = visit.account()
    in_region(me, Act.SEE_SCHEDULE)
    with visit.house().read_uow() as uow:
        people = people_of(uow, me)
        titles = {
            one.route: one.content["title"] for one in uow.bundles.list_active(region=me.region)
        }
        rows = [_row(one, people, titles) for one in recurring_of(region=me.region, uow=uow)]
    return visit.show("recurring.html", heading=_("Rooster"), rows=rows)


def switch(route: str, key: str, state: str) -> AnyResponse:
    """Switch one on or off."""
    me, house = visit.account(), visit.house()
    actor = in_region(me, Act.SWITCH_SCHEDULE)
    with house.parts.new_uow() as uow:
        switch_recurrence(
            region=me.region,
            route=route,
            key=key,
            is_on=state == "aan",
            actor=actor,
            uow=uow,
            now=visit.moment(uow),
        )
    return redirect(url_for("pages.recurring"), 303)


def _source(one: Recurring, titles: Mapping[str, str]) -> str:
    """Return from which cases a route about a child begins, in words."""
    source = one.schedule.source
    if source is None:
        return ""
    title = titles.get(source.route, source.route)
    return _(
        "uit elk traject ‘%(title)s’ met een datum op %(month_day_words)s",
        title=title,
        month_day_words=month_day_words(source.falls_on),
    )


def _row(one: Recurring, people: People, titles: Mapping[str, str]) -> dict[str, Any]:
    row, schedule = one.row, one.schedule
    return {
        "route": one.bundle.route,
        "title": one.bundle.content["title"],
        "key": schedule.key,
        "name": schedule.name,
        "is_on": one.is_on,
        "days": listed(items=[month_day_words(day) for day in schedule.days]),
        "source": _source(one, titles),
        "each": KINDS.get(schedule.per, schedule.per).lower() if schedule.per else "",
        "next": day_words(row.due_at) if row and row.due_at else "",
        "last": iso_day_words(row.last_on.isoformat()) if row and row.last_on else "",
        "switched": f"{people.person(row.switched_by)}, {day_words(row.switched_at)}"
        if row
        else "",
    }
