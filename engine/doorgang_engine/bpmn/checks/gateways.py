"""Gateways: event-based gateways, and what may stand behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.names import GATEWAYS, bpmn, local

from .reading import definition

if TYPE_CHECKING:
    from .reading import Reading, Scope

_REPEATS = (bpmn("multiInstanceLoopCharacteristics"), bpmn("standardLoopCharacteristics"))


def check_gateways(reading: Reading) -> None:
    """Check every gateway that is more than its conditions."""
    for scope, node in reading.nodes():
        if local(node) == "eventBasedGateway":
            _check_event_gateway(reading, scope, node)


def _check_event_gateway(reading: Reading, scope: Scope, node: Any) -> None:
    flows = scope.out(node)
    if len(flows) < 2:  # noqa: PLR2004 - a choice has two sides
        reading.refuse("event_gateway_flows", node)
    targets = [scope.nodes[flow.get("targetRef")] for flow in flows]
    for target in targets:
        kind = local(target)
        caught = kind == "intermediateCatchEvent" and definition(target)[0] != "link"
        if not caught and kind != "receiveTask":
            reading.refuse("event_gateway_target", target)
        elif len(scope.into(target)) > 1:
            reading.refuse("event_gateway_shared", target)
        elif scope.boundaries(target) or any(target.find(tag) is not None for tag in _REPEATS):
            reading.refuse("event_gateway_busy", target)
    messages = {local(t) for t in targets if definition(t)[0] == "message"}
    if messages and any(local(t) == "receiveTask" for t in targets):
        reading.refuse("event_gateway_mixed", node)


def is_gateway(node: Any) -> bool:
    """Return whether a node is a gateway."""
    return local(node) in GATEWAYS
