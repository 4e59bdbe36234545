"""From columns and rows to pixels: boxes for the nodes, bands for the lanes, tracks for arrows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doorgang_engine.diagram.geometry import Box
from doorgang_engine.diagram.graph import Kind
from doorgang_engine.diagram.heights import Heights, heights_of
from doorgang_engine.diagram.sizes import EVENT, edge_inset, edge_offsets, name_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.diagram.graph import Node
    from doorgang_engine.diagram.grid import Grid

COLUMN_GAP, SIDE_PAD = 50.0, 34.0
TRACK, TRACK_MARGIN = 11.0, 13.0
"""Distance between neighbouring tracks, and from a track to what stands beside it."""
LEAST_CELL = 60.0


@dataclass
class Widening:
    """Extra room in the gaps between columns and rows, where arrows lay on top of each other."""

    columns: dict[int, float] = field(default_factory=dict)
    rows: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Gap:
    """The room between two columns or rows and the tracks in it."""

    start: float
    end: float
    middle: float
    tracks: tuple[float, ...]


@dataclass(frozen=True)
class Placed:
    """One scope in pixels, from its upper left corner."""

    boxes: Mapping[str, Box]
    """Nodes and edge events."""
    lanes: tuple[Box, ...]
    column_gaps: tuple[Gap, ...]
    heights: Heights
    width: float
    height: float


def place(grid: Grid, *, widening: Widening) -> Placed:
    """Give the scope its measures; ``widening`` adds room for arrows where it was short."""
    starts, column_gaps = _columns(grid, widening)
    heights = heights_of(grid, extra=widening.rows)
    width = column_gaps[-1].end
    boxes: dict[str, Box] = {}
    for node in grid.scope.nodes:
        size = grid.size[node.id]
        first, last = grid.layers.column[node.id], grid.layers.last(node.id)
        middle = (starts[first][0] + starts[last][1]) / 2
        if first < last:
            middle = starts[first][0] + size.width / 2
        top = heights.line[node.id] - size.ascent
        box = Box(middle - size.width / 2, top, size.width, size.ascent + size.descent)
        boxes[node.id] = box
        boxes |= _edge_events(node, box, grid)
    lanes = tuple(Box(0, top, width, bottom - top) for top, bottom in heights.lanes)
    return Placed(boxes, lanes, column_gaps, heights, width, heights.lanes[-1][1])


def _columns(grid: Grid, widening: Widening) -> tuple[list[tuple[float, float]], tuple[Gap, ...]]:
    widths = _cell_widths(grid)
    gaps = [SIDE_PAD, *_gaps_between(grid, widths), SIDE_PAD]
    gaps = [gap + widening.columns.get(at, 0) for at, gap in enumerate(gaps)]
    _make_room(grid, widths, gaps)
    starts, made, x = [], [], 0.0
    for gap, width in zip(gaps, [*widths, 0.0], strict=True):
        made.append(_gap(x, x + gap))
        starts.append((x + gap, x + gap + width))
        x += gap + width
    return starts, tuple(made)


def _cell_widths(grid: Grid) -> list[float]:
    widths = [LEAST_CELL] * grid.columns
    for node in grid.scope.nodes:
        column = grid.layers.column[node.id]
        if grid.layers.span[node.id] == 1:
            widths[column] = max(widths[column], grid.size[node.id].cell)
    return widths


def _gaps_between(grid: Grid, widths: list[float]) -> list[float]:
    """Give the gaps, wide enough for the names of the flows that leave gateways into them."""
    gaps = [COLUMN_GAP] * (grid.columns - 1)
    gateways = {node.id for node in grid.scope.nodes if node.kind is Kind.GATEWAY}
    for flow in grid.scope.flows:
        if flow.source_host in gateways and flow.name:
            at = grid.layers.column[flow.source_host]
            beside = (widths[at] - grid.size[flow.source_host].width) / 2
            if at < len(gaps):
                gaps[at] = max(gaps[at], name_width(flow.name) + 26 - beside)
    return gaps


def _make_room(grid: Grid, widths: list[float], gaps: list[float]) -> None:
    """Widen the columns under a node that spans several until it fits."""
    for node in grid.scope.nodes:
        first, last = grid.layers.column[node.id], grid.layers.last(node.id)
        if first == last:
            continue
        there = sum(widths[first : last + 1]) + sum(gaps[first + 1 : last + 1])
        short = grid.size[node.id].cell - there
        for column in range(first, last + 1):
            widths[column] += max(short, 0) / (last - first + 1)


def _gap(start: float, end: float) -> Gap:
    """Spread tracks evenly around the middle of a gap; a narrow gap has one."""
    room = end - start - 2 * TRACK_MARGIN
    count = max(int(room // TRACK) + 1, 1)
    first = (start + end - (count - 1) * TRACK) / 2
    tracks = tuple(round(first + index * TRACK, 1) for index in range(count))
    return Gap(start, end, (start + end) / 2, tracks)


def _edge_events(node: Node, host: Box, grid: Grid) -> dict[str, Box]:
    """Hang the edge events so that their arrows need not cross: the leftmost leads farthest."""
    far = {
        flow.source: abs(grid.row[flow.target_host] - grid.row[node.id])
        for flow in grid.scope.flows
        if flow.source_host == node.id and flow.from_boundary
    }
    ranked = sorted(node.boundaries, key=lambda each: far.get(each.id, 0), reverse=True)
    placed: dict[str, Box] = {}
    for upper in (True, False):
        events = tuple(each for each in ranked if (each.id in grid.upper) is upper)
        offsets = edge_offsets(events, host.width)
        if node.kind is Kind.BOX:
            inset = edge_inset(node, upper=upper)
            offsets = [offset - offsets[0] + inset for offset in offsets]
        y = (host.y if upper else host.bottom) - EVENT / 2
        for event, offset in zip(events, offsets, strict=True):
            placed[event.id] = Box(host.x + offset - EVENT / 2, y, EVENT, EVENT)
    return placed
