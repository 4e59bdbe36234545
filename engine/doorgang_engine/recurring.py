"""Begin routes by themselves on their days: each once, on any number of nodes.

A row says when a route begins next. It is claimed and moved to its next day in the transaction
that puts a job for each case in the outbox; what was missed while nobody looked is caught up with
once. Nothing begins by itself before the coordinator of a region switched it on.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from .access.decide import Resource, require
from .access.table import Act
from .errors import RecurrenceNotFound
from .model import Bundle, Job, Notice, Recurrence
from .schedule import Schedule, schedules_of
from .source_cases import selection_job
from .terms.moments import local_day, morning_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from .model import Actor
    from .ports import Parts, UnitOfWork

logger = logging.getLogger(__name__)

START_RECURRING = "start_recurring"  # the kind of job
COORDINATOR = "regiocoordinator"
MAX_PER_SWEEP = 100
PUT_OFF = timedelta(hours=1)
_DAY = timedelta(days=1)
NOBODY = (
    "Het rooster zou '{name}' beginnen, maar in uw regio staat geen organisatie van de soort "
    "'{kind}'. Er is niets begonnen."
)


@dataclass(frozen=True, kw_only=True)
class Recurring:
    """A schedule of a published route, and whether it is on in the region."""

    bundle: Bundle
    schedule: Schedule
    row: Recurrence | None  # None: never switched on

    @property
    def is_on(self) -> bool:
        """Whether the route begins by itself."""
        return self.row is not None and self.row.is_on


def recurring_of(*, region: str, uow: UnitOfWork) -> list[Recurring]:
    """Return what can begin by itself in a region, by title of route."""
    rows = {(row.route, row.key): row for row in uow.recurrences.of_region(region)}
    found = [
        Recurring(bundle=bundle, schedule=one, row=rows.get((bundle.route, one.key)))
        for bundle in uow.bundles.list_active(region=region)
        for one in schedules_of(bundle)
    ]
    return sorted(found, key=lambda one: (one.bundle.content["title"], one.schedule.key))


def find_recurring(*, region: str, route: str, key: str, uow: UnitOfWork) -> Recurring:
    """Return one of what can begin by itself.

    :raises RecurrenceNotFound: if no published route of the region has this schedule.
    """
    for one in recurring_of(region=region, uow=uow):
        if (one.bundle.route, one.schedule.key) == (route, key):
            return one
    raise RecurrenceNotFound("Dit rooster bestaat niet in uw regio.")


def switch_recurrence(
    *,
    region: str,
    route: str,
    key: str,
    is_on: bool,
    actor: Actor,
    uow: UnitOfWork,
    now: datetime,
) -> Recurrence:
    """Switch on or off that a route begins by itself; what already runs goes on.

    Days that passed while it was off are not made up for.

    :raises Forbidden: if this is not for who asks it.
    :raises RecurrenceNotFound: if no published route of the region has this schedule.
    """
    require(actor=actor, act=Act.SWITCH_SCHEDULE, resource=Resource(region=region))
    schedule = find_recurring(region=region, route=route, key=key, uow=uow).schedule
    before = uow.recurrences.find_for_update(region=region, route=route, key=key)
    if before is not None and before.is_on == is_on:
        return before
    after = Recurrence(
        region=region,
        route=route,
        key=key,
        is_on=is_on,
        due_at=_next_moment(schedule, local_day(moment=now)) if is_on else None,
        switched_by=actor.id,
        switched_at=now,
        last_on=before.last_on if before else None,
    )
    uow.recurrences.save(after)
    return after


def begin_recurring(*, parts: Parts, at: datetime | None = None) -> int:
    """Put a job in the outbox for every case whose day has come; return how many."""
    asked = 0
    for _ in range(MAX_PER_SWEEP):
        claimed: list[Recurrence] = []
        try:
            with parts.new_uow() as uow:
                due = uow.recurrences.next_due(at=at)
                if due is None:
                    break
                claimed.append(due)
                asked += _begin(due, at or uow.database_now(), uow)
        except Exception as error:  # one broken route must not keep the others from beginning
            if not claimed:
                raise
            _put_off(claimed[0], error, parts, at)
    return asked


def reckon_again(*, uow: UnitOfWork, now: datetime) -> None:
    """Follow the library where its days changed; what is due already, or today, is left to begin.

    What could not begin is due again within the hour (``PUT_OFF``), and is left too.
    """
    for region in uow.bundles.regions():
        for one in recurring_of(region=region, uow=uow):
            row = one.row
            if row is not None and row.due_at is not None and not _is_near(row.due_at, now):
                due_at = _next_moment(one.schedule, local_day(moment=now - _DAY))
                if due_at <= now:
                    due_at = _next_moment(one.schedule, local_day(moment=now))
                uow.recurrences.save(replace(row, due_at=due_at))


def _is_near(due_at: datetime, now: datetime) -> bool:
    return due_at <= now + PUT_OFF or local_day(moment=due_at) == local_day(moment=now)


def _put_off(due: Recurrence, error: Exception, parts: Parts, at: datetime | None) -> None:
    """Try again in an hour what could not begin."""
    logger.error(
        "A route could not begin by itself",
        exc_info=error,
        extra={"route": due.route, "region": due.region},
    )
    with parts.new_uow() as uow:
        now = at or uow.database_now()
        uow.recurrences.save(replace(due, due_at=now + PUT_OFF))


def _begin(due: Recurrence, now: datetime, uow: UnitOfWork) -> int:
    bundle = uow.bundles.find_active(region=due.region, route=due.route)
    schedule = _schedule(bundle, due.key)
    if schedule is None:
        logger.warning("A schedule is no longer in its route", extra={"route": due.route})
        uow.recurrences.save(replace(due, is_on=False, due_at=None))
        return 0
    day = schedule.last_day(until=local_day(moment=now))
    due_at = _next_moment(schedule, local_day(moment=now))
    uow.recurrences.save(replace(due, due_at=due_at, last_on=day))
    jobs = _jobs(due, schedule, day, now, uow)
    if jobs:
        uow.jobs.enqueue(jobs)
    else:
        uow.notices.add([_nobody(due, schedule, day, now)])
    return len(jobs)


def _jobs(
    due: Recurrence, schedule: Schedule, day: date, now: datetime, uow: UnitOfWork
) -> list[Job]:
    if schedule.source is not None:
        return [selection_job(due, day=day, now=now)]
    return [
        Job(
            region=due.region,
            id=_id(due, day, organisation),
            kind=START_RECURRING,
            case_id="",
            content={
                "route": due.route,
                "start_event": schedule.start_event,
                "title": schedule.title_on(day, organisation=name),
                "participants": {schedule.per: organisation} if organisation else {},
            },
            run_at=now,
        )
        for organisation, name in _organisations(due.region, schedule, uow)
    ]


def _organisations(region: str, schedule: Schedule, uow: UnitOfWork) -> Sequence[tuple[str, str]]:
    """Return id and name of each organisation that gets a case; one that is nobody's for all."""
    if not schedule.per:
        return [("", "")]
    return [
        (one.id, one.name)
        for one in uow.organisations.of_region(region)
        if one.kind == schedule.per
    ]


def _nobody(due: Recurrence, schedule: Schedule, day: date, now: datetime) -> Notice:
    return Notice(
        region=due.region,
        id=_id(due, day, "nobody"),
        case_id="",
        role=COORDINATOR,
        organisation="",
        text=NOBODY.format(name=schedule.name, kind=schedule.per),
        at=now,
    )


def _id(due: Recurrence, day: date, organisation: str) -> str:
    """Return an id that is the same for the same day, so that a day never begins twice."""
    named = f"{due.region}/{due.route}/{due.key}/{day.isoformat()}/{organisation}"
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:nl:doorgang:recurrence:{named}"))


def _schedule(bundle: Bundle | None, key: str) -> Schedule | None:
    if bundle is None:
        return None
    return next((one for one in schedules_of(bundle) if one.key == key), None)


def _next_moment(schedule: Schedule, day: date) -> datetime:
    return morning_of(day=schedule.next_day(after=day))
