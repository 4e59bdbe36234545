"""What a file says is to be drawn, before it has places: scopes, lanes, nodes and flows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """How a node is drawn, as far as its place and size go."""

    TASK = auto()
    EVENT = auto()
    GATEWAY = auto()
    BOX = auto()
    """An expanded sub-process."""
    NOTE = auto()
    """A text annotation or a data object: no part of the sequence."""


@dataclass(frozen=True)
class Boundary:
    """An event on the edge of its host."""

    id: str
    name: str


@dataclass(frozen=True)
class Node:
    """Something with a place of its own; ``lane`` counts from the top, ``order`` in the file."""

    id: str
    kind: Kind
    name: str
    lane: int
    order: int
    boundaries: tuple[Boundary, ...] = ()
    inner: Scope | None = None
    apart: bool = False
    """An event sub-process: no flow leads to it."""
    symbol: str = ""
    """The BPMN name of the element."""
    doer: str = ""
    """Who does it, if its lane does not say so."""


@dataclass(frozen=True)
class Flow:
    """An arrow: ``source`` and ``target`` are what it touches, the hosts stand in the grid."""

    id: str
    source: str
    target: str
    source_host: str
    target_host: str
    name: str = ""
    sequence: bool = True

    @property
    def from_boundary(self) -> bool:
        return self.source != self.source_host


@dataclass(frozen=True)
class Lane:
    """A band of the pool."""

    id: str
    name: str


@dataclass(frozen=True)
class Scope:
    """A process or expanded sub-process: what is laid out as one grid."""

    id: str
    name: str
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]

    @property
    def by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}


@dataclass(frozen=True)
class Pool:
    """A participant; a black box has no scope."""

    id: str
    name: str
    scope: Scope | None


@dataclass(frozen=True)
class Collaboration:
    """The whole file: pools in order, and the arrows between or across them."""

    id: str
    pools: tuple[Pool, ...]
    messages: tuple[Flow, ...]
