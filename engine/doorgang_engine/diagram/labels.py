"""Finds a place for the names that stand beside their shape or line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doorgang_engine.diagram.geometry import Box, Point, segments
from doorgang_engine.diagram.sizes import LABEL_GAP, label_words

if TYPE_CHECKING:
    from collections.abc import Iterator

ON_SHAPE, ON_LABEL, ON_LINE = 100.0, 90.0, 30.0
ALONG = 7.0
"""How far from a line's beginning its name starts."""
FLOW_GAP = 3.0


@dataclass
class Sheet:
    """What a label should keep clear of; labels are added as they find their place."""

    shapes: list[Box]
    lines: list[tuple[Point, ...]]
    bounds: Box
    labels: dict[str, Box] = field(default_factory=dict)

    def put(self, key: str, places: Iterator[tuple[Box, float]]) -> None:
        """Put a label at the place that hides least; earlier places are preferred."""
        best = min(
            (
                (self._hidden(box) + dislike, index, box)
                for index, (box, dislike) in enumerate(places)
            ),
            key=lambda each: each[:2],
        )
        self.labels[key] = best[2]

    def _hidden(self, box: Box) -> float:
        near = box.grown(1.0)
        total = ON_SHAPE * sum(shape.overlaps(near) for shape in self.shapes)
        total += ON_LABEL * sum(label.overlaps(near) for label in self.labels.values())
        total += ON_LINE * sum(
            near.is_entered_by(start, end) for line in self.lines for start, end in segments(line)
        )
        return total + (0 if self.bounds.holds(box) else ON_SHAPE)


def label_size(name: str, *, edge_event: bool = False) -> tuple[float, float]:
    """Give the width and height in pixels of a name as it will be drawn."""
    label = label_words(name, edge_event=edge_event)
    return round(label.width + 2, 1), round(label.height, 1)


def around(box: Box, name: str, *, above_first: bool) -> Iterator[tuple[Box, float]]:
    """Give the places around an event or gateway."""
    width, height = label_size(name)
    left, middle = box.x - width - LABEL_GAP, box.centre.x - width / 2
    above, below = box.y - height - LABEL_GAP, box.bottom + LABEL_GAP
    first, second = (above, below) if above_first else (below, above)
    yield Box(middle, first, width, height), 0.0
    yield Box(middle, second, width, height), 4.0
    for y, dislike in ((first, 6.0), (second, 8.0)):
        yield Box(box.centre.x + LABEL_GAP, y, width, height), dislike
        yield Box(box.centre.x - LABEL_GAP - width, y, width, height), dislike + 1
    for y, dislike in ((box.y - height / 2, 10.0), (box.bottom - height / 2, 11.0)):
        yield Box(box.right, y, width, height), dislike
        yield Box(left + LABEL_GAP, y, width, height), dislike + 1


def beside_edge(box: Box, name: str, *, upper: bool) -> Iterator[tuple[Box, float]]:
    """Give the places around an event on the edge of its host: beside its arrow."""
    width, height = label_size(name, edge_event=True)
    y = box.y - height - 2 if upper else box.bottom + 2
    beside = box.y if upper else box.bottom - height
    yield Box(box.centre.x + LABEL_GAP, y, width, height), 0.0
    yield Box(box.centre.x - LABEL_GAP - width, y, width, height), 3.0
    yield Box(box.right + 2, beside, width, height), 6.0
    yield Box(box.x - width - 2, beside, width, height), 7.0
    yield Box(box.centre.x - width / 2, y, width, height), 12.0


def along(line: tuple[Point, ...], name: str) -> Iterator[tuple[Box, float]]:
    """Give the places along a line, those near its beginning first."""
    width, height = label_size(name)
    for index, (start, end) in enumerate(segments(line)):
        far = index * 5.0
        if start.y == end.y:
            yield from _beside_level(start, end, (width, height), far)
        else:
            yield from _beside_upright(start, end, (width, height), far)


def _beside_level(
    start: Point, end: Point, size: tuple[float, float], far: float
) -> Iterator[tuple[Box, float]]:
    width, height = size
    sign = 1 if end.x > start.x else -1
    room = abs(end.x - start.x) - width
    for at, dislike in ((ALONG, 0.0), (room / 2, 2.0), (room - ALONG, 4.0)):
        x = start.x + sign * (at + width / 2) - width / 2
        short = 3.0 if room < ALONG else 0.0
        yield Box(x, start.y - height - FLOW_GAP, width, height), far + dislike + short
        yield Box(x, start.y + FLOW_GAP, width, height), far + dislike + short + 1.5


def _beside_upright(
    start: Point, end: Point, size: tuple[float, float], far: float
) -> Iterator[tuple[Box, float]]:
    width, height = size
    sign = 1 if end.y > start.y else -1
    room = abs(end.y - start.y) - height
    for at, dislike in ((ALONG, 0.0), (room / 2, 2.0), (room - ALONG, 4.0)):
        y = start.y + sign * (at + height / 2) - height / 2
        yield Box(start.x + FLOW_GAP + 1, y, width, height), far + dislike
        yield Box(start.x - FLOW_GAP - 1 - width, y, width, height), far + dislike + 1.0
