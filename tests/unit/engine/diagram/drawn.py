"""What must hold of every laid-out file; each check gives the offences it found."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_engine.diagram import lay_out, parse_source
from doorgang_engine.diagram.geometry import crossing, segments
from doorgang_engine.diagram.names import BOXES, FLOW_NODES, NOTES, bpmn, local
from doorgang_engine.diagram.picture import Picture, read_picture

if TYPE_CHECKING:
    from doorgang_engine.diagram.geometry import Box, Point

DATA = Path(__file__).parent / "data"
FILES = sorted(path.name for path in DATA.glob("*.bpmn"))
FRAMES = {"participant", "lane"}
FLOWS = ("sequenceFlow", "messageFlow", "association")


def source(name: str) -> bytes:
    return (DATA / name).read_bytes()


class Drawn:
    """A laid-out file with its elements at hand."""

    def __init__(self, text: bytes) -> None:
        self.root = parse_source(text)
        lay_out(self.root)
        self.picture: Picture = read_picture(self.root)
        self.box: dict[str, Box] = {shape.id: shape.box for shape in self.picture.shapes}
        self.line: dict[str, tuple[Point, ...]] = {
            line.id: line.points for line in self.picture.lines
        }
        self.element: dict[str, Any] = {
            each.get("id"): each for each in self.root.iter() if local(each) and each.get("id")
        }

    def around(self, key: str) -> set[str]:
        """Give the sub-processes in which an element stands."""
        found = set()
        parent = self.element[key].getparent()
        while parent is not None:
            if local(parent) in BOXES:
                found.add(parent.get("id"))
            parent = parent.getparent()
        return found

    def nodes(self) -> list[str]:
        return [key for key, each in self.element.items() if local(each) in FLOW_NODES | NOTES]

    def flows(self) -> list[Any]:
        return [each for each in self.element.values() if local(each) in FLOWS]

    def without_shape(self) -> list[str]:
        return [key for key in self.nodes() if key not in self.box]

    def outside_lane(self) -> list[str]:
        return [
            reference.text
            for lane in self.root.iter(bpmn("lane"))
            for reference in lane.iter(bpmn("flowNodeRef"))
            if not self.box[lane.get("id")].holds(self.box[reference.text])
        ]

    def outside_parent(self) -> list[str]:
        return [
            key
            for key in self.nodes()
            for parent in self.around(key)
            if not self.box[parent].holds(self.box[key])
        ]

    def overlapping(self) -> list[tuple[str, str]]:
        return [
            (one, two)
            for one, two in combinations(self.nodes(), 2)
            if self.box[one].overlaps(self.box[two]) and not self._may_overlap(one, two)
        ]

    def _may_overlap(self, one: str, two: str) -> bool:
        hosts = {self.element[key].get("attachedToRef") for key in (one, two)}
        return bool(hosts & {one, two}) or two in self.around(one) or one in self.around(two)

    def loose_ends(self) -> list[str]:
        loose = []
        for flow in self.flows():
            line = self.line.get(flow.get("id"))
            ends = (flow.get("sourceRef"), flow.get("targetRef"))
            if line is None or not all(
                touches(self.box[key], point)
                for key, point in zip(ends, (line[0], line[-1]), strict=True)
            ):
                loose.append(flow.get("id"))
        return loose

    def slanting(self) -> list[str]:
        return [
            key
            for key, line in self.line.items()
            if any(start.x != end.x and start.y != end.y for start, end in segments(line))
        ]

    def through_shapes(self) -> list[tuple[str, str]]:
        offences = []
        for flow in self.flows():
            ends = (flow.get("sourceRef"), flow.get("targetRef"))
            known = [end for end in ends if local(self.element[end]) not in FRAMES]
            around = set().union(*(self.around(end) for end in known))
            offences += [
                (flow.get("id"), key)
                for key in self.nodes()
                if key not in around
                for start, end in segments(self.line[flow.get("id")])
                if self.box[key].grown(-1).is_entered_by(start, end)
            ]
        return offences

    def crossings(self) -> int:
        return sum(
            crossing(one, two)
            for first, second in combinations(self.line.values(), 2)
            for one in segments(first)
            for two in segments(second)
        )

    def labels_on_shapes(self) -> list[tuple[str, str]]:
        labelled = [each for each in (*self.picture.shapes, *self.picture.lines) if each.label]
        return [
            (each.id, key)
            for each in labelled
            for key in self.nodes()
            if local(self.element[key]) not in BOXES
            and each.label is not None
            and self.box[key].overlaps(each.label)
        ]

    def labels_on_labels(self) -> list[tuple[str, str]]:
        labels = {
            each.id: each.label
            for each in (*self.picture.shapes, *self.picture.lines)
            if each.label is not None
        }
        return [
            (one, two) for one, two in combinations(labels, 2) if labels[one].overlaps(labels[two])
        ]


def touches(box: Box, point: Point) -> bool:
    """Say whether a point lies on the box, within a pixel of its edge."""
    inside = box.grown(1)
    deep = box.grown(-1)
    within = inside.x <= point.x <= inside.right and inside.y <= point.y <= inside.bottom
    return within and not (deep.x < point.x < deep.right and deep.y < point.y < deep.bottom)
