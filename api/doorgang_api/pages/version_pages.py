"""Running cases on an older version of their route: what moving them would do, and doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, url_for

from doorgang_api.acting import in_region
from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.errors import ReasonMissing
from doorgang_engine.versions.moving import (
    LONGEST_REASON,
    move_cases,
    preview_moves,
    routes_behind,
)

from . import visit
from .words import iso_day_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Blueprint, Response

    from doorgang_engine.versions.moving import Outcome, Prospect

MOST = 200  # cases that one press of the button moves


def add_to(pages: Blueprint) -> None:
    """Add ``/versies`` and ``/versies/<route>``."""
    pages.add_url_rule("/versies", "versions", versions)
    pages.add_url_rule("/versies/<route>", "version", version, methods=["GET", "POST"])


def versions() -> Response:
    """Show the routes of which cases run on an older version."""
    me = visit.account()
    actor = in_region(me, Act.MIGRATE_CASE)
    rows = routes_behind(region=me.region, actor=actor, parts=visit.house().parts)
    return visit.show("versions.html", heading=_("Versies"), rows=rows)


def version(route: str) -> Response:
    """Show what moving the cases of a route would do; move those that fit."""
    me, parts, now = visit.account(), visit.house().parts, visit.given_now()
    actor = in_region(me, Act.MIGRATE_CASE)
    with visit.desk() as desk:
        title = str(desk.uow.bundles.active(region=me.region, route=route).content["title"])
        seen = preview_moves(region=me.region, route=route, actor=actor, parts=parts, now=now)
        desk.listed([one.case_id for one in seen])
    if request.method != "POST":
        return _page(route, title, seen)
    chosen = _as_they_were_seen(seen)
    try:
        outcomes = move_cases(
            prospects=chosen,
            reason=request.form.get("reden", ""),
            actor=actor,
            parts=parts,
            now=now,
        )
    except ReasonMissing:
        return _page(route, title, seen, wrong=_("Geef een reden. Er is geen traject verhuisd."))
    left = preview_moves(region=me.region, route=route, actor=actor, parts=parts, now=now)
    return _page(route, title, left, outcomes=outcomes)


def _as_they_were_seen(seen: Sequence[Prospect]) -> list[Prospect]:
    """Return the cases that stood on the page when it was sent, unchanged since."""
    shown = set(request.form.getlist("traject"))
    return [one for one in seen if one.fits and _mark(one) in shown][:MOST]


def _mark(one: Prospect) -> str:
    return f"{one.case_id}.{one.revision}"


def _page(
    route: str,
    title: str,
    seen: Sequence[Prospect],
    *,
    outcomes: Sequence[Outcome] = (),
    wrong: str = "",
) -> Response:
    fitting = [one for one in seen if one.fits]
    return visit.show(
        "version.html",
        heading=_("Nieuwe versie: %(title)s", title=title),
        status=422 if wrong else 200,
        address=url_for("pages.version", route=route),
        count=len(seen),
        fitting=[_row(one) for one in fitting[:MOST]],
        more=max(0, len(fitting) - MOST),
        moving=sum(1 for one in fitting if one.terms),
        staying=[_row(one) for one in seen if not one.fits],
        moved=sum(1 for one in outcomes if not one.code),
        stayed=[one for one in outcomes if one.code],
        errors=[("reden", wrong)] if wrong else [],
        wrong={"reden": wrong},
        typed=request.form.get("reden", ""),
        longest=LONGEST_REASON,
    )


def _row(one: Prospect) -> dict[str, Any]:
    return {
        "case_id": one.case_id,
        "number": one.number,
        "mark": _mark(one),
        "terms": [
            f"{term.name}: van {iso_day_words(term.before.isoformat())} naar "
            f"{iso_day_words(term.after.isoformat())}"
            for term in one.terms
        ],
        "obstacles": [obstacle.text for obstacle in one.obstacles],
    }
