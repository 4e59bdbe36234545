"""Says in words what a picture of a route shows, for those who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.diagram.graph import Kind
from doorgang_engine.diagram.semantics import read_collaboration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doorgang_engine.diagram.graph import Node, Scope


def title_of(root: Any) -> str:
    """Give the name of the route in a file: that of its first pool with contents.

    :raises DiagramUnreadable: if there is nothing to draw.
    """
    pools = read_collaboration(root).pools
    named = [pool for pool in pools if pool.scope]
    return next((pool.name or pool.scope.id for pool in named if pool.scope), "")


def describe(root: Any) -> str:
    """Describe a route in a few Dutch sentences: its lanes, its beginnings, its ends.

    :raises DiagramUnreadable: if there is nothing to draw.
    """
    scopes = [pool.scope for pool in read_collaboration(root).pools if pool.scope]
    nodes = [node for scope in scopes for node in _all_nodes(scope)]
    steps = sum(node.kind is Kind.TASK for node in nodes)
    choices = sum(node.kind is Kind.GATEWAY for node in nodes)
    lanes = [lane.name for scope in scopes for lane in scope.lanes]
    outer = [node for scope in scopes for node in scope.nodes]
    sentences = [f"BPMN-diagram met {steps} stappen en {choices} keuzes of splitsingen."]
    if lanes:
        sentences.append(f"Banen: {', '.join(lanes)}.")
    for words, symbol in (("Begint bij", "startEvent"), ("Eindigt bij", "endEvent")):
        names = [node.name for node in outer if node.symbol == symbol and node.name]
        if names:
            sentences.append(f"{words}: {', '.join(names)}.")
    return " ".join(sentences)


def _all_nodes(scope: Scope) -> Iterator[Node]:
    for node in scope.nodes:
        yield node
        if node.inner:
            yield from _all_nodes(node.inner)
