"""Points and boxes of a picture, in pixels; y grows downwards."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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
