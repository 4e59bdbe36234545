"""A BPMN file as the checks read it: scopes with their nodes and flows, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.bpmn.names import (
    BPMN,
    bpmn,
    children,
    event_definitions,
    flow_nodes,
    local,
)
from doorgang_engine.bpmn.spoken import Spoken

from .wordings import WORDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTIVITIES = frozenset(
    {"userTask", "manualTask", "scriptTask", "serviceTask", "sendTask", "receiveTask"}
) | {"businessRuleTask", "subProcess", "callActivity"}
# What stops a token until something outside the engine happens. A called route waits somewhere.
WAITING = frozenset({"userTask", "manualTask", "receiveTask", "callActivity", "eventBasedGateway"})


@dataclass
class Scope:
    """One process or sub-process: its nodes and the flows between them, in document order."""

    node: Any
    nodes: dict[str, Any] = field(default_factory=dict)
    flows: list[Any] = field(default_factory=list)
    outgoing: dict[str, list[Any]] = field(default_factory=dict)
    incoming: dict[str, list[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, node: Any) -> Scope:
        """Read a process or sub-process; flows that lead nowhere count for neither side."""
        scope = cls(node)
        for child in flow_nodes(node):
            scope.nodes.setdefault(child.get("id", ""), child)
        for flow in children(node, "sequenceFlow"):
            source, target = flow.get("sourceRef"), flow.get("targetRef")
            if source in scope.nodes and target in scope.nodes:
                scope.flows.append(flow)
                scope.outgoing.setdefault(source, []).append(flow)
                scope.incoming.setdefault(target, []).append(flow)
        return scope

    @property
    def is_process(self) -> bool:
        """Whether this is the process itself."""
        return local(self.node) == "process"

    @property
    def is_handler(self) -> bool:
        """Whether this is an event sub-process."""
        return is_handler(self.node)

    def out(self, node: Any) -> list[Any]:
        """Return the flows that leave a node."""
        return self.outgoing.get(node.get("id", ""), [])

    def into(self, node: Any) -> list[Any]:
        """Return the flows that lead to a node."""
        return self.incoming.get(node.get("id", ""), [])

    def boundaries(self, node: Any) -> list[Any]:
        """Return the boundary events on an activity."""
        host = node.get("id", "")
        return [
            e
            for e in self.nodes.values()
            if local(e) == "boundaryEvent" and e.get("attachedToRef") == host
        ]


class Reading:
    """A file under check: its one process, its scopes, and the findings so far."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.spoken = Spoken(root)
        self.findings: list[Finding] = []
        processes = children(root, "process")
        executable = [p for p in processes if p.get("isExecutable") != "false"]
        self.process: Any = (executable or processes or [None])[0]
        self.scopes: list[Scope] = []
        if self.process is not None:
            self._scan(self.process)
        self.scope_of = {id(node): scope for scope in self.scopes for node in scope.nodes.values()}

    def _scan(self, node: Any) -> None:
        scope = Scope.of(node)
        self.scopes.append(scope)
        for child in scope.nodes.values():
            if local(child) == "subProcess":
                self._scan(child)

    def refuse(self, code: str, element: Any, **words: Any) -> None:
        """Note a finding; its wording stands in ``wordings``."""
        wording = WORDINGS[code]
        words.setdefault("naam", self.spoken.of(element))
        self.findings.append(
            Finding(
                code=code,
                element=element.get("id") or "",
                line=element.sourceline or 0,
                message=wording.message.format(**words),
                remedy=wording.remedy.format(**words),
                severity=wording.severity,
                notation=wording.notation.format(**words),
            )
        )

    def nodes(self) -> Iterator[tuple[Scope, Any]]:
        """Yield every flow node with its scope, in document order per scope."""
        for scope in self.scopes:
            for node in scope.nodes.values():
                yield scope, node

    def named(self, tag: str, ref: str | None) -> Any:
        """Return the message, signal, error or escalation with this id, or None."""
        return next((e for e in children(self.root, tag) if ref and e.get("id") == ref), None)

    def scope_around(self, scope: Scope) -> Scope | None:
        """Return the scope in which a sub-process stands; None for the process itself."""
        return self.scope_of.get(id(scope.node))


def is_handler(node: Any) -> bool:
    """Return whether a node is an event sub-process."""
    return local(node) == "subProcess" and node.get("triggeredByEvent") == "true"


def definition(node: Any) -> tuple[str, Any]:
    """Return the kind and element of an event's only definition; ``("", None)`` without one."""
    found = event_definitions(node)
    if not found:
        return "", None
    return local(found[0]).removesuffix("EventDefinition"), found[0]


def is_interrupting(node: Any) -> bool:
    """Return whether a boundary event or start of an event sub-process interrupts."""
    key = "cancelActivity" if local(node) == "boundaryEvent" else "isInterrupting"
    return bool(node.get(key) != "false")


def text_of(node: Any, tag: str) -> str:
    """Return the text of a BPMN child, stripped; ``""`` without one."""
    child = node.find(bpmn(tag))
    return "" if child is None else (child.text or "").strip()


def condition(flow: Any) -> str:
    """Return the condition on a flow; ``""`` without one."""
    return text_of(flow, "conditionExpression")


def waits(node: Any) -> bool:
    """Return whether a token stops at this node until something outside the engine happens."""
    kind = local(node)
    if kind == "intermediateCatchEvent":
        return definition(node)[0] != "link"
    if kind == "subProcess":
        return any(waits(child) for child in flow_nodes(node))
    return kind in WAITING


def bpmn_elements(root: Any) -> Iterator[Any]:
    """Yield every element in the BPMN namespace."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith(f"{{{BPMN}}}"):
            yield element
