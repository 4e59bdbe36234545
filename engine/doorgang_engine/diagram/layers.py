"""Puts the nodes of a scope into columns, from left to right along the flow.

First the flows that lead back are set aside (depth first from the start events, in the order of
the file), then every node gets the first column behind all that lead to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.diagram.graph import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.diagram.graph import Flow, Node, Scope


@dataclass(frozen=True)
class Layers:
    """The columns: where each node begins, how many it spans, and which flows lead back."""

    column: Mapping[str, int]
    span: Mapping[str, int]
    back: frozenset[str]

    def last(self, node: str) -> int:
        """Give the last column that the node takes."""
        return self.column[node] + self.span[node] - 1


def assign_layers(scope: Scope, *, span: Mapping[str, int]) -> Layers:
    """Give each node its column; ``span`` says how many columns each one takes."""
    flows = [flow for flow in scope.flows if flow.sequence]
    back = _leading_back(scope, flows)
    ahead = [flow for flow in flows if flow.id not in back]
    column = _columns(scope, ahead, span)
    _pull_starts(scope, ahead, column, span)
    _place_notes(scope, column, span)
    return Layers(column, span, back)


def _leading_back(scope: Scope, flows: list[Flow]) -> frozenset[str]:
    """Find the flows that close a loop, without recursion (a route may be long)."""
    out: dict[str, list[Flow]] = {}
    for flow in flows:
        out.setdefault(flow.source_host, []).append(flow)
    entered = {flow.target_host for flow in flows}
    roots = sorted(scope.nodes, key=lambda node: (node.id in entered, node.order))
    back: set[str] = set()
    done: set[str] = set()
    for root in roots:
        if root.id not in done:
            back |= _walk(root.id, out, done)
    return frozenset(back)


def _walk(root: str, out: dict[str, list[Flow]], done: set[str]) -> set[str]:
    back = set()
    path = [root]
    waiting = [iter(out.get(root, ()))]
    done.add(root)
    while path:
        flow = next(waiting[-1], None)
        if flow is None:
            path.pop()
            waiting.pop()
        elif flow.target_host in path:
            back.add(flow.id)
        elif flow.target_host not in done:
            done.add(flow.target_host)
            path.append(flow.target_host)
            waiting.append(iter(out.get(flow.target_host, ())))
    return back


def in_order(scope: Scope, ahead: list[Flow]) -> list[Node]:
    """Sort the nodes so that every flow leads forward; ties as in the file."""
    missing = {node.id: 0 for node in scope.nodes}
    for flow in ahead:
        missing[flow.target_host] += 1
    ready = [node for node in scope.nodes if not missing[node.id]]
    ordered = []
    nodes = scope.by_id
    while ready:
        node = ready.pop(0)
        ordered.append(node)
        for flow in ahead:
            if flow.source_host == node.id:
                missing[flow.target_host] -= 1
                if not missing[flow.target_host]:
                    ready.append(nodes[flow.target_host])
    return ordered


def reach(flow: Flow, span: Mapping[str, int]) -> int:
    """Say how many columns a flow must lead on.

    From an edge event, the column after its host's first one will do, so that handlers of a wide
    sub-process stand below it.
    """
    return 1 if flow.from_boundary else span[flow.source_host]


def _columns(scope: Scope, ahead: list[Flow], span: Mapping[str, int]) -> dict[str, int]:
    column = {node.id: 0 for node in scope.nodes}
    for node in in_order(scope, ahead):
        for flow in ahead:
            if flow.source_host == node.id:
                behind = column[node.id] + reach(flow, span)
                column[flow.target_host] = max(column[flow.target_host], behind)
    return column


def _pull_starts(
    scope: Scope, ahead: list[Flow], column: dict[str, int], span: Mapping[str, int]
) -> None:
    """Move what nothing leads to (a second start event) up to what it leads to."""
    entered = {flow.target_host for flow in ahead}
    for node in scope.nodes:
        own = [flow for flow in ahead if flow.source_host == node.id]
        if own and node.id not in entered:
            column[node.id] = min(column[flow.target_host] - reach(flow, span) for flow in own)


def _place_notes(scope: Scope, column: dict[str, int], span: Mapping[str, int]) -> None:
    """Put a note in the column of what it belongs to."""
    notes = {node.id for node in scope.nodes if node.kind is Kind.NOTE}
    for flow in scope.flows:
        for note, other in (
            (flow.source_host, flow.target_host),
            (flow.target_host, flow.source_host),
        ):
            if note in notes and other not in notes:
                column[note] = column[other] + span[other] // 2
