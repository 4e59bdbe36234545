"""The small picture of a task: the steps before it, itself, and the steps after it.

A drawing says the same for every case of a bundle, so it is worked out once per bundle and step.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from doorgang_engine.work.whereabouts import Step, whereabouts

if TYPE_CHECKING:
    from doorgang_engine.bpmn.execution import Program

SHOWN = 2  # steps on either side; of the rest is told how many there are
_KEPT = 4096
_ROUND = re.compile(r"#\d+")
_known: OrderedDict[tuple[str, str, str], RoutePlace] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Beside:
    """The steps on one side of a step."""

    shown: tuple[Step, ...]
    others: int


@dataclass(frozen=True)
class RoutePlace:
    """Where a step stands between those before and after it."""

    before: Beside
    after: Beside


def place_of(program: Program, bundle: str, scope: str, element: str) -> RoutePlace:
    """Return where a step of a bundle (by content hash) stands in its route."""
    key = (bundle, _ROUND.sub("", scope), element)
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    found = whereabouts(program.model_of(scope), element)
    place = RoutePlace(_side(found.before), _side(found.after))
    with _lock:
        _known[key] = place
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return place


def _side(steps: tuple[Step, ...]) -> Beside:
    steps = _one_edge(steps)
    shown = steps if len(steps) == SHOWN + 1 else steps[:SHOWN]  # "and 1 more" takes as much room
    return Beside(shown, len(steps) - len(shown))


def _one_edge(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps with several beginnings, or ends, as one without a name."""
    for sort in ("begin", "end"):
        edges = [one for one in steps if one.sort == sort]
        if len(edges) > 1:
            others = tuple(one for one in steps if one.sort != sort)
            edge = Step(id="", sort=sort, name="")
            steps = (edge, *others) if sort == "begin" else (*others, edge)
    return steps
