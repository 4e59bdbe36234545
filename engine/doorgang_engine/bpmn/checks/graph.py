"""The graph: every node on a path from start to end, and loops that wait and can be left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.edges import Edges, backwards, reachable, without
from doorgang_engine.bpmn.names import local

from .reading import condition, definition, is_handler, is_interrupting, waits

if TYPE_CHECKING:
    from .reading import Reading, Scope


def check_graph(reading: Reading) -> None:
    """Check the paths in every scope."""
    for scope in reading.scopes:
        edges = _edges(scope)
        _check_paths(reading, scope, edges)
        _check_loops_wait(reading, scope, edges)
        for name in _on_cycle(without(_edges(scope, leaving=False), _choosing(scope))):
            reading.refuse("loop_without_choice", scope.nodes[name])


def _check_loops_wait(reading: Reading, scope: Scope, edges: Edges) -> None:
    never = _on_cycle(without(edges, {n for n, node in scope.nodes.items() if waits(node)}))
    always = {n for n, node in scope.nodes.items() if _always_waits(reading, node)}
    for name in never:
        reading.refuse("loop_without_wait", scope.nodes[name])
    if not never:
        for name in _on_cycle(without(edges, always)):
            reading.refuse("loop_may_not_wait", scope.nodes[name])


def _edges(scope: Scope, *, leaving: bool = True) -> Edges:
    """Return where a token can go; ``leaving`` counts interrupting boundary events too."""
    edges: Edges = {name: set() for name in scope.nodes}
    for flow in scope.flows:
        edges[flow.get("sourceRef")].add(flow.get("targetRef"))
    for name, node in scope.nodes.items():
        host = node.get("attachedToRef")
        if (
            local(node) == "boundaryEvent"
            and host in edges
            and (leaving or not is_interrupting(node))
        ):
            edges[host].add(name)
    for name, target in _links(scope):
        edges[name].add(target)
    return edges


def _links(scope: Scope) -> list[tuple[str, str]]:
    ends: dict[str, list[tuple[str, str]]] = {"intermediateThrowEvent": []}
    ends["intermediateCatchEvent"] = []
    for name, node in scope.nodes.items():
        kind, found = definition(node)
        if kind == "link" and local(node) in ends:
            ends[local(node)].append((name, found.get("name") or ""))
    return [
        (source, target)
        for source, link in ends["intermediateThrowEvent"]
        for target, other in ends["intermediateCatchEvent"]
        if link and link == other
    ]


def _check_paths(reading: Reading, scope: Scope, edges: Edges) -> None:
    starts = {n for n, node in scope.nodes.items() if local(node) == "startEvent"}
    ends = {n for n, node in scope.nodes.items() if local(node) == "endEvent"}
    if scope.is_process:
        if not starts:
            reading.refuse("no_start", scope.node)
        if not ends:
            reading.refuse("no_end", scope.node)
    turned = backwards(edges)
    # What lacks its partner has a finding of its own; what is behind it is not also unreachable.
    loose = {n for n, node in scope.nodes.items() if _is_loose(scope, node)}
    reached = reachable(edges, starts | {n for n in loose if not turned[n]})
    leading = reachable(turned, ends | {n for n in loose if not edges[n]})
    for name, node in scope.nodes.items():
        if is_handler(node):
            continue
        if starts and name not in reached:
            reading.refuse("unreachable", node)
        elif ends and name not in leading:
            reading.refuse("dead_end", node)


def _is_loose(scope: Scope, node: Any) -> bool:
    kind = local(node)
    if kind == "boundaryEvent":
        return node.get("attachedToRef") not in scope.nodes
    return definition(node)[0] == "link" and kind.startswith("intermediate")


def _choosing(scope: Scope) -> set[str]:
    """Return the nodes where a token goes one way or another."""
    found = set()
    for name, node in scope.nodes.items():
        flows = scope.out(node)
        choice = local(node) in ("exclusiveGateway", "eventBasedGateway") and len(flows) > 1
        if choice or any(condition(flow) for flow in flows):
            found.add(name)
    return found


def _always_waits(reading: Reading, node: Any) -> bool:
    """Return whether no token passes a node without waiting."""
    if local(node) != "subProcess":
        return waits(node)
    scope = next((s for s in reading.scopes if s.node is node), None)
    if scope is None:
        return False
    waiting = {n for n, inner in scope.nodes.items() if _always_waits(reading, inner)}
    starts = {n for n, inner in scope.nodes.items() if local(inner) == "startEvent"}
    reached = reachable(without(_edges(scope), waiting), starts)
    return not any(local(scope.nodes[name]) == "endEvent" for name in reached)


def _on_cycle(edges: Edges) -> list[str]:
    """Return one node of each loop: what is left when nodes without a way in or on are removed."""
    left = {name: set(targets) for name, targets in edges.items()}
    while True:
        targeted = {t for targets in left.values() for t in targets}
        loose = [n for n in left if not left[n] or n not in targeted]
        if not loose:
            break
        left = without(left, set(loose))
    found: list[str] = []
    seen: set[str] = set()
    for name in left:
        if name not in seen and name in reachable(left, set(left[name])):
            found.append(name)
            seen |= reachable(left, {name})
    return found
