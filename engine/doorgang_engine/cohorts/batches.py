"""Keep a good list, confirm it, cancel it, try again what failed, forget what it held."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import permits, require
from doorgang_engine.access.table import Act
from doorgang_engine.errors import NotYours
from doorgang_engine.ids import new_id
from doorgang_engine.model import Job
from doorgang_engine.terms.moments import local_day, morning_of

from .access import find_cohort, no_batch, own_organisation, place_of, place_of_batch
from .batch import Batch, BatchRow, BatchStatus, RowStatus
from .checking import check_list
from .complaints import MOST_TOLD, Complaint
from .content import seal_child
from .errors import BatchStateRefused, ListRefused
from .running import already_running

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from doorgang_engine.model import Actor
    from doorgang_engine.ports import Parts, UnitOfWork

    from .checking import ListedChild
    from .columns import Opened

START_COHORT = "start_cohort"  # the kind of job
NAMESPACE = uuid.UUID("6f3a3f0e-6a0c-5f0e-9c51-6a1f0a5f2c11")
UNCONFIRMED_FOR = timedelta(days=7)
FAILED_FOR = timedelta(days=30)
LATEST_BEGIN = timedelta(days=366)
_RUNS = (
    "Van dit kind loopt al een traject van deze route. Haal de rij weg, of kies ervoor zulke "
    "rijen over te slaan."
)


@dataclass(frozen=True, kw_only=True)
class SentList:
    """A file with children, for a cohort."""

    region: str
    route: str
    cohort: str
    content: bytes
    skips_running: bool = False


def propose_batch(
    *, sent: SentList, actor: Actor, parts: Parts, now: datetime | None = None
) -> Batch:
    """Judge a list and keep it, to be confirmed.

    :raises CohortNotFound: if the route does not have this cohort.
    :raises Forbidden: if beginning it is not for who sends it.
    :raises ListRefused: with everything that is wrong; then nothing is kept.
    """
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        opened = find_cohort(
            region=sent.region, route=sent.route, key=sent.cohort, uow=uow, parts=parts
        )
        place = place_of(opened, region=sent.region, organisation=actor.organisation)
        require(actor=actor, act=Act.START_COHORT, resource=place)
        organisations = uow.organisations.of_region(sent.region)
    children = check_list(  # outside any transaction: it takes seconds
        content=sent.content,
        opened=opened,
        organisations=organisations,
        own=own_organisation(opened, actor=actor, organisations=organisations),
        forms=parts.forms,
        now=moment,
    )
    with parts.new_uow() as uow:
        running = _running(children, opened, uow, parts)
        if running and not sent.skips_running:
            raise _already_run(running)
        return _keep(sent, opened, children, running, actor, uow, parts, moment)


def confirm_batch(
    *,
    region: str,
    batch_id: str,
    begins_on: date | None = None,
    actor: Actor,
    parts: Parts,
    now: datetime | None = None,
) -> Batch:
    """Let the cases of a list begin: now, or on the morning of a day. Confirming again is nothing.

    :raises NotYours: if it was made in another role or for another organisation.
    :raises BatchStateRefused: if it was cancelled, or the day is past or more than a year away.
    """
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        batch = _locked(region, batch_id, actor, uow)
        _require_same_place(batch, actor)
        if batch.status in (BatchStatus.CONFIRMED, BatchStatus.STARTING, BatchStatus.DONE):
            return batch
        if batch.status is not BatchStatus.PROPOSED or not batch.wrapped:
            raise BatchStateRefused("Deze lijst is geannuleerd of verlopen. Stuur haar opnieuw.")
        _require_day(begins_on, moment)
        confirmed = replace(batch, confirmed_by=actor.id, begins_on=begins_on, erase_at=None)
        return _set_to_work(confirmed, uow, moment)


def cancel_batch(
    *,
    region: str,
    batch_id: str,
    actor: Actor,
    parts: Parts,
    now: datetime | None = None,
) -> Batch:
    """Start no more cases of a list, and destroy what it held. Cases that began go on.

    :raises BatchStateRefused: if nothing of it waits any more.
    """
    with parts.new_uow() as uow:
        batch = _locked(region, batch_id, actor, uow)
        if batch.status is BatchStatus.CANCELLED:
            return batch
        if batch.status is BatchStatus.DONE:
            raise BatchStateRefused("Deze lijst is al klaar; er wacht niets meer.")
        uow.batches.change_rows(batch, of=RowStatus.WAITING, to=RowStatus.CANCELLED)
        cancelled = replace(
            batch, status=BatchStatus.CANCELLED, ended_at=now or uow.database_now()
        )
        return forget(cancelled, uow)


def retry_batch(
    *,
    region: str,
    batch_id: str,
    actor: Actor,
    parts: Parts,
    now: datetime | None = None,
) -> Batch:
    """Try again the rows that could not start.

    :raises BatchStateRefused: if the list still runs, or none of its rows can be tried again.
    """
    with parts.new_uow() as uow:
        batch = _locked(region, batch_id, actor, uow)
        if batch.status is not BatchStatus.DONE or not batch.wrapped:
            raise BatchStateRefused("Er is in deze lijst niets om opnieuw te proberen.")
        _require_same_place(batch, actor)
        uow.batches.change_rows(batch, of=RowStatus.FAILED, to=RowStatus.WAITING)
        again = replace(batch, begins_on=None, ended_at=None, erase_at=None)
        return _set_to_work(again, uow, now or uow.database_now())


def close_batch(*, region: str, batch_id: str, actor: Actor, parts: Parts) -> Batch:
    """Destroy what a list still holds of rows that could not start; they stay counted.

    :raises BatchStateRefused: if the list still runs.
    """
    with parts.new_uow() as uow:
        batch = _locked(region, batch_id, actor, uow)
        if batch.status is not BatchStatus.DONE:
            raise BatchStateRefused("Deze lijst is nog niet klaar. Annuleer haar eerst.")
        return forget(batch, uow)


def forget(batch: Batch, uow: UnitOfWork) -> Batch:
    """Destroy the keys of a list, and what its rows still hold."""
    forgotten = replace(batch, wrapped=b"", erase_at=None)
    uow.batches.save(forgotten)
    uow.batches.erase(forgotten)
    return forgotten


def forget_old(*, parts: Parts, at: datetime | None = None) -> int:
    """Destroy what lists held for as long as they may; return of how many lists."""
    with parts.new_uow() as uow:
        moment = at or uow.database_now()
        old = uow.batches.to_erase(at=moment)
        for batch in old:
            status = batch.status
            if status is BatchStatus.PROPOSED:
                status = BatchStatus.CANCELLED
                uow.batches.change_rows(batch, of=RowStatus.WAITING, to=RowStatus.CANCELLED)
            forget(replace(batch, status=status, ended_at=batch.ended_at or moment), uow)
        return len(old)


def _locked(region: str, batch_id: str, actor: Actor, uow: UnitOfWork) -> Batch:
    batch = uow.batches.lock(region=region, batch_id=batch_id)
    if batch is None or not permits(
        actor=actor, act=Act.START_COHORT, resource=place_of_batch(batch)
    ):
        raise no_batch()
    return batch


def _require_same_place(batch: Batch, actor: Actor) -> None:
    """Let a list begin only for whom it was made: the cases are theirs.

    :raises NotYours: if somebody acts in another role, or for another organisation.
    """
    if (actor.role, actor.organisation) != (batch.role, batch.organisation):
        raise NotYours(
            "Deze lijst is gemaakt in een andere rol of voor een andere organisatie; alleen daar "
            "kan zij beginnen. Er is niets verwerkt."
        )


def _set_to_work(batch: Batch, uow: UnitOfWork, moment: datetime) -> Batch:
    confirmed = replace(batch, status=BatchStatus.CONFIRMED, runs=batch.runs + 1)
    uow.batches.save(confirmed)
    run_at = moment
    if batch.begins_on is not None:
        run_at = max(moment, morning_of(day=batch.begins_on))
    job = Job(
        region=batch.region,
        id=str(uuid.uuid5(NAMESPACE, f"{batch.id}/{confirmed.runs}")),
        kind=START_COHORT,
        case_id="",
        content={"batch": batch.id},
        run_at=run_at,
    )
    uow.jobs.enqueue([job])
    return confirmed


def _require_day(begins_on: date | None, moment: datetime) -> None:
    today = local_day(moment=moment)
    if begins_on is not None and not today <= begins_on <= today + LATEST_BEGIN:
        raise BatchStateRefused(
            "De dag waarop de trajecten beginnen, is voorbij of ligt meer dan een jaar vooruit."
        )


def _running(
    children: Sequence[ListedChild], opened: Opened, uow: UnitOfWork, parts: Parts
) -> set[int]:
    return already_running(
        children,
        region=opened.bundle.region,
        route=opened.bundle.route,
        kind=opened.own_kind,
        uow=uow,
        vault=parts.vault,
    )


def _already_run(numbers: set[int]) -> ListRefused:
    found = [Complaint(row=number, text=_RUNS) for number in sorted(numbers)]
    return ListRefused(found[:MOST_TOLD], total=len(found))


def _keep(
    sent: SentList,
    opened: Opened,
    children: Sequence[ListedChild],
    running: set[int],
    actor: Actor,
    uow: UnitOfWork,
    parts: Parts,
    moment: datetime,
) -> Batch:
    batch_id = new_id(moment)
    key, wrapped = parts.vault.new_key(batch_id)
    batch = Batch(
        region=sent.region,
        id=batch_id,
        route=sent.route,
        cohort=sent.cohort,
        name=opened.cohort.name,
        start_role=opened.start.role,
        status=BatchStatus.PROPOSED,
        total=len(children),
        skips_running=sent.skips_running,
        made_by=actor.id,
        role=actor.role,
        organisation=actor.organisation,
        made_at=moment,
        erase_at=moment + UNCONFIRMED_FOR,
        wrapped=wrapped,
    )
    rows = [
        BatchRow(
            region=batch.region,
            batch_id=batch.id,
            number=child.number,
            status=RowStatus.SKIPPED if child.number in running else RowStatus.WAITING,
            organisation=child.participants.get(opened.own_kind, ""),
            content=b"" if child.number in running else seal_child(child, key),
        )
        for child in children
    ]
    uow.batches.add(batch, rows)
    return batch
