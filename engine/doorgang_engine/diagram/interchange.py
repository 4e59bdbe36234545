"""Writes an arrangement as BPMN diagram interchange, as text or into a tree."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from lxml import etree

from doorgang_engine.diagram.names import BPMNDI, DC, DI, local

if TYPE_CHECKING:
    from doorgang_engine.diagram.geometry import Box, Point
    from doorgang_engine.diagram.plan import Plan

PREFERRED = {"bpmndi": BPMNDI, "dc": DC, "di": DI}
DIAGRAM = f"{{{BPMNDI}}}BPMNDiagram"
FLOWS = frozenset({"sequenceFlow", "messageFlow", "association"})
LEVEL = frozenset({"participant", "lane"})
EXPANDED = frozenset({"subProcess", "transaction", "adHocSubProcess"})


def replace_diagram(root: Any, *, plan: Plan, plane: str) -> None:
    """Put the arrangement into the tree, in the place of the diagram that was there."""
    for former in root.findall(DIAGRAM):
        root.remove(former)
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFERRED.items())
    text = diagram_text(root, plan=plan, plane=plane)
    holder = etree.fromstring(f"<holder {declared}>{text}</holder>")
    if len(root):
        root[-1].tail = "\n  "
    root.append(holder[0])
    root[-1].tail = "\n"


def diagram_text(root: Any, *, plan: Plan, plane: str) -> str:
    """Write the arrangement as the text of one BPMNDiagram element, in document order."""
    lines = [
        f"<bpmndi:BPMNDiagram id={_quoted(plane + '_diagram')}>",
        f"    <bpmndi:BPMNPlane id={_quoted(plane + '_plane')} bpmnElement={_quoted(plane)}>",
    ]
    for element in root.iter():
        key = element.get("id") if local(element) else None
        if key in plan.shapes:
            lines += _shape(element, plan.shapes[key], plan.labels.get(key))
        elif key in plan.lines and local(element) in FLOWS:
            lines += _edge(key, plan.lines[key], plan.labels.get(key))
    return "\n".join([*lines, "    </bpmndi:BPMNPlane>", "  </bpmndi:BPMNDiagram>"])


def _shape(element: Any, box: Box, label: Box | None) -> list[str]:
    key, name = element.get("id"), local(element)
    extra = ' isHorizontal="true"' if name in LEVEL else ""
    extra += ' isExpanded="true"' if name in EXPANDED else ""
    extra += ' isMarkerVisible="true"' if name == "exclusiveGateway" else ""
    opening = f"bpmndi:BPMNShape id={_quoted(key + '_di')} bpmnElement={_quoted(key)}{extra}"
    return [
        f"      <{opening}>",
        f"        {_bounds(box)}",
        *_label(label),
        "      </bpmndi:BPMNShape>",
    ]


def _edge(key: str, line: tuple[Point, ...], label: Box | None) -> list[str]:
    opening = f"bpmndi:BPMNEdge id={_quoted(key + '_di')} bpmnElement={_quoted(key)}"
    points = [
        f'        <di:waypoint x="{_number(point.x)}" y="{_number(point.y)}"/>' for point in line
    ]
    return [f"      <{opening}>", *points, *_label(label), "      </bpmndi:BPMNEdge>"]


def _label(box: Box | None) -> list[str]:
    if box is None:
        return []
    return [
        "        <bpmndi:BPMNLabel>",
        f"          {_bounds(box)}",
        "        </bpmndi:BPMNLabel>",
    ]


def _bounds(box: Box) -> str:
    return (
        f'<dc:Bounds x="{_number(box.x)}" y="{_number(box.y)}" '
        f'width="{_number(box.width)}" height="{_number(box.height)}"/>'
    )


def _number(value: float) -> str:
    """Write a number without needless digits; tenths of a pixel are fine enough."""
    return f"{value:.1f}".removesuffix(".0")


def _quoted(value: str) -> str:
    return f'"{escape(value)}"'
