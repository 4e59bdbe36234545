"""Steps that come, go and move; the flows follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from doorgang_engine.bpmn.edges import Edges, reachable
from doorgang_engine.bpmn.names import XSI, bpmn, dg, flow_nodes, local

from .conditions import written
from .errors import EditRefused
from .picture import Picture, insert_in_line
from .settings import put, set_timer
from .sheet import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .conditions import Condition
    from .edits import AddWay, Branch, MoveStep, NewStep
    from .sheet import Sheet

END = "einde"
#: Kinds of step that can come in: what people read, and the element.
STEP_KINDS = {
    "taak": ("Taak voor iemand", "userTask"),
    "bericht": ("Bericht geven", "serviceTask"),
    "wachten": ("Wachten", "intermediateCatchEvent"),
    "deelroute": ("Andere route aanroepen", "callActivity"),
}
NOT_TO_MOVE = frozenset({"startEvent", "endEvent", "boundaryEvent"})


def make_step(sheet: Sheet, step: NewStep, *, beside: Any) -> Any:
    """Add a step to the file behind another one, in its lane or another; no flows yet."""
    if step.kind not in STEP_KINDS:
        raise EditRefused("Kies wat voor stap het is.", field="soort")
    node = sheet.add_node(beside, STEP_KINDS[step.kind][1], step.name)
    if step.kind == "bericht":
        node.set(dg("actie"), "kennisgeven")
    if step.kind == "wachten":
        set_timer(node, "timeDuration", "P14D")
    put(sheet, node, {key: said for key, said in step.settings.items() if said})
    put_beside(sheet, node, beside, step.lane)
    return node


def put_beside(sheet: Sheet, node: Any, beside: Any, lane: str = "") -> None:
    """Put a node in a lane; without one, in the lane of who stands before it."""
    if lane:
        sheet.put_in_lane(node, lane_named(sheet, lane))
    elif (own := sheet.lane_of(beside.get("id"))) is not None:
        sheet.put_in_lane(node, own)


def lane_named(sheet: Sheet, lane: str) -> Any:
    """Return a lane.

    :raises EditRefused: if there is none.
    """
    for one in sheet.lanes():
        if one.get("id") == lane:
            return one
    raise EditRefused("Deze baan staat niet in de tekening.", field="baan")


def only_way_on(sheet: Sheet, node: Any) -> Any:
    """Return the one flow that leaves a node."""
    flows = sheet.out(node)
    if len(flows) != 1:
        raise EditRefused(
            "Achter deze stap loopt niet precies één pijl. Kies de pijl waarin de stap komt.",
            field="na",
        )
    return flows[0]


def insert(sheet: Sheet, picture: Picture, flow: Any, node: Any) -> Any:
    """Put a node that is in the file into a flow; return the flow that leads on from it."""
    target = sheet.node(flow.get("targetRef"))
    if flow.getparent() is not node.getparent():
        raise EditRefused("De pijl en de stap staan niet in hetzelfde subproces.", field="pijl")
    sheet.retarget(flow, node)
    onward = sheet.add_flow(node, target)
    if picture.is_drawn:
        insert_in_line(picture, flow.get("id"), node.get("id"), onward.get("id"))
    return onward


def add_in_flow(sheet: Sheet, picture: Picture, flow: Any, step: NewStep) -> Any:
    """Make a step and put it into a flow."""
    node = make_step(sheet, step, beside=sheet.node(flow.get("sourceRef")))
    insert(sheet, picture, flow, node)
    return node


def branch(sheet: Sheet, picture: Picture, edit: Branch, kinds: Mapping[str, str]) -> Any:
    """Ask a question in a flow, with another way out of it."""
    flow = sheet.flow(edit.flow)
    if edit.step is None and not edit.to:
        raise EditRefused(
            "Zeg wat er op het andere pad gebeurt, of waar het heen gaat.", field="naar"
        )
    source = sheet.node(flow.get("sourceRef"))
    gateway = sheet.add_node(source, "exclusiveGateway", edit.question)
    put_beside(sheet, gateway, source)
    onward = insert(sheet, picture, flow, gateway)
    onward.set("name", name_of(edit.otherwise))
    gateway.set("default", onward.get("id"))
    goal: Any = None
    if not edit.to:
        goal = sheet.add_node(gateway, "exclusiveGateway", f"{edit.question} (samen verder)")
        put_beside(sheet, goal, gateway)
        insert(sheet, picture, onward, goal)
    way = AddedWay(edit.label, edit.conditions, edit.step, edit.to, edit.outcome)
    _draw_way(sheet, picture, gateway, way, goal, kinds)
    return gateway


def add_way(sheet: Sheet, picture: Picture, edit: AddWay, kinds: Mapping[str, str]) -> Any:
    """Add a way out of an exclusive gateway."""
    gateway = sheet.node(edit.gateway)
    if local(gateway) != "exclusiveGateway":
        raise EditRefused("Alleen bij een vraag kan een pad erbij.", field="gateway")
    if not edit.to:
        raise EditRefused("Kies waar het pad heen gaat.", field="naar")
    way = AddedWay(edit.label, edit.conditions, edit.step, edit.to, edit.outcome)
    _draw_way(sheet, picture, gateway, way, None, kinds)
    return gateway


class AddedWay:
    """What a new way is: its words, when it is taken, what happens on it and where it goes."""

    def __init__(
        self,
        label: str,
        conditions: Sequence[Condition],
        step: NewStep | None,
        to: str,
        outcome: str,
    ) -> None:
        self.label, self.conditions, self.step = label, conditions, step
        self.to, self.outcome = to, outcome


def _draw_way(
    sheet: Sheet,
    picture: Picture,
    gateway: Any,
    way: AddedWay,
    goal: Any,
    kinds: Mapping[str, str],
) -> None:
    expression = written(way.conditions, kinds)
    if goal is None and way.to == END:
        goal = sheet.add_node(gateway, "endEvent", way.outcome)
        goal.set(dg("uitkomst"), goal.get("id"))
        put_beside(sheet, goal, gateway)
    elif goal is None:
        goal = sheet.node(way.to)
    first = goal
    if way.step is not None:
        first = make_step(sheet, way.step, beside=gateway)
        sheet.add_flow(first, goal)
    flow = sheet.add_flow(gateway, first, name=way.label)
    set_condition(flow, expression)
    if picture.is_drawn:
        picture.redraw()


def set_condition(flow: Any, expression: str) -> None:
    """Give a flow a condition, or take it away."""
    for old in flow.findall(bpmn("conditionExpression")):
        flow.remove(old)
        flow.text = None
    if expression:
        said = etree.SubElement(flow, bpmn("conditionExpression"))
        said.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
        said.text = expression


def move(sheet: Sheet, picture: Picture, edit: MoveStep) -> Any:
    """Take a step out of its place in the order, and put it into a flow."""
    node, flow = sheet.node(edit.step), sheet.flow(edit.flow)
    if local(node) in NOT_TO_MOVE or len(sheet.into(node)) != 1 or len(sheet.out(node)) != 1:
        raise EditRefused(
            "Alleen een stap met één pijl erheen en één eruit kan verplaatst worden."
        )
    if flow in (*sheet.into(node), *sheet.out(node)):
        raise EditRefused("De stap staat daar al.", field="pijl")
    if flow.getparent() is not node.getparent():
        raise EditRefused("Een stap blijft in zijn subproces.", field="pijl")
    join_around(sheet, picture, node)
    if picture.is_drawn:
        picture.lift(node.get("id"))
    insert(sheet, picture, flow, node)
    return node


def join_around(sheet: Sheet, picture: Picture, node: Any) -> None:
    """Let every flow to a node lead to what comes after it, and let go of its own flow."""
    onward = only_way_on(sheet, node)
    rest = picture.points(onward.get("id"))
    target = sheet.node(onward.get("targetRef"))
    if target is node:
        raise EditRefused("Deze stap leidt naar zichzelf.")
    sheet.take_out_flow(onward)
    for flow in sheet.into(node):
        source = sheet.node(flow.get("sourceRef"))
        _require_no_double(sheet, flow, source, target)
        sheet.retarget(flow, target)
        picture.go_on(flow.get("id"), rest)


def _require_no_double(sheet: Sheet, flow: Any, source: Any, target: Any) -> None:
    """Keep two flows between the same two nodes from coming about, where that changes a choice."""
    others = [one for one in sheet.out(source) if one is not flow]
    double = [one for one in others if one.get("targetRef") == target.get("id")]
    if not double:
        return
    if len(others) > 1 or local(source) != "exclusiveGateway":
        raise EditRefused(
            "Daarna zouden twee pijlen tussen dezelfde twee stappen lopen. "
            "Verwijder eerst het pad waarop deze stap staat."
        )
    sheet.take_out_flow(double[0])
    set_condition(flow, "")
    source.attrib.pop("default", None)


def remove(sheet: Sheet, picture: Picture, node: Any) -> tuple[str, int]:
    """Remove a step; return the element to go to, and how many others went with it."""
    if local(node) == "startEvent":
        raise EditRefused("Een begin kan hier niet weg.")
    if local(node) == "boundaryEvent":
        before = sheet.node(node.get("attachedToRef"))
        others = _remove_beginning(sheet, [node]) - 1  # besides itself
    else:
        flows = sheet.into(node)
        before = sheet.node(flows[0].get("sourceRef")) if flows else only_way_on(sheet, node)
        if local(node) == "endEvent" or len(sheet.out(node)) != 1:
            raise EditRefused(
                "Hierachter loopt niet precies één pijl. Verwijder eerst de paden die hier "
                "beginnen of eindigen."
            )
        others = _remove_beginning(sheet, sheet.boundaries(node))
        join_around(sheet, picture, node)
        sheet.take_out_node(node)
    return before.get("id", ""), others


def remove_way(sheet: Sheet, flow: Any) -> tuple[str, int]:
    """Remove a way out of a question and what only it reaches; return as ``remove`` does."""
    source = sheet.node(flow.get("sourceRef"))
    rest = [one for one in sheet.out(source) if one is not flow]
    if not rest:
        raise EditRefused("Dit is het enige pad; zonder loopt het traject dood.", field="pijl")
    if source.get("default") == flow.get("id"):
        raise EditRefused(
            "Dit is het standaardpad. Maak eerst een ander pad de standaard.", field="pijl"
        )
    reached = _reached(source.getparent())
    sheet.take_out_flow(flow)
    if len(rest) == 1:
        set_condition(rest[0], "")
        source.attrib.pop("default", None)
    others = _take_out_lost(sheet, source.getparent(), reached)
    return source.get("id", ""), others


def _remove_beginning(sheet: Sheet, events: Sequence[Any]) -> int:
    """Remove events on an edge, and what only they reach."""
    count = 0
    for event in events:
        scope, reached = event.getparent(), _reached(event.getparent())
        sheet.take_out_node(event)
        count += _take_out_lost(sheet, scope, reached)
    return count


def _take_out_lost(sheet: Sheet, scope: Any, before: set[str]) -> int:
    """Take out what was reached before and is not any more."""
    lost = before - _reached(scope)
    for node in [one for one in flow_nodes(scope) if one.get("id") in lost]:
        if node.getparent() is not None:
            sheet.take_out_node(node)
    return len([one for one in lost if one in before])


def _reached(scope: Any) -> set[str]:
    """Return the nodes of a scope that a token can reach."""
    edges: Edges = {node.get("id"): set() for node in flow_nodes(scope)}
    for flow in scope.findall(bpmn("sequenceFlow")):
        edges.setdefault(flow.get("sourceRef"), set()).add(flow.get("targetRef"))
    for node in flow_nodes(scope):
        if local(node) == "boundaryEvent":
            edges.setdefault(node.get("attachedToRef"), set()).add(node.get("id"))
    begins = [node.get("id") for node in flow_nodes(scope) if not _is_led_to(node)]
    return {one for one in reachable(edges, begins) if one in edges}


def _is_led_to(node: Any) -> bool:
    if local(node) == "startEvent" or node.get("triggeredByEvent") == "true":
        return False
    if local(node) == "boundaryEvent":
        return True
    links = node.findall(bpmn("linkEventDefinition"))
    return not links
