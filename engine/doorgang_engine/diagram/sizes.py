"""How large each node is, with its name and the events on its edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.diagram.graph import Kind
from doorgang_engine.diagram.lettering import LINE_HEIGHT, lettered, longest_word, text_width

if TYPE_CHECKING:
    from doorgang_engine.diagram.graph import Boundary, Node
    from doorgang_engine.diagram.lettering import Lettering

EVENT, GATEWAY = 36.0, 50.0
TASK_WIDTHS, TASK_HEIGHT = (110.0, 130.0, 150.0, 170.0), 80.0
TASK_LETTER, LABEL_LETTER, DOER_LETTER = 12.0, 11.0, 10.0
LABEL_WIDTH, EDGE_LABEL_WIDTH, NOTE_WIDTH = 100.0, 76.0, 150.0
LABEL_GAP = 5.0
DATA_OBJECT = (36.0, 50.0)
EDGE_EVENT_INSET = 30.0
"""From a corner of the host to the middle of the first event on its lower edge."""
BOX_INSET = 60.0
ICON_ROOM, DOER_INSET, HOST_ROOM = 24.0, 32.0, 10.0


@dataclass(frozen=True)
class Size:
    """A node's measures around its flow line (the height at which flows enter and leave).

    ``ascent`` and ``descent`` are those of the shape; ``above`` and ``below`` include its label
    and the events on its edge; ``cell`` is the width of the shape with its label.
    """

    width: float
    ascent: float
    descent: float
    cell: float
    above: float
    below: float


def size_of(node: Node, *, upper: frozenset[str]) -> Size:
    """Measure a node that is not an expanded sub-process; ``upper`` as in the grid."""
    if node.kind is Kind.EVENT:
        return _labelled(node, EVENT, label_above=False)
    if node.kind is Kind.GATEWAY:
        return _labelled(node, GATEWAY, label_above=True)
    if node.kind is Kind.NOTE:
        return _note(node)
    width, height = _task(node)
    return with_edge_events(node, Size(width, height / 2, height / 2, 0, 0, 0), upper=upper)


def _labelled(node: Node, side: float, *, label_above: bool) -> Size:
    label = label_words(node.name)
    room = side / 2 + (LABEL_GAP + label.height if label.lines else 0)
    cell = max(side, label.width)
    above, below = (room, side / 2) if label_above else (side / 2, room)
    return Size(side, side / 2, side / 2, cell, above, below)


def _note(node: Node) -> Size:
    if node.symbol != "textAnnotation":
        size = _labelled(node, DATA_OBJECT[0], label_above=False)
        half = DATA_OBJECT[1] / 2
        return Size(size.width, half, half, size.cell, half, size.below + 7)
    label = lettered(node.name, size=LABEL_LETTER, width=NOTE_WIDTH - 14)
    half = max(30.0, label.height + 12) / 2
    return Size(NOTE_WIDTH, half, half, NOTE_WIDTH, half, half)


def _task(node: Node) -> tuple[float, float]:
    """Choose the narrowest width at which the name takes at most three lines."""
    longest = longest_word(node.name, size=TASK_LETTER) + 18
    longest = max(longest, longest_word(node.doer, size=DOER_LETTER) + DOER_INSET)
    wide = [width for width in TASK_WIDTHS if width >= longest] or [TASK_WIDTHS[-1]]
    counted = [
        (len(lettered(node.name, size=TASK_LETTER, width=width - 16).lines), width)
        for width in wide
    ]
    lines, width = next((each for each in counted if each[0] <= 3), min(counted))  # noqa: PLR2004
    hosting = HOST_ROOM if node.boundaries else 0.0
    return width, max(TASK_HEIGHT, lines * 15 + 36.0) + doer_room(node.doer, width) + hosting


def doer_lines(doer: str, width: float) -> Lettering:
    """Break the name of who does a task to fit beside the sign in its upper left corner."""
    return lettered(doer, size=DOER_LETTER, width=width - DOER_INSET)


def doer_room(doer: str, width: float) -> float:
    """Give the height in pixels that the name of the doer adds to a task."""
    return len(doer_lines(doer, width).lines) * DOER_LETTER * LINE_HEIGHT


def with_edge_events(node: Node, body: Size, *, upper: frozenset[str]) -> Size:
    """Measure a host: wide enough for the labels of the events on its edges."""
    width = body.width
    hanging = {True: 0.0, False: 0.0}
    for side in hanging:
        events = tuple(each for each in node.boundaries if (each.id in upper) is side)
        if events:
            offsets = edge_offsets(events, width)
            spread = offsets[-1] - offsets[0]
            width = max(width, edge_inset(node, upper=side) + spread + EDGE_EVENT_INSET)
            hanging[side] = EVENT / 2 + LABEL_GAP + max(edge_label_height(each) for each in events)
    above, below = body.ascent + hanging[True], body.descent + hanging[False]
    return Size(width, body.ascent, body.descent, width, above, below)


def edge_inset(node: Node, *, upper: bool) -> float:
    """Give how far from the host's left corner the first edge event may stand.

    On the upper edge it keeps clear of the sign of a task and of the title of a sub-process.
    """
    if node.kind is not Kind.BOX:
        return EDGE_EVENT_INSET + (ICON_ROOM if upper else 0.0)
    title = text_width(node.name, size=TASK_LETTER) + 20 if upper else 0.0
    return BOX_INSET + title


def edge_label_height(event: Boundary) -> float:
    """Give the height of an edge event's label in pixels."""
    return label_words(event.name, edge_event=True).height


def edge_offsets(events: tuple[Boundary, ...], width: float) -> list[float]:
    """Give the middles of edge events from the host's left corner, the last one at the right.

    They stand evenly, so that the room they need does not depend on their order.
    """
    labels = (label_words(event.name, edge_event=True).width + 16 for event in events)
    step = max(EVENT + 10, *labels, 0.0)
    last = max(width - EDGE_EVENT_INSET, EDGE_EVENT_INSET + (len(events) - 1) * step)
    return [last - index * step for index in reversed(range(len(events)))]


def label_words(name: str, *, edge_event: bool = False) -> Lettering:
    """Break a label into lines; a long word makes it wider rather than being broken."""
    usual, most = (EDGE_LABEL_WIDTH, 112.0) if edge_event else (LABEL_WIDTH, 150.0)
    width = max(usual, min(longest_word(name, size=LABEL_LETTER) + 1, most))
    return lettered(name, size=LABEL_LETTER, width=width)


def name_width(text: str) -> float:
    """Give the width in pixels of a flow's name, broken into lines as it will be drawn."""
    return label_words(text).width
