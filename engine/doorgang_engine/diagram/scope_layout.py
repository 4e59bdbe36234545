"""Arranges one process or sub-process, the sub-processes within it first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.diagram.geometry import Box, Point
from doorgang_engine.diagram.graph import Kind
from doorgang_engine.diagram.labels import Sheet, along, around, below_edge
from doorgang_engine.diagram.layers import assign_layers
from doorgang_engine.diagram.placing import Grid, Placed, Widening, place
from doorgang_engine.diagram.plan import Plan
from doorgang_engine.diagram.routing import route, widen
from doorgang_engine.diagram.rows import assign_rows
from doorgang_engine.diagram.sizes import TASK_LETTER, Size, size_of, with_edge_events
from doorgang_engine.diagram.lettering import text_width

if TYPE_CHECKING:
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
    size = {
        node.id: _box_size(node, inner[node.id]) if node.id in inner else size_of(node)
        for node in scope.nodes
    }
    span = {node.id: _span(node, size[node.id]) for node in scope.nodes}
    layers = assign_layers(scope, span=span)
    grid = Grid(scope, layers, assign_rows(scope, layers=layers), size)
    widening = Widening()
    for _ in range(ATTEMPTS):
        placed = place(grid, widening=widening)
        routed = route(grid, placed)
        if not widen(routed, placed, widening):
            break
    plan = Plan(dict(placed.boxes), dict(routed.lines))
    plan.upright_tracks = [track for gap in placed.column_gaps for track in gap.tracks]
    plan.level_tracks = [track for gap in placed.row_gaps for track in gap.tracks]
    _put_labels(scope, placed, plan)
    for key, laid in inner.items():
        box = placed.boxes[key]
        plan.add(laid.plan, dx=box.x + (box.width - laid.placed.width) / 2, dy=box.y + TITLE)
    return Laid(plan, placed, _entry_line(scope, placed))


def _box_size(node: Node, laid: Laid) -> Size:
    width = max(laid.placed.width, text_width(node.name, size=TASK_LETTER) + 40)
    height = laid.placed.height + TITLE
    return with_edge_events(node, width, height, laid.line + TITLE)


def _span(node: Node, size: Size) -> int:
    return max(1, round(size.width / SPAN)) if node.kind is Kind.BOX else 1


def _entry_line(scope: Scope, placed: Placed) -> float:
    entered = {flow.target_host for flow in scope.flows}
    starts = [node.id for node in scope.nodes if node.id not in entered and not node.apart]
    keys = starts or [node.id for node in scope.nodes]
    return placed.line[keys[0]] if keys else placed.height / 2


def _put_labels(scope: Scope, placed: Placed, plan: Plan) -> None:
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
                sheet.put(event.id, below_edge(placed.boxes[event.id], event.name))
    for flow in scope.flows:
        if flow.name:
            sheet.put(flow.id, along(plan.lines[flow.id], flow.name))
    plan.labels = dict(sheet.labels)


def _is_labelled(node: Node) -> bool:
    return node.kind in {Kind.EVENT, Kind.GATEWAY} or (
        node.kind is Kind.NOTE and node.symbol != "textAnnotation"
    )
