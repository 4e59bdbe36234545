"""Sequence flows: where they may lead, and where a condition may stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.names import EVENTS, children, local

from .reading import ACTIVITIES, condition, is_handler

if TYPE_CHECKING:
    from .reading import Reading, Scope

_NAME_OR_CALL = re.compile(r"[\w.]+(\([^()\s]*\))?")
_SIDES = {"sourceRef": "het begin", "targetRef": "het einde"}
CHOOSING = frozenset({"exclusiveGateway", "inclusiveGateway"})


def check_flows(reading: Reading) -> None:
    """Check every flow, and the flows of every node together."""
    everywhere = {node.get("id") for _, node in reading.nodes()}
    for scope in reading.scopes:
        _check_ends(reading, scope, everywhere)
        for node in scope.nodes.values():
            _check_shape(reading, scope, node)
            _check_conditions(reading, scope, node)


def _check_ends(reading: Reading, scope: Scope, everywhere: set[str | None]) -> None:
    pairs: set[tuple[Any, Any]] = set()
    for flow in children(scope.node, "sequenceFlow"):
        for key in ("sourceRef", "targetRef"):
            if flow.get(key) not in everywhere:
                reading.refuse("flow_dangling", flow, kant=_SIDES[key], teken=key)
            elif flow.get(key) not in scope.nodes:
                reading.refuse("flow_crosses_scope", flow)
        pair = (flow.get("sourceRef"), flow.get("targetRef"))
        if pair in pairs:
            van, naar = (reading.spoken.by_id(one or "") for one in pair)
            reading.refuse("flow_twice", flow, van=van, naar=naar)
        pairs.add(pair)


def _check_shape(reading: Reading, scope: Scope, node: Any) -> None:
    kind, into, out = local(node), scope.into(node), scope.out(node)
    if kind in ("startEvent", "boundaryEvent") and into:
        reading.refuse("flow_into_start", node)
    if kind == "endEvent" and out:
        reading.refuse("flow_out_of_end", node)
    if is_handler(node) and (into or out):
        reading.refuse("handler_with_flows", node)


def _check_conditions(reading: Reading, scope: Scope, node: Any) -> None:
    kind, flows = local(node), scope.out(node)
    conditional = [flow for flow in flows if condition(flow)]
    _check_default(reading, node, flows)
    if kind in CHOOSING:
        _check_choice(reading, node, flows, conditional)
    elif conditional and kind in EVENTS:
        reading.refuse("condition_after_event", conditional[0])
    elif conditional and kind not in ACTIVITIES:
        reading.refuse("condition_after_gateway", conditional[0])
    elif conditional and len(flows) == 1:
        reading.refuse("condition_on_only_flow", conditional[0])
    elif node.get("default") and not conditional:
        reading.refuse("default_without_conditions", node)
    elif conditional and len(conditional) == len(flows) and not _complementary(flows):
        reading.refuse("no_default", node)


def _check_default(reading: Reading, node: Any, flows: list[Any]) -> None:
    default = node.get("default")
    if default is None:
        return
    found = [flow for flow in flows if flow.get("id") == default]
    if not found:
        reading.refuse("default_not_outgoing", node)
    elif condition(found[0]):
        reading.refuse("condition_on_default", found[0])


def _check_choice(reading: Reading, node: Any, flows: list[Any], conditional: list[Any]) -> None:
    if len(flows) < 2:  # noqa: PLR2004 - a merge, or a gateway that leads one way
        if conditional:
            reading.refuse("condition_on_only_flow", conditional[0])
        return
    default = node.get("default")
    bare = [flow for flow in flows if not condition(flow) and flow.get("id") != default]
    for flow in bare:
        reading.refuse("condition_missing", flow)
    if default is None and not bare and not _complementary(flows):
        reading.refuse("no_default", node)


def _complementary(flows: list[Any]) -> bool:
    """Return whether the conditions are ``x`` and ``!x``."""
    if len(flows) != 2:  # noqa: PLR2004 - a pair
        return False
    first, second = (condition(flow) for flow in flows)
    return _negates(first, second) or _negates(second, first)


def _negates(negation: str, positive: str) -> bool:
    bare = "".join(negation.split())
    if bare == f"!({''.join(positive.split())})":
        return True
    # !a && b is not the negation of a && b: without brackets only a name or call may follow.
    return _NAME_OR_CALL.fullmatch(positive) is not None and bare == f"!{positive}"
