"""Arranges one process or sub-process, the sub-processes within it first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.diagram.geometry import Box, Point, after_parting
from doorgang_engine.diagram.graph import Kind
from doorgang_engine.diagram.grid import Grid
from doorgang_engine.diagram.labels import Sheet, along, around, beside_edge
from doorgang_engine.diagram.layers import assign_layers
from doorgang_engine.diagram.lettering import text_width
from doorgang_engine.diagram.placing import Placed, Widening, place
from doorgang_engine.diagram.plan import Plan
from doorgang_engine.diagram.routing import route, widen
from doorgang_engine.diagram.rows import Rows, assign_rows
from doorgang_engine.diagram.sizes import TASK_LETTER, Size, size_of, with_edge_events

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.diagram.graph import Node, Scope

TITLE, SPAN = 22.0, 165.0
"""Height of a sub-process's title; width of a usual column with its gap."""
ATTEMPTS = 5


@dataclass(frozen=True)
class Laid:
    """A scope arranged from its own upper left corner."""

    plan: Plan
    placed: Placed
    line: float
    """The height at which the flow enters: that of the first start event."""


def lay_scope(scope: Scope) -> Laid:
    """Arrange a scope; gaps are widened until arrows no longer lie on top of each other."""
    inner = {node.id: lay_scope(node.inner) for node in scope.nodes if node.inner}
    bodies = {node.id: _body(node, inner[node.id]) for node in scope.nodes if node.id in inner}
    span = {node.id: _span(node, bodies) for node in scope.nodes}
    layers = assign_layers(scope, span=span)
    rows = assign_rows(scope, layers=layers)
    upper = _leading_up(scope, rows)
    size = {
        node.id: with_edge_events(node, bodies[node.id], upper=upper)
        if node.id in bodies
        else size_of(node, upper=upper)
        for node in scope.nodes
    }
    grid = Grid(scope, layers, rows.row, size, rows.stretches, upper)
    widening = Widening()
    for _ in range(ATTEMPTS):
        placed = place(grid, widening=widening)
        routed = route(grid, placed)
        if not widen(routed, placed, widening):
            break
    plan = Plan(dict(placed.boxes), dict(routed.lines))
    plan.upright_tracks = [track for gap in placed.column_gaps for track in gap.tracks]
    plan.level_tracks = list(placed.heights.tracks)
    _put_labels(scope, placed, plan, upper)
    for key, laid in inner.items():
        box = placed.boxes[key]
        plan.add(laid.plan, dx=box.x + (box.width - laid.placed.width) / 2, dy=box.y + TITLE)
    return Laid(plan, placed, _entry_line(scope, placed))


def _body(node: Node, laid: Laid) -> Size:
    """Measure a sub-process around the line on which its own flow begins."""
    width = max(laid.placed.width, text_width(node.name, size=TASK_LETTER) + 40)
    below = laid.placed.height - laid.line
    return Size(width, laid.line + TITLE, below, width, laid.line + TITLE, below)


def _span(node: Node, bodies: Mapping[str, Size]) -> int:
    return max(1, round(bodies[node.id].width / SPAN)) if node.id in bodies else 1


def _leading_up(scope: Scope, rows: Rows) -> frozenset[str]:
    return frozenset(
        flow.source
        for flow in scope.flows
        if flow.from_boundary and rows.row[flow.target_host] < rows.row[flow.source_host]
    )


def _entry_line(scope: Scope, placed: Placed) -> float:
    entered = {flow.target_host for flow in scope.flows}
    starts = [node.id for node in scope.nodes if node.id not in entered and not node.apart]
    keys = starts or [node.id for node in scope.nodes]
    return placed.heights.line[keys[0]] if keys else placed.height / 2


def _put_labels(scope: Scope, placed: Placed, plan: Plan, upper: frozenset[str]) -> None:
    borders = [
        (Point(band.x, band.bottom), Point(band.right, band.bottom)) for band in placed.lanes[:-1]
    ]
    sheet = Sheet(
        shapes=list(placed.boxes.values()),
        lines=[*plan.lines.values(), *borders],
        bounds=Box(0, 0, placed.width, placed.height),
    )
    for node in scope.nodes:
        box = placed.boxes[node.id]
        if node.name and _is_labelled(node):
            above = node.kind is Kind.GATEWAY
            sheet.put(node.id, around(box, node.name, above_first=above))
        for event in node.boundaries:
            if event.name:
                sheet.put(
                    event.id,
                    beside_edge(placed.boxes[event.id], event.name, upper=event.id in upper),
                )
    for flow in scope.flows:
        if flow.name:
            others = [line for key, line in plan.lines.items() if key != flow.id]
            sheet.put(flow.id, along(after_parting(plan.lines[flow.id], others), flow.name))
    plan.labels = dict(sheet.labels)


def _is_labelled(node: Node) -> bool:
    return node.kind in {Kind.EVENT, Kind.GATEWAY} or (
        node.kind is Kind.NOTE and node.symbol != "textAnnotation"
    )
