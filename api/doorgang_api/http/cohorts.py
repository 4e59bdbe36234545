"""Cohorts: lists of children that begin a route; sent, looked at, confirmed, cancelled."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for

from doorgang_api.refusals import ContentTypeRefused, RequestInvalid
from doorgang_engine.access.decide import acting
from doorgang_engine.access.table import Act
from doorgang_engine.cohorts.access import (
    batches_for,
    cohorts_for,
    find_batch,
    find_cohort,
    place_of,
)
from doorgang_engine.cohorts.batch import BatchStatus, RowStatus
from doorgang_engine.cohorts.batches import (
    SentList,
    cancel_batch,
    close_batch,
    confirm_batch,
    propose_batch,
    retry_batch,
)
from doorgang_engine.cohorts.preview import preview_of
from doorgang_engine.cohorts.table import LARGEST
from doorgang_engine.cohorts.template import template_of

from .blueprint import Blueprint
from .caller import account, desk, house
from .cohort_schemas import (
    BATCH_EXAMPLE,
    COHORT_EXAMPLE,
    ROW_EXAMPLE,
    BatchesSchema,
    BatchSchema,
    CohortsSchema,
    ConfirmationAsked,
    RowsAsked,
    RowsSchema,
)
from .paging import LINK, answer, cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from doorgang_engine.cohorts.batch import Batch
    from doorgang_engine.cohorts.columns import Opened
    from doorgang_engine.model import Actor
    from doorgang_engine.ports import UnitOfWork

CSV = "text/csv"
MULTIPART = "multipart/form-data"
ENVELOPE = 100_000  # bytes of a request around the file itself
blueprint = Blueprint(
    "cohorts", description="Cohorten: lijsten van leerlingen", gives={"read_template": CSV}
)


@blueprint.route("/cohorts", methods=["GET"])
@blueprint.response(200, CohortsSchema, example={"items": [COHORT_EXAMPLE]})
def list_cohorts() -> Any:
    """List the cohorts that you may begin, with the columns of their lists."""
    with house().read_uow() as uow:
        found = cohorts_for(account=account(), uow=uow, parts=house().parts)
    return {"items": [_told_cohort(one) for one in found]}


@blueprint.route("/cohorts/<route>/<key>/template", methods=["GET"])
@blueprint.doc(
    responses={
        "200": {
            "description": "The headings, and a row with a fictional child.",
            "content": {CSV: {"schema": {"type": "string"}}},
        }
    }
)
def read_template(route: str, key: str) -> Any:
    """Give a file to fill in: CSV in UTF-8, with its mark, separated by semicolons."""
    with house().read_uow() as uow:
        opened, _ = _opened(route, key, uow)
        organisations = uow.organisations.of_region(account().region)
    text = template_of(opened=opened, organisations=organisations)
    return Response(text, content_type=f"{CSV}; charset=utf-8")


@blueprint.route("/cohorts/<route>/<key>/batches", methods=["POST"])
@blueprint.doc(
    requestBody={
        "required": True,
        "content": {
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "skip_running": {"type": "string", "enum": ["true", "false"]},
                    },
                },
                "example": {"file": "(groep-8.csv)", "skip_running": "true"},
            }
        },
    }
)
@blueprint.response(201, BatchSchema, example=BATCH_EXAMPLE)
def propose(route: str, key: str) -> Any:
    """Send a list. All of it is judged; when one row is wrong nothing is kept."""
    here = house()
    with here.read_uow() as uow:
        opened, actor = _opened(route, key, uow)
    if request.mimetype != MULTIPART:
        raise ContentTypeRefused("Stuur het bestand als 'multipart/form-data'.")
    request.max_content_length = LARGEST + ENVELOPE
    batch = propose_batch(
        sent=SentList(
            region=account().region,
            route=opened.bundle.route,
            cohort=opened.cohort.key,
            content=_file(),
            skips_running=_skips_running(),
        ),
        actor=actor,
        parts=here.parts,
    )
    place = {"Location": url_for("cohorts.read_batch", batch_id=batch.id)}
    return _told(batch, _now()), place


@blueprint.route("/cohort-batches", methods=["GET"])
@blueprint.response(200, BatchesSchema, example={"items": [BATCH_EXAMPLE]})
def list_batches() -> Any:
    """List the newest lists that you may handle."""
    with house().read_uow() as uow:
        found = batches_for(account=account(), uow=uow)
    return {"items": [_told(one, None) for one in found]}


@blueprint.route("/cohort-batches/<uuid:batch_id>", methods=["GET"])
@blueprint.response(200, BatchSchema, example=BATCH_EXAMPLE)
def read_batch(batch_id: Any) -> Any:
    """Read a list: where it stands, how many rows stand where, what it would begin."""
    with house().read_uow() as uow:
        batch, _ = find_batch(account=account(), batch_id=str(batch_id), uow=uow)
    return _told(batch, _now())


@blueprint.route("/cohort-batches/<uuid:batch_id>/rows", methods=["GET"])
@blueprint.arguments(RowsAsked, location="query")
@blueprint.response(200, RowsSchema, headers=LINK, example={"items": [ROW_EXAMPLE], "next": None})
def list_rows(asked: dict[str, Any], batch_id: Any) -> Any:
    """List what became of each row, in the order of the file."""
    with desk() as at:
        batch, _ = find_batch(account=account(), batch_id=str(batch_id), uow=at.uow)
        found = at.uow.batches.rows(
            batch,
            status=RowStatus(asked["status"]) if asked["status"] else None,
            after=asked["after"],
            limit=asked["limit"] + 1,
        )
        shown, more = cut(found, asked)
        at.listed([row.case_id for row in shown if row.case_id])
    filters = {name: value for name, value in asked.items() if value}
    after = shown[-1].number if more else None
    place = {"batch_id": batch_id}
    return answer(shown, endpoint="cohorts.list_rows", asked=filters, after=after, **place)


@blueprint.route("/cohort-batches/<uuid:batch_id>/confirmation", methods=["POST"])
@blueprint.arguments(ConfirmationAsked, example={"begins_on": None})
@blueprint.response(200, BatchSchema, example=BATCH_EXAMPLE)
def confirm(asked: dict[str, Any], batch_id: Any) -> Any:
    """Let the cases of a list begin, now or on a day; doing it again changes nothing."""
    with house().read_uow() as uow:
        batch, actor = find_batch(account=account(), batch_id=str(batch_id), uow=uow)
    confirmed = confirm_batch(
        region=batch.region,
        batch_id=batch.id,
        begins_on=asked["begins_on"],
        actor=actor,
        parts=house().parts,
    )
    return _told(confirmed, None)


@blueprint.route("/cohort-batches/<uuid:batch_id>/cancellation", methods=["POST"])
@blueprint.response(200, BatchSchema, example=BATCH_EXAMPLE)
def cancel(batch_id: Any) -> Any:
    """Start no more cases of a list, and destroy what it holds; what had begun goes on."""
    return _changed(batch_id, cancel_batch)


@blueprint.route("/cohort-batches/<uuid:batch_id>/retry", methods=["POST"])
@blueprint.response(200, BatchSchema, example=BATCH_EXAMPLE)
def retry(batch_id: Any) -> Any:
    """Try again the rows that could not start."""
    return _changed(batch_id, retry_batch)


@blueprint.route("/cohort-batches/<uuid:batch_id>/closure", methods=["POST"])
@blueprint.response(200, BatchSchema, example=BATCH_EXAMPLE)
def close(batch_id: Any) -> Any:
    """Destroy what a list still holds of rows that could not start."""
    return _changed(batch_id, close_batch)


def _changed(batch_id: Any, change: Callable[..., Batch]) -> Any:
    with house().read_uow() as uow:
        batch, actor = find_batch(account=account(), batch_id=str(batch_id), uow=uow)
    changed = change(region=batch.region, batch_id=batch.id, actor=actor, parts=house().parts)
    return _told(changed, None)


def _opened(route: str, key: str, uow: UnitOfWork) -> tuple[Opened, Actor]:
    who = account()
    opened = find_cohort(region=who.region, route=route, key=key, uow=uow, parts=house().parts)
    place = place_of(opened, region=who.region, organisation=who.organisation)
    return opened, acting(account=who, act=Act.START_COHORT, resource=place)


def _file() -> bytes:
    files = request.files.getlist("file")
    if len(files) != 1 or set(request.files) != {"file"}:
        raise RequestInvalid({"file": ["Stuur precies één bestand, onder de naam 'file'."]})
    return files[0].stream.read()


def _skips_running() -> bool:
    sent = request.form.getlist("skip_running")
    if set(request.form) - {"skip_running"} or sent not in ([], ["true"], ["false"]):
        raise RequestInvalid({"skip_running": ["Dit is true of false; iets anders is er niet."]})
    return sent == ["true"]


def _now() -> datetime:
    return datetime.now(UTC)


def _told(batch: Batch, now: datetime | None) -> dict[str, Any]:
    """Return a batch with its rows counted; with ``now`` also what it would begin."""
    with house().read_uow() as uow:
        counts = uow.batches.counts(batch)
        shown = now is not None and batch.status is BatchStatus.PROPOSED
        preview = (
            preview_of(batch, uow=uow, parts=house().parts, now=now) if shown and now else None
        )
    return {**vars(batch), "rows": {str(k): n for k, n in counts.items()}, "preview": preview}


def _told_cohort(opened: Opened) -> dict[str, Any]:
    return {
        "route": opened.bundle.route,
        "title": opened.bundle.content["title"],
        "key": opened.cohort.key,
        "name": opened.cohort.name,
        "guidance": opened.cohort.guidance,
        "columns": [
            {**vars(one), "choices": [value for value, _ in one.choices]} for one in opened.columns
        ],
    }
