"""The picture of a drawing under the pencil: room is made where something comes, the rest stays.

Everything to the right of a line moves right; what stands around it (pools, lanes, opened
sub-processes) grows. Where that cannot be done neatly, the whole picture is laid out anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from doorgang_engine.bpmn.names import local
from doorgang_engine.diagram import DiagramUnreadable, lay_out
from doorgang_engine.diagram.geometry import Box, Point
from doorgang_engine.diagram.names import BPMNDI, DC, DI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .sheet import Sheet

SIZES = {"event": (36.0, 36.0), "gateway": (50.0, 50.0), "task": (150.0, 80.0)}
GAP = 50.0
STEP = 12.0
_SHAPE, _EDGE = f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge"
_BOUNDS, _WAYPOINT = f"{{{DC}}}Bounds", f"{{{DI}}}waypoint"
_LABEL = f"{{{BPMNDI}}}BPMNLabel"
_CONTAINERS = frozenset({"participant", "lane"})
_BOXES = frozenset({"subProcess", "transaction", "adHocSubProcess"})


class Picture:
    """The diagram interchange of a sheet; it may have none, and then stays without."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        root = sheet.root
        self.shapes = {one.get("bpmnElement"): one for one in root.iter(_SHAPE)}
        self.edges = {one.get("bpmnElement"): one for one in root.iter(_EDGE)}
        self.plane = next(root.iter(f"{{{BPMNDI}}}BPMNPlane"), None)
        self._kinds = {e.get("id"): local(e) for e in root.iter("{*}*") if local(e)}
        self._hosts = {
            e.get("id"): e.get("attachedToRef")
            for e in root.iter("{*}*")
            if local(e) == "boundaryEvent"
        }

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture at all."""
        return self.plane is not None and bool(self.shapes)

    def box(self, element: str) -> Box | None:
        """Return where an element stands, or None."""
        shape = self.shapes.get(element)
        bounds = None if shape is None else shape.find(_BOUNDS)
        return None if bounds is None else _box(bounds)

    def points(self, flow: str) -> list[Point]:
        """Return the line of a flow; nothing when it has none."""
        edge = self.edges.get(flow)
        return [] if edge is None else [_point(one) for one in edge.findall(_WAYPOINT)]

    # -- room
    def make_room(self, axis: str, cut: float, delta: float) -> None:
        """Move what begins at or past a line, and grow what stands around it."""
        moved = {key for key in self.shapes if self._moves(key, axis, cut)}
        for key, shape in self.shapes.items():
            box = self.box(key) or Box(0, 0, 0, 0)
            if key in moved:
                for bounds in shape.iter(_BOUNDS):
                    _shift(bounds, axis, delta)
            elif self._grows(key, box, axis, cut):
                _shift(shape.find(_BOUNDS), "width" if axis == "x" else "height", delta)
        for edge in self.edges.values():
            for one in (*edge.findall(_WAYPOINT), *edge.iter(_BOUNDS)):
                if float(one.get(axis)) >= cut:
                    _shift(one, axis, delta)

    def _moves(self, key: str, axis: str, cut: float) -> bool:
        host = self._hosts.get(key) or ""
        if host in self.shapes and self._kinds.get(host) not in _BOXES:
            return self._moves(host, axis, cut)
        box = self.box(key)
        return box is not None and (box.x if axis == "x" else box.y) >= cut

    def _grows(self, key: str, box: Box, axis: str, cut: float) -> bool:
        if self._kinds.get(key) not in _CONTAINERS | _BOXES:
            return False
        first, last = (box.x, box.right) if axis == "x" else (box.y, box.bottom)
        return first < cut <= last

    # -- things
    def place(self, element: str, box: Box) -> None:
        """Draw a node."""
        shape = self.shapes.get(element)
        if shape is None:
            shape = etree.SubElement(self.plane, _SHAPE, id=self._id(element), bpmnElement=element)
            if self._kind(element) == "exclusiveGateway":
                shape.set("isMarkerVisible", "true")
            etree.SubElement(shape, _BOUNDS)
            self.shapes[element] = shape
        bounds = shape.find(_BOUNDS)
        for name in ("x", "y", "width", "height"):
            bounds.set(name, _number(getattr(box, name)))

    def draw(self, flow: str, points: list[Point]) -> None:
        """Draw the line of a flow."""
        edge = self.edges.get(flow)
        if edge is None:
            edge = etree.SubElement(self.plane, _EDGE, id=self._id(flow), bpmnElement=flow)
            self.edges[flow] = edge
        for old in (*edge.findall(_WAYPOINT), *edge.findall(_LABEL)):
            edge.remove(old)
        for point in _plain(points):
            etree.SubElement(edge, _WAYPOINT, x=_number(point.x), y=_number(point.y))

    def go_on(self, flow: str, rest: list[Point]) -> None:
        """Let a line go on where another one began, when what stood between is gone."""
        line = self.points(flow)
        if line and rest:
            self.draw(flow, [*line, Point(rest[0].x, line[-1].y), *rest])

    def lift(self, element: str) -> None:
        """Take a node off the picture, to be placed elsewhere; so with what is on its edge."""
        for key in (element, *(key for key, host in self._hosts.items() if host == element)):
            shape = self.shapes.pop(key, None)
            if shape is not None:
                shape.getparent().remove(shape)

    def drop_missing(self) -> None:
        """Take out what no longer has an element."""
        there = {e.get("id") for e in self.sheet.root.iter("{*}*") if local(e)}
        for kept in (self.shapes, self.edges):
            for key in [one for one in kept if one not in there]:
                gone = kept.pop(key)
                gone.getparent().remove(gone)

    def forget_label(self, element: str) -> None:
        """Let a label be placed by who shows it: its name changed."""
        for kept in (self.shapes, self.edges):
            if element in kept:
                for label in kept[element].findall(_LABEL):
                    kept[element].remove(label)

    def is_free(self, box: Box, *, but: str) -> bool:
        """Return whether no node but containers stands in a place."""
        return not any(
            key != but
            and self._kind(key) not in _CONTAINERS | _BOXES
            and (other := self.box(key)) is not None
            and other.overlaps(box)
            for key in self.shapes
        )

    def is_complete(self) -> bool:
        """Return whether every node and flow of the process is drawn."""
        flows = (f.get("id") for f in self.sheet.process.iter("{*}sequenceFlow"))
        nodes = (node.get("id") for node in self.sheet.nodes())
        return all(one in self.shapes for one in nodes) and all(one in self.edges for one in flows)

    def redraw(self) -> None:
        """Lay the whole picture out anew."""
        try:
            lay_out(self.sheet.root)
        except DiagramUnreadable:
            return  # a loose end; the gate tells of it, and the picture stays as it is
        self.__init__(self.sheet)  # type: ignore[misc]

    def _kind(self, element: str) -> str:
        if element not in self._kinds:
            self._kinds[element] = local(self.sheet.node(element))
        return self._kinds[element]

    def _id(self, element: str) -> str:
        return self.sheet.new_id(f"{element}_di") if element else ""


def insert_in_line(picture: Picture, flow: str, element: str, onward: str) -> None:
    """Draw a node that came into a flow, just before where the flow led to.

    ``flow`` now leads to the node, ``onward`` from it to where the flow led before.
    """
    line, before = picture.points(flow), picture.box(picture.sheet.flow(flow).get("sourceRef"))
    target = picture.box(picture.sheet.flow(onward).get("targetRef"))
    if len(line) < 2 or target is None or before is None:  # noqa: PLR2004 - a line
        picture.redraw()
        return
    width, height = size_of(picture, element)
    end, last = line[-1], line[-2]
    if last.y != end.y or last.x >= end.x:  # not from the left: there is no place before it
        picture.redraw()
        return
    picture.make_room("x", target.x, width + GAP)
    place = _in_lane(picture, element, Box(target.x, end.y - height / 2, width, height))
    if place is None:
        picture.redraw()
        return
    picture.place(element, place)
    first = [point for point in picture.points(flow)[:-1] if point.x <= place.x]
    picture.draw(flow, [*first, *_across(first[-1], _left(place))])
    goal = picture.box(picture.sheet.flow(onward).get("targetRef"))
    if goal is not None:
        picture.draw(onward, _line(_right(place), Point(goal.x, end.y)))


def size_of(picture: Picture, element: str) -> tuple[float, float]:
    """Return how large a new node is drawn."""
    kind = local(picture.sheet.node(element))
    if kind.endswith("Event"):
        return SIZES["event"]
    return SIZES["gateway"] if kind.endswith("Gateway") else SIZES["task"]


def _in_lane(picture: Picture, element: str, wanted: Box) -> Box | None:
    """Return a free place at this height, or elsewhere in the sub-process or lane around it."""
    node, lane = picture.sheet.node(element), picture.sheet.lane_of(element)
    band = None if lane is None else picture.box(lane.get("id"))
    if node.getparent() is not picture.sheet.process:
        band = picture.box(node.getparent().get("id"))
    for place in _places(wanted, band):
        inside = band is None or (band.y <= place.y and place.bottom <= band.bottom)
        if inside and picture.is_free(place.grown(4), but=element):
            return place
    return None


def _places(wanted: Box, band: Box | None) -> Iterator[Box]:
    yield wanted
    if band is None:
        return
    middle = band.y + (band.height - wanted.height) / 2
    count = int(band.height / STEP)
    for number in range(count):
        for side in (1, -1):
            yield Box(wanted.x, middle + side * number * STEP, wanted.width, wanted.height)


def _left(box: Box) -> Point:
    return Point(box.x, box.centre.y)


def _right(box: Box) -> Point:
    return Point(box.right, box.centre.y)


def _across(start: Point, end: Point) -> list[Point]:
    """Return how a line goes on from a point to the left side of a box."""
    if start.y == end.y:
        return [end]
    turn = max(start.x, end.x - GAP / 2) if end.x - GAP / 2 >= start.x else start.x
    return [Point(turn, start.y), Point(turn, end.y), end]


def _line(start: Point, end: Point) -> list[Point]:
    middle = (start.x + end.x) / 2
    return [start, Point(middle, start.y), Point(middle, end.y), end]


def _plain(points: list[Point]) -> list[Point]:
    """Return a line without points that repeat or lie on a straight stretch."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (
            kept[-2].x == kept[-1].x == point.x or kept[-2].y == kept[-1].y == point.y
        ):
            kept.pop()
        kept.append(point)
    return kept


def _box(bounds: Any) -> Box:
    return Box(*(float(bounds.get(name)) for name in ("x", "y", "width", "height")))


def _point(waypoint: Any) -> Point:
    return Point(float(waypoint.get("x")), float(waypoint.get("y")))


def _shift(element: Any, axis: str, delta: float) -> None:
    element.set(axis, _number(float(element.get(axis)) + delta))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
