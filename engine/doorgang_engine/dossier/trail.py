"""The trail: acts, refusals, reads and changes of rights and routes of a region as one list.

Rows hold what stands open in the history and the access log: ids, keys and moments, never what was
filled in. They are for who reads the access log, and reading them is written down there.
"""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from doorgang_engine.access.table import Act
from doorgang_engine.events import EVENT_TYPES

from .desk import reading_desk
from .looks import LookKind, LookOutcome, LookQuery

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.model import Bundle, RecordedEvent
    from doorgang_engine.ports import UnitOfWork

    from .desk import Door
    from .looks import Looker, RecordedLook

TRAIL = "spoor"
TIES = 400  # rows of one moment beside a page: more than one act ever writes


class Sort(enum.StrEnum):
    """What a row is about; the words are those of the page and of files."""

    ACT = "handeling"
    TERM = "termijn"
    INCIDENT = "storing"
    VERSION = "versiewissel"
    REFUSAL = "weigering"
    READ = "inzage"
    RIGHTS = "rechten"
    SETTING = "inrichting"  # a version of a route was published, with its forms and settings


@dataclass(frozen=True, kw_only=True)
class TrailQuery:
    """What to look for, the newest first; empty fields do not restrict."""

    region: str
    number: str = ""  # of a case
    account: str = ""
    organisation: str = ""
    element: str = ""
    sort: Sort | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: tuple[datetime, str] | None = None  # moment and key of the last row of the page before
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class EventQuery:
    """Which events of a region to list, the newest first."""

    region: str
    kinds: Sequence[str]
    case_id: str = ""
    actors: Sequence[str] | None = None
    element: str = ""
    since: datetime | None = None
    until: datetime | None = None  # not itself
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class TrailRow:
    """One thing that happened."""

    at: datetime
    key: str  # orders what happened at one moment
    sort: Sort
    kind: str  # of the event or look
    actor: str
    organisation: str = ""
    case_id: str = ""
    element: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TrailPage:
    """A page of the trail, with the numbers of its cases."""

    rows: list[TrailRow]
    numbers: Mapping[str, str]
    has_more: bool
    bundles: Mapping[str, str] = field(default_factory=dict)  # that each case stands on


_SORT_OF = {
    **{kind: Sort.TERM for kind in EVENT_TYPES if kind.startswith("term_")},
    **{kind: Sort.INCIDENT for kind in EVENT_TYPES if kind.startswith("incident_")},
    "case_migrated": Sort.VERSION,
}
#: How the machine went from act to act; the history of the case has it.
_LEFT_OUT = frozenset(
    {
        "element_completed",
        "element_started",
        "element_cancelled",
        "flow_taken",
        "variables_set",
        "timer_set",
        "timer_moved",
        "timer_cancelled",
        "event_awaited",
    }
)


def read_trail(
    *,
    query: TrailQuery,
    looker: Looker,
    door: Door,
    kind: LookKind = LookKind.LOG,
    now: datetime | None = None,
) -> TrailPage:
    """Return a page of the trail of the looker's region; that they looked is logged.

    :raises Forbidden: if it is not for their role.
    """
    with reading_desk(looker=looker, door=door, now=now) as desk:
        desk.done(kind, act=Act.READ_ACCESS_LOG, data=(TRAIL, *_filters(query)))
        uow = desk.uow
        case_id = ""
        if query.number:
            case = uow.cases.find_by_number(region=query.region, number=query.number)
            if case is None:
                return TrailPage(rows=[], numbers={}, has_more=False)
            case_id = case.id
        found = sorted(_rows(query, case_id, uow), key=lambda one: (one.at, one.key), reverse=True)
        if query.after is not None:
            found = [one for one in found if (one.at, one.key) < query.after]
        rows = found[: query.limit]
        wanted = sorted({row.case_id for row in rows} - {""})
        numbers = dict(uow.cases.numbers(region=query.region, case_ids=wanted))
        named = numbers if kind is LookKind.LOG else ()  # a file tells nothing in words
        return TrailPage(
            rows=rows,
            numbers=numbers,
            has_more=len(found) > query.limit,
            bundles={one: uow.cases.get(one).bundle for one in named},
        )


def _filters(query: TrailQuery) -> Iterator[str]:
    for name in ("number", "account", "organisation", "element", "sort", "since", "until"):
        if getattr(query, name):
            yield f"filter:{name}"


