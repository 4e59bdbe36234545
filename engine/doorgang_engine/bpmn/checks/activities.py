"""Tasks, sub-processes, called routes, and what repeats them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.actions import REQUIRED
from doorgang_engine.bpmn.expressions import assignments, named_pairs
from doorgang_engine.bpmn.names import bpmn, children, dg, local
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.errors import ExpressionRefused
from doorgang_engine.terms.durations import parse_duration
from doorgang_engine.terms.problems import DurationInvalid

from .reading import ACTIVITIES, definition, is_handler, text_of
from .vocabulary import ACTION_OPTIONS, ROUTE_ANYWHERE

if TYPE_CHECKING:
    from .reading import Reading, Scope

_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")
_OUTPUT = re.compile(r"[a-z][a-z0-9_]*(=[a-z][a-z0-9_]*)?")
_ROLES = re.compile(r"[a-z][a-z0-9_]*=[a-z][a-z0-9_]*")
MAX_ROUNDS = 1_000
_OPTIONS = {
    "termijn": "de termijn",
    "reden": "de reden",
    "duur": "hoe lang",
    "aan": "aan welke rollen",
    "formulieren": "welke formulieren",
    "formulier": "het formulier",
    "grondslag": "de grondslag voor het delen",
    "bericht": "de tekst van het bericht",
    "document": "welk document",
    "route": "welke route",
    "kpi": "welk cijfer",
    "middel": "wat wordt gereserveerd",
    "capaciteit": "hoeveel plaatsen er zijn",
    "vanaf": "vanaf wanneer de termijn loopt",
    "gegevens": "welke gegevens meegaan",
    "brief": "welke brief",
}


def check_activities(reading: Reading) -> None:
    """Check every activity."""
    roles = {e.id: e.role for e in read_process(reading.root).elements.values()}
    for scope, node in reading.nodes():
        kind = local(node)
        if kind in ("userTask", "manualTask"):
            _check_work(reading, node, roles.get(node.get("id", ""), ""))
        elif check := _CHECKS.get(kind):
            check(reading, node)
        if kind == "subProcess":
            _check_sub_process(reading, scope, node)
        if kind in ACTIVITIES:
            _check_repeats(reading, node)


def _check_work(reading: Reading, node: Any, role: str) -> None:
    if local(node) == "userTask" and not node.get(dg("formulier")):
        reading.refuse("task_without_form", node)
    if not role:
        reading.refuse("task_without_role", node)
    if node.get(dg("termijn")) and node.get(dg("uiterlijk")):
        reading.refuse("two_deadlines", node)
    if node.get(dg("vanaf")) and not node.get(dg("termijn")):
        reading.refuse("start_without_term", node)
    if len(node.get(dg("medeondertekening"), "").split()) > 1:
        reading.refuse("more_than_one_signature", node)
    known = {other.get("id") for _, other in reading.nodes()}
    for other in node.get(dg("anders_dan"), "").split():
        if other not in known:
            reading.refuse("other_performer_unknown", node, knoop=other)


def _check_script(reading: Reading, node: Any) -> None:
    try:
        if not assignments(text_of(node, "script")):
            reading.refuse("script_empty", node)
    except ExpressionRefused as error:
        reading.refuse("script_line", node, reden=str(error))


def _check_service(reading: Reading, node: Any) -> None:
    action = node.get(dg("actie"), "")
    if action not in REQUIRED:
        reading.refuse("action_unknown", node, actie=action)
        return
    given = {
        name.rsplit("}", 1)[1]
        for name, value in node.attrib.items()
        if name.startswith(dg("")) and value.strip()
    }
    for name in REQUIRED[action]:
        if name not in given:
            reading.refuse(
                "action_lacks", node, actie=action, teken=f"dg:{name}", gemist=_OPTIONS[name]
            )
    options = ACTION_OPTIONS.get(action, frozenset())
    for name in sorted(given - {"actie"} - set(REQUIRED[action]) - options - ROUTE_ANYWHERE):
        words = {
            "actie": action,
            "teken": f"dg:{name}",
            "gemist": _OPTIONS.get(name, "iets anders"),
        }
        reading.refuse("action_extra", node, **words)
    if action == "reserveren" and not _follows_a_person(reading, node.get("id", "")):
        reading.refuse("reserve_without_person", node)
    _check_details(reading, node)


def _follows_a_person(reading: Reading, place: str) -> bool:
    """Whether only what a person sends can bring a token here; gateways and scripts pass it on.

    A reservation can be refused, and a refusal has to come to somebody who can choose otherwise.
    """
    nodes = {node.get("id", ""): node for _, node in reading.nodes()}
    sources: dict[str, list[str]] = {}
    for flow in reading.process.iter(bpmn("sequenceFlow")):
        sources.setdefault(flow.get("targetRef", ""), []).append(flow.get("sourceRef", ""))
    seen, todo = {place}, [place]
    while todo:
        before = sources.get(todo.pop(), [])
        if not before:
            return False
        for source in before:
            kind = local(nodes[source]) if source in nodes else ""
            if kind == "startEvent" and nodes[source].get(dg("formulier")):
                continue  # who fills in the start form can begin otherwise, or not
            if kind in ("exclusiveGateway", "scriptTask") and source not in seen:
                todo.append(source)
            elif kind not in ("userTask", "exclusiveGateway", "scriptTask"):
                return False
            seen.add(source)
    return True


def _check_details(reading: Reading, node: Any) -> None:
    try:
        named_pairs(node.get(dg("gegevens"), ""))
    except ExpressionRefused as error:
        reading.refuse("script_line", node, reden=str(error))
    if length := node.get(dg("duur")):
        try:
            parse_duration(text=length)
        except DurationInvalid:
            reading.refuse("timer_duration", node, tekst=length[:60])


def _check_call(reading: Reading, node: Any) -> None:
    if not node.get("calledElement"):
        reading.refuse("call_without_route", node)
    elif node.get("calledElement") == reading.process.get("id"):
        reading.refuse("call_of_itself", node)
    for word in node.get(dg("uitvoer"), "").split():
        if not _OUTPUT.fullmatch(word):
            reading.refuse("call_output", node, tekst=word)
    for word in node.get(dg("rollen"), "").split():
        if not _ROLES.fullmatch(word):
            reading.refuse("call_roles", node, tekst=word)


_CHECKS = {
    "scriptTask": _check_script,
    "serviceTask": _check_service,
    "callActivity": _check_call,
}


def _check_sub_process(reading: Reading, scope: Scope, node: Any) -> None:
    starts = children(node, "startEvent")
    if len(starts) != 1:
        code = "handler_starts" if is_handler(node) else "sub_process_starts"
        reading.refuse(code, node, aantal=len(starts))
    if not children(node, "endEvent"):
        reading.refuse("no_end", node)
    if is_handler(node):
        if scope.is_handler:
            reading.refuse("handler_in_handler", node)
        _check_handler(reading, node, starts)


def _check_handler(reading: Reading, node: Any, starts: list[Any]) -> None:
    if starts and definition(starts[0])[0] in ("error", "escalation"):
        kind = definition(starts[0])[0]
        around = node.getparent()
        thrown = [
            e
            for e in around.iter(bpmn("endEvent"), bpmn("intermediateThrowEvent"))
            if definition(e)[0] == kind and node not in e.iterancestors()
        ]
        calls = kind == "escalation" and next(around.iter(bpmn("callActivity")), None) is not None
        if not thrown and not calls:
            soort = "een fout" if kind == "error" else "een escalatie"
            reading.refuse("nothing_to_catch", starts[0], soort=soort)


def _check_repeats(reading: Reading, node: Any) -> None:
    multi = children(node, "multiInstanceLoopCharacteristics")
    loop = children(node, "standardLoopCharacteristics")
    if not multi and not loop:
        return
    if is_handler(node):
        reading.refuse("handler_repeats", node)
    elif len(multi) + len(loop) > 1:
        reading.refuse("repeats_twice", node)
    elif multi:
        _check_multi(reading, node, multi[0])
    else:
        _check_loop(reading, node, loop[0])


def _check_multi(reading: Reading, node: Any, multi: Any) -> None:
    count, items = text_of(multi, "loopCardinality"), text_of(multi, "loopDataInputRef")
    if bool(count) == bool(items):
        reading.refuse("instances_count", node)
    if items and not _VARIABLE.fullmatch(items):
        reading.refuse("instances_list", node, tekst=items[:60])
    item = multi.find(bpmn("inputDataItem"))
    if item is not None and not _VARIABLE.fullmatch(item.get("name") or item.get("id") or ""):
        reading.refuse("instances_item", node)
    result, output = multi.find(bpmn("outputDataItem")), text_of(multi, "loopDataOutputRef")
    if (result is None) != (not output):
        reading.refuse("instances_output", node)


def _check_loop(reading: Reading, node: Any, loop: Any) -> None:
    maximum = loop.get("loopMaximum")
    if maximum is None and not text_of(loop, "loopCondition"):
        reading.refuse("loop_endless", node)
    if maximum is not None and not (
        re.fullmatch(r"\d{1,6}", maximum) and 1 <= int(maximum) <= MAX_ROUNDS
    ):
        reading.refuse("loop_maximum", node, aantal=MAX_ROUNDS)
