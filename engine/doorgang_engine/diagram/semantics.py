"""Reads what is to be laid out from the semantic part of a BPMN file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from doorgang_engine.diagram.doers import doers_of
from doorgang_engine.diagram.errors import DiagramUnreadable
from doorgang_engine.diagram.graph import (
    Boundary,
    Collaboration,
    Flow,
    Kind,
    Lane,
    Node,
    Pool,
    Scope,
)
from doorgang_engine.diagram.names import BOXES, EVENTS, FLOW_NODES, GATEWAYS, NOTES, bpmn, local


def read_collaboration(root: Any) -> Collaboration:
    """Read the pools, their contents and the arrows between them.

    :raises DiagramUnreadable: if there is nothing to draw, or an arrow has a loose end.
    """
    processes = {process.get("id"): process for process in root.findall(bpmn("process"))}
    doers = doers_of(root)
    drawing = root.find(bpmn("collaboration"))
    if drawing is None:
        return _bare_process(processes, doers)
    pools = tuple(_pool(each, processes, doers) for each in drawing.findall(bpmn("participant")))
    if not pools:
        raise DiagramUnreadable("de samenwerking heeft geen deelnemers")
    shown = {each.get("processRef") for each in drawing.findall(bpmn("participant"))}
    if not processes.keys() <= shown:
        raise DiagramUnreadable("een proces hoort bij geen enkele deelnemer")
    messages = tuple(
        _plain_flow(each, sequence=False) for each in drawing.findall(bpmn("messageFlow"))
    )
    stray = tuple(flow for each in processes.values() for flow in _strays(each))
    return _checked(Collaboration(drawing.get("id"), pools, messages + stray), root)


def _bare_process(processes: dict[str, Any], doers: dict[str, str]) -> Collaboration:
    if len(processes) != 1:
        raise DiagramUnreadable("er is geen samenwerking en niet precies één proces")
    ((key, process),) = processes.items()
    return Collaboration(key, (Pool("", "", _scope(process, doers)),), tuple(_strays(process)))


def _pool(participant: Any, processes: dict[str, Any], doers: dict[str, str]) -> Pool:
    reference = participant.get("processRef")
    if reference is None:
        return Pool(participant.get("id"), participant.get("name", ""), None)
    process = processes.get(reference)
    if process is None:
        raise DiagramUnreadable(f"deelnemer {participant.get('id')} noemt een onbekend proces")
    name = participant.get("name") or process.get("name", "")
    return Pool(participant.get("id"), name, _scope(process, doers))


def _checked(found: Collaboration, root: Any) -> Collaboration:
    known = {element.get("id") for element in root.iter() if isinstance(element.tag, str)}
    for flow in found.messages:
        if not {flow.source, flow.target} <= known:
            raise DiagramUnreadable(f"pijl {flow.id} heeft een los einde")
    return found


@dataclass(frozen=True)
class _Reading:
    """One scope being read: where its nodes lie and which events sit on which host."""

    element: Any
    lane_of: dict[str, int]
    boundaries: dict[str, list[Boundary]]
    host_of: dict[str, str]
    doers: dict[str, str]


def _scope(element: Any, doers: dict[str, str]) -> Scope:
    lanes = element.findall(f"{bpmn('laneSet')}/{bpmn('lane')}")
    lane_of = {
        (reference.text or "").strip(): index
        for index, lane in enumerate(lanes)
        for reference in lane.iter(bpmn("flowNodeRef"))
    }
    boundaries: dict[str, list[Boundary]] = {}
    host_of: dict[str, str] = {}
    for event in element.findall(bpmn("boundaryEvent")):
        host = event.get("attachedToRef")
        host_of[event.get("id")] = host
        boundaries.setdefault(host, []).append(Boundary(event.get("id"), event.get("name", "")))
    reading = _Reading(element, lane_of, boundaries, host_of, doers)
    nodes = _with_lanes(_nodes(reading), reading)
    for event, host in host_of.items():
        if host not in {node.id for node in nodes}:
            raise DiagramUnreadable(f"randgebeurtenis {event} zit nergens aan vast")
    return Scope(
        id=element.get("id"),
        name=element.get("name", ""),
        lanes=tuple(Lane(lane.get("id"), lane.get("name", "")) for lane in lanes),
        nodes=nodes,
        flows=tuple(_flows(reading, {node.id for node in nodes})),
    )


def _nodes(reading: _Reading) -> list[Node]:
    children = [
        child
        for child in reading.element
        if local(child) in (FLOW_NODES | NOTES) - {"boundaryEvent"}
    ]
    return [_node(child, reading, order) for order, child in enumerate(children)]


def _node(element: Any, reading: _Reading, order: int) -> Node:
    kind = kind_of(local(element))
    key = element.get("id")
    text = element.find(bpmn("text"))
    name = element.get("name", "") if text is None else text.text or ""
    return Node(
        id=key,
        kind=kind,
        name=name,
        lane=reading.lane_of.get(key, -1),
        order=order,
        boundaries=tuple(reading.boundaries.get(key, ())),
        inner=_scope(element, reading.doers) if kind is Kind.BOX else None,
        apart=element.get("triggeredByEvent") == "true",
        symbol=local(element),
        doer=reading.doers.get(key, ""),
    )


def kind_of(name: str) -> Kind:
    """Say how an element of this BPMN name is drawn."""
    if name in BOXES:
        return Kind.BOX
    if name in EVENTS:
        return Kind.EVENT
    if name in GATEWAYS:
        return Kind.GATEWAY
    return Kind.NOTE if name in NOTES else Kind.TASK


def _with_lanes(nodes: list[Node], reading: _Reading) -> tuple[Node, ...]:
    """Give each node without a lane that of a neighbour, else the first (apart: the last) one."""
    lane_of = dict(reading.lane_of)
    last = max(len(reading.element.findall(f"{bpmn('laneSet')}/{bpmn('lane')}")) - 1, 0)
    for tag in ("association", "sequenceFlow"):
        for flow in reading.element.findall(bpmn(tag)):
            ends = [flow.get("sourceRef"), flow.get("targetRef")]
            ends = [reading.host_of.get(end, end) for end in ends]
            for one, other in (ends, ends[::-1]):
                if one in lane_of:
                    lane_of.setdefault(other, lane_of[one])
    return tuple(
        replace(node, lane=lane_of.get(node.id, last if node.apart else 0)) for node in nodes
    )


def _flows(reading: _Reading, inside: set[str]) -> list[Flow]:
    found = []
    for element in reading.element:
        if local(element) not in {"sequenceFlow", "association"}:
            continue
        sequence = local(element) == "sequenceFlow"
        source, target = element.get("sourceRef"), element.get("targetRef")
        hosts = reading.host_of.get(source, source), reading.host_of.get(target, target)
        if set(hosts) <= inside:
            name = element.get("name", "")
            found.append(Flow(element.get("id"), source, target, *hosts, name, sequence))
        elif sequence:
            raise DiagramUnreadable(f"pijl {element.get('id')} heeft een los einde")
    return found


def _strays(process: Any) -> list[Flow]:
    """Find the associations that lead from one scope into another."""
    strays = []
    for association in process.iter(bpmn("association")):
        beside = {child.get("id") for child in association.getparent() if local(child)}
        if not {association.get("sourceRef"), association.get("targetRef")} <= beside:
            strays.append(_plain_flow(association, sequence=False))
    return strays


def _plain_flow(element: Any, *, sequence: bool) -> Flow:
    source, target = element.get("sourceRef"), element.get("targetRef")
    return Flow(
        element.get("id"), source, target, source, target, element.get("name", ""), sequence
    )
