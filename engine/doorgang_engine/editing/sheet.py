"""A drawing under the pencil: its elements by id, found, added and taken out with their flows.

What the pencil does not touch stays as it was: foreign extensions, comments, order and layout.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from lxml import etree

from doorgang_engine.bpmn.names import SYNTHETIC, bpmn, children, flow_nodes, local
from doorgang_engine.bpmn.process import executable_process
from doorgang_engine.bpmn.read import read_bpmn

from .errors import EditRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

INDENT = "  "
LONGEST_NAME = 150
LONGEST_ID = 60
_AFTER_TEXT = ("documentation", "extensionElements", "incoming", "outgoing")


def key_of(words: str) -> str:
    """Return words in snake_case; empty when there is no letter or digit in them."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "_", plain).strip("_")


class Sheet:
    """The tree of one BPMN file, to change."""

    def __init__(self, text: str) -> None:
        """Read a drawing.

        :raises RouteUnreadable: if it cannot be read safely.
        """
        read_bpmn(text.encode())  # refuses what is hostile; below, comments are kept
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        self.root = etree.fromstring(text.encode(), parser)
        found = executable_process(self.root)
        if found is None:
            raise EditRefused("Het bestand heeft geen proces.")
        self.process: Any = found

    def text(self) -> str:
        """Return the drawing as text, with the XML declaration that every file has."""
        body = etree.tostring(self.root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{body.strip()}\n'

    # -- finding
    def nodes(self) -> Iterator[Any]:
        """Yield every flow node, those in sub-processes too."""
        todo = [self.process]
        while todo:
            scope = todo.pop(0)
            for node in flow_nodes(scope):
                yield node
                if local(node) in ("subProcess", "transaction", "adHocSubProcess"):
                    todo.append(node)

    def node(self, element: str) -> Any:
        """Return a flow node.

        :raises EditRefused: if there is none.
        """
        for node in self.nodes():
            if node.get("id") == element:
                return node
        raise EditRefused(f"De stap '{element[:80]}' staat niet in de tekening.")

    def flow(self, element: str) -> Any:
        """Return a sequence flow.

        :raises EditRefused: if there is none.
        """
        for flow in self.process.iter(bpmn("sequenceFlow")):
            if flow.get("id") == element:
                return flow
        raise EditRefused(f"De pijl '{element[:80]}' staat niet in de tekening.")

    def out(self, node: Any) -> list[Any]:
        """Return the flows that leave a node, in document order."""
        mine = node.get("id")
        return [
            f for f in children(node.getparent(), "sequenceFlow") if f.get("sourceRef") == mine
        ]

    def into(self, node: Any) -> list[Any]:
        """Return the flows that lead to a node."""
        mine = node.get("id")
        return [
            f for f in children(node.getparent(), "sequenceFlow") if f.get("targetRef") == mine
        ]

    def boundaries(self, node: Any) -> list[Any]:
        """Return the events on the edge of an activity."""
        mine = node.get("id")
        return [
            e
            for e in flow_nodes(node.getparent())
            if local(e) == "boundaryEvent" and e.get("attachedToRef") == mine
        ]

    def lanes(self) -> list[Any]:
        """Return the lanes that hold no lanes themselves."""
        return [
            lane
            for lane in self.process.iter(bpmn("lane"))
            if lane.find(bpmn("childLaneSet")) is None
        ]

    def lane_of(self, element: str) -> Any:
        """Return the lane that names an element, or None."""
        for lane in self.lanes():
            if any((ref.text or "").strip() == element for ref in children(lane, "flowNodeRef")):
                return lane
        return None

    def taken_ids(self) -> set[str]:
        """Return every id in the file."""
        return {one.get("id") for one in self.root.iter("{*}*") if one.get("id")}

    def new_id(self, wanted: str) -> str:
        """Return an id in snake_case that nothing in the file has yet."""
        base = key_of(wanted)[:LONGEST_ID] or "stap"
        base = f"stap_{base}" if base[0].isdigit() or base.startswith(SYNTHETIC) else base
        taken, found, number = self.taken_ids(), base, 2
        while found in taken:
            found, number = f"{base}_{number}", number + 1
        return found

    # -- changing
    def add_node(self, after: Any, tag: str, name: str, *, element: str = "") -> Any:
        """Add a flow node behind another one in the file, in the same scope."""
        key = self.new_id(element or name)
        made = etree.Element(bpmn(tag), id=key, name=name_of(name))
        _place_after(after, made)
        return made

    def add_flow(self, source: Any, target: Any, *, name: str = "") -> Any:
        """Draw a flow between two nodes of one scope."""
        scope = source.getparent()
        if scope is not target.getparent():
            raise EditRefused("Een pijl kan niet over de rand van een subproces gaan.")
        key = self.new_id(f"{source.get('id')}__{target.get('id')}")
        flow = etree.Element(
            bpmn("sequenceFlow"), id=key, sourceRef=source.get("id"), targetRef=target.get("id")
        )
        if name:
            flow.set("name", name_of(name))
        flows = children(scope, "sequenceFlow")
        _place_after(flows[-1] if flows else list(scope)[-1], flow)
        _refer(source, "outgoing", key)
        _refer(target, "incoming", key)
        return flow

    def retarget(self, flow: Any, target: Any) -> None:
        """Let a flow lead to another node."""
        _unrefer(self.node(flow.get("targetRef")), "incoming", flow.get("id"))
        flow.set("targetRef", target.get("id"))
        _refer(target, "incoming", flow.get("id"))

    def take_out_flow(self, flow: Any) -> None:
        """Remove a flow; its nodes stay."""
        key = flow.get("id")
        source, target = self.node(flow.get("sourceRef")), self.node(flow.get("targetRef"))
        _unrefer(source, "outgoing", key)
        _unrefer(target, "incoming", key)
        if source.get("default") == key:
            del source.attrib["default"]
        take_out(flow)

    def take_out_node(self, node: Any) -> None:
        """Remove a node, what lies in it, and the flows that touch it."""
        for flow in {*self.out(node), *self.into(node)}:
            self.take_out_flow(flow)
        gone = {one.get("id") for one in node.iter("{*}*") if one.get("id")}
        for lane in self.process.iter(bpmn("lane")):
            for ref in children(lane, "flowNodeRef"):
                if (ref.text or "").strip() in gone:
                    take_out(ref)
        self._take_out_artifacts(gone)
        take_out(node)

    def _take_out_artifacts(self, gone: set[str | None]) -> None:
        """Remove associations and message flows that would hang loose."""
        for tag in ("association", "messageFlow"):
            for one in list(self.root.iter(bpmn(tag))):
                if {one.get("sourceRef"), one.get("targetRef")} & gone:
                    take_out(one)

    def put_in_lane(self, node: Any, lane: Any) -> None:
        """Let a lane name a node, and no other lane."""
        key = node.get("id")
        for other in self.process.iter(bpmn("lane")):
            for ref in children(other, "flowNodeRef"):
                if (ref.text or "").strip() == key:
                    take_out(ref)
        ref = etree.Element(bpmn("flowNodeRef"))
        ref.text = key
        refs = children(lane, "flowNodeRef")
        if refs:
            _place_after(refs[-1], ref)
        else:
            _place_first(lane, ref)


def name_of(text: str) -> str:
    """Return a name as people may give it.

    :raises EditRefused: if it is empty, too long or not printable.
    """
    found = " ".join(text.split())
    if not 0 < len(found) <= LONGEST_NAME or not found.isprintable():
        raise EditRefused(f"Geef een naam van ten hoogste {LONGEST_NAME} tekens.", field="naam")
    return found


def set_text(node: Any, tag: str, text: str) -> None:
    """Set the text of a child that stands before the flows, or take the child out."""
    child = node.find(bpmn(tag))
    if not text:
        if child is not None:
            take_out(child)
        return
    if child is None:
        child = etree.Element(bpmn(tag))
        _place_first(node, child)
    child.text = text


def add_child(node: Any, child: Any) -> None:
    """Add a child behind what a node has."""
    if len(node):
        _place_after(node[-1], child)
    else:
        _place_first(node, child)


def _refer(node: Any, tag: str, flow: str) -> None:
    """Add an incoming or outgoing reference in the order that BPMN wants."""
    ref = etree.Element(bpmn(tag))
    ref.text = flow
    before = _AFTER_TEXT[: _AFTER_TEXT.index(tag) + 1]
    last = None
    for child in node:
        if local(child) in before:
            last = child
    if last is None:
        _place_first(node, ref)
    else:
        _place_after(last, ref)


def _unrefer(node: Any, tag: str, flow: str) -> None:
    for ref in children(node, tag):
        if (ref.text or "").strip() == flow:
            take_out(ref)


def _depth(element: Any) -> int:
    return sum(1 for _ in element.iterancestors())


def _place_after(other: Any, made: Any) -> None:
    """Put an element behind another, with the white space that it had."""
    parent = other.getparent()
    made.tail = other.tail if (other.tail or "").strip() == "" else None
    other.tail = "\n" + INDENT * _depth(other)
    parent.insert(parent.index(other) + 1, made)


def _place_first(parent: Any, made: Any) -> None:
    if len(parent):
        made.tail = parent.text if (parent.text or "").strip() == "" else None
    else:
        made.tail = "\n" + INDENT * _depth(parent)
        parent.text = "\n" + INDENT * (_depth(parent) + 1)
    parent.insert(0, made)


def take_out(element: Any) -> None:
    """Remove an element and the line that it stood on."""
    parent, before = element.getparent(), element.getprevious()
    tail = element.tail or ""
    if before is not None:
        if element.getnext() is None:
            before.tail = tail
    elif len(parent) == 1:
        parent.text = None if not (parent.text or "").strip() else parent.text
    element.tail = None
    parent.remove(element)
