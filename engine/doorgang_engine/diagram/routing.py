"""Leads the arrows of one scope from shape to shape."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doorgang_engine.diagram.geometry import Box, Point
from doorgang_engine.diagram.graph import Kind
from doorgang_engine.diagram.heights import TRACK
from doorgang_engine.diagram.maze import Kin, Maze
from doorgang_engine.diagram.search import LEVEL, UPRIGHT, Port, find_way
from doorgang_engine.diagram.sizes import LABEL_GAP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.diagram.graph import Flow, Node
    from doorgang_engine.diagram.grid import Grid
    from doorgang_engine.diagram.placing import Placed, Widening

SIDE_OF_TASK, SIDE_OF_GATEWAY = 55.0, 4.0
TAKEN, TAKEN_NAMED, TAKEN_OTHERWISE, SHARED_TARGET = 45.0, 130.0, 70.0, 6.0
ROUNDS = 2


@dataclass(frozen=True)
class Routed:
    """The lines of a scope's flows, and what was found short of room."""

    lines: Mapping[str, tuple[Point, ...]]
    maze: Maze


def route(grid: Grid, placed: Placed) -> Routed:
    """Find a line for every flow; each is laid again once all others are known."""
    router = _Router(grid, placed)
    flows = sorted(grid.scope.flows, key=lambda flow: _turn_in_queue(flow, grid))
    for _ in range(ROUNDS):
        for flow in flows:
            router.lay(flow)
    return Routed(router.lines, router.maze)


def widen(routed: Routed, placed: Placed, widening: Widening) -> bool:
    """Ask for more room in the gaps where arrows lie on top of each other; say whether any do."""
    crowded = {
        (axis, _gap_at(routed.maze, placed, axis, vertex)) for axis, vertex in routed.maze.shared()
    }
    for axis, gap in sorted(crowded):
        room = widening.columns if axis == UPRIGHT else widening.rows
        room[gap] = room.get(gap, 0.0) + TRACK
    return bool(crowded)


def _gap_at(maze: Maze, placed: Placed, axis: int, vertex: tuple[int, int]) -> int:
    point = maze.point(vertex)
    if axis == LEVEL:
        return placed.heights.row_below(point.y)
    gaps = placed.column_gaps
    return min(range(len(gaps)), key=lambda index: abs(gaps[index].middle - point.x))


def _turn_in_queue(flow: Flow, grid: Grid) -> tuple[bool, bool, int, int]:
    """Lay straight arrows first, long ones late, those that lead back last."""
    column, row = grid.layers.column, grid.row
    ahead = column[flow.target_host] - grid.layers.last(flow.source_host)
    level = row[flow.source_host] != row[flow.target_host] or flow.from_boundary
    return flow.id in grid.layers.back, level, abs(ahead), grid.scope.flows.index(flow)


