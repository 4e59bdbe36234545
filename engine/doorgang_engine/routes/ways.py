"""The ways through a route: where a token can go, with sub-processes opened up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.edges import backwards, reachable, without
from doorgang_engine.bpmn.names import bpmn

if TYPE_CHECKING:
    from doorgang_engine.bpmn.edges import Edges
    from doorgang_engine.bpmn.process import Element, ProcessModel

BEGIN, END = "\0begin", "\0einde"
SUB_PROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
_OUT = "\0uit"


class Graph:
    """The ways through one process; of its called routes nothing.

    What hangs loose in a drawing leads nowhere; that is refused elsewhere.
    """

    def __init__(self, model: ProcessModel, root: Any) -> None:
        self.model = model
        self._beside = _beside(root)  # what runs beside the rest, without stopping it
        self._handlers = {
            one.id
            for one in model.elements.values()
            if one.kind in SUB_PROCESSES
            and all(flow.target != one.id for flow in model.flows.values())
        }
        self._ways = self._drawn(_links(root))

    def reached_without(self, element: str) -> set[str]:
        """Return the elements that a token can reach when one is taken away."""
        return reachable(self._left(element), [BEGIN])

    def reached_without_any(self, elements: set[str]) -> set[str]:
        """Return the elements that a token can reach when several are taken away."""
        gone = {name for one in elements for name in (one, f"{one}{_OUT}")}
        return reachable(without(self._ways, gone), [BEGIN])

    def ending_without(self, element: str) -> set[str]:
        """Return the elements from which a token can reach an end when one is taken away."""
        return reachable(backwards(self._left(element)), [END])

    def between(self, first: str, last: str) -> set[str]:
        """Return the elements that a token can meet on its way from one to another.

        It meets neither of the two again on that way.
        """
        after = reachable(without(self._ways, {last}), [first])
        before = reachable(backwards(without(self._ways, {first})), [last])
        return (after & before) - {first, last}

    def leads(self, first: str, last: str) -> bool:
        """Return whether a token can get from one element to another."""
        return last in reachable(self._ways, [first])

    def _left(self, element: str) -> Edges:
        """Return the ways without an element.

        What runs beside the rest is none of them: the token beside which it runs goes on.
        """
        return without(self._ways, {element, f"{element}{_OUT}", *self._beside})

    def _drawn(self, links: list[tuple[str, str]]) -> Edges:
        """Return the ways. A sub-process is left by its ends and its boundary events."""
        ways: Edges = {BEGIN: set(), END: set()}
        for one in self.model.elements.values():
            ways[one.id] = set()
            if one.kind in SUB_PROCESSES:
                ways[f"{one.id}{_OUT}"] = set()
        for one in self.model.elements.values():
            self._add(one, ways)
        for flow in self.model.flows.values():
            ways.setdefault(self._out_of(flow.source), set()).add(flow.target)
        for source, target in links:
            ways.setdefault(source, set()).add(target)
        return ways

    def _add(self, one: Element, ways: Edges) -> None:
        if one.attached_to:
            ways.setdefault(one.attached_to, set()).add(one.id)
        elif one.kind == "startEvent" or one.id in self._handlers:
            ways.setdefault(one.parent or BEGIN, set()).add(one.id)
        elif one.kind == "endEvent":
            ways[one.id].add(_leaving(one.parent))
        if one.id in self._handlers:
            ways[f"{one.id}{_OUT}"].add(_leaving(one.parent))

    def _out_of(self, element: str) -> str:
        source = self.model.elements.get(element)
        is_opened = source is not None and source.kind in SUB_PROCESSES
        return f"{element}{_OUT}" if is_opened else element


def _leaving(parent: str) -> str:
    return f"{parent}{_OUT}" if parent else END


def _beside(root: Any) -> set[str]:
    """Return the boundary events and event sub-processes that do not interrupt."""
    events = {
        node.get("id", "")
        for node in root.iter(bpmn("boundaryEvent"))
        if node.get("cancelActivity") == "false"
    }
    handlers = {
        node.getparent().get("id", "")
        for node in root.iter(bpmn("startEvent"))
        if node.get("isInterrupting") == "false"
    }
    return events | handlers


def _links(root: Any) -> list[tuple[str, str]]:
    """Return which link event leads to which, within one scope."""
    found = [
        (node.getparent(), node.get("name", "")) for node in root.iter(bpmn("linkEventDefinition"))
    ]
    return [
        (source.get("id", ""), target.get("id", ""))
        for source, name in found
        for target, other in found
        if source.tag == bpmn("intermediateThrowEvent")
        and target.tag == bpmn("intermediateCatchEvent")
        and source.getparent() is target.getparent()
        and name == other
    ]
