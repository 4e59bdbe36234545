"""A finished arrangement: what every shape, line and label of a diagram measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doorgang_engine.diagram.geometry import Box, Point


@dataclass
class Plan:
    """Shapes, lines and labels by element id, in pixels."""

    shapes: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    upright_tracks: list[float] = field(default_factory=list)
    level_tracks: list[float] = field(default_factory=list)
    """Where further arrows may run."""

    def add(self, other: Plan, *, dx: float, dy: float) -> None:
        """Take over another arrangement, moved."""
        self.shapes |= {key: box.moved(dx=dx, dy=dy) for key, box in other.shapes.items()}
        self.labels |= {key: box.moved(dx=dx, dy=dy) for key, box in other.labels.items()}
        self.lines |= {
            key: tuple(point.moved(dx=dx, dy=dy) for point in line)
            for key, line in other.lines.items()
        }
        self.upright_tracks += [x + dx for x in other.upright_tracks]
        self.level_tracks += [y + dy for y in other.level_tracks]
