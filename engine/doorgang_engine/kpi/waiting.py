"""Where cases of one route wait for people: per step how many, and how long. Pure.

What lies in a called route counts at the step that calls it, as the drawing of the route has it: a
second count over the same cases would tell by difference what is hidden here.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cells import LEAST
from .periods import moment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime, timedelta

    from doorgang_engine.bpmn.process import ProcessModel

    from .periods import Period

_DAY = 24 * 60 * 60


@dataclass(frozen=True, kw_only=True)
class Wait:
    """A task of a case: from when to when it stood open."""

    case_id: str
    element: str
    scope: str
    name: str
    opened_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    is_cancelled: bool


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How many cases wait or waited at a step. Hidden: ``cases`` is 0, the rest None."""

    cases: int = 0
    days: float | None = None  # median; None without cases, or hidden
    late: float | None = None  # share past its deadline in %; None without deadlines, or hidden
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class Place:
    """A step, with who waits there now and who waited there in a period."""

    element: str
    name: str  # of a task there; the drawing knows the name of a step that calls a route
    now: Measure
    past: Measure


def places_of(
    waits: Iterable[Wait],
    *,
    model: ProcessModel,
    period: Period,
    now: datetime,
    shows_few: bool,
) -> list[Place]:
    """Return each step at which a case waits now, or stopped waiting in the period.

    ``shows_few``: for who sees all cases of the region, a step with fewer than ten is not hidden.
    """
    by_place: dict[str, list[Wait]] = defaultdict(list)
    for wait in waits:
        by_place[drawn_at(model, element=wait.element, scope=wait.scope)].append(wait)
    start, end = moment_of(period.start), moment_of(period.end)
    found = []
    for element, there in sorted(by_place.items()):
        still = [w for w in there if w.closed_at is None]
        done = [
            w for w in there if w.closed_at and not w.is_cancelled and start <= w.closed_at < end
        ]
        if still or done:
            place = Place(
                element=element,
                name=there[-1].name,
                now=_measure(still, until=lambda _: now, shows_few=shows_few),
                past=_measure(done, until=lambda w: w.closed_at or now, shows_few=shows_few),
            )
            found.append(place)
    return found


def drawn_at(model: ProcessModel, *, element: str, scope: str) -> str:
    """Return the element of a route's own drawing at which something in it is shown."""
    for part in scope.split("/") if scope else ():
        step = part.rsplit("#", 1)[0]
        known = model.elements.get(step)
        if known is None or known.called:
            return step
    return element


def _measure(
    waits: Sequence[Wait], *, until: Callable[[Wait], datetime], shows_few: bool
) -> Measure:
    cases = len({wait.case_id for wait in waits})
    if not cases:
        return Measure()
    if cases < LEAST and not shows_few:
        return Measure(is_hidden=True)
    due = [wait for wait in waits if wait.due_at is not None]
    late = sum(until(wait) > wait.due_at for wait in due if wait.due_at)
    return Measure(
        cases=cases,
        days=statistics.median(_days(until(wait) - wait.opened_at) for wait in waits),
        late=100 * late / len(due) if _is_shown(due, shows_few=shows_few) else None,
    )


def _is_shown(waits: Sequence[Wait], *, shows_few: bool) -> bool:
    """Return whether a share over these may be shown: over nobody there is none."""
    return bool(waits) and (shows_few or len({wait.case_id for wait in waits}) >= LEAST)


def _days(duration: timedelta) -> float:
    return max(duration.total_seconds(), 0) / _DAY
