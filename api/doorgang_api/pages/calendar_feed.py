"""My last days in my own calendar: its secret address, and the file that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for

from doorgang_api.calendar_file import MEDIA_TYPE, write_calendar
from doorgang_api.desks import desk_for
from doorgang_api.languages import gettext as _
from doorgang_api.sight import rooms_of
from doorgang_engine.notifying.feed import (
    make_feed,
    owner_of,
    read_feed,
    withdraw_feed,
    work_with_a_day,
)

from . import visit

if TYPE_CHECKING:
    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

PER_MINUTE = 30  # times that one address may be asked


def add_to(pages: Blueprint) -> None:
    """Add ``/agenda/<secret>.ics`` and the buttons that make and withdraw it."""
    base = "/meldingen/voorkeuren/agenda"
    post = ["POST"]
    pages.add_url_rule("/agenda/<token>.ics", "calendar_feed", calendar_feed)
    pages.add_url_rule(base, "new_calendar", new_calendar, methods=post)
    pages.add_url_rule(f"{base}/intrekken", "drop_calendar", drop_calendar, methods=post)


def calendar_feed(token: str) -> Response:
    """Give the calendar at a secret address; nobody signs in for it."""
    house, now = visit.house(), visit.clock()
    house.meter.spend(
        f"calendar {token}", cost=1, limit=PER_MINUTE, new_uow=house.parts.new_uow, now=now
    )
    with house.read_uow() as uow:
        feed, account = owner_of(token=token, uow=uow, now=now)
    rooms = rooms_of(account, house)
    with desk_for(account, rooms, place=request.endpoint or "", now=visit.given_now()) as desk:
        tasks = work_with_a_day(account=account, uow=desk.uow)
        found = read_feed(feed=feed, account=account, tasks=tasks, parts=house.parts, now=now)
        if found.new_cases:  # a calendar asks all day: what it heard before is no news
            desk.listed(found.new_cases)
    content = write_calendar(found.entries, site=_site())
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": 'inline; filename="doorgang.ics"',
    }
    return Response(content, content_type=MEDIA_TYPE, headers=headers)


def new_calendar() -> Response:
    """Make a secret address and show it, this once."""
    token = make_feed(account=visit.account(), parts=visit.house().parts, now=visit.given_now())
    return visit.show(
        "calendar_address.html",
        heading=_("Uw agenda"),
        address=f"{_site()}{url_for('pages.calendar_feed', token=token)}",
    )


def drop_calendar() -> AnyResponse:
    """Let the address work no more."""
    withdraw_feed(account=visit.account(), parts=visit.house().parts)
    return redirect(url_for("pages.preferences", bericht="agenda_weg"), 303)


def _site() -> str:
    return visit.house().settings.public_url or request.host_url.rstrip("/")
