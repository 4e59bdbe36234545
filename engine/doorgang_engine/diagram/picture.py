"""Reads a laid-out BPMN file back: its shapes and lines with what they stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from doorgang_engine.diagram.doers import doers_of
from doorgang_engine.diagram.errors import DiagramUnreadable
from doorgang_engine.diagram.geometry import Box, Point
from doorgang_engine.diagram.names import BPMNDI, DC, DI, bpmn, local

_DEFINITION = "EventDefinition"


@dataclass(frozen=True)
class Shape:
    """A drawn element: its BPMN name, its own name and where it and its label stand."""

    id: str
    symbol: str
    name: str
    box: Box
    label: Box | None
    trigger: str = ""
    """For an event: ``timer``, ``message``, ...; empty for none, ``multiple`` for more."""
    interrupting: bool = True
    throwing: bool = False
    triggered: bool = False
    """An event sub-process."""
    expanded: bool = True
    repeat: str = ""
    """``loop``, ``parallel`` or ``sequential`` for a repeated activity."""
    doer: str = ""
    """Who does a task, if its lane does not say so."""
    hosting: bool = False
    """Events sit on its edge."""


@dataclass(frozen=True)
class Line:
    """A drawn arrow."""

    id: str
    symbol: str
    name: str
    points: tuple[Point, ...]
    label: Box | None
    default: bool = False
    direction: str = "None"
    """Of an association: ``None``, ``One`` or ``Both``."""


@dataclass(frozen=True)
class Picture:
    """What is drawn, outer things first."""

    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]

    @property
    def bounds(self) -> Box:
        """Give the box around everything, labels included."""
        boxes = [shape.box for shape in self.shapes]
        boxes += [shape.label for shape in self.shapes if shape.label]
        boxes += [line.label for line in self.lines if line.label]
        points = [point for line in self.lines for point in line.points]
        boxes += [Box(point.x, point.y, 0, 0) for point in points]
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
        return Box(left, top, right - left, bottom - top)


def read_picture(root: Any) -> Picture:
    """Read the file's first diagram.

    :raises DiagramUnreadable: if it has none, or one that draws what does not exist.
    """
    plane = root.find(f"{{{BPMNDI}}}BPMNDiagram/{{{BPMNDI}}}BPMNPlane")
    if plane is None or len(plane) == 0:
        raise DiagramUnreadable(
            "het bestand heeft geen diagram; maak het met `doorgang route layout`"
        )
    elements = {
        element.get("id"): element
        for element in root.iter()
        if local(element) and element.get("id")
    }
    defaults = {element.get("default") for element in elements.values()} - {None}
    try:
        shapes = tuple(
            _shape(each, elements[each.get("bpmnElement")])
            for each in plane.findall(f"{{{BPMNDI}}}BPMNShape")
        )
        lines = tuple(
            _line(each, elements[each.get("bpmnElement")], defaults)
            for each in plane.findall(f"{{{BPMNDI}}}BPMNEdge")
        )
    except (KeyError, TypeError, ValueError) as cause:
        raise DiagramUnreadable(f"het diagram past niet bij het bestand: {cause}") from cause
    return Picture(_attributed(shapes, root), lines)


def _attributed(shapes: tuple[Shape, ...], root: Any) -> tuple[Shape, ...]:
    """Add what an element does not say itself: who does it, and whether events sit on it."""
    doers = doers_of(root)
    hosts = {event.get("attachedToRef") for event in root.iter(bpmn("boundaryEvent"))}
    return tuple(
        replace(each, doer=doers.get(each.id, ""), hosting=each.id in hosts) for each in shapes
    )


def _shape(drawn: Any, element: Any) -> Shape:
    symbol = local(element)
    text = element.find(bpmn("text"))
    box = _box(drawn)
    if box is None:
        raise DiagramUnreadable(f"de vorm van {element.get('id')} heeft geen maten")
    keeps_running = "false" in {element.get("cancelActivity"), element.get("isInterrupting")}
    return Shape(
        id=element.get("id"),
        symbol=symbol,
        name=element.get("name") or ("" if text is None else text.text or ""),
        box=box,
        label=_box(drawn.find(f"{{{BPMNDI}}}BPMNLabel")),
        trigger=_trigger(element),
        interrupting=not keeps_running,
        throwing=symbol in {"endEvent", "intermediateThrowEvent"},
        triggered=element.get("triggeredByEvent") == "true",
        expanded=drawn.get("isExpanded", "true") == "true",
        repeat=_repeat(element),
    )


def _trigger(element: Any) -> str:
    found = [local(child) for child in element if local(child).endswith(_DEFINITION)]
    return "multiple" if len(found) > 1 else "".join(found).removesuffix(_DEFINITION)


def _repeat(element: Any) -> str:
    if element.find(bpmn("standardLoopCharacteristics")) is not None:
        return "loop"
    many = element.find(bpmn("multiInstanceLoopCharacteristics"))
    if many is None:
        return ""
    return "sequential" if many.get("isSequential") == "true" else "parallel"


def _line(drawn: Any, element: Any, defaults: set[str]) -> Line:
    points = tuple(
        Point(float(each.get("x")), float(each.get("y")))
        for each in drawn.findall(f"{{{DI}}}waypoint")
    )
    if len(points) < 2:  # noqa: PLR2004 (a line has two ends)
        raise DiagramUnreadable(f"de lijn van {element.get('id')} heeft geen twee einden")
    return Line(
        id=element.get("id"),
        symbol=local(element),
        name=element.get("name", ""),
        points=points,
        label=_box(drawn.find(f"{{{BPMNDI}}}BPMNLabel")),
        default=element.get("id") in defaults,
        direction=element.get("associationDirection", "None"),
    )


def _box(holder: Any) -> Box | None:
    bounds = None if holder is None else holder.find(f"{{{DC}}}Bounds")
    if bounds is None:
        return None
    x, y, width, height = (float(bounds.get(key)) for key in ("x", "y", "width", "height"))
    return Box(x, y, width, height)
