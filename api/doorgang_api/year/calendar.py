"""The simulated calendar: what happens to all children in order, timers at their own moment."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doorgang_engine.errors import ScenarioInvalid
from doorgang_engine.jobs import work_off
from doorgang_engine.timers import fire_due_timers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from doorgang_engine.ports import Parts

    from .child import ChildPlayer

SHOWN = 5


@dataclass
class Played:
    """What came of a year."""

    steps: int = 0
    timers: int = 0
    jobs: int = 0
    wrong: list[str] = field(default_factory=list)
    stopped: list[int] = field(default_factory=list)  # numbers of the children of those


def play_year(
    players: Sequence[ChildPlayer],
    *,
    parts: Parts,
    until: datetime,
    on_day: Callable[[datetime], None] | None = None,
) -> Played:
    """Play everything up to a moment; what comes after it stays open.

    A story that cannot go on is noted, and its child left where it is.

    :raises ScenarioInvalid: if a timer cannot fire.
    """
    played = Played()
    waiting = [
        (when, player.child.number, stretch)
        for player in players
        for stretch, when in enumerate(player.moments())
        if when <= until
    ]
    heapq.heapify(waiting)
    of_number = {player.child.number: player for player in players}
    while waiting:
        when, number, stretch = heapq.heappop(waiting)
        _to(when, parts, played)
        if on_day is not None:
            on_day(when)
        if number in played.stopped:
            continue
        try:
            of_number[number].play(stretch, now=when)
        except ScenarioInvalid as error:
            played.stopped.append(number)
            played.wrong.append(str(error))
        played.steps += 1
        played.jobs += work_off(parts=parts, at=when)
    _to(until, parts, played)
    return played


def _to(when: datetime, parts: Parts, played: Played) -> None:
    """Fire every timer that is due by then, each at its own moment."""
    while True:
        with parts.new_uow() as uow:
            count, first = uow.timers.count_due(at=when)
        if not count or first is None:
            return
        swept = fire_due_timers(parts=parts, at=first)
        if swept.failed:
            raise ScenarioInvalid("een termijn kon niet aflopen: het traject is een storing.")
        played.timers += swept.fired
        played.jobs += work_off(parts=parts, at=first)
