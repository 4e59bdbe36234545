"""Where somebody is signed in: their sessions, and ending them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api.languages import gettext as _

from . import visit
from .browsers import UNKNOWN

if TYPE_CHECKING:
    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse


def add_to(pages: Blueprint) -> None:
    """Add ``/aanmeldingen``."""
    pages.add_url_rule("/aanmeldingen", "my_sessions", my_sessions)
    pages.add_url_rule("/aanmeldingen/beeindigen", "end_others", end_others, methods=["POST"])
    pages.add_url_rule(
        "/aanmeldingen/<session_id>/beeindigen", "end_one", end_one, methods=["POST"]
    )


def my_sessions() -> Response:
    """Show where somebody is signed in, and since when."""
    me, house = visit.account(), visit.house()
    visitor = visit.find_visitor()
    with house.read_uow() as uow:
        sessions = uow.sessions.of_account(region=me.region, account=me.id)
    oldest = visit.clock() - house.settings.longest_session
    idle = visit.clock() - house.settings.longest_idle
    return visit.show(
        "my_sessions.html",
        heading=_("Mijn aanmeldingen"),
        sessions=[one for one in sessions if one.created_at >= oldest and one.seen_at >= idle],
        current=visitor.session.id if visitor else "",
        unknown=UNKNOWN,
        ended=request.args.get("beeindigd") == "ja",
        idle_minutes=house.settings.session_idle_minutes,
        hours=house.settings.session_hours,
    )


def end_one(session_id: str) -> AnyResponse:
    """End one of one's own sessions; one that has ended already is no mistake."""
    me = visit.account()
    with visit.house().parts.new_uow() as uow:
        uow.sessions.end_of_account(region=me.region, account=me.id, only=session_id)
    return redirect(url_for("pages.my_sessions", beeindigd="ja"), 303)


def end_others() -> AnyResponse:
    """End all of one's sessions but this one."""
    me, visitor = visit.account(), visit.find_visitor()
    with visit.house().parts.new_uow() as uow:
        uow.sessions.end_of_account(
            region=me.region, account=me.id, but=visitor.session.id if visitor else ""
        )
    return redirect(url_for("pages.my_sessions", beeindigd="ja"), 303)
