"""The lines along which arrows may run, and what already runs there.

Arrows keep to tracks between the columns and rows, to the flow lines of rows and to the middles
of nodes; a stretch that would enter a node (or come too near to one) is closed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from doorgang_engine.diagram.geometry import Box, Point, segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Vertex = tuple[int, int]
"""Index among the upright lines, index among the level lines."""
CLEARANCE = 7.0
OVERLAP, SAME_TARGET, SAME_SOURCE, CROSS, TOUCH, LABEL = 260.0, 0.2, 1.0, 55.0, 90.0, 1.2


@dataclass(frozen=True)
class Kin:
    """What an arrow joins."""

    key: str
    source: str
    target: str

    def may_join(self, other: Kin) -> bool:
        """Say whether two arrows may run together: to one target, or from one source."""
        return self.target == other.target or self.source == other.source


class Maze:
    """Upright and level lines, closed and occupied stretches. Stretch (i, j) leads to the next."""

    def __init__(
        self,
        *,
        xs: Iterable[float],
        ys: Iterable[float],
        boxes: Iterable[Box],
        clearance: float = CLEARANCE,
    ) -> None:
        self.xs = sorted(set(xs))
        self.ys = sorted(set(ys))
        self.closed: tuple[set[Vertex], set[Vertex]] = (set(), set())
        """Level stretches, upright stretches."""
        self._used: defaultdict[tuple[int, Vertex], dict[str, Kin]] = defaultdict(dict)
        self._at: defaultdict[Vertex, dict[str, tuple[Kin, set[int]]]] = defaultdict(dict)
        self._labels: set[tuple[int, Vertex]] = set()
        for box in boxes:
            for axis, stretch in self._stretches(box.grown(clearance)):
                self.closed[axis].add(stretch)

    def shade(self, boxes: Iterable[Box]) -> None:
        """Mark where labels will stand: passing there costs, but is allowed."""
        for box in boxes:
            self._labels.update(self._stretches(box))

    def _stretches(self, box: Box) -> Iterable[tuple[int, Vertex]]:
        """Give the level and upright stretches that enter the box."""
        inside_x = range(bisect_right(self.xs, box.x), bisect_left(self.xs, box.right))
        inside_y = range(bisect_right(self.ys, box.y), bisect_left(self.ys, box.bottom))
        left, top = bisect_right(self.xs, box.x) - 1, bisect_right(self.ys, box.y) - 1
        for j in inside_y:
            for i in range(max(left, 0), bisect_left(self.xs, box.right)):
                yield 0, (i, j)
        for i in inside_x:
            for j in range(max(top, 0), bisect_left(self.ys, box.bottom)):
                yield 1, (i, j)

    def point(self, vertex: Vertex) -> Point:
        return Point(self.xs[vertex[0]], self.ys[vertex[1]])

    def vertex(self, x: float, y: float) -> Vertex:
        return bisect_left(self.xs, x), bisect_left(self.ys, y)

    def occupy(self, kin: Kin, points: tuple[Point, ...]) -> None:
        """Note that an arrow runs along these points (corners on the lines of the maze)."""
        for axis, stretch in self._along(points):
            self._used[axis, stretch][kin.key] = kin
            i, j = stretch
            for end in (stretch, (i + 1, j) if axis == 0 else (i, j + 1)):
                self._at[end].setdefault(kin.key, (kin, set()))[1].add(axis)

    def leave(self, kin: Kin, points: tuple[Point, ...]) -> None:
        """Forget that the arrow runs there."""
        for axis, stretch in self._along(points):
            self._used[axis, stretch].pop(kin.key, None)
            i, j = stretch
            for end in (stretch, (i + 1, j) if axis == 0 else (i, j + 1)):
                self._at[end].pop(kin.key, None)

    def _along(self, points: tuple[Point, ...]) -> Iterable[tuple[int, Vertex]]:
        for start, end in segments(points):
            (i, j), (k, m) = self.vertex(*_low(start, end)), self.vertex(*_high(start, end))
            yield from ((0, (at, j)) for at in range(i, k))
            yield from ((1, (i, at)) for at in range(j, m))

    def stretch_cost(self, kin: Kin, axis: int, stretch: Vertex, length: float) -> float:
        """Reckon what running along this stretch costs, its length included."""
        cost = length
        if (axis, stretch) in self._labels:
            cost += LABEL * length
        for other in self._used[axis, stretch].values():
            cost += _overlap(kin, other)
        return cost

    def vertex_cost(self, kin: Kin, axis: int, vertex: Vertex) -> float:
        """Reckon what passing this point costs, when others pass or turn there."""
        cost = 0.0
        for other, axes in self._at[vertex].values():
            if kin.may_join(other):
                continue
            cost += CROSS if axes == {1 - axis} else TOUCH
        return cost

    def shared(self) -> Mapping[tuple[int, Vertex], dict[str, Kin]]:
        """Give the stretches where arrows that should not do so lie on top of each other."""
        return {
            place: users
            for place, users in self._used.items()
            if any(not one.may_join(two) for one, two in combinations(users.values(), 2))
        }


def _overlap(kin: Kin, other: Kin) -> float:
    if not kin.may_join(other):
        return OVERLAP
    return SAME_TARGET if kin.target == other.target else SAME_SOURCE


def _low(start: Point, end: Point) -> tuple[float, float]:
    return min(start.x, end.x), min(start.y, end.y)


def _high(start: Point, end: Point) -> tuple[float, float]:
    return max(start.x, end.x), max(start.y, end.y)
