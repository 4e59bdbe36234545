"""Take running cases along to the newest version of their route: look first, then do.

A preview does in memory what the move would do, and throws it away: what it says is what happens.
Each case moves in a transaction of its own, with what was due before by the old rules first. A
case that does not fit stays on its version and runs on; so does one that failed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from doorgang_engine import acts
from doorgang_engine.access.decide import Resource, require
from doorgang_engine.access.table import Act
from doorgang_engine.advance import carry_out_under, enter, require_revision
from doorgang_engine.clockwork import OPEN
from doorgang_engine.enact import enact, restore
from doorgang_engine.errors import Conflict, EngineError, ReasonMissing, StaleRevision
from doorgang_engine.leaving import leave
from doorgang_engine.model import CaseStatus
from doorgang_engine.ports import CaseQuery
from doorgang_engine.sealing import STATE
from doorgang_engine.terms.moments import local_day

from .fit import Obstacle, obstacles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from doorgang_engine.advance import Passage
    from doorgang_engine.enact import Runnable, Running
    from doorgang_engine.model import Actor, Bundle, Case
    from doorgang_engine.ports import Parts, UnitOfWork

BATCH = 100  # cases read at once
LONGEST_REASON = 2000  # characters


class DoesNotFit(Conflict):
    """A case cannot go on under the other version; ``obstacles`` says why."""

    code = "version_does_not_fit"

    def __init__(self, found: Sequence[Obstacle]) -> None:
        super().__init__(
            "Dit traject kan niet mee naar de nieuwe versie en loopt door op de zijne. "
            + " ".join(one.text for one in found)
        )
        self.obstacles = tuple(found)


@dataclass(frozen=True, kw_only=True)
class MovedTerm:
    """A term whose last day moves."""

    term: str
    name: str
    before: date
    after: date


@dataclass(frozen=True, kw_only=True)
class Prospect:
    """What moving a case would do; with obstacles it cannot move."""

    case_id: str
    number: str
    revision: int
    bundle: str  # that it is on
    terms: tuple[MovedTerm, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the case can move."""
        return not self.obstacles


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a case; ``code`` says why it stayed, ``""``: it moved."""

    case_id: str
    number: str
    code: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Behind:
    """A route of which cases run on an older version."""

    route: str
    title: str
    count: int


def routes_behind(*, region: str, actor: Actor, parts: Parts) -> list[Behind]:
    """Return the routes of a region of which cases run on an older version, by title.

    :raises Forbidden: if it is not for this role.
    """
    require(actor=actor, act=Act.MIGRATE_CASE, resource=Resource(region=region))
    with parts.new_uow() as uow:
        active = {one.route: one for one in uow.bundles.list_active(region=region)}
        counts = uow.cases.count_behind(
            region=region, newest=[one.hash for one in active.values()]
        )
    return sorted(
        (
            Behind(route=key, title=str(active[key].content["title"]), count=count)
            for key, count in counts.items()
            if key in active
        ),
        key=lambda one: one.title,
    )


def preview_moves(
    *, region: str, route: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> list[Prospect]:
    """Return what moving every running case of a route to its active version would do.

    :raises Forbidden: if it is not for this role.
    :raises RouteNotFound: if the route is not published for the region.
    """
    require(actor=actor, act=Act.MIGRATE_CASE, resource=Resource(region=region))
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        target = uow.bundles.active(region=region, route=route)
        return [_prospect(case, target, moment, parts, uow) for case in _behind(target, uow)]


def move_case(
    *,
    case_id: str,
    reason: str,
    actor: Actor,
    parts: Parts,
    revision: int | None = None,
    now: datetime | None = None,
) -> Case:
    """Let a running case go on under the active version of its route.

    ``revision`` is that of the preview: a case that changed since stays where it is.

    :raises ReasonMissing: if no reason is given.
    :raises DoesNotFit: if it cannot.
    :raises CaseNotRunning: if it has ended or stands still.
    :raises StaleRevision: if it changed since it was looked at.
    """
    said = reason.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        raise ReasonMissing("Geef een reden. Er is geen traject verhuisd.")
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id)
        case = locked.case
        require(actor=actor, act=Act.MIGRATE_CASE, resource=Resource.of_case(case))
        require_revision(case, revision)
        target = uow.bundles.active(region=case.region, route=case.route)
        if target.hash == case.bundle:
            return case
        passage = enter(locked, parts.shelf.runnable(uow, case.bundle), now=now or locked.now)
        is_as_it_was = not passage.acts  # nothing was due
        if is_as_it_was:
            _move(passage, target, said, actor, parts, uow)
        moved = leave(passage, uow)
    if not is_as_it_was:  # what went off is kept, by the old rules
        raise StaleRevision(
            "Er was in dit traject net een termijn afgelopen. Het is niet verhuisd; kijk opnieuw."
        )
    return moved


def _move(
    passage: Passage, target: Bundle, reason: str, actor: Actor, parts: Parts, uow: UnitOfWork
) -> None:
    case, after = passage.case, parts.shelf.runnable(uow, target.hash)
    found = tuple(_obstacles(case, passage.running, passage.runnable, after, passage.now))
    if found:
        raise DoesNotFit(found)
    act = acts.MigrateCase(from_bundle=case.bundle, to_bundle=target.hash, reason=reason)
    carry_out_under(passage, act, runnable=after, actor=actor)


def move_cases(
    *,
    prospects: Sequence[Prospect],
    reason: str,
    actor: Actor,
    parts: Parts,
    now: datetime | None = None,
) -> list[Outcome]:
    """Move every case that a preview found to fit, one by one; return what became of each.

    :raises ReasonMissing: if no reason is given.
    """
    return [_outcome(one, reason, actor, parts, now) for one in prospects if one.fits]


def _outcome(
    one: Prospect, reason: str, actor: Actor, parts: Parts, now: datetime | None
) -> Outcome:
    done = partial(Outcome, case_id=one.case_id, number=one.number)
    try:
        move_case(
            case_id=one.case_id,
            reason=reason,
            actor=actor,
            parts=parts,
            revision=one.revision,
            now=now,
        )
    except ReasonMissing:
        raise
    except EngineError as error:
        return done(code=error.code, text=str(error))
    return done()


def _behind(target: Bundle, uow: UnitOfWork) -> Iterator[Case]:
    """Yield the running cases of a route that are on another version, the newest first."""
    after = ""
    while True:
        batch = uow.cases.page(
            CaseQuery(
                region=target.region,
                route=target.route,
                status=CaseStatus.RUNNING,
                after=after,
                limit=BATCH,
            )
        )
        yield from (case for case in batch if case.bundle != target.hash)
        if len(batch) < BATCH:
            return
        after = batch[-1].id


def _prospect(
    case: Case, target: Bundle, now: datetime, parts: Parts, uow: UnitOfWork
) -> Prospect:
    before = parts.shelf.runnable(uow, case.bundle)
    after = parts.shelf.runnable(uow, target.hash)
    state = uow.cases.key(case.id).open(case.state, STATE)
    running = restore(before, case_id=case.id, state=state, now=now)
    found = tuple(_obstacles(case, running, before, after, now))
    return Prospect(
        case_id=case.id,
        number=case.number,
        revision=case.revision,
        bundle=case.bundle,
        terms=() if found else tuple(_moved_terms(case, running, after, now)),
        obstacles=found,
    )


def _obstacles(
    case: Case, running: Running, before: Runnable, after: Runnable, now: datetime
) -> Iterator[Obstacle]:
    found = list(obstacles(case, running, before=before, after=after))
    yield from found
    if not found:
        yield from _term_obstacles(case, running, after, now)


def _term_obstacles(
    case: Case, running: Running, after: Runnable, now: datetime
) -> Iterator[Obstacle]:
    for run in running.clock.runs:
        if run.status in OPEN and run.rule.id not in after.rulebook.rules:
            yield Obstacle("term_gone", f"'{run.rule.name}' loopt, en bestaat niet meer.")
            return
    today = local_day(moment=now)
    for one in _moved_terms(case, running, after, now):
        if one.after < today <= one.before:
            yield Obstacle(
                "term_would_lapse", f"'{one.name}' zou door de verhuizing direct verstrijken."
            )


def _moved_terms(
    case: Case, running: Running, after: Runnable, now: datetime
) -> Iterator[MovedTerm]:
    """Yield the terms that move, by doing it in memory."""
    moved = restore(after, case_id=case.id, state=running.state(), now=now)
    act = acts.MigrateCase(from_bundle=case.bundle, to_bundle="", reason="")
    enact(moved, act, actor="")
    ends = {run.id: run.end for run in running.clock.runs}
    for run in moved.clock.runs:
        if run.status in OPEN and run.end != ends[run.id]:
            yield MovedTerm(
                term=run.rule.id, name=run.rule.name, before=ends[run.id], after=run.end
            )
