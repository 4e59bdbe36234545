"""Where the nodes of a scope stand in columns and rows, and how large they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.diagram.graph import Scope
    from doorgang_engine.diagram.layers import Layers
    from doorgang_engine.diagram.sizes import Size


@dataclass(frozen=True)
class Grid:
    """A scope with its nodes' columns, rows and sizes."""

    scope: Scope
    layers: Layers
    row: Mapping[str, int]
    size: Mapping[str, Size]
    stretches: tuple[tuple[str, range], ...]
    """Columns that an arrow is thought to pass on the line of a node."""
    upper: frozenset[str]
    """Edge events on the upper edge of their host: they lead upwards."""

    @property
    def columns(self) -> int:
        return 1 + max((self.layers.last(node.id) for node in self.scope.nodes), default=0)
