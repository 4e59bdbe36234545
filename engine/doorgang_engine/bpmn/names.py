"""Namespaces and the small questions that every module asks of an element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ROUTE = "urn:nl:doorgang:route:1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

SYNTHETIC = "_dg_"  # ids of elements that lowering adds; never shown, never in history

EVENT_DEFINITIONS = (
    "cancelEventDefinition",
    "compensateEventDefinition",
    "conditionalEventDefinition",
    "errorEventDefinition",
    "escalationEventDefinition",
    "linkEventDefinition",
    "messageEventDefinition",
    "signalEventDefinition",
    "terminateEventDefinition",
    "timerEventDefinition",
)
TASKS = (
    "task",
    "userTask",
    "manualTask",
    "scriptTask",
    "serviceTask",
    "sendTask",
    "receiveTask",
    "businessRuleTask",
)
GATEWAYS = (
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "complexGateway",
)
EVENTS = (
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
)
SUBPROCESSES = ("subProcess", "transaction", "adHocSubProcess", "callActivity")
FLOW_NODES = frozenset(TASKS + GATEWAYS + EVENTS + SUBPROCESSES)


def bpmn(tag: str) -> str:
    """Return the qualified name of a BPMN element."""
    return f"{{{BPMN}}}{tag}"


def dg(name: str) -> str:
    """Return the qualified name of a Doorgang attribute or element."""
    return f"{{{ROUTE}}}{name}"


def local(element: Any) -> str:
    """Return the element's name without its namespace; ``""`` for what is not BPMN."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(f"{{{BPMN}}}"):
        return ""
    return tag.rsplit("}", 1)[1]


def children(element: Any, tag: str) -> list[Any]:
    """Return the direct BPMN children with this name."""
    return list(element.findall(bpmn(tag)))


def flow_nodes(scope: Any) -> Iterator[Any]:
    """Yield the flow nodes directly inside a process or sub-process, in document order."""
    return (child for child in scope if local(child) in FLOW_NODES)


def event_definitions(element: Any) -> list[Any]:
    """Return the event definitions of an event, in document order."""
    return [child for child in element if local(child) in EVENT_DEFINITIONS]


def label(element: Any) -> str:
    """Return how people know the element: its name, else its id."""
    return element.get("name") or element.get("id") or local(element)
