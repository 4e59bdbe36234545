"""Draws the shapes of a picture as BPMN 2.0 prescribes them."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from doorgang_engine.diagram import icons
from doorgang_engine.diagram.draw_events import draw_event, draw_gateway
from doorgang_engine.diagram.geometry import Box, Point
from doorgang_engine.diagram.lettering import LINE_HEIGHT, lettered
from doorgang_engine.diagram.names import BOXES, EVENTS, GATEWAYS, TASKS
from doorgang_engine.diagram.sizes import DOER_LETTER, EVENT, LABEL_LETTER, TASK_LETTER, doer_lines
from doorgang_engine.diagram.svg import FAINT, FONT, INK, PAPER, rectangle, tag, write_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from doorgang_engine.diagram.picture import Shape

THIN, PLAIN, THICK = 1.0, 1.6, 3.6
LANE_FILL, HEADER_FILL = PAPER, "#e8eef3"
NAME_STRIP, SIGN = 30.0, 20.0


def draw_shape(parent: Any, shape: Shape) -> Any:
    """Add the group of one shape, with its label; give the group."""
    group = tag(
        parent,
        "g",
        class_=f"element {kind_class(shape.symbol)} {shape.symbol}",
        data_element=shape.id,
    )
    _DRAWN_BY.get(shape.symbol, _task)(group, shape)
    if shape.label and shape.name:
        draw_label(group, shape.name, shape.label)
    return group


def kind_class(symbol: str) -> str:
    """Give the class that shapes of one sort share."""
    for name, symbols in (("event", EVENTS), ("gateway", GATEWAYS), ("task", TASKS)):
        if symbol in symbols:
            return name
    return "sub-process" if symbol in BOXES else "frame"


def draw_label(parent: Any, name: str, box: Box) -> None:
    """Write a name in its own box, on paper so that a line behind it does not disturb."""
    one_line = box.height < 2 * LABEL_LETTER * LINE_HEIGHT - 1
    width = inf if one_line else box.width * 1.04 + 1
    words = lettered(name, size=LABEL_LETTER, width=width)
    backing = Box(
        box.centre.x - words.width / 2 - 1,
        box.centre.y - words.height / 2,
        words.width + 2,
        words.height,
    )
    rectangle(parent, backing, class_="label-back", fill=PAPER, fill_opacity=0.8)
    write_lines(parent, words, middle=box.centre, size=LABEL_LETTER, class_="label")


def _frame(group: Any, shape: Shape) -> None:
    """Draw a pool or lane with its name upright in a strip; a black box has it level."""
    fill = PAPER if shape.symbol == "participant" else LANE_FILL
    rectangle(group, shape.box, class_="frame-box", fill=fill, stroke=FAINT, stroke_width=PLAIN)
    strip = Box(shape.box.x, shape.box.y, NAME_STRIP, shape.box.height)
    if shape.symbol == "participant" and not shape.expanded:
        words = lettered(shape.name, size=14, width=shape.box.width - 20)
        write_lines(group, words, middle=shape.box.centre, size=14, class_="frame-name")
        return
    rectangle(
        group, strip, class_="frame-strip", fill=HEADER_FILL, stroke=FAINT, stroke_width=THIN
    )
    size = 14.0 if shape.symbol == "participant" else 12.0
    words = lettered(shape.name, size=size, width=shape.box.height - 10)
    if len(words.lines) > 2:  # noqa: PLR2004 (what fits in the strip)
        size -= 2.5
        words = lettered(shape.name, size=size, width=shape.box.height - 6)
    middle = strip.centre
    turned = tag(group, "g", class_="turned", transform=f"rotate(-90 {middle.x:g} {middle.y:g})")
    write_lines(turned, words, middle=middle, size=size, class_="frame-name")


def _task(group: Any, shape: Shape) -> None:
    thick = THICK if shape.symbol == "callActivity" else PLAIN
    rectangle(group, shape.box, class_="body", rx=9, fill=PAPER, stroke=INK, stroke_width=thick)
    icon = icons.TASK.get(shape.symbol, "")
    at = Point(shape.box.x + 6, shape.box.y + 6)
    if icon:
        _icon(group, icon, at, class_="task-icon")
    if shape.symbol in icons.SOLID:
        _icon(group, icons.SOLID[shape.symbol], at, class_="task-icon-solid", fill=INK)
    marker = icons.PLUS if shape.symbol == "callActivity" else icons.REPEAT.get(shape.repeat, "")
    if marker:
        _icon(group, marker, Point(shape.box.centre.x - 8, shape.box.bottom - 19), class_="marker")
    taken = max(SIGN if marker else 0.0, EVENT / 2 - 2 if shape.hosting else 0.0)
    _task_name(group, shape, top=_doer(group, shape), bottom=taken)


def _task_name(group: Any, shape: Shape, *, top: float, bottom: float) -> None:
    """Write the name in what is left of the task below its sign and above its marker."""
    words = lettered(shape.name, size=TASK_LETTER, width=shape.box.width - 14)
    room = shape.box.height - bottom
    crowded = shape.symbol in icons.TASK and words.height > room - 2 * SIGN
    upper = max(top, SIGN if crowded else 0.0)
    middle = Point(shape.box.centre.x, shape.box.y + (upper + room) / 2)
    write_lines(group, words, middle=middle, size=TASK_LETTER, class_="name")


def _doer(group: Any, shape: Shape) -> float:
    """Write beside the sign who does the task; give the height that this takes."""
    if not shape.doer:
        return 0.0
    words = doer_lines(shape.doer, shape.box.width)
    at = Point(shape.box.centre.x + 9, shape.box.y + 8 + words.height / 2)
    write_lines(group, words, middle=at, size=DOER_LETTER, colour=FAINT, class_="doer")
    return 8 + words.height


def _icon(group: Any, path: str, at: Point, *, class_: str, fill: str = "none") -> None:
    tag(
        group,
        "path",
        class_=class_,
        d=path,
        transform=f"translate({at.x:g} {at.y:g})",
        fill=fill,
        stroke=INK if fill == "none" else "none",
        stroke_width=1.1,
        stroke_linejoin="round",
    )


def _box(group: Any, shape: Shape) -> None:
    dash = "3 4" if shape.triggered else "none"
    rectangle(
        group,
        shape.box,
        class_="body",
        rx=11,
        fill=PAPER,
        stroke=INK,
        stroke_width=PLAIN,
        stroke_dasharray=dash,
    )
    if not shape.expanded:
        _icon(
            group,
            icons.PLUS,
            Point(shape.box.centre.x - 8, shape.box.bottom - 19),
            class_="marker",
        )
    at = {"x": shape.box.x + 12, "y": shape.box.y + 18}
    look = {"font_family": FONT, "font_weight": "bold", "fill": INK, "class_": "name"}
    tag(group, "text", shape.name, font_size=TASK_LETTER, **at, **look)


def _note(group: Any, shape: Shape) -> None:
    box = shape.box
    rectangle(group, box, class_="body", fill=PAPER, fill_opacity=0.85)
    bracket = f"M{box.x + 12:g} {box.y:g}H{box.x:g}V{box.bottom:g}H{box.x + 12:g}"
    tag(group, "path", class_="bracket", d=bracket, fill="none", stroke=FAINT, stroke_width=1.4)
    words = lettered(shape.name, size=LABEL_LETTER, width=box.width - 12)
    write_lines(group, words, middle=box.centre, size=LABEL_LETTER, class_="name")


def _document(group: Any, shape: Shape) -> None:
    box = shape.box
    fold = box.right - 10
    sheet = f"M{box.x:g} {box.y:g}H{fold:g}l10 10V{box.bottom:g}H{box.x:g}Z"
    tag(group, "path", class_="body", d=sheet, fill=PAPER, stroke=INK, stroke_width=PLAIN)
    corner = f"M{fold:g} {box.y:g}v10h10"
    tag(group, "path", class_="fold", d=corner, fill="none", stroke=INK, stroke_width=THIN)


_DRAWN_BY: dict[str, Callable[[Any, Shape], None]] = {
    "participant": _frame,
    "lane": _frame,
    "textAnnotation": _note,
    "dataObjectReference": _document,
    "dataStoreReference": _document,
    **dict.fromkeys(EVENTS, draw_event),
    **dict.fromkeys(GATEWAYS, draw_gateway),
    **dict.fromkeys(BOXES, _box),
}
