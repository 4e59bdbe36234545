"""Draws events and gateways with their signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.diagram import icons
from doorgang_engine.diagram.svg import INK, PAPER, tag

if TYPE_CHECKING:
    from doorgang_engine.diagram.picture import Shape

PLAIN, THICK = 1.6, 3.6
DASH = "5 3.5"
"""Of an event that does not interrupt."""


def draw_event(group: Any, shape: Shape) -> None:
    """Draw one circle for a start, a thick one for an end, two for what lies between."""
    thick = THICK if shape.symbol == "endEvent" else PLAIN
    radius = shape.box.width / 2
    _circle(group, shape, radius - thick / 2, fill=PAPER, stroke_width=thick, class_="body")
    if shape.symbol not in {"startEvent", "endEvent"}:
        _circle(group, shape, radius - 4, fill="none", stroke_width=1.2, class_="ring")
    if shape.trigger in icons.EVENT:
        _sign(group, shape)


def _circle(group: Any, shape: Shape, radius: float, **look: float | str) -> None:
    middle = shape.box.centre
    dash = "none" if shape.interrupting else DASH
    tag(
        group,
        "circle",
        cx=middle.x,
        cy=middle.y,
        r=radius,
        stroke=INK,
        stroke_dasharray=dash,
        **look,
    )


def _sign(group: Any, shape: Shape) -> None:
    """Draw the trigger: filled where it is thrown, open where it is caught."""
    solid = shape.throwing or shape.trigger == "terminate"
    at = shape.box.centre.moved(dx=-10, dy=-10)
    tag(
        group,
        "path",
        class_=f"event-icon {shape.trigger}",
        d=icons.EVENT[shape.trigger],
        transform=f"translate({at.x:g} {at.y:g})",
        fill=INK if solid else "none",
        stroke=PAPER if solid and shape.trigger == "message" else INK,
        stroke_width=0.8 if solid else 1.1,
        stroke_linejoin="round",
    )


def draw_gateway(group: Any, shape: Shape) -> None:
    """Draw the diamond with its marker."""
    box, middle = shape.box, shape.box.centre
    corners = [(middle.x, box.y), (box.right, middle.y), (middle.x, box.bottom), (box.x, middle.y)]
    points = " ".join(f"{x:g},{y:g}" for x, y in corners)
    tag(group, "polygon", class_="body", points=points, fill=PAPER, stroke=INK, stroke_width=PLAIN)
    ring: dict[str, float | str] = {"cx": middle.x, "cy": middle.y, "fill": "none", "stroke": INK}
    if shape.symbol == "inclusiveGateway":
        tag(group, "circle", class_="marker", r=10.5, stroke_width=3, **ring)
        return
    at = f"translate({middle.x - 12:g} {middle.y - 12:g})"
    if shape.symbol == "eventBasedGateway":
        for radius in (15.0, 12.5):
            tag(group, "circle", class_="marker", r=radius, stroke_width=1, **ring)
        look = {"fill": "none", "stroke": INK, "class_": "marker"}
        tag(group, "path", d=icons.PENTAGON, transform=at, stroke_width=1.1, **look)
        return
    tag(group, "path", class_="marker", d=icons.GATEWAY[shape.symbol], transform=at, fill=INK)
