"""Where a step stands in its route: which steps can come before it and which after it.

Told from the drawing alone, so it is the same for every case of a bundle. Gateways, scripts and
other things that the machine does by itself are passed over: people know steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doorgang_engine.bpmn.process import Element, ProcessModel

_SUB = frozenset({"subProcess", "transaction", "adHocSubProcess"})
#: What people know as a step.
_STEPS = frozenset(
    {"userTask", "manualTask", "callActivity", "intermediateCatchEvent", "receiveTask"}
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step beside another one. ``sort``: step, begin or end."""

    id: str
    sort: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """The steps that can come directly before and after one, in the order of the file."""

    before: tuple[Step, ...]
    after: tuple[Step, ...]


def whereabouts(model: ProcessModel, element_id: str) -> Whereabouts:
    """Return where a step stands in its process."""
    onward, back = _arrows(model)
    return Whereabouts(
        before=_steps(model, element_id, back), after=_steps(model, element_id, onward)
    )


def _steps(model: ProcessModel, start: str, arrows: dict[str, set[str]]) -> tuple[Step, ...]:
    found: set[str] = set()
    seen: set[str] = set()
    todo = list(arrows.get(start, ()))
    while todo:
        one = todo.pop()
        if one in seen:
            continue
        seen.add(one)
        if _sort(model.elements[one]):
            found.add(one)
        else:
            todo.extend(arrows.get(one, ()))
    return tuple(
        Step(id=e.id, sort=_sort(e), name=e.name or e.id)
        for e in model.elements.values()
        if e.id in found
    )


def _sort(element: Element) -> str:
    """Return what sort of step people take it for; ``""``: none."""
    if element.kind in _STEPS:
        return "step"
    if element.kind == "endEvent" and not element.parent:
        return "end"
    return "begin" if element.kind == "startEvent" and not element.parent else ""


def _arrows(model: ProcessModel) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return from each element to the next ones, and back; a sub-process is gone into."""
    onward = _onward(model)
    back: dict[str, set[str]] = {key: set() for key in model.elements}
    for key, targets in onward.items():
        for target in targets:
            back[target].add(key)
    for element in model.elements.values():
        if element.attached_to:
            back[element.id].add(element.attached_to)
    return onward, back


def _onward(model: ProcessModel) -> dict[str, set[str]]:
    onward: dict[str, set[str]] = {key: set() for key in model.elements}
    for flow in model.flows.values():
        onward[flow.source].add(flow.target)
    for element in model.elements.values():
        if element.kind == "endEvent" and element.parent:  # out of the sub-process, and on
            onward[element.id] |= onward[element.parent]
    for key, element in model.elements.items():
        if element.kind in _SUB:
            onward[key] = _begins(model, key)
    return onward


def _begins(model: ProcessModel, parent: str) -> set[str]:
    starts = (e for e in model.elements.values() if e.kind == "startEvent")
    return {e.id for e in starts if e.parent == parent}
