"""Draws what happened: outlines and badges whose shape says what their colour says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.diagram.names import EVENTS, GATEWAYS
from doorgang_engine.diagram.svg import FONT, PAPER, rectangle, tag

if TYPE_CHECKING:
    from doorgang_engine.diagram.geometry import Box
    from doorgang_engine.diagram.marks import Marks
    from doorgang_engine.diagram.picture import Shape

DONE, ACTIVE, CANCELLED, LATE, COUNT = "#1b6e3c", "#0b5cad", "#6b7280", "#b3261e", "#1b2733"
HEAT = ("#fff3d6", "#ffd98f", "#fbb161", "#f08a4b")
"""Ink on the darkest of these is still 5 to 1."""
CORNER = 8.0
"""From the corner around a gateway towards its edge."""
TICK = "M-4.500 0.500L-1.200 3.800L4.800-3.500"
CROSS = "M-3.800-3.800L3.800 3.800M3.800-3.800L-3.800 3.800"
TRIANGLE = "M-2.800-4.200L4.400 0L-2.800 4.200Z"


def states_of(key: str, marks: Marks) -> list[str]:
    """Give the class names of an element's marks, most important first."""
    sets = {
        "late": marks.late,
        "active": marks.active,
        "cancelled": marks.cancelled,
        "visited": marks.visited,
    }
    return [name for name, keys in sets.items() if key in keys]


def heat_up(group: Any, shape: Shape, marks: Marks) -> None:
    """Fill a drawn shape by how much is stuck there; its edge grows along with the fill."""
    level = marks.heat.get(shape.id, 0)
    if not level:
        return
    group.set("class", f"{group.get('class')} heat-{level}")
    body = next(part for part in group if part.get("class") == "body")
    body.set("fill", HEAT[level - 1])
    body.set("stroke-width", f"{1.6 + level * 0.8:g}")


def draw_marks(parent: Any, shape: Shape, marks: Marks) -> None:
    """Add the marks of one shape, over everything else."""
    states = states_of(shape.id, marks)
    note = _note_of(shape.id, marks)
    if not states and not note:
        return
    classes = " ".join(["marks", *states])
    group = tag(parent, "g", class_=classes, data_element=shape.id)
    if "active" in states:
        draw_outline(group, shape, ACTIVE, {"stroke_width": 4.5})
    elif "cancelled" in states:
        draw_outline(group, shape, CANCELLED, {"stroke_width": 2.5, "stroke_dasharray": "6 4"})
    inward = CORNER if shape.symbol in GATEWAYS else 0.0
    x, y = shape.box.x + inward, shape.box.y + inward
    if note:
        draw_note(group, shape.box.right - inward + 5, y, note)
    for sign in _signs(states):
        draw_badge(group, x, y, sign)
        x += 20


def _signs(states: list[str]) -> list[tuple[str, str, str]]:
    """Give class, path and colour of the badges: at most one for the progress, one for late."""
    known = {
        "late": ("badge-late", "", LATE),
        "active": ("badge-active", TRIANGLE, ACTIVE),
        "cancelled": ("badge-cancelled", CROSS, CANCELLED),
        "visited": ("badge-visited", TICK, DONE),
    }
    progress = [state for state in states if state != "late"][:1]
    return [known[state] for state in (*progress, *(["late"] if "late" in states else []))]


def draw_outline(group: Any, shape: Shape, colour: str, look: dict[str, float | str]) -> None:
    """Draw a line around a shape, after its own form."""
    box = shape.box.grown(3)
    line: dict[str, float | str] = {"class_": "outline", "fill": "none", "stroke": colour, **look}
    if shape.symbol in EVENTS:
        tag(group, "circle", cx=box.centre.x, cy=box.centre.y, r=box.width / 2, **line)
    elif shape.symbol in GATEWAYS:
        tag(group, "polygon", points=_diamond(box), **line)
    else:
        rectangle(group, box, rx=11, **line)


def _diamond(box: Box) -> str:
    middle = box.centre
    corners = [(middle.x, box.y), (box.right, middle.y), (middle.x, box.bottom), (box.x, middle.y)]
    return " ".join(f"{x:g},{y:g}" for x, y in corners)


def draw_badge(group: Any, x: float, y: float, sign: tuple[str, str, str]) -> None:
    """Draw a round sign, or a triangle when it has no path: class, path and colour."""
    class_, path, colour = sign
    badge = tag(group, "g", class_=class_, transform=f"translate({x:g} {y:g})")
    if not path:
        tag(
            badge,
            "path",
            class_="badge-shape",
            d="M0-10L10.500 8H-10.500Z",
            fill=colour,
            stroke=PAPER,
            stroke_width=1.5,
        )
        _letter(badge, "!", 0, 6, 13)
        return
    tag(badge, "circle", class_="badge-shape", r=9, fill=colour, stroke=PAPER, stroke_width=1.5)
    solid = path == TRIANGLE
    tag(
        badge,
        "path",
        class_="badge-sign",
        d=path,
        fill=PAPER if solid else "none",
        stroke="none" if solid else PAPER,
        stroke_width=2.2,
    )


def _note_of(key: str, marks: Marks) -> str:
    count = marks.counts.get(key)
    return marks.notes.get(key) or ("" if count is None else str(count))


def draw_note(group: Any, x: float, y: float, text: str) -> None:
    """Draw a few words in a box that ends at ``x``."""
    width = 12 + 7 * len(text)
    badge = tag(group, "g", class_="badge-count", transform=f"translate({x:g} {y:g})")
    tag(
        badge,
        "rect",
        class_="badge-shape",
        x=-width,
        y=-9,
        width=width,
        height=18,
        rx=9,
        fill=COUNT,
        stroke=PAPER,
        stroke_width=1.5,
    )
    _letter(badge, text, -width / 2, 4.2, 12)


def _letter(parent: Any, text: str, x: float, y: float, size: float) -> None:
    tag(
        parent,
        "text",
        text,
        class_="badge-text",
        x=x,
        y=y,
        font_family=FONT,
        font_size=size,
        font_weight="bold",
        fill=PAPER,
        text_anchor="middle",
    )
