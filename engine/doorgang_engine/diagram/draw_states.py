"""A drawing that can show any moment: every mark is in it, hidden, and classes bring it out.

So one drawing serves all steps of a history, on a page without script (painted before it is sent)
and with script (classes change, nothing is drawn again). What a class shows stands in the style
sheet of the page; without it the drawing is the plain route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from doorgang_engine.diagram.draw import draw_svg
from doorgang_engine.diagram.draw_marks import (
    ACTIVE,
    CANCELLED,
    CORNER,
    DONE,
    LATE,
    TICK,
    draw_badge,
    draw_note,
    draw_outline,
)
from doorgang_engine.diagram.draw_marks import CROSS as CROSSED
from doorgang_engine.diagram.names import FLOW_NODES, GATEWAYS
from doorgang_engine.diagram.picture import read_picture
from doorgang_engine.diagram.svg import PAPER, SVG, tag

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from doorgang_engine.diagram.picture import Shape

FRESH = "#7a4a00"
TOKEN = 8.0  # radius of the dot that is a token
#: Per class of a shape or arrow, the part of its marks that it brings out.
_ROUNDS = f"{{{SVG}}}g[@class='mark mark-again']//{{{SVG}}}text"
STATES = ("active", "late", "visited", "cancelled", "fresh", "taken", "again")


def draw_all_states(root: Any, *, title: str, description: str) -> str:
    """Draw the first diagram of a file with every mark in it, hidden.

    :raises DiagramUnreadable: if the file has no diagram or one that does not fit it.
    """
    drawn = draw_svg(root, marks=None, title=title, description=description)
    svg = etree.fromstring(drawn, etree.XMLParser(remove_blank_text=True))
    over = tag(svg, "g", class_="states")
    for shape in read_picture(root).shapes:
        if shape.symbol in FLOW_NODES:
            _marks(over, shape)
    text: str = etree.tostring(svg, encoding="unicode")
    return text


def painted(
    text: str,
    *,
    states: Mapping[str, Collection[str]],
    rounds: Mapping[str, int],
    keep: Collection[str],
) -> str:
    """Bring out states of a drawing with all states: element ids by state.

    ``states`` may hold ``active``, ``late``, ``visited``, ``cancelled``, ``fresh`` and ``taken``.
    Hidden marks stay for the elements to ``keep``: the others are never painted.
    """
    svg = etree.fromstring(text)
    for group in list(svg.iter(f"{{{SVG}}}g")):
        key = group.get("data-element")
        if key is None:
            continue
        if key not in keep and group.get("class") == "state":
            group.getparent().remove(group)
            continue
        on = [state for state in STATES if key in states.get(state, ())]
        if key in rounds and group.get("class") == "state":
            on.append("again")
            group.find(_ROUNDS).text = f"{rounds[key]}×"
        if on:
            group.set("class", " ".join([group.get("class"), *(f"is-{state}" for state in on)]))
    done: str = etree.tostring(svg, encoding="unicode")
    return done


def _marks(parent: Any, shape: Shape) -> None:
    group = tag(parent, "g", class_="state", data_element=shape.id)
    inward = CORNER if shape.symbol in GATEWAYS else 0.0
    x, y = shape.box.x + inward, shape.box.y + inward
    draw_outline(
        _mark(group, "fresh"), shape, FRESH, {"stroke_width": 2, "stroke_dasharray": "2 3"}
    )
    draw_outline(_mark(group, "active"), shape, ACTIVE, {"stroke_width": 4.5})
    draw_outline(
        _mark(group, "cancelled"),
        shape,
        CANCELLED,
        {"stroke_width": 2.5, "stroke_dasharray": "6 4"},
    )
    draw_badge(_mark(group, "visited"), x, y, ("badge-visited", TICK, DONE))
    draw_badge(_mark(group, "cancelled"), x, y, ("badge-cancelled", CROSSED, CANCELLED))
    token = _mark(group, "active")
    look: dict[str, float | str] = {"fill": ACTIVE, "stroke": PAPER, "stroke_width": 2}
    tag(token, "circle", class_="token", cx=x, cy=y, r=TOKEN, **look)
    draw_badge(_mark(group, "late"), x + 20, y, ("badge-late", "", LATE))
    draw_note(_mark(group, "again"), shape.box.right - inward + 5, y, "2×")


def _mark(group: Any, state: str) -> Any:
    return tag(group, "g", class_=f"mark mark-{state}", display="none")
