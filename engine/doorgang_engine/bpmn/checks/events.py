"""Events: which definition may stand at which position, and what it refers to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.names import EVENTS, children, dg, event_definitions, local

from .reading import definition, is_handler, is_interrupting
from .timers import check_timer

if TYPE_CHECKING:
    from .reading import Reading, Scope

# position -> the event definitions that run there; "" is none at all
ALLOWED: dict[str, frozenset[str]] = {
    "start": frozenset({"", "message"}),
    "sub_start": frozenset({""}),
    "handler_start": frozenset(
        {"message", "timer", "signal", "error", "escalation", "conditional"}
    ),
    "catch": frozenset({"message", "timer", "signal", "conditional", "link"}),
    "throw": frozenset({"", "message", "signal", "escalation", "link"}),
    "end": frozenset({"", "message", "signal", "error", "escalation", "terminate"}),
    "boundary": frozenset({"message", "timer", "signal", "conditional", "error", "escalation"}),
}
PLACES = {
    "start": "aan het begin van de route",
    "sub_start": "aan het begin van een deel van de route",
    "handler_start": "aan het begin van een deel dat vanzelf begint",
    "catch": "waar de route wacht",
    "throw": "waar de route iets meldt",
    "end": "aan een einde",
    "boundary": "op de rand van een stap",
}
_KINDS = {
    "message": "een bericht",
    "timer": "een klok",
    "signal": "een signaal",
    "error": "een fout",
    "escalation": "een escalatie",
    "conditional": "een voorwaarde",
    "link": "een sprong",
    "terminate": "een einde van alles",
    "cancel": "een afbreking",
    "compensate": "een herstel",
}
_POSITIONS = {
    "endEvent": "end",
    "boundaryEvent": "boundary",
    "intermediateCatchEvent": "catch",
    "intermediateThrowEvent": "throw",
}
_NAMED = {"message": "message", "signal": "signal", "error": "error", "escalation": "escalation"}
_SNAKE = re.compile(r"[a-z][a-z0-9_]*")
_THROWING = ("throw", "end")
_LINKING = ("intermediateCatchEvent", "intermediateThrowEvent")


def position(scope: Scope, node: Any) -> str:
    """Return where an event stands: a key of ``ALLOWED``."""
    if local(node) != "startEvent":
        return _POSITIONS[local(node)]
    if scope.is_process:
        return "start"
    return "handler_start" if scope.is_handler else "sub_start"


def check_events(reading: Reading) -> None:
    """Check every event, and the links between them."""
    for scope, node in reading.nodes():
        if local(node) in EVENTS:
            _check_event(reading, scope, node)
            _check_offered(reading, scope, node)
        elif local(node) in ("sendTask", "receiveTask"):
            _check_named(reading, node, "message", node.get("messageRef"), needed=True)
    for scope in reading.scopes:
        _check_links(reading, scope)


def _check_offered(reading: Reading, scope: Scope, node: Any) -> None:
    starts = (other for other in scope.nodes.values() if local(other) == "startEvent")
    is_needed = position(scope, node) != "start" or node is next(starts)
    if node.get(dg("parameter")) and is_needed:
        reading.refuse("start_always_there", node)


def _check_event(reading: Reading, scope: Scope, node: Any) -> None:
    place = position(scope, node)
    if len(event_definitions(node)) > 1:
        reading.refuse("multiple_events", node)
        return
    kind, found = definition(node)
    if kind not in ALLOWED[place]:
        code = "event_without_definition" if not kind else "event_at_position"
        reading.refuse(code, node, soort=_KINDS.get(kind, "leeg"), plaats=PLACES[place])
        return
    if kind in _NAMED:
        needed = kind in ("message", "signal") or place in _THROWING
        _check_named(reading, node, kind, found.get(f"{kind}Ref"), needed=needed)
    elif kind == "timer":
        check_timer(reading, node, found, repeats=_repeats(place, node))
    if kind == "error":
        _check_error(reading, scope, node, found)
    if (
        kind != "message"
        and place != "start"
        and (node.get(dg("formulier")) or node.get(dg("rol")))
    ):
        reading.refuse("form_on_event", node)
    if place == "boundary":
        _check_boundary(reading, scope, node, kind)


def _check_error(reading: Reading, scope: Scope, node: Any, found: Any) -> None:
    if local(node) == "endEvent":
        if not _is_caught(reading, scope, found):
            reading.refuse("error_uncaught", node)
    elif not is_interrupting(node):
        reading.refuse("error_must_interrupt", node)


def _repeats(place: str, node: Any) -> bool:
    return place in ("boundary", "handler_start") and not is_interrupting(node)


def _check_named(reading: Reading, node: Any, kind: str, ref: str | None, *, needed: bool) -> None:
    if not ref:
        if needed:
            reading.refuse("reference_missing", node, teken=f"{kind}Ref")
        return
    found = reading.named(kind, ref)
    if found is None:
        reading.refuse("dangling_reference", node, teken=f"{kind}Ref")
    elif kind == "message" and not _SNAKE.fullmatch(found.get("name", "")):
        reading.refuse("message_name", node, bericht=found.get("name", ""))
    elif kind == "signal" and not found.get("name", "").strip():
        reading.refuse("signal_name", node)


def _check_boundary(reading: Reading, scope: Scope, node: Any, kind: str) -> None:
    host = scope.nodes.get(node.get("attachedToRef", ""))
    if host is None:
        reading.refuse("boundary_without_host", node)
    elif is_handler(host) or local(host) not in (
        "userTask",
        "manualTask",
        "receiveTask",
        "subProcess",
        "callActivity",
    ):
        reading.refuse("boundary_on_automatic", node, gastheer=reading.spoken.of(host))
    elif kind in ("error", "escalation"):
        _check_can_catch(reading, node, host, kind)


def _check_can_catch(reading: Reading, node: Any, host: Any, kind: str) -> None:
    """An error or escalation that nothing inside can throw would never be caught."""
    if kind == "escalation" and local(host) == "callActivity":
        return
    wanted = definition(node)[1].get(f"{kind}Ref")
    for event in host.iter():
        if local(event) not in ("endEvent", "intermediateThrowEvent"):
            continue
        thrown, found = definition(event)
        if thrown == kind and _same_code(reading, kind, wanted, found.get(f"{kind}Ref")):
            return
    reading.refuse("nothing_to_catch", node, soort=_KINDS[kind])


def _same_code(reading: Reading, kind: str, caught: str | None, thrown: str | None) -> bool:
    return not caught or _code(reading, kind, caught) == _code(reading, kind, thrown)


def _code(reading: Reading, kind: str, ref: str | None) -> str:
    found = reading.named(kind, ref)
    return "" if found is None else found.get(f"{kind}Code") or found.get("name") or ref or ""


def _is_caught(reading: Reading, scope: Scope, thrown: Any) -> bool:
    """Return whether an error is caught by a sub-process around it, or a handler beside it."""
    inner: Scope | None = scope
    while inner is not None:
        outer = reading.scope_around(inner)
        catchers = [
            start
            for handler in inner.nodes.values()
            if is_handler(handler)
            for start in children(handler, "startEvent")
        ]
        if outer is not None:
            catchers += outer.boundaries(inner.node)
        for event in catchers:
            kind, found = definition(event)
            if kind == "error" and _same_code(
                reading, "error", found.get("errorRef"), thrown.get("errorRef")
            ):
                return True
        inner = outer
    return False


def _check_links(reading: Reading, scope: Scope) -> None:
    catching: dict[str, list[Any]] = {}
    throwing: dict[str, list[Any]] = {}
    for node in scope.nodes.values():
        kind, found = definition(node)
        if kind != "link" or local(node) not in _LINKING:
            continue
        side = catching if local(node) == "intermediateCatchEvent" else throwing
        side.setdefault(found.get("name") or "", []).append(node)
        wrong = scope.into(node) if side is catching else scope.out(node)
        if wrong:
            reading.refuse("link_with_flow", node)
    for name, nodes in throwing.items():
        if not name or len(catching.get(name, [])) != 1:
            reading.refuse("link_target", nodes[0], koppeling=name)
    for name, nodes in catching.items():
        if not name or len(nodes) > 1 or name not in throwing:
            reading.refuse("link_source", nodes[-1], koppeling=name)
