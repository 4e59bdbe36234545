"""Chooses a row for every node: the main path straight on, the rest where it costs least.

A first choice is made in the order of the flow; then nodes and chains of nodes are moved, one at
a time and always in the same order, for as long as that lowers the cost (row_cost).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

from doorgang_engine.diagram.graph import Kind
from doorgang_engine.diagram.layers import in_order
from doorgang_engine.diagram.row_cost import LANE, Board

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.diagram.graph import Flow, Node, Scope
    from doorgang_engine.diagram.layers import Layers

SWEEPS = 8
"""The choice settles after a few rounds; more are not worth the reader's time."""
FARTHEST = LANE // 2 - 5


@dataclass(frozen=True)
class Rows:
    """The row of each node, and the columns that arrows are thought to pass on its line."""

    row: Mapping[str, int]
    stretches: tuple[tuple[str, range], ...]


def assign_rows(scope: Scope, *, layers: Layers) -> Rows:
    """Give every node a row, counted from 0 over all lanes, without empty rows."""
    path = main_path(scope, layers)
    board = Board(scope, layers, _flows_along(scope, path, layers))
    _place_first(board, path)
    units = _units(board, path)
    for _ in range(SWEEPS):
        if not sum(_improve(board, unit) for unit in units):
            break
    _place_apart(board)
    return Rows(_numbered(board.row), tuple(_stretches(board)))


def _stretches(board: Board) -> Iterator[tuple[str, range]]:
    for flow in board.scope.flows:
        for row, left, right in board.courses[flow.id].level:
            owner = flow.target_host if board.row[flow.target_host] == row else flow.source_host
            yield owner, range(ceil(left), floor(right) + 1)


def main_path(scope: Scope, layers: Layers) -> list[str]:
    """Find the longest way from the first start: what the reader should see as a straight line."""
    ahead = [flow for flow in scope.flows if flow.sequence and flow.id not in layers.back]
    length: dict[str, int] = {}
    following: dict[str, str] = {}
    for node in reversed(in_order(scope, ahead)):
        length[node.id] = 1
        for flow in (each for each in ahead if each.source == node.id):
            if length[flow.target_host] + 1 > length[node.id]:
                length[node.id] = length[flow.target_host] + 1
                following[node.id] = flow.target_host
    entered = {flow.target_host for flow in ahead}
    starts = [node for node in scope.nodes if node.id not in entered and not _is_aside(node)]
    if not starts:
        return []
    path = [max(starts, key=lambda node: (length[node.id], -node.order)).id]
    while path[-1] in following:
        path.append(following[path[-1]])
    return path


def _is_aside(node: Node) -> bool:
    return node.apart or node.kind is Kind.NOTE


def _flows_along(scope: Scope, path: list[str], layers: Layers) -> frozenset[str]:
    steps = set(pairwise(path))
    return frozenset(
        flow.id
        for flow in scope.flows
        if (flow.source, flow.target) in steps and flow.id not in layers.back
    )


def _place_first(board: Board, path: list[str]) -> None:
    lane = {node.id: node.lane for node in board.scope.nodes}
    for key in path:
        board.put([key], lane[key] * LANE)
    rest = sorted(
        (node for node in board.scope.nodes if node.id not in board.row and not node.apart),
        key=lambda node: (node.kind is Kind.NOTE, board.layers.column[node.id], node.order),
    )
    for node in rest:
        free = [row for row in _candidates(board, [node.id]) if board.is_free(node.id, row)]
        board.put([node.id], min(free, key=lambda row: (_tried(board, [node.id], row), row)))


def _tried(board: Board, unit: list[str], row: int) -> float:
    board.put(unit, row)
    return board.cost(unit)


def _candidates(board: Board, unit: list[str]) -> list[int]:
    """Give the rows of the unit's lane in use, and one more at either side."""
    lane = next(node.lane for node in board.scope.nodes if node.id == unit[0])
    used = [row - lane * LANE for row in board.row.values()]
    offsets = [offset for offset in used if abs(offset) <= FARTHEST] or [0]
    low, high = max(min(offsets) - 1, -FARTHEST), min(max(offsets) + 1, FARTHEST)
    return [lane * LANE + offset for offset in range(low, high + 1)]


def _units(board: Board, path: list[str]) -> list[list[str]]:
    """Give what is moved together: chains without branches first, then single nodes."""
    lane = {node.id: node.lane for node in board.scope.nodes if not node.apart}
    singles = [[key] for key in sorted(lane, key=lambda key: (board.layers.column[key], key))]
    chains: dict[str, list[str]] = {key: [key] for key in lane if key not in path}
    for flow in sorted(_links(board), key=lambda flow: board.layers.column[flow.source]):
        tail, head = chains.get(flow.source), chains.get(flow.target)
        if tail and head and tail is not head and lane[flow.source] == lane[flow.target]:
            tail += head
            chains |= dict.fromkeys(head, tail)
    distinct = {id(chain): chain for chain in chains.values() if len(chain) > 1}
    return [*distinct.values(), *singles]


def _links(board: Board) -> list[Flow]:
    into: dict[str, int] = {}
    for flow in board.scope.flows:
        into[flow.target] = into.get(flow.target, 0) + flow.sequence
    return [
        flow
        for flow in board.scope.flows
        if flow.sequence
        and flow.id not in board.layers.back
        and not flow.from_boundary
        and board.outgoing[flow.source] == 1
        and into[flow.target] == 1
    ]


def _improve(board: Board, unit: list[str]) -> bool:
    """Move the unit to where it costs least; say whether it moved."""
    before = {node: board.row[node] for node in unit}
    cost = board.cost(unit)
    best, best_row = cost - 0.01, None
    for row in _candidates(board, unit):
        if all(board.is_free(node, row) for node in unit):
            tried = _tried(board, unit, row)
            if tried < best:
                best, best_row = tried, row
    if best_row is not None:
        board.put(unit, best_row)
        return True
    for node, row in before.items():
        board.put([node], row)
    return False


def _place_apart(board: Board) -> None:
    """Put event sub-processes below everything else of their lane."""
    for node in board.scope.nodes:
        if node.apart:
            own = [each.id for each in board.scope.nodes if each.lane == node.lane]
            lowest = max((board.row[key] for key in own if key in board.row), default=-1)
            board.put([node.id], max(lowest + 1, node.lane * LANE))


def _numbered(row: dict[str, int]) -> dict[str, int]:
    number = {value: index for index, value in enumerate(sorted(set(row.values())))}
    return {key: number[value] for key, value in row.items()}
