"""A drawing as facts: every element with all that the file says about it, but for its place.

Nothing that may matter is left out: what has a meaning of its own is an item, and everything under
it is a property of that item by its path. Only the layout and the name of the program that wrote
the file are not facts. So two files without a differing fact run alike, and mean the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.names import BPMN, EVENT_DEFINITIONS, FLOW_NODES, ROUTE, XSI, local
from doorgang_engine.bpmn.read import read_bpmn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
_SAID_ELSEWHERE = frozenset({"incoming", "outgoing", "flowNodeRef"})
_OF_THE_PROGRAM = frozenset({"exporter", "exporterVersion", "targetNamespace"})
_HOLDERS = frozenset({"laneSet", "childLaneSet"})  # only hold others
#: May have an id and yet are a part of what they stand in.
_PARTS = frozenset(EVENT_DEFINITIONS) | {
    "multiInstanceLoopCharacteristics",
    "standardLoopCharacteristics",
    "conditionExpression",
    "extensionElements",
    "documentation",
}
FLOW, LANE = "sequenceFlow", "lane"
_SCOPES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
SCOPE = "scope"  # made here: the sub-process around a step
_PREFIXES = {BPMN: "", ROUTE: "dg:", XSI: "xsi:"}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One element of a drawing: its kind, and its properties by path."""

    id: str
    kind: str
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How people know it."""
        return self.properties.get("name", "") or self.id

    @property
    def is_step(self) -> bool:
        """Whether a token can stand there."""
        return self.kind in FLOW_NODES

    @property
    def is_legal(self) -> bool:
        """Whether it is marked as required by law."""
        return self.properties.get("dg:wettelijk") == "ja"

    def get(self, path: str) -> str:
        """Return a property; ``""`` when it is not there."""
        return self.properties.get(path, "")


def read_facts(text: str) -> dict[str, Fact]:
    """Return the facts of a drawing by id, in the order of the file.

    :raises RouteUnreadable: if it is no BPMN file that we read.
    """
    root = read_bpmn(text.encode())
    lanes = _lanes(root)
    properties = {**_own(root), **dict(_parts(root, ""))}
    of_file = {key: value for key, value in properties.items() if key not in _OF_THE_PROGRAM}
    whole = Fact(id="definitions", kind="definitions", properties=of_file)
    return {whole.id: whole} | {one.id: one for one in _below(root, "", lanes)}


def _below(node: Any, scope: str, lanes: Mapping[str, str]) -> Iterator[Fact]:
    """Yield every item under a node; ``scope`` is the sub-process around it."""
    for child in node:
        if local(child) in _HOLDERS:
            yield from _below(child, scope, lanes)
        if not _is_item(child):
            continue
        key = str(child.get("id"))
        made = {SCOPE: scope, LANE: lanes.get(key, "")} if local(child) in FLOW_NODES else {}
        properties = {**_own(child), **dict(_parts(child, "")), **made}
        yield Fact(id=key, kind=local(child), properties=properties)
        yield from _below(child, key if local(child) in _SCOPES else scope, lanes)


def _is_item(node: Any) -> bool:
    kind = local(node)
    return bool(kind and node.get("id")) and kind not in _PARTS | _SAID_ELSEWHERE | _HOLDERS


def _own(node: Any) -> dict[str, str]:
    return {_tag(name): value for name, value in node.attrib.items() if name != "id"}


def _parts(node: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield what stands under an item that is no item of its own, by its path."""
    counted: Counter[str] = Counter()
    for child in node:
        is_told = not isinstance(child.tag, str) or local(child) in _SAID_ELSEWHERE | _HOLDERS
        if is_told or _is_layout(child) or (not before and _is_item(child)):
            continue
        label = child.get("naam") or child.get("name") or ""
        path = f"{before}{_tag(child.tag)}" + (f"[{label}]" if label else "")
        counted[path] += 1
        path += f"#{counted[path]}" if counted[path] > 1 else ""
        yield path, " ".join((child.text or "").split())
        for name, value in _own(child).items():
            yield f"{path}@{name}", value
        yield from _parts(child, f"{path}/")


def _is_layout(node: Any) -> bool:
    return str(node.tag).startswith(f"{{{_BPMNDI}}}")


def _lanes(root: Any) -> dict[str, str]:
    """Return the id of the lane that names each node."""
    return {
        (ref.text or "").strip(): lane.get("id", "")
        for lane in root.iter(f"{{{BPMN}}}lane")
        for ref in lane.findall(f"{{{BPMN}}}flowNodeRef")
    }


def _tag(name: str) -> str:
    """Return a short name: ``dg:`` for ours, nothing for BPMN, the whole for another's."""
    if not name.startswith("{"):
        return name
    space, _, bare = name[1:].partition("}")
    return f"{_PREFIXES[space]}{bare}" if space in _PREFIXES else f"{{{space}}}{bare}"
