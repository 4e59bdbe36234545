"""The file as a whole: ids, process, pools, lanes, variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.expressions import KINDS
from doorgang_engine.bpmn.names import FLOW_NODES, SYNTHETIC, bpmn, children, dg, local

from .reading import bpmn_elements

if TYPE_CHECKING:
    from .reading import Reading

MAX_NODES = 1_000  # the largest shipped route has about 250; nobody can read more
_NCNAME = re.compile(r"[^\W\d][\w.\-]*")
_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")
_NEEDS_ID = FLOW_NODES | {"process", "sequenceFlow", "message", "signal", "error", "escalation"}
# Words that the expression language keeps for itself.
RESERVED = frozenset(
    [
        "as",
        "break",
        "const",
        "continue",
        "else",
        "false",
        "for",
        "function",
        "if",
        "import",
        "in",
        "let",
        "loop",
        "null",
        "package",
        "namespace",
        "return",
        "true",
        "var",
        "void",
        "while",
    ]
)


def check_file(reading: Reading) -> None:
    """Check what concerns the file rather than one construct."""
    _check_ids(reading)
    _check_processes(reading)
    if reading.process is not None:
        _check_lanes(reading)
        _check_variables(reading)


def _check_ids(reading: Reading) -> None:
    seen: set[str] = set()
    for element in bpmn_elements(reading.root):
        own = element.get("id")
        if own is None:
            if local(element) in _NEEDS_ID:
                reading.refuse("id_missing", element)
            continue
        if not _NCNAME.fullmatch(own):
            reading.refuse("id_not_a_name", element)
        elif own.startswith(SYNTHETIC):
            reading.refuse("id_reserved", element)
        if own in seen:
            reading.refuse("id_twice", element)
        seen.add(own)


def _check_processes(reading: Reading) -> None:
    processes = children(reading.root, "process")
    if not processes:
        reading.refuse("no_process", reading.root)
        return
    if len(processes) > 1:
        reading.refuse("several_processes", processes[1])
    if reading.process.get("isExecutable") == "false":
        reading.refuse("not_executable", reading.process)
    ids = {p.get("id") for p in processes}
    for participant in reading.root.iter(bpmn("participant")):
        if participant.get("processRef") is not None and participant.get("processRef") not in ids:
            reading.refuse("dangling_reference", participant, teken="processRef")
    if sum(len(scope.nodes) for scope in reading.scopes) > MAX_NODES:
        reading.refuse("too_many_nodes", reading.process, aantal=MAX_NODES)


def _check_lanes(reading: Reading) -> None:
    lanes = list(reading.process.iter(bpmn("lane")))
    placed: dict[str, Any] = {}
    nodes = {node.get("id"): node for _, node in reading.nodes()}
    for lane in lanes:
        inner = lane.find(bpmn("childLaneSet")) is not None
        if not lane.get(dg("rol")) and not inner:
            reading.refuse("lane_without_role", lane)
        for ref in children(lane, "flowNodeRef"):
            name = (ref.text or "").strip()
            if name not in nodes:
                reading.refuse("lane_unknown_node", lane, knoop=name)
            elif name in placed and lane not in placed[name].iterdescendants():
                stap = reading.spoken.of(nodes[name])
                reading.refuse("node_in_two_lanes", lane, knoop=name, stap=stap)
            placed[name] = lane
    if lanes:
        _check_placed(reading, set(placed))


def _check_placed(reading: Reading, placed: set[str]) -> None:
    """A node stands in a lane itself, by its host, or by the sub-process around it."""
    for _, node in reading.nodes():
        around = {a.get("id") for a in node.iterancestors()}
        own = {node.get("id"), node.get("attachedToRef")}
        if not placed & (around | own):
            reading.refuse("node_without_lane", node)


def _check_variables(reading: Reading) -> None:
    seen: set[str] = set()
    for variable in reading.process.iterfind(f"{bpmn('extensionElements')}/{dg('variabele')}"):
        name, kind = variable.get("naam", ""), variable.get("soort", "")
        if not _VARIABLE.fullmatch(name) or name in RESERVED:
            reading.refuse("variable_name", variable, naam=name)
        if name in seen:
            reading.refuse("variable_twice", variable, naam=name)
        seen.add(name)
        if kind not in KINDS:
            reading.refuse("variable_kind", variable, naam=name, soort=kind)
        elif not _fits(kind, variable.get("start")):
            reading.refuse("variable_start", variable, naam=name, soort=kind.replace("_", "/"))
        if variable.get("invoer") not in (None, "ja", "nee"):
            reading.refuse("variable_input", variable, naam=name)


def _fits(kind: str, start: str | None) -> bool:
    if start is None or kind in ("tekst", "lijst"):
        return True
    if kind == "getal":
        return re.fullmatch(r"-?\d{1,15}", start) is not None
    if kind == "ja_nee":
        return start in ("true", "false")
    return re.fullmatch(r"(\d{4}-\d\d-\d\d)?", start) is not None
