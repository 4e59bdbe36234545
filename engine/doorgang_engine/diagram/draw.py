"""Draws a laid-out route as one self-contained SVG, for documents, print and pages without script.

The file has a title and a description for screen readers, no script, no style attributes and
nothing from elsewhere, so that the strictest content policy admits it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from doorgang_engine.diagram.draw_lines import draw_line, draw_line_name
from doorgang_engine.diagram.draw_marks import draw_marks, heat_up, states_of
from doorgang_engine.diagram.draw_shapes import draw_shape
from doorgang_engine.diagram.geometry import after_parting
from doorgang_engine.diagram.marks import Marks
from doorgang_engine.diagram.names import BOXES
from doorgang_engine.diagram.picture import read_picture
from doorgang_engine.diagram.svg import PAPER, SVG, number, rectangle, tag

if TYPE_CHECKING:
    from doorgang_engine.diagram.geometry import Box
    from doorgang_engine.diagram.picture import Picture, Shape

MARGIN = 20.0
FRAMES = ("participant", "lane")


def draw_svg(root: Any, *, marks: Marks | None, title: str, description: str) -> str:
    """Draw the first diagram of a ``definitions`` element; texts are read out to the blind.

    :raises DiagramUnreadable: if the file has no diagram or one that does not fit it.
    """
    picture = read_picture(root)
    known = marks or Marks()
    svg = _canvas(picture.bounds.grown(MARGIN), title, description)
    frames = [_framed(shape, picture) for shape in picture.shapes if shape.symbol in FRAMES]
    boxes = [shape for shape in picture.shapes if shape.symbol in BOXES]
    rest = [shape for shape in picture.shapes if shape.symbol not in {*FRAMES, *BOXES}]
    shapes = tag(svg, "g", class_="frames")
    for shape in frames:
        draw_shape(shapes, shape)
    shapes = tag(svg, "g", class_="shapes")
    for shape in sorted(boxes, key=lambda each: -each.box.width * each.box.height):
        _drawn(shapes, shape, known)
    _draw_lines(svg, picture, known)
    shapes = tag(svg, "g", class_="shapes")
    for shape in sorted(rest, key=lambda each: each.symbol == "boundaryEvent"):
        _drawn(shapes, shape, known)
    over = tag(svg, "g", class_="over")
    for line in picture.lines:
        draw_line_name(over, line)
    for shape in picture.shapes:
        draw_marks(over, shape, known)
    text: str = etree.tostring(svg, encoding="unicode", pretty_print=True)
    return text


def _canvas(bounds: Box, title: str, description: str) -> Any:
    svg = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    view = (bounds.x, bounds.y, bounds.width, bounds.height)
    svg.set("viewBox", " ".join(number(each) for each in view))
    svg.set("width", number(bounds.width))
    svg.set("height", number(bounds.height))
    svg.set("role", "img")
    svg.set("class", "diagram")
    svg.set("aria-label", title)
    tag(svg, "title", title, class_="diagram-title")
    tag(svg, "desc", description, class_="diagram-description")
    rectangle(svg, bounds, class_="paper", fill=PAPER)
    return svg


def _draw_lines(svg: Any, picture: Picture, marks: Marks) -> None:
    """Draw the arrows, those that were followed last, so that they lie on top."""
    lines = tag(svg, "g", class_="flows")
    for line in sorted(picture.lines, key=lambda each: each.id in marks.taken):
        others = [other.points for other in picture.lines if other is not line]
        own = after_parting(line.points, others)
        draw_line(lines, line, own=own, taken=line.id in marks.taken)


def _drawn(parent: Any, shape: Shape, marks: Marks) -> None:
    group = draw_shape(parent, shape)
    states = states_of(shape.id, marks)
    if states:
        group.set("class", " ".join([group.get("class"), *states]))
    heat_up(group, shape, marks)


def _framed(shape: Shape, picture: Picture) -> Shape:
    """Say of a pool in which nothing stands that it is a black box."""
    inside = [other for other in picture.shapes if other is not shape]
    filled = any(shape.box.holds(other.box) for other in inside)
    return shape if filled else replace(shape, expanded=shape.symbol == "lane")
