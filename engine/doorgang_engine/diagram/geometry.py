"""Points and boxes of a picture, in pixels; y grows downwards."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, order=True)
class Point:
    """A place in the picture."""

    x: float
    y: float

    def moved(self, *, dx: float, dy: float) -> Point:
        return Point(self.x + dx, self.y + dy)


@dataclass(frozen=True)
class Box:
    """An upright rectangle: its upper left corner, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def moved(self, *, dx: float, dy: float) -> Box:
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, margin: float) -> Box:
        """Give the box with a margin around it (or, negative, within it)."""
        return Box(
            self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin
        )

    def overlaps(self, other: Box) -> bool:
        """Say whether the two boxes share an area (touching is not sharing)."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Say whether the other box lies entirely within this one."""
        return (
            self.x <= other.x
            and other.right <= self.right
            and self.y <= other.y
            and other.bottom <= self.bottom
        )

    def is_entered_by(self, start: Point, end: Point) -> bool:
        """Say whether a horizontal or vertical segment passes through the inside."""
        return (
            min(start.x, end.x) < self.right
            and max(start.x, end.x) > self.x
            and min(start.y, end.y) < self.bottom
            and max(start.y, end.y) > self.y
        )


def segments(points: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    """Give the segments of a line in order."""
    return pairwise(points)


def straightened(points: list[Point]) -> tuple[Point, ...]:
    """Give the line without repeated points and without points on a straight stretch."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)


def _in_line(first: Point, second: Point, third: Point) -> bool:
    return first.x == second.x == third.x or first.y == second.y == third.y


def crossing(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    """Say whether a horizontal and a vertical segment cross (not merely touch)."""
    if (first[0].x == first[1].x) == (second[0].x == second[1].x):
        return False
    upright, level = (first, second) if first[0].x == first[1].x else (second, first)
    left, right = sorted((level[0].x, level[1].x))
    top, bottom = sorted((upright[0].y, upright[1].y))
    return left < upright[0].x < right and top < level[0].y < bottom


def after_parting(
    line: tuple[Point, ...], others: Iterable[tuple[Point, ...]]
) -> tuple[Point, ...]:
    """Give the part of a line on which it no longer runs together with any of the others.

    Only lines that begin at the same point are looked at; a line that never parts is kept whole.
    """
    shared = max((_together(line, other) for other in others if other[0] == line[0]), default=0.0)
    whole = sum(_length(start, end) for start, end in segments(line))
    return line if shared >= whole else _from(line, shared)


def _length(start: Point, end: Point) -> float:
    return abs(end.x - start.x) + abs(end.y - start.y)


def _together(line: tuple[Point, ...], other: tuple[Point, ...]) -> float:
    """Measure how far two lines from one point run on top of each other."""
    run = 0.0
    for (start, end), (also, until) in zip(segments(line), segments(other), strict=False):
        one, two = _length(start, end), _length(also, until)
        if start != also or _heading(start, end) != _heading(also, until):
            break
        run += min(one, two)
        if one != two:
            break
    return run


def _heading(start: Point, end: Point) -> tuple[bool, bool, bool, bool]:
    return end.x > start.x, end.x < start.x, end.y > start.y, end.y < start.y


def _from(line: tuple[Point, ...], distance: float) -> tuple[Point, ...]:
    """Cut a piece of a given length off the beginning of a line."""
    left = distance
    for index, (start, end) in enumerate(segments(line)):
        length = _length(start, end)
        if left < length:
            part = left / length
            cut = start.moved(dx=(end.x - start.x) * part, dy=(end.y - start.y) * part)
            return (cut, *line[index + 1 :])
        left -= length
    return line
