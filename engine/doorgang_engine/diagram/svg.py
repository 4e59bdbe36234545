"""Builds SVG elements: classes and presentation attributes, never style attributes or script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doorgang_engine.diagram.geometry import Box, Point
    from doorgang_engine.diagram.lettering import Lettering

SVG = "http://www.w3.org/2000/svg"
INK, PAPER, FAINT = "#1b2733", "#ffffff", "#5b6b7a"
FONT = "Arial, Helvetica, sans-serif"


def tag(parent: Any, name: str, text: str = "", /, **attributes: float | str) -> Any:
    """Add an element; ``class_`` and ``stroke_width`` stand for ``class`` and ``stroke-width``."""
    element = etree.SubElement(parent, f"{{{SVG}}}{name}")
    for key, value in attributes.items():
        written = value if isinstance(value, str) else number(value)
        element.set(key.rstrip("_").replace("_", "-"), written)
    element.text = text or None
    return element


def number(value: float) -> str:
    """Write a number without needless digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def path_of(points: Iterable[Point]) -> str:
    """Give path data for a line through the points."""
    return "M" + " L".join(f"{number(point.x)} {number(point.y)}" for point in points)


def rounded(points: tuple[Point, ...], *, radius: float) -> str:
    """Give path data for a line through the points with rounded corners."""
    parts = [f"M{number(points[0].x)} {number(points[0].y)}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        enter, leave = _towards(corner, before, radius), _towards(corner, after, radius)
        parts.append(f"L{number(enter.x)} {number(enter.y)}")
        parts.append(f"Q{number(corner.x)} {number(corner.y)} {number(leave.x)} {number(leave.y)}")
    return " ".join([*parts, f"L{number(points[-1].x)} {number(points[-1].y)}"])


def _towards(corner: Point, other: Point, radius: float) -> Point:
    dx, dy = other.x - corner.x, other.y - corner.y
    length = (dx**2 + dy**2) ** 0.5
    part = min(radius, length / 2) / length if length else 0.0
    return corner.moved(dx=dx * part, dy=dy * part)


def write_lines(
    parent: Any, words: Lettering, *, middle: Point, size: float, colour: str = INK, class_: str
) -> None:
    """Write broken text centred on a point."""
    step = size * 1.25
    first = middle.y - (len(words.lines) - 1) * step / 2 + size * 0.35
    text = tag(
        parent,
        "text",
        class_=class_,
        font_family=FONT,
        font_size=size,
        fill=colour,
        text_anchor="middle",
    )
    for index, line in enumerate(words.lines):
        tag(text, "tspan", line, x=middle.x, y=first + index * step)


def rectangle(parent: Any, box: Box, /, **attributes: float | str) -> Any:
    """Add a rectangle."""
    return tag(parent, "rect", x=box.x, y=box.y, width=box.width, height=box.height, **attributes)
