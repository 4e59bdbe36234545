"""The XML names that a diagram is read from and written in."""

from __future__ import annotations

from typing import Any

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"

EVENTS = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
    }
)
GATEWAYS = frozenset(
    {
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "complexGateway",
    }
)
TASKS = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "scriptTask",
        "sendTask",
        "receiveTask",
        "businessRuleTask",
        "callActivity",
    }
)
BOXES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
NOTES = frozenset({"textAnnotation", "dataObjectReference", "dataStoreReference"})
FLOW_NODES = EVENTS | GATEWAYS | TASKS | BOXES


def bpmn(name: str) -> str:
    """Give the qualified name of a BPMN element."""
    return f"{{{BPMN}}}{name}"


def local(element: Any) -> str:
    """Give an element's BPMN name; empty for comments and for other vocabularies."""
    tag = element.tag
    prefix = f"{{{BPMN}}}"
    return tag.removeprefix(prefix) if isinstance(tag, str) and tag.startswith(prefix) else ""
