from __future__ import annotations

from dataclasses import dataclass

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.unit.engine.diagram.drawn import Drawn

NAMESPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"
KINDS = ("userTask", "exclusiveGateway", "intermediateCatchEvent", "subProcess")
NAMES = ("", "Besluit nemen", "Ontwikkelingsperspectief vaststellen met ouders en leerling", "ja")


@dataclass(frozen=True)
class Sketch:
    """A small route: the kind, name and lane of its nodes, its arrows and its edge events."""

    nodes: tuple[tuple[str, str, int], ...]
    arrows: tuple[tuple[int, int], ...]
    edge_events: tuple[tuple[int, int], ...]
    lanes: int

    def text(self) -> bytes:
        lanes = "".join(
            f'<bpmn:lane id="l{lane}" name="Baan {lane}">{self._references(lane)}</bpmn:lane>'
            for lane in range(self.lanes)
        )
        return (
            f'<bpmn:definitions xmlns:bpmn="{NAMESPACE}"><bpmn:collaboration id="c">'
            '<bpmn:participant id="d" name="Route" processRef="p"/></bpmn:collaboration>'
            f'<bpmn:process id="p"><bpmn:laneSet id="s">{lanes}</bpmn:laneSet>'
            f"{self._nodes()}{self._edge_events()}{self._arrows()}"
            "</bpmn:process></bpmn:definitions>"
        ).encode()

    def _references(self, lane: int) -> str:
        return "".join(
            f"<bpmn:flowNodeRef>n{index}</bpmn:flowNodeRef>"
            for index, node in enumerate(self.nodes)
            if node[2] % self.lanes == lane
        )

    def _nodes(self) -> str:
        return "".join(
            f'<bpmn:{kind} id="n{index}" name="{name}">{self._inside(kind, index)}</bpmn:{kind}>'
            for index, (kind, name, _) in enumerate(self.nodes)
        )

    def _inside(self, kind: str, index: int) -> str:
        if kind != "subProcess":
            return ""
        return (
            f'<bpmn:startEvent id="n{index}a"/><bpmn:userTask id="n{index}b" name="Doen"/>'
            f'<bpmn:endEvent id="n{index}c" name="Gedaan"/>'
            f'<bpmn:sequenceFlow id="n{index}d" sourceRef="n{index}a" targetRef="n{index}b"/>'
            f'<bpmn:sequenceFlow id="n{index}e" sourceRef="n{index}b" targetRef="n{index}c"/>'
        )

    def _edge_events(self) -> str:
        return "".join(
            f'<bpmn:boundaryEvent id="e{index}" name="Te laat" attachedToRef="n{host}"/>'
            f'<bpmn:sequenceFlow id="g{index}" sourceRef="e{index}" targetRef="n{target}"/>'
            for index, (host, target) in enumerate(self.edge_events)
        )

    def _arrows(self) -> str:
        return "".join(
            f'<bpmn:sequenceFlow id="f{index}" sourceRef="n{one}" targetRef="n{two}"/>'
            for index, (one, two) in enumerate(self.arrows)
        )


@st.composite
def sketches(draw: st.DrawFn) -> Sketch:
    lanes = draw(st.integers(1, 4))
    node = st.tuples(st.sampled_from(KINDS), st.sampled_from(NAMES), st.integers(0, lanes - 1))
    nodes = draw(st.lists(node, min_size=2, max_size=9))
    place = st.integers(0, len(nodes) - 1)
    pairs = st.tuples(place, place)
    hosts = [i for i, (kind, _, _) in enumerate(nodes) if kind in {"userTask", "subProcess"}]
    edge_events = (
        draw(st.lists(st.tuples(st.sampled_from(hosts), place), max_size=3)) if hosts else []
    )
    return Sketch(
        nodes=tuple(nodes),
        arrows=tuple(draw(st.lists(pairs, max_size=12, unique=True))),
        edge_events=tuple(edge_events),
        lanes=lanes,
    )


EVENTS_ABOVE_A_LONG_TITLE = Sketch(
    nodes=(("userTask", "", 0), ("exclusiveGateway", "", 1), ("subProcess", NAMES[2], 1)),
    arrows=((0, 1),),
    edge_events=((2, 0), (2, 0)),
    lanes=2,
)
"""Once placed beyond the corner of their host."""


class TestAnyGraphWithLanes:
    @settings(max_examples=60, deadline=None)
    @example(sketch=EVENTS_ABOVE_A_LONG_TITLE)
    @given(sketch=sketches())
    def test_is_laid_out_by_the_same_rules(self, sketch: Sketch):
        drawn = Drawn(sketch.text())

        assert drawn.without_shape() == []
        assert drawn.outside_lane() == []
        assert drawn.outside_parent() == []
        assert drawn.overlapping() == []
        assert drawn.loose_ends() == []
        assert drawn.slanting() == []
        assert drawn.through_shapes() == []
