"""Leads the arrows that cross the borders of pools and sub-processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.diagram.geometry import Box, Point
from doorgang_engine.diagram.labels import Sheet, along
from doorgang_engine.diagram.maze import Kin, Maze
from doorgang_engine.diagram.search import LEVEL, UPRIGHT, Port, find_way

if TYPE_CHECKING:
    from doorgang_engine.diagram.graph import Collaboration, Flow, Scope
    from doorgang_engine.diagram.plan import Plan

SIDE_PORT = 60.0
OUT = 17.0
"""From a shape to the line on which an arrow may turn."""
CLEARANCE = 13.0
"""Messages pass shapes at a distance: they pass many that they have nothing to do with."""


def lay_messages(collaboration: Collaboration, plan: Plan) -> None:
    """Add lines and labels for the messages and for associations between scopes."""
    if not collaboration.messages:
        return
    holders = _holders(collaboration)
    hollow = {pool.id for pool in collaboration.pools if pool.scope is None}
    for flow in collaboration.messages:
        _lay(flow, plan, holders, hollow)


def _holders(collaboration: Collaboration) -> dict[str, frozenset[str]]:
    """Give for each element the lanes, pools and sub-processes that surround it."""
    found: dict[str, frozenset[str]] = {}

    def visit(scope: Scope, around: frozenset[str]) -> None:
        for node in scope.nodes:
            found[node.id] = around
            for event in node.boundaries:
                found[event.id] = around | {node.id}
            if node.inner:
                visit(node.inner, around | {node.id})

    for pool in collaboration.pools:
        if pool.scope:
            visit(pool.scope, frozenset())
    return found


def _lay(flow: Flow, plan: Plan, holders: dict[str, frozenset[str]], hollow: set[str]) -> None:
    ends = {flow.source, flow.target}
    open_boxes = frozenset().union(*(holders.get(end, frozenset()) for end in ends))
    obstacles = [
        box for key, box in plan.shapes.items() if key in holders and key not in open_boxes
    ]
    obstacles += [plan.shapes[key] for key in sorted(hollow)]
    edges = [plan.shapes[end] for end in (flow.source, flow.target)]
    corners = [point for line in plan.lines.values() for point in line]
    xs = {x for box in edges for x in (box.centre.x, box.x - OUT, box.right + OUT)}
    ys = {y for box in edges for y in (box.centre.y, box.y - OUT, box.bottom + OUT)}
    maze = Maze(
        xs=xs | {point.x for point in corners} | set(plan.upright_tracks),
        ys=ys | {point.y for point in corners} | set(plan.level_tracks),
        boxes=obstacles,
        clearance=CLEARANCE,
    )
    maze.shade(plan.labels.values())
    for key, line in plan.lines.items():
        maze.occupy(Kin(key, key, key), line)
    ports = [_ports(maze, end, plan, hollow, edges) for end in (flow.source, flow.target)]
    kin = Kin(flow.id, flow.source, flow.target)
    plan.lines[flow.id] = find_way(maze, kin=kin, sources=ports[0], targets=ports[1])
    if flow.name:
        sheet = Sheet(obstacles, list(plan.lines.values()), _everything(plan), dict(plan.labels))
        sheet.put(flow.id, along(plan.lines[flow.id], flow.name))
        plan.labels = sheet.labels


def _ports(maze: Maze, end: str, plan: Plan, hollow: set[str], edges: list[Box]) -> list[Port]:
    """Give the places where a message may touch: anywhere on a black box, or a side's middle."""
    box = plan.shapes[end]
    if end in hollow:
        xs = {edge.centre.x for edge in edges if edge != box} or {box.centre.x}
        return [_upright(maze, box, x, sense, 0.0) for x in sorted(xs) for sense in (1, -1)]
    return [
        _upright(maze, box, box.centre.x, -1, 0.0),
        _upright(maze, box, box.centre.x, 1, 0.0),
        _level(maze, box, -1),
        _level(maze, box, 1),
    ]


def _upright(maze: Maze, box: Box, x: float, sense: int, cost: float) -> Port:
    edge, out = (box.bottom, box.bottom + OUT) if sense == 1 else (box.y, box.y - OUT)
    return Port(Point(x, edge), maze.vertex(x, out), UPRIGHT, sense, cost)


def _level(maze: Maze, box: Box, sense: int) -> Port:
    edge, out = (box.right, box.right + OUT) if sense == 1 else (box.x, box.x - OUT)
    vertex = maze.vertex(out, box.centre.y)
    return Port(Point(edge, box.centre.y), vertex, LEVEL, sense, SIDE_PORT)


def _everything(plan: Plan) -> Box:
    boxes = plan.shapes.values()
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)
