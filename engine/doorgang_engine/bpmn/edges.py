"""Where a token can go, as a graph: from the name of each node to those after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Edges = dict[str, set[str]]


def without(edges: Edges, left_out: set[str]) -> Edges:
    """Return the graph without some nodes."""
    return {n: targets - left_out for n, targets in edges.items() if n not in left_out}


def backwards(edges: Edges) -> Edges:
    """Return the graph with every edge turned round."""
    turned: Edges = {name: set() for name in edges}
    for name, targets in edges.items():
        for target in targets:
            turned.setdefault(target, set()).add(name)
    return turned


def reachable(edges: Edges, starts: Iterable[str]) -> set[str]:
    """Return the nodes that can be reached, the starts among them."""
    seen = set(starts)
    todo = list(seen)
    while todo:
        for target in edges.get(todo.pop(), ()):
            if target not in seen:
                seen.add(target)
                todo.append(target)
    return seen
