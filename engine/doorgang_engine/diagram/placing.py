"""From columns and rows to pixels: boxes for the nodes, bands for the lanes, tracks for arrows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from doorgang_engine.diagram.geometry import Box
from doorgang_engine.diagram.graph import Kind
from doorgang_engine.diagram.sizes import EVENT, edge_offsets, name_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.diagram.graph import Node, Scope
    from doorgang_engine.diagram.layers import Layers
    from doorgang_engine.diagram.sizes import Size

COLUMN_GAP, ROW_GAP, LANE_PAD, SIDE_PAD = 50.0, 36.0, 24.0, 34.0
TRACK, TRACK_MARGIN = 11.0, 13.0
"""Distance between neighbouring tracks, and from a track to what stands beside it."""
LEAST_CELL, LEAST_LANE = 60.0, 130.0


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
    line: Mapping[str, float]
    """The height at which flows enter and leave each node."""
    lanes: tuple[Box, ...]
    column_gaps: tuple[Gap, ...]
    row_gaps: tuple[Gap, ...]
    width: float
    height: float


@dataclass(frozen=True)
class Grid:
    """Where the nodes of a scope stand, and how large they are."""

    scope: Scope
    layers: Layers
    row: Mapping[str, int]
    size: Mapping[str, Size]

    @property
    def columns(self) -> int:
        return 1 + max((self.layers.last(node.id) for node in self.scope.nodes), default=0)

    @property
    def rows(self) -> int:
        return 1 + max(self.row.values(), default=0)


def place(grid: Grid, *, widening: Widening) -> Placed:
    """Give the scope its measures; ``widening`` adds room for arrows where it was short."""
    starts, column_gaps = _columns(grid, widening)
    line_of_row, row_gaps, lanes_y = _rows(grid, widening)
    width = column_gaps[-1].end
    boxes: dict[str, Box] = {}
    for node in grid.scope.nodes:
        size = grid.size[node.id]
        first, last = grid.layers.column[node.id], grid.layers.last(node.id)
        middle = (starts[first][0] + starts[last][1]) / 2
        top = line_of_row[grid.row[node.id]] - size.ascent
        box = Box(middle - size.width / 2, top, size.width, size.ascent + size.descent)
        boxes[node.id] = box
        boxes |= _edge_events(node, box, grid)
    lanes = tuple(Box(0, top, width, bottom - top) for top, bottom in lanes_y)
    line = {key: line_of_row[row] for key, row in grid.row.items()}
    return Placed(boxes, line, lanes, column_gaps, row_gaps, width, lanes_y[-1][1])


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


def _rows(
    grid: Grid, widening: Widening
) -> tuple[dict[int, float], tuple[Gap, ...], list[tuple[float, float]]]:
    """Stack the rows lane by lane; give their flow lines, the gaps and the lanes' bounds."""
    lines: dict[int, float] = {}
    edges: list[tuple[float, float]] = []
    lanes: list[tuple[float, float]] = []
    y = 0.0
    bands = max(len(grid.scope.lanes), 1)
    for lane in range(bands):
        top = y
        rows = sorted({grid.row[node.id] for node in grid.scope.nodes if node.lane == lane})
        for index, row in enumerate(rows):
            above, below = _extent(grid, row)
            y += (ROW_GAP if index else LANE_PAD) + widening.rows.get(row, 0)
            lines[row] = y + above
            edges.append((y, y + above + below))
            y += above + below
        y += LANE_PAD + (widening.rows.get(grid.rows, 0) if lane == bands - 1 else 0)
        y = max(y, top + LEAST_LANE) if grid.scope.lanes else y
        lanes.append((top, y))
    outer = [(0.0, 0.0), *edges, (y, y)]
    borders = {round(bottom, 3) for _, bottom in lanes[:-1]}
    gaps = tuple(_row_gap(one[1], two[0], borders) for one, two in pairwise(outer))
    return lines, gaps, lanes


def _extent(grid: Grid, row: int) -> tuple[float, float]:
    sizes = [grid.size[node.id] for node in grid.scope.nodes if grid.row[node.id] == row]
    return max(size.above for size in sizes), max(size.below for size in sizes)


def _gap(start: float, end: float) -> Gap:
    """Spread tracks evenly around the middle of a gap; a narrow gap has one."""
    room = end - start - 2 * TRACK_MARGIN
    count = max(int(room // TRACK) + 1, 1)
    first = (start + end - (count - 1) * TRACK) / 2
    tracks = tuple(round(first + index * TRACK, 1) for index in range(count))
    return Gap(start, end, (start + end) / 2, tracks)


def _row_gap(start: float, end: float, borders: set[float]) -> Gap:
    """Make the gap between two rows; no arrow runs along a lane's border."""
    inside = sorted(border for border in borders if start < border < end)
    bounds = [start, *inside, end]
    parts = [_gap(one, two) for one, two in pairwise(bounds)]
    tracks = tuple(track for part in parts for track in part.tracks)
    return replace(_gap(start, end), tracks=tracks)


def _edge_events(node: Node, host: Box, grid: Grid) -> dict[str, Box]:
    """Hang the edge events so that their arrows need not cross: the leftmost leads lowest."""
    lowest = {
        flow.source: (grid.row[flow.target_host], -grid.layers.column[flow.target_host])
        for flow in grid.scope.flows
        if flow.source_host == node.id and flow.from_boundary
    }
    ranked = sorted(node.boundaries, key=lambda each: lowest.get(each.id, (0, 0)), reverse=True)
    events = tuple(ranked)
    offsets = edge_offsets(events, host.width)
    if node.kind is Kind.BOX:
        offsets = [offset - offsets[0] + 60 for offset in offsets]
    return {
        event.id: Box(host.x + offset - EVENT / 2, host.bottom - EVENT / 2, EVENT, EVENT)
        for event, offset in zip(events, offsets, strict=True)
    }