def _rows(query: TrailQuery, case_id: str, uow: UnitOfWork) -> Iterator[TrailRow]:
    kinds = [kind for kind in EVENT_TYPES if query.sort in (None, _sort_of(kind))]
    yield from _events(query, case_id, [k for k in kinds if k not in _LEFT_OUT], uow)
    looked = (None, Sort.REFUSAL, Sort.READ, Sort.RIGHTS)
    if query.sort in looked and not query.element:
        yield from _looks(query, case_id, uow)
    if query.sort in (None, Sort.SETTING) and not (case_id or query.element or query.organisation):
        yield from _bundles(query, uow)


def _sort_of(kind: str) -> Sort:
    return _SORT_OF.get(kind, Sort.ACT)


def _events(
    query: TrailQuery, case_id: str, kinds: Sequence[str], uow: UnitOfWork
) -> Iterator[TrailRow]:
    if not kinds:
        return
    organisations = {one.id: one.organisation for one in uow.accounts.of_region(query.region)}
    actors: list[str] | None = None
    if query.organisation:
        actors = [key for key, own in organisations.items() if own == query.organisation]
    if query.account:
        actors = [query.account] if actors is None or query.account in actors else []
    asked = EventQuery(
        region=query.region,
        kinds=kinds,
        case_id=case_id,
        actors=actors,
        element=query.element,
        since=query.since,
        until=_until(query),
        limit=query.limit + 1 + TIES,
    )
    for event in uow.history.find(asked):
        yield _of_event(event, organisations.get(event.actor, ""))


def _until(query: TrailQuery) -> datetime | None:
    """Return the first moment that is out; rows of the last page's own moment are left in."""
    if query.after is None:
        return query.until
    return query.after[0] + timedelta(microseconds=1)


def _of_event(event: RecordedEvent, organisation: str) -> TrailRow:
    told = json.loads(event.fields)
    return TrailRow(
        at=event.at,
        key=f"{event.case_id}/{event.number:09}",
        sort=_sort_of(event.kind),
        kind=event.kind,
        actor=event.actor,
        organisation=organisation,
        case_id=event.case_id,
        element=str(told.get("element", "")),
        details=told,
    )


def _looks(query: TrailQuery, case_id: str, uow: UnitOfWork) -> Iterator[TrailRow]:
    asked = LookQuery(
        region=query.region,
        cases=(case_id,) if case_id else (),
        account=query.account,
        organisation=query.organisation,
        kind=LookKind.RIGHTS if query.sort is Sort.RIGHTS else "",
        outcome=_OUTCOMES.get(query.sort, "") if query.sort else "",
        since=query.since,
        until=_until(query),
        limit=query.limit + 1 + TIES,
    )
    for look in uow.looks.page(asked):
        row = _of_look(look)
        if query.sort in (None, row.sort):
            yield row


_OUTCOMES = {Sort.REFUSAL: LookOutcome.REFUSED, Sort.READ: LookOutcome.GIVEN}


def _of_look(look: RecordedLook) -> TrailRow:
    refused = look.outcome is LookOutcome.REFUSED
    rights = Sort.RIGHTS if look.kind is LookKind.RIGHTS else Sort.READ
    return TrailRow(
        at=look.at,
        key=look.id,
        sort=Sort.REFUSAL if refused else rights,
        kind=str(look.kind),
        actor=look.account,
        organisation=look.organisation,
        case_id=look.case_id,
        details={
            "place": look.place,
            "act": look.act,
            "data": list(look.data),
            "ground": look.ground,
            "code": look.code,
            "is_emergency": look.is_emergency,
        },
    )


def _bundles(query: TrailQuery, uow: UnitOfWork) -> Iterator[TrailRow]:
    until = _until(query)
    for one in uow.bundles.published(region=query.region):
        if query.account not in ("", one.published_by):
            continue
        if (query.since and one.published_at < query.since) or (
            until and one.published_at >= until
        ):
            continue
        yield _of_bundle(one)


def _of_bundle(bundle: Bundle) -> TrailRow:
    return TrailRow(
        at=bundle.published_at,
        key=f"{bundle.route}/{bundle.number:06}",
        sort=Sort.SETTING,
        kind="bundle_published",
        actor=bundle.published_by,
        details={
            "route": bundle.route,
            "number": bundle.number,
            "hash": bundle.hash,
            "reason": bundle.reason,
        },
    )
