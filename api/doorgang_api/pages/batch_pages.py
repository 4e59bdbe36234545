"""One list of children: what it would begin, how far it is, what became of each row."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for
from werkzeug.exceptions import NotFound

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.cohorts.access import find_batch
from doorgang_engine.cohorts.batch import BatchStatus, RowStatus
from doorgang_engine.cohorts.batches import cancel_batch, close_batch, confirm_batch, retry_batch
from doorgang_engine.cohorts.errors import BatchStateRefused, CohortNotFound
from doorgang_engine.cohorts.preview import Preview, preview_of
from doorgang_engine.errors import ExecutionFailed

from . import visit
from .cohort_pages import STATUS
from .dates import date_words
from .reading import people_of
from .words import moment_words

if TYPE_CHECKING:
    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.cohorts.batch import Batch, BatchRow
    from doorgang_engine.cohorts.preview import FirstDay
    from doorgang_engine.model import Account, Actor
    from doorgang_engine.ports import UnitOfWork

    from .names import People

DAY = "begindag"
_NUMBER = re.compile(r"[0-9]{1,8}")
SHOWN = 100  # rows on a page
SECONDS = 3  # between two looks at a list that is being started
ACTS = {"annuleren": cancel_batch, "opnieuw": retry_batch, "afsluiten": close_batch}
ROW_STATUS = {
    RowStatus.WAITING: "wacht",
    RowStatus.STARTED: "begonnen",
    RowStatus.FAILED: _l("kon niet beginnen"),
    RowStatus.SKIPPED: _l("overgeslagen: er loopt al een traject"),
    RowStatus.CANCELLED: "geannuleerd",
}
CODES = {
    "already_running": _l("er loopt al een traject van dit kind"),
    "submission_invalid": _l("het startformulier vraagt nu iets anders"),
    "participants_missing": _l("niet duidelijk wie er meedoet"),
    "not_yours": _l("de rol van wie de lijst maakte, mag dit niet meer beginnen"),
    "request_reused": _l("dit traject begon al eerder"),
    "unexpected": _l("onverwachte fout in de software"),
}


def add_to(pages: Blueprint) -> None:
    """Add ``/cohorten/lijsten/<id>``."""
    pages.add_url_rule("/cohorten/lijsten/<uuid:batch_id>", "batch", batch)
    pages.add_url_rule(
        "/cohorten/lijsten/<uuid:batch_id>/starten", "confirm_batch", confirm, methods=["POST"]
    )
    pages.add_url_rule(
        "/cohorten/lijsten/<uuid:batch_id>/<what>", "change_batch", change, methods=["POST"]
    )


def batch(batch_id: Any) -> Response:
    """Show a list: to be confirmed, on its way, or what became of it."""
    me = visit.account()
    with visit.desk() as desk:
        found, actor = find_batch(account=me, batch_id=str(batch_id), uow=desk.uow)
        rows = _rows(found, desk.uow)
        desk.listed([row.case_id for row in rows if row.case_id])
        people = people_of(desk.uow, me)
        return _page(found, actor, rows, people, desk.uow)


def confirm(batch_id: Any) -> AnyResponse:
    """Let the cases of a list begin, now or on a day."""
    me, house = visit.account(), visit.house()
    found, actor = _handled(me, batch_id)
    confirm_batch(
        region=me.region,
        batch_id=found.id,
        begins_on=_day(request.form.get(DAY, "")),
        actor=actor,
        parts=house.parts,
        now=visit.given_now(),
    )
    return redirect(url_for("pages.batch", batch_id=found.id), 303)


def change(batch_id: Any, what: str) -> AnyResponse:
    """Cancel a list, try again what could not start, or destroy what it still holds."""
    me, house = visit.account(), visit.house()
    if what not in ACTS:
        raise NotFound
    found, actor = _handled(me, batch_id)
    ACTS[what](region=me.region, batch_id=found.id, actor=actor, parts=house.parts)
    return redirect(url_for("pages.batch", batch_id=found.id), 303)


def _handled(me: Account, batch_id: Any) -> tuple[Batch, Actor]:
    with visit.house().read_uow() as uow:
        return find_batch(account=me, batch_id=str(batch_id), uow=uow)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BatchStateRefused(_("Kies een dag die bestaat, of laat het veld leeg.")) from None


def _rows(found: Batch, uow: UnitOfWork) -> list[BatchRow]:
    """Return the rows of this page: of a list that did not begin there is nothing to tell."""
    if found.status in (BatchStatus.PROPOSED, BatchStatus.CONFIRMED):
        return []
    after = request.args.get("na", "")
    number = int(after) if _NUMBER.fullmatch(after) else 0
    status = RowStatus.FAILED if "mislukt" in request.args else None
    return list(uow.batches.rows(found, status=status, after=number, limit=SHOWN))


def _page(
    found: Batch, actor: Actor, rows: list[BatchRow], people: People, uow: UnitOfWork
) -> Response:
    preview = _preview(found, uow)
    waits = found.status in (BatchStatus.CONFIRMED, BatchStatus.STARTING)
    counts = uow.batches.counts(found)
    looks_again = waits and "stil" not in request.args and not found.begins_on
    page = visit.show(
        "batch.html",
        heading=found.name,
        batch=found,
        status_words=STATUS[found.status],
        title=_title(found, uow),
        made=f"{people.person(found.made_by)}, {moment_words(found.made_at)}",
        begins_on=date_words(day=found.begins_on) if found.begins_on else "",
        erased=moment_words(found.erase_at) if found.erase_at else "",
        counts={str(key): count for key, count in counts.items()},
        row_words={str(key): words for key, words in ROW_STATUS.items()},
        preview=preview,
        schools=[(people.organisation(key), n) for key, n in _schools(preview)],
        tasks=[(one, _between(one)) for one in preview.tasks] if preview else [],
        terms=[(one, _between(one)) for one in preview.terms] if preview else [],
        roles=_roles(found, uow),
        rows=[_line(row, people) for row in rows],
        next_after=rows[-1].number if len(rows) == SHOWN else 0,
        only_failed="mislukt" in request.args,
        may_confirm=(actor.role, actor.organisation) == (found.role, found.organisation),
        waits=waits,
        looks_again=looks_again,
        seconds=SECONDS,
        day_field=DAY,
    )
    if looks_again:
        page.headers["Refresh"] = str(SECONDS)
    return page


def _preview(found: Batch, uow: UnitOfWork) -> Preview | None:
    if found.status is not BatchStatus.PROPOSED:
        return None
    parts, now = visit.house().parts, visit.moment(uow)
    try:
        return preview_of(found, uow=uow, parts=parts, now=now)
    except (CohortNotFound, ExecutionFailed):  # the route changed since; each row will say so
        per, counts = uow.batches.per_organisation(found), uow.batches.counts(found)
        return Preview(per_organisation=per, counts=counts, tried=0)


def _schools(preview: Preview | None) -> list[tuple[str, int]]:
    return list(preview.per_organisation.items()) if preview else []


def _title(found: Batch, uow: UnitOfWork) -> str:
    bundle = uow.bundles.find_active(region=found.region, route=found.route)
    return str(bundle.content["title"]) if bundle else found.route


def _roles(found: Batch, uow: UnitOfWork) -> dict[str, str]:
    bundle = uow.bundles.find_active(region=found.region, route=found.route)
    roles = bundle.content["roles"] if bundle else {}
    return {key: str(role.get("naam", key)) for key, role in roles.items()}


def _between(one: FirstDay) -> str:
    if one.first is None or one.last is None:
        return ""
    if one.first == one.last:
        return date_words(day=one.first)
    return f"tussen {date_words(day=one.first)} en {date_words(day=one.last)}"


def _line(row: BatchRow, people: People) -> dict[str, Any]:
    why = CODES.get(row.code, row.code)
    return {
        "number": row.number,
        "words": ROW_STATUS[row.status] + (f": {why}" if row.status is RowStatus.FAILED else ""),
        "school": people.organisation(row.organisation) if row.organisation else "–",
        "case_id": row.case_id,
        "case_number": row.case_number,
    }
