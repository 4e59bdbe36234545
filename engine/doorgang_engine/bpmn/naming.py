"""Which kinds of organisation a route names itself, before anything in it needs them.

A step with ``dg:deelnemer`` names one. A kind may stay open at the start when no way through the
drawing leads to work of that kind without passing such a step first. What conditions say is not
looked at: a way that is drawn can be gone. A parallel join is passed when all its branches were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .execution import Program
    from .process import Element, ProcessModel

_WORK = frozenset({"userTask", "manualTask", "receiveTask"})
_SENDS = frozenset({"intermediateThrowEvent", "endEvent"})
DEEPEST = 10  # routes that call each other; deeper is taken for a way without an end


def named_in_time(program: Program, kind_of: Mapping[str, str]) -> frozenset[str]:
    """Return the kinds that may stay open at the start; ``kind_of`` gives that of each role."""
    named = {
        kind
        for model in program.models.values()
        for element in model.elements.values()
        for kind in element.words("deelnemer")
    }
    return frozenset(kind for kind in named if not any(_Walk(program, kind).needing(kind_of)))


class _Walk:
    """All that can be reached before an organisation of one kind is named."""

    def __init__(self, program: Program, kind: str) -> None:
        self._program, self._kind = program, kind
        self._reached: set[tuple[str, str]] = set()  # scope, element
        self._taken: set[tuple[str, str]] = set()  # scope, flow
        self._todo: list[tuple[str, str]] = []
        self._enter_process("")
        while self._todo:
            self._visit(*self._todo.pop())

    def needing(self, kind_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what was reached and needs an organisation of the kind: scope and element."""
        for scope, key in sorted(self._reached):
            element = self._model(scope).elements[key]
            roles = [element.role] if _is_work(scope, element) else []
            for role in (*roles, *element.words("aan")):
                if kind_of.get(self._program.role_in(scope, role)) == self._kind:
                    yield scope, key
                    break

    def _model(self, scope: str) -> ProcessModel:
        return self._program.model_of(scope)

    def _enter_process(self, scope: str) -> None:
        for element in self._inside(scope, ""):
            self._enter(scope, element)

    def _inside(self, scope: str, parent: str) -> Iterator[Element]:
        """Yield where a process or sub-process begins, also by an event at any moment."""
        model = self._model(scope)
        entered = {flow.target for flow in model.flows.values()}
        for element in model.elements.values():
            begins = element.kind == "startEvent" or (
                element.kind == "subProcess"
                and element.id not in entered
                and _is_begun_by_event(model, element)
            )
            if element.parent == parent and begins:
                yield element

    def _enter(self, scope: str, element: Element) -> None:
        place = (scope, element.id)
        if place not in self._reached:
            self._reached.add(place)
            self._todo.append(place)

    def _visit(self, scope: str, key: str) -> None:
        model = self._model(scope)
        element = model.elements[key]
        for boundary in model.elements.values():
            if boundary.attached_to == key:
                self._enter(scope, boundary)
        if element.called and element.called in self._program.models:
            inner = f"{scope}/{key}#1" if scope else f"{key}#1"
            if inner.count("/") < DEEPEST:
                self._enter_process(inner)
                return
        elif element.kind == "subProcess":
            for begin in self._inside(scope, key):
                self._enter(scope, begin)
            return
        if self._kind not in element.words("deelnemer"):
            self._leave(scope, element)

    def _leave(self, scope: str, element: Element) -> None:
        model = self._model(scope)
        if element.kind == "endEvent":
            self._leave_around(scope, element)
        if element.kind == "intermediateThrowEvent" and element.event == "link":
            for other in model.elements.values():
                if other.kind == "intermediateCatchEvent" and other.event == "link":
                    self._enter(scope, other)
        for flow in model.flows.values():
            if flow.source == element.id:
                self._take(scope, flow.id)

    def _leave_around(self, scope: str, end: Element) -> None:
        """Leave the sub-process or called route that an end event ends."""
        model = self._model(scope)
        if end.parent:
            around = model.elements[end.parent]
            self._leave(scope, around)
            if _is_begun_by_event(model, around):  # it interrupts what it lies in
                self._leave_around(scope, around)
        elif scope:
            outer, _, call = scope.rpartition("/")
            self._leave(outer, self._model(outer).elements[call.rsplit("#", 1)[0]])

    def _take(self, scope: str, flow_id: str) -> None:
        model = self._model(scope)
        self._taken.add((scope, flow_id))
        target = model.elements[model.flows[flow_id].target]
        if target.kind == "parallelGateway" and not all(
            (scope, flow.id) in self._taken
            for flow in model.flows.values()
            if flow.target == target.id
        ):
            return
        self._enter(scope, target)


def _is_work(scope: str, element: Element) -> bool:
    """Return whether somebody does it: a task, a message to record, or the start of the case."""
    if element.kind == "startEvent" and not element.parent:
        return not scope
    receives = element.event == "message" and element.kind not in _SENDS
    return element.kind in _WORK or receives


def _is_begun_by_event(model: ProcessModel, sub_process: Element) -> bool:
    return any(
        one.kind == "startEvent" and one.event and one.parent == sub_process.id
        for one in model.elements.values()
    )
