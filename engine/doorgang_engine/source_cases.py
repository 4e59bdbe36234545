"""The cases from which a route about a child begins by itself: those with a date on its day.

A page of cases at a time, each in a transaction of its own that also asks for the next page. A
date that is sealed is opened in memory, compared and thrown away. From one case a route begins
once for one date, and not when the child has a case of that route since.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from .history.fold import fold
from .history.reading import read
from .model import Job
from .ports import CaseQuery
from .schedule import schedules_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .model import Case, Recurrence
    from .ports import Parts, UnitOfWork
    from .schedule import Schedule, Source

SELECT_CASES = "select_cases"  # the kinds of job
START_FROM_CASE = "start_from_case"
PAGE = 100  # cases in one transaction
_TELLING = frozenset({"case_started", "variables_set"})


def selection_job(due: Recurrence, *, day: date, now: datetime, after: str = "") -> Job:
    """Return the job that looks through a page of cases, from the newest on."""
    return Job(
        region=due.region,
        id=_id(due.region, due.route, due.key, day.isoformat(), "page", after),
        kind=SELECT_CASES,
        case_id="",
        content={
            "route": due.route,
            "key": due.key,
            "day": day.isoformat(),
            "after": after,
        },
        run_at=now,
    )


def select_cases(*, job: Job, parts: Parts, at: datetime | None = None) -> None:
    """Ask for a case from each one of a page that is meant, and for the next page."""
    asked = job.content
    with parts.new_uow() as uow:
        now = at or uow.database_now()
        schedule = _schedule(job.region, asked["route"], asked["key"], uow)
        if schedule is not None and schedule.source is not None:
            query = CaseQuery(
                region=job.region, route=schedule.source.route, after=asked["after"], limit=PAGE
            )
            page = uow.cases.page(query)
            wanted = schedule.source.day_after(date.fromisoformat(asked["day"]))
            jobs = [
                _start_job(case, asked, schedule, wanted, now)
                for case in page
                if _is_meant(case, asked["route"], schedule.source, wanted, uow)
            ]
            if len(page) == PAGE:
                jobs.append(_next_page(job, page[-1].id, now))
            if jobs:
                uow.jobs.enqueue(jobs)
        uow.jobs.done(job)


def variables_from(case: Case, given: Mapping[str, str], uow: UnitOfWork) -> dict[str, Any]:
    """Return what a case gives to the one that begins from it."""
    known = _variables(case, uow)
    return {name: known[source] for name, source in given.items() if source in known}


def _is_meant(case: Case, route: str, source: Source, wanted: date, uow: UnitOfWork) -> bool:
    if case.status not in source.statuses or not case.subject:
        return False
    if source.outcomes and case.outcome and case.outcome not in source.outcomes:
        return False
    if _has_since(case, route, uow):
        return False
    return _date(case, source, uow) == wanted.isoformat()


def _has_since(case: Case, route: str, uow: UnitOfWork) -> bool:
    """Return whether the child has, or had, a case of the route that began after this one did."""
    return any(
        one.route == route and one.started_at >= case.started_at
        for one in uow.cases.of_subject(case.subject, region=case.region)
    )


def _date(case: Case, source: Source, uow: UnitOfWork) -> str:
    if source.variable:
        return str(_variables(case, uow).get(source.variable, ""))
    runs = [term for term in uow.terms.of_case(case.id) if term.term == source.term]
    return runs[-1].end.isoformat() if runs else ""


def _variables(case: Case, uow: UnitOfWork) -> Mapping[str, Any]:
    """Return the routing variables of a case, as its history tells them; none once destroyed."""
    key = uow.cases.key(case.id)
    told = [read(event, key) for event in uow.history.of_case(case.id) if event.kind in _TELLING]
    return fold(told).variables.get("", {})


def _schedule(region: str, route: str, key: str, uow: UnitOfWork) -> Schedule | None:
    bundle = uow.bundles.find_active(region=region, route=route)
    found = schedules_of(bundle) if bundle is not None else ()
    return next((one for one in found if one.key == key), None)


def _start_job(
    case: Case, asked: Mapping[str, Any], schedule: Schedule, wanted: date, now: datetime
) -> Job:
    source = schedule.source
    return Job(
        region=case.region,
        id=_id(case.region, asked["route"], asked["key"], wanted.isoformat(), "case", case.id),
        kind=START_FROM_CASE,
        case_id=case.id,
        content={
            "route": asked["route"],
            "start_event": schedule.start_event,
            "given": dict(source.given) if source else {},
        },
        run_at=now,
    )


def _next_page(job: Job, after: str, now: datetime) -> Job:
    content = {**job.content, "after": after}
    parts = (content["route"], content["key"], content["day"], "page", after)
    return Job(
        region=job.region,
        id=_id(job.region, *parts),
        kind=SELECT_CASES,
        case_id="",
        content=content,
        run_at=now,
    )


def _id(*parts: str) -> str:
    """Return an id that is the same for the same, so that nothing begins twice."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:nl:doorgang:source:{'/'.join(parts)}"))