class _Router:
    def __init__(self, grid: Grid, placed: Placed) -> None:
        self.grid, self.placed = grid, placed
        self.nodes = grid.scope.by_id
        self.lines: dict[str, tuple[Point, ...]] = {}
        xs = [track for gap in placed.column_gaps for track in gap.tracks]
        xs += [box.centre.x for box in placed.boxes.values()]
        self.maze = Maze(xs=xs, ys=placed.heights.tracks, boxes=placed.boxes.values())
        self.maze.shade(self._labels())
        self.source_use: Counter[tuple[float, float]] = Counter()
        self.target_use: Counter[tuple[float, float]] = Counter()

    def _labels(self) -> list[Box]:
        """Give where the names of events and gateways are best put."""
        found = []
        for node in self.grid.scope.nodes:
            size, box = self.grid.size[node.id], self.placed.boxes[node.id]
            left = box.centre.x - size.cell / 2
            if node.kind is Kind.EVENT and node.name:
                height = size.below - size.descent - LABEL_GAP
                found.append(Box(left, box.bottom + LABEL_GAP, size.cell, height))
            elif node.kind is Kind.GATEWAY and node.name:
                height = size.above - size.ascent - LABEL_GAP
                found.append(Box(left, box.y - LABEL_GAP - height, size.cell, height))
        return found

    def lay(self, flow: Flow) -> None:
        """Find the flow's line, given all the others."""
        kin = Kin(flow.id, flow.source, flow.target)
        if flow.id in self.lines:
            former = self.lines[flow.id]
            self.maze.leave(kin, self._within(former))
            self.source_use[former[0].x, former[0].y] -= 1
            self.target_use[former[-1].x, former[-1].y] -= 1
        line = find_way(
            self.maze, kin=kin, sources=self._sources(flow), targets=self._targets(flow)
        )
        self.lines[flow.id] = line
        self.maze.occupy(kin, self._within(line))
        self.source_use[line[0].x, line[0].y] += 1
        self.target_use[line[-1].x, line[-1].y] += 1

    def _within(self, line: tuple[Point, ...]) -> tuple[Point, ...]:
        """Cut the ends at shapes back to the maze's own points."""
        return (self._snapped(line[0], line[1]), *line[1:-1], self._snapped(line[-1], line[-2]))

    def _snapped(self, end: Point, towards: Point) -> Point:
        xs, ys = self.maze.xs, self.maze.ys
        if end.y == towards.y:
            inner = [x for x in xs if min(end.x, towards.x) <= x <= max(end.x, towards.x)]
            return Point(min(inner, key=lambda x: abs(x - end.x)), end.y)
        inner = [y for y in ys if min(end.y, towards.y) <= y <= max(end.y, towards.y)]
        return Point(end.x, min(inner, key=lambda y: abs(y - end.y)))

    def _sources(self, flow: Flow) -> list[Port]:
        if flow.from_boundary:
            return [self._edge_event_port(flow.source, flow.source_host)]
        node = self.nodes[flow.source]
        if not flow.sequence:
            return self._ports(node, {"top": 0.0, "bottom": 0.0, "left": 30.0, "right": 30.0})
        side = SIDE_OF_GATEWAY if node.kind is Kind.GATEWAY else SIDE_OF_TASK
        ports = self._ports(node, {"right": 0.0, "top": side, "bottom": side})
        taken = TAKEN_NAMED if flow.name else TAKEN
        return [
            replace(
                port,
                cost=port.cost
                + taken * min(self.source_use[port.key], 3)
                + TAKEN_OTHERWISE * min(self.target_use[port.key], 1),
            )
            for port in ports
        ]

    def _targets(self, flow: Flow) -> list[Port]:
        if flow.target != flow.target_host:
            return [self._edge_event_port(flow.target, flow.target_host)]
        node = self.nodes[flow.target]
        if not flow.sequence:
            return self._ports(node, {"top": 0.0, "bottom": 0.0, "left": 30.0, "right": 30.0})
        side = SIDE_OF_GATEWAY if node.kind is Kind.GATEWAY else SIDE_OF_TASK
        ports = self._ports(node, {"left": 0.0, "top": side, "bottom": side})
        return [
            replace(
                port,
                cost=port.cost
                + SHARED_TARGET * min(self.target_use[port.key], 1)
                + TAKEN_OTHERWISE * min(self.source_use[port.key], 1),
            )
            for port in ports
        ]

    def _edge_event_port(self, event: str, host: str) -> Port:
        box = self.placed.boxes[event]
        heights = self.placed.heights
        up = event in self.grid.upper
        track = heights.over[host] if up else heights.under[host]
        vertex = self.maze.vertex(box.centre.x, track)
        edge = Point(box.centre.x, box.y if up else box.bottom)
        return Port(edge, vertex, UPRIGHT, -1 if up else 1, 0.0)

    def _ports(self, node: Node, costs: Mapping[str, float]) -> list[Port]:
        """Give the ports at these sides, but not where events sit on the edge."""
        sides = dict(costs)
        for event in node.boundaries:
            sides.pop("top" if event.id in self.grid.upper else "bottom", None)
        return [self._port(node, side, cost) for side, cost in sides.items()]

    def _port(self, node: Node, side: str, cost: float) -> Port:
        """Give the port at a side of a node, and the first track beyond that side."""
        box, heights = self.placed.boxes[node.id], self.placed.heights
        line, middle, columns = heights.line[node.id], box.centre.x, self.placed.column_gaps
        if side == "right":
            track = columns[self.grid.layers.last(node.id) + 1].tracks[0]
            return Port(Point(box.right, line), self.maze.vertex(track, line), LEVEL, 1, cost)
        if side == "left":
            track = columns[self.grid.layers.column[node.id]].tracks[-1]
            return Port(Point(box.x, line), self.maze.vertex(track, line), LEVEL, -1, cost)
        if side == "top":
            vertex = self.maze.vertex(middle, heights.over[node.id])
            return Port(Point(middle, box.y), vertex, UPRIGHT, -1, cost)
        vertex = self.maze.vertex(middle, heights.under[node.id])
        return Port(Point(middle, box.bottom), vertex, UPRIGHT, 1, cost)
