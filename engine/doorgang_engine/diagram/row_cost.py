"""What a choice of rows costs the reader: bends, crossings, and arrows through other nodes.

Reckoned on the grid of columns and rows, before anything has a size: an arrow is thought of as
one level stretch and one upright stretch between two columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doorgang_engine.diagram.graph import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doorgang_engine.diagram.graph import Flow, Scope
    from doorgang_engine.diagram.layers import Layers

LANE = 100
"""Rows are numbered within their lane, around 0; a lane is this many rows from the next."""
MAIN_BEND, BEND, PER_ROW, BLOCKED, CROSSING = 12.0, 2.0, 1.0, 7.0, 5.0
HANDLER_ABOVE, HANDLER_BESIDE, SPREAD, ABOVE_MAIN = 9.0, 5.0, 0.6, 0.3

Stretch = tuple[float, float, float]
"""Fixed coordinate, then from and to along the other one."""


@dataclass(frozen=True)
class Course:
    """How an arrow is thought to run: level stretches (row, from, to) and upright ones."""

    level: tuple[Stretch, ...]
    upright: tuple[Stretch, ...]


@dataclass
class Board:
    """The grid while rows are being chosen."""

    scope: Scope
    layers: Layers
    main: frozenset[str]
    """Ids of the flows on the main path."""
    row: dict[str, int] = field(default_factory=dict)
    """Row of each placed node, lanes included: comparable across lanes."""
    courses: dict[str, Course] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.flows_of: dict[str, list[Flow]] = {node.id: [] for node in self.scope.nodes}
        for flow in self.scope.flows:
            for host in sorted({flow.source_host, flow.target_host}):
                self.flows_of[host].append(flow)
        self.kinds = {node.id: node.kind for node in self.scope.nodes}
        self.outgoing = {key: _count(flows, key) for key, flows in self.flows_of.items()}

    def is_free(self, node: str, row: int) -> bool:
        """Say whether the node may stand in that row without standing on another."""
        first, last = self.layers.column[node], self.layers.last(node)
        return not any(
            other != node
            and taken == row
            and self.layers.column[other] <= last
            and first <= self.layers.last(other)
            for other, taken in self.row.items()
        )

    def put(self, nodes: Iterable[str], row: int) -> None:
        """Place the nodes in a row and think their arrows anew."""
        touched: dict[str, Flow] = {}
        for node in nodes:
            self.row[node] = row
            touched |= {flow.id: flow for flow in self.flows_of[node]}
        for flow in touched.values():
            if flow.source_host in self.row and flow.target_host in self.row:
                self.courses[flow.id] = self._course(flow)

    def _course(self, flow: Flow) -> Course:
        start, end = self.row[flow.source_host], self.row[flow.target_host]
        left, right = self._ends(flow)
        if flow.id in self.layers.back or left > right:
            return Course((), ())
        if start == end and not flow.from_boundary:
            return Course(((start, left, right),), ())
        top, bottom = min(start, end), max(start, end)
        turn_late = Course(((start, left, right),), ((right, top, bottom),))
        turn_early = Course(((end, left, right),), ((left, top, bottom),))
        if flow.from_boundary or self._through(turn_late) > self._through(turn_early):
            return turn_early
        late = (
            self.outgoing[flow.source_host] == 1 and self.kinds[flow.target_host] is Kind.GATEWAY
        )
        return turn_late if late and self._through(turn_late) == 0 else turn_early

    def _ends(self, flow: Flow) -> tuple[float, float]:
        """Give the upright lines between which the arrow runs: half a column aside."""
        column = self.layers.column
        if flow.from_boundary:
            return column[flow.source_host], column[flow.target_host] - 0.5
        return self.layers.last(flow.source_host) + 0.5, column[flow.target_host] - 0.5

    def _through(self, course: Course) -> int:
        return sum(self._meets(course, node) for node in self.row)

    def _meets(self, course: Course, node: str) -> bool:
        """Say whether the course runs through the node's cell."""
        row, first, last = self.row[node], self.layers.column[node], self.layers.last(node)
        return any(
            at == row and left < last + 0.4 and right > first - 0.4
            for at, left, right in course.level
        ) or any(
            first - 0.4 < at < last + 0.4 and top < row < bottom
            for at, top, bottom in course.upright
        )

    def cost(self, nodes: Iterable[str]) -> float:
        """Reckon what the nodes' present rows cost."""
        chosen = list(nodes)
        own = {flow.id: flow for node in chosen for flow in self.flows_of[node]}
        total = sum(self._own_cost(flow) for flow in own.values() if flow.id in self.courses)
        for node in chosen:
            offset = self.offset(node)
            total += SPREAD * abs(offset) + (ABOVE_MAIN if offset < 0 else 0)
            total += BLOCKED * sum(
                self._meets(course, node) for key, course in self.courses.items() if key not in own
            )
        return total

    def offset(self, node: str) -> int:
        """Give the row within the node's lane; negative is above the lane's main row."""
        return (self.row[node] + LANE // 2) % LANE - LANE // 2

    def _own_cost(self, flow: Flow) -> float:
        start, end = self.row[flow.source_host], self.row[flow.target_host]
        course = self.courses[flow.id]
        total = PER_ROW * self._rows_between(flow)
        if start != end:
            total += MAIN_BEND if flow.id in self.main else BEND
        if flow.from_boundary and start >= end:
            total += HANDLER_BESIDE if start == end else HANDLER_ABOVE
        if course.level:
            total += BLOCKED * (self._through(course) - self._at_own_ends(flow, course))
            total += CROSSING * self._crossings(flow.id, course)
        return total

    def _rows_between(self, flow: Flow) -> float:
        """Count rows passed; only within a lane, for the way between lanes is given."""
        start, end = self.row[flow.source_host], self.row[flow.target_host]
        if start // LANE == end // LANE or abs(start - end) < LANE // 2:
            return abs(start - end)
        sign = 1 if end > start else -1
        return max(0, -sign * self.offset(flow.source_host) + sign * self.offset(flow.target_host))

    def _at_own_ends(self, flow: Flow, course: Course) -> int:
        return sum(self._meets(course, node) for node in {flow.source_host, flow.target_host})

    def _crossings(self, key: str, course: Course) -> int:
        return sum(
            _cross(course, other) + _cross(other, course)
            for other_key, other in self.courses.items()
            if other_key != key
        )


def _count(flows: list[Flow], node: str) -> int:
    return sum(flow.sequence and flow.source == node for flow in flows)


def _cross(first: Course, second: Course) -> int:
    return sum(
        left < x < right and top < y < bottom
        for y, left, right in first.level
        for x, top, bottom in second.upright
    )
