"""Draws arrows: sequence flows, messages and associations.

Arrow heads are drawn as shapes, not as markers, so that a page with many pictures has no ids in
common and a stand-alone file looks the same everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.diagram.draw_shapes import draw_label
from doorgang_engine.diagram.svg import FAINT, INK, PAPER, path_of, rounded, tag

if TYPE_CHECKING:
    from doorgang_engine.diagram.geometry import Point
    from doorgang_engine.diagram.picture import Line

PLAIN, TAKEN = 1.5, 3.4
TAKEN_COLOUR = "#0b5cad"
HEAD, HALF = 9.0, 4.2


def draw_line(parent: Any, line: Line, *, own: tuple[Point, ...], taken: bool) -> None:
    """Add the group of one arrow with its head, its default slash.

    ``own`` is the part on which it runs alone: there the slash cannot be taken for another's.
    """
    state = " taken" if taken else ""
    group = tag(parent, "g", class_=f"flow {line.symbol}{state}", data_element=line.id)
    colour = TAKEN_COLOUR if taken else (FAINT if line.symbol == "association" else INK)
    width = TAKEN if taken else PLAIN
    dash = {"messageFlow": "8 5", "association": "2 4"}.get(line.symbol, "none")
    tag(
        group,
        "path",
        class_="line",
        d=rounded(line.points, radius=6),
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_linejoin="round",
        stroke_dasharray=dash,
    )
    _heads(group, line, colour)
    if line.default:
        _slash(group, own, colour)


def draw_line_name(parent: Any, line: Line) -> None:
    """Add the arrow's name; done after all arrows, so that none is drawn over it."""
    if line.name and line.label:
        group = tag(parent, "g", class_="flow-name", data_element=line.id)
        draw_label(group, line.name, line.label)


def _heads(group: Any, line: Line, colour: str) -> None:
    corners = _open_head(line.points[-1], line.points[-2])
    if line.symbol == "association":
        if line.direction in {"One", "Both"}:
            look = {"fill": "none", "stroke": colour, "class_": "head"}
            tag(group, "path", d=path_of(corners), stroke_width=PLAIN, **look)
        return
    hollow = line.symbol == "messageFlow"
    look = {"fill": PAPER if hollow else colour, "stroke": colour, "class_": "head"}
    tag(group, "path", d=path_of(corners) + "Z", stroke_width=1, **look)
    if hollow:
        first = line.points[0]
        look = {"fill": PAPER, "stroke": colour, "class_": "tail"}
        tag(group, "circle", cx=first.x, cy=first.y, r=3.6, stroke_width=1.2, **look)


def _open_head(end: Point, before: Point) -> list[Point]:
    ux, uy = _direction(before, end)
    back = end.moved(dx=-ux * HEAD, dy=-uy * HEAD)
    return [
        back.moved(dx=-uy * HALF, dy=ux * HALF),
        end,
        back.moved(dx=uy * HALF, dy=-ux * HALF),
    ]


def _slash(group: Any, points: tuple[Point, ...], colour: str) -> None:
    ux, uy = _direction(points[0], points[1])
    at = points[0].moved(dx=ux * 11, dy=uy * 11)
    ends = [
        at.moved(dx=-ux * 3 + uy * 5, dy=-uy * 3 - ux * 5),
        at.moved(dx=ux * 3 - uy * 5, dy=uy * 3 + ux * 5),
    ]
    tag(group, "path", class_="default-slash", d=path_of(ends), stroke=colour, stroke_width=1.6)


def _direction(start: Point, end: Point) -> tuple[float, float]:
    dx, dy = end.x - start.x, end.y - start.y
    length = (dx**2 + dy**2) ** 0.5 or 1.0
    return dx / length, dy / length
