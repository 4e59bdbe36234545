"""The ways of reckoning: from milestones to the items that a figure is the share or median of.

Pure. ``now`` is the moment up to which things count: what has not happened by then did not happen,
and what need not have happened by then counts neither way.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_engine.terms.durations import shift_date
from doorgang_engine.terms.moments import local_day

from .book import Book, among
from .definitions import Each, Way
from .milestones import SUSPENDED
from .periods import date_in_year, school_year_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from .definitions import Definition
    from .milestones import CountedTask, Milestone
    from .periods import Period


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that counts: a run of a route, a child, a task."""

    case_id: str
    day: date
    amount: float  # 1 or 0 for a share; days for a median; how many for the rest
    name: str = ""  # of the count that it belongs to


@dataclass(frozen=True, kw_only=True)
class Window:
    """A milestone that a unit begins with, and what happened around it."""

    anchor: Milestone
    around: Sequence[Milestone]


def items_of(
    definition: Definition,
    *,
    book: Book,
    tasks: Sequence[CountedTask],
    period: Period,
    now: datetime,
) -> list[Item]:
    """Return what counts for a figure in a period."""
    if definition.way is Way.TASKS:
        return list(_tasks(tasks, now))
    reckon = _WAYS.get(definition.way)
    found = reckon(definition, book, now) if reckon else ()
    if definition.way is Way.OPEN:
        return [item for item in found if item.day < period.end]
    if definition.way is Way.PER_CHILD:
        return _per_child(definition, book, period)
    return [item for item in found if period.holds(item.day)]


def _shares(definition: Definition, book: Book, now: datetime) -> Iterator[Item]:
    for window in _windows(definition, book, now):
        is_hit = _is_hit(definition, window, local_day(moment=now))
        if is_hit is not None:
            yield Item(case_id=window.anchor.case_id, day=window.anchor.day, amount=float(is_hit))


def _is_hit(definition: Definition, window: Window, today: date) -> bool | None:
    """Return whether a unit is as it should be; None when its time is not over yet."""
    if among(window.around, definition.without):
        return False
    if not definition.hit:
        return True
    done = among(window.around, definition.hit)
    limit = _limit(definition, window.anchor)
    if definition.before and (events := among(window.around, definition.before)):
        done = [one for one in done if one.number < events[0].number]
    if limit is None:
        return bool(done)
    if any(one.day <= limit for one in done):
        return True
    return False if done or today > limit else None


def _limit(definition: Definition, anchor: Milestone) -> date | None:
    if definition.within is not None:
        return shift_date(day=anchor.day, duration=definition.within)
    if definition.by:
        return date_in_year(school_year=school_year_of(anchor.day), month_day=definition.by)
    return None


def _windows(definition: Definition, book: Book, now: datetime) -> Iterator[Window]:
    for run in book.runs(definition.of):
        anchors = [one for one in run if one.at <= now]
        if not anchors:
            continue
        around = [one for one in book.around(anchors[0]) if one.at <= now]
        if definition.each is Each.ONCE:
            yield Window(anchor=anchors[0], around=around)
            continue
        numbers = [0, *(one.number for one in anchors), 2**31]
        for index, anchor in enumerate(anchors, start=1):
            first, last = (
                (numbers[index - 1] + 1, anchor.number)
                if definition.each is Each.BEFORE
                else (anchor.number, numbers[index + 1] - 1)
            )
            yield Window(anchor=anchor, around=[o for o in around if first <= o.number <= last])


def _medians(definition: Definition, book: Book, now: datetime) -> Iterator[Item]:
    for window in _windows(definition, book, now):
        start = window.anchor
        ends = [o for o in among(window.around, definition.until) if o.number >= start.number]
        if ends:
            days = (ends[0].day - start.day).days
            paused = _paused(book, start, ends[0], definition.net_of) if definition.net_of else 0
            yield Item(case_id=start.case_id, day=ends[0].day, amount=days - paused)


def _paused(book: Book, start: Milestone, end: Milestone, term: str) -> int:
    """Return the days between two milestones on which the clock of a term stood still."""
    total, since = timedelta(), None
    for one in book.pauses(start.case_id, term):
        if not start.number <= one.number <= end.number:
            continue
        if one.key.endswith(f"/{SUSPENDED}"):
            since = since or one.day
        elif since is not None:
            total, since = total + (one.day - since), None
    if since is not None:
        total += end.day - since
    return total.days


def _open(definition: Definition, book: Book, now: datetime) -> Iterator[Item]:
    for window in _windows(definition, book, now):
        case = book.cases[window.anchor.case_id]
        settled = among(window.around, definition.until)
        has_ended = case.ended_at is not None and case.ended_at <= now
        if settled or (has_ended and not definition.stays_open):
            continue
        yield Item(case_id=case.id, day=window.anchor.day, amount=1.0)


def _counts(definition: Definition, book: Book, now: datetime) -> Iterator[Item]:
    for name, references in definition.counts:
        for run in book.runs(references):
            if run[0].at <= now:
                yield Item(case_id=run[0].case_id, day=run[0].day, amount=1.0, name=name)


def _again(definition: Definition, book: Book, now: datetime) -> Iterator[Item]:
    per_child: dict[str, list[Milestone]] = defaultdict(list)
    for one in book.all(definition.of):
        if one.at <= now:
            per_child[book.cases[one.case_id].subject].append(one)
    for found in per_child.values():
        first, *later = sorted(found, key=lambda one: (one.at, one.case_id, one.number))
        limit = _limit(definition, first)
        is_again = any(limit is None or one.day <= limit for one in later)
        yield Item(case_id=first.case_id, day=first.day, amount=float(is_again))


def _per_child(definition: Definition, book: Book, period: Period) -> list[Item]:
    """Return an item per child that had a milestone of ``onder``; its amount: how many ``van``."""
    case_of: dict[str, Milestone] = {}
    for one in book.all(definition.among):
        if period.holds(one.day):
            case_of.setdefault(book.cases[one.case_id].subject, one)
    amounts: dict[str, int] = defaultdict(int)
    for one in book.all(definition.of):
        if period.holds(one.day):
            amounts[book.cases[one.case_id].subject] += 1
    return [
        Item(case_id=one.case_id, day=one.day, amount=float(amounts[child]))
        for child, one in case_of.items()
    ]


def _tasks(tasks: Sequence[CountedTask], now: datetime) -> Iterator[Item]:
    for task in tasks:
        closed = task.closed_at if task.closed_at is not None and task.closed_at <= now else None
        if task.is_cancelled and closed is not None and closed <= task.due_at:
            continue  # no longer needed while there was still time
        if closed is None and task.due_at >= now:
            continue  # there is still time
        is_late = closed is None or closed > task.due_at
        day = local_day(moment=task.due_at)
        yield Item(case_id=task.case_id, day=day, amount=float(is_late))


_WAYS: dict[Way, Callable[[Definition, Book, datetime], Iterator[Item]]] = {
    Way.SHARE: _shares,
    Way.MEDIAN: _medians,
    Way.OPEN: _open,
    Way.COUNTS: _counts,
    Way.AGAIN: _again,
}
