"""Begin a route for a whole list of children: choose a cohort, fill in its template, send it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.decide import acting
from doorgang_engine.access.table import Act
from doorgang_engine.cohorts.access import batches_for, cohorts_for, find_cohort, place_of
from doorgang_engine.cohorts.batches import SentList, propose_batch
from doorgang_engine.cohorts.errors import ListRefused
from doorgang_engine.cohorts.table import LARGEST, MOST_ROWS
from doorgang_engine.cohorts.template import template_of

from . import visit
from .participants import KINDS
from .reading import people_of
from .words import day_words

if TYPE_CHECKING:
    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.cohorts.batch import Batch
    from doorgang_engine.cohorts.columns import Opened
    from doorgang_engine.model import Actor
    from doorgang_engine.ports import UnitOfWork

    from .names import People

FILE, SKIP = "bestand", "overslaan"
STATUS = {
    "proposed": _l("wacht op uw bevestiging"),
    "confirmed": _l("bevestigd, begint nog"),
    "starting": _l("trajecten worden gestart"),
    "done": "klaar",
    "cancelled": "geannuleerd",
}


def add_to(pages: Blueprint) -> None:
    """Add ``/cohorten``."""
    pages.add_url_rule("/cohorten", "cohorts", cohorts)
    pages.add_url_rule("/cohorten/<route>/<key>", "cohort", cohort, methods=["GET", "POST"])
    pages.add_url_rule("/cohorten/<route>/<key>/sjabloon.csv", "cohort_template", template)


def cohorts() -> Response:
    """Show the cohorts that someone may begin, and the lists that were sent."""
    me, house = visit.account(), visit.house()
    with house.read_uow() as uow:
        people = people_of(uow, me)
        found = cohorts_for(account=me, uow=uow, parts=house.parts)
        batches = [_line(one, people) for one in batches_for(account=me, uow=uow)]
    return visit.show("cohorts.html", heading=_("Cohorten"), found=found, batches=batches)


def cohort(route: str, key: str) -> AnyResponse:
    """Explain what a list holds, and take one in."""
    me, house = visit.account(), visit.house()
    with house.read_uow() as uow:
        opened, actor = _opened(route, key, uow)
    if request.method != "POST":
        return _page(opened, None)
    sent = request.files.get(FILE)
    try:
        batch = propose_batch(
            sent=SentList(
                region=me.region,
                route=opened.bundle.route,
                cohort=opened.cohort.key,
                content=sent.stream.read() if sent is not None else b"",
                skips_running=request.form.get(SKIP) == "ja",
            ),
            actor=actor,
            parts=house.parts,
            now=visit.given_now(),
        )
    except ListRefused as refused:
        return _page(opened, refused)
    return redirect(url_for("pages.batch", batch_id=batch.id), 303)


def template(route: str, key: str) -> Response:
    """Give the file to fill in."""
    with visit.house().read_uow() as uow:
        opened, _ = _opened(route, key, uow)
        organisations = uow.organisations.of_region(visit.account().region)
    name = f"{opened.bundle.route}-{opened.cohort.key}.csv"
    return Response(
        template_of(opened=opened, organisations=organisations),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _opened(route: str, key: str, uow: UnitOfWork) -> tuple[Opened, Actor]:
    me = visit.account()
    parts = visit.house().parts
    opened = find_cohort(region=me.region, route=route, key=key, uow=uow, parts=parts)
    place = place_of(opened, region=me.region, organisation=me.organisation)
    return opened, acting(account=me, act=Act.START_COHORT, resource=place)


def _page(opened: Opened, refused: ListRefused | None) -> Response:
    return visit.show(
        "cohort.html",
        heading=opened.cohort.name,
        status=422 if refused else 200,
        opened=opened,
        kinds=KINDS,
        refused=refused,
        skips=request.form.get(SKIP) == "ja",
        file_field=FILE,
        skip_field=SKIP,
        most_rows=f"{MOST_ROWS:,}".replace(",", "."),
        largest=LARGEST // 1_000_000,
    )


def _line(batch: Batch, people: People) -> dict[str, Any]:
    return {
        "id": batch.id,
        "name": batch.name,
        "total": batch.total,
        "status": STATUS[batch.status],
        "made_by": people.person(batch.made_by),
        "made_at": day_words(batch.made_at),
    }
