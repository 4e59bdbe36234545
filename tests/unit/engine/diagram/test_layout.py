from __future__ import annotations

import pytest
from lxml import etree
from tests.unit.engine.diagram.drawn import FILES, Drawn, source

from doorgang_engine.diagram import DiagramUnreadable, lay_out, parse_source
from doorgang_engine.diagram.names import BPMNDI, bpmn, local

MOST_CROSSINGS = {"gebeurtenis.bpmn": 1, "groot.bpmn": 3, "keuze.bpmn": 1}
"""Those that cannot be avoided with these lanes; in the other files there are none."""
MOST_BENDS = {
    "gebeurtenis.bpmn": 10,
    "groot.bpmn": 32,
    "keuze.bpmn": 11,
    "lijn.bpmn": 2,
    "lus.bpmn": 9,
    "parallel.bpmn": 8,
    "timers.bpmn": 7,
}


@pytest.fixture(scope="module", params=FILES)
def drawn(request: pytest.FixtureRequest) -> Drawn:
    return Drawn(source(request.param))


class TestEveryLaidOutFile:
    def test_shows_every_node(self, drawn: Drawn):
        assert drawn.without_shape() == []

    def test_keeps_every_node_within_its_lane(self, drawn: Drawn):
        assert drawn.outside_lane() == []

    def test_keeps_every_node_within_its_sub_process(self, drawn: Drawn):
        assert drawn.outside_parent() == []

    def test_lets_no_shapes_overlap(self, drawn: Drawn):
        assert drawn.overlapping() == []

    def test_joins_every_flow_to_its_shapes(self, drawn: Drawn):
        assert drawn.loose_ends() == []

    def test_leads_arrows_level_or_upright(self, drawn: Drawn):
        assert drawn.slanting() == []

    def test_leads_no_arrow_through_a_shape(self, drawn: Drawn):
        assert drawn.through_shapes() == []

    def test_writes_no_label_on_a_shape(self, drawn: Drawn):
        assert drawn.labels_on_shapes() == []

    def test_writes_no_label_on_another(self, drawn: Drawn):
        assert drawn.labels_on_labels() == []

    def test_has_unique_ids(self, drawn: Drawn):
        ids = [each.get("id") for each in drawn.root.iter() if each.get("id")]

        assert len(ids) == len(set(ids))


class TestLayOut:
    @pytest.mark.parametrize("name", FILES)
    def test_crosses_few_arrows(self, name: str):
        drawn = Drawn(source(name))

        assert drawn.crossings() <= MOST_CROSSINGS.get(name, 0)

    @pytest.mark.parametrize("name", FILES)
    def test_bends_few_arrows(self, name: str):
        drawn = Drawn(source(name))

        assert sum(len(line) - 2 for line in drawn.line.values()) <= MOST_BENDS[name]

    @pytest.mark.parametrize("name", FILES)
    def test_gives_the_same_picture_again(self, name: str):
        first, second = parse_source(source(name)), parse_source(source(name))

        lay_out(first)
        lay_out(second)

        assert etree.tostring(first) == etree.tostring(second)

    @pytest.mark.parametrize("name", FILES)
    def test_does_not_depend_on_an_earlier_picture(self, name: str):
        root = parse_source(source(name))
        lay_out(root)
        once = etree.tostring(root)

        lay_out(root)

        assert etree.tostring(root) == once

    @pytest.mark.parametrize("name", FILES)
    def test_leaves_the_semantic_part_alone(self, name: str):
        root = parse_source(source(name))
        before = [etree.tostring(child, method="c14n") for child in root]

        lay_out(root)

        after = [child for child in root if not child.tag.startswith(f"{{{BPMNDI}}}")]
        assert [etree.tostring(child, method="c14n") for child in after] == before

    def test_draws_the_main_path_of_a_linear_route_straight_within_a_lane(self):
        drawn = Drawn(source("lijn.bpmn"))

        line = drawn.line["observatie_invullen_naar_toestemming_vragen"]

        assert len(line) == 2

    def test_leads_from_left_to_right(self):
        drawn = Drawn(source("parallel.bpmn"))

        backwards = [
            flow.get("id")
            for flow in drawn.flows()
            if local(flow) == "sequenceFlow"
            and drawn.box[flow.get("sourceRef")].right > drawn.box[flow.get("targetRef")].x
        ]

        assert backwards == []

    def test_puts_the_lanes_under_each_other_in_the_order_of_the_file(self):
        drawn = Drawn(source("groot.bpmn"))

        lanes = [drawn.box[lane.get("id")] for lane in drawn.root.iter(bpmn("lane"))]

        assert [lane.bottom for lane in lanes[:-1]] == [lane.y for lane in lanes[1:]]

    def test_puts_edge_events_on_the_edge_of_their_host(self):
        drawn = Drawn(source("timers.bpmn"))

        host = drawn.box["besluit_nemen"]
        events = [drawn.box[key] for key in ("vooraf_gewaarschuwd", "week_rappel")]

        assert {event.centre.y for event in events} <= {host.y, host.bottom}

    def test_keeps_edge_events_between_the_corners_of_their_host(self):
        drawn = Drawn(source("timers.bpmn"))

        host = drawn.box["besluit_nemen"]
        events = [
            drawn.box[key] for key in ("vooraf_gewaarschuwd", "week_rappel", "termijn_verstreken")
        ]

        assert all(host.x < event.x and event.right < host.right for event in events)

    def test_puts_event_sub_processes_below_the_body(self):
        drawn = Drawn(source("gebeurtenis.bpmn"))

        assert drawn.box["verhuizing"].y > drawn.box["gesprek_plannen"].bottom
        assert drawn.box["intrekking"].y > drawn.box["verhuizing"].bottom

    def test_puts_black_boxes_above(self):
        drawn = Drawn(source("groot.bpmn"))

        assert drawn.box["jeugdhulp"].bottom < drawn.box["deelnemer"].y


def definitions(body: str) -> bytes:
    namespace = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    return f'<bpmn:definitions xmlns:bpmn="{namespace}">{body}</bpmn:definitions>'.encode()


class TestLayOutRefuses:
    def test_a_flow_with_a_loose_end(self):
        root = parse_source(
            definitions(
                '<bpmn:process id="p"><bpmn:startEvent id="a"/>'
                '<bpmn:sequenceFlow id="f" sourceRef="a" targetRef="weg"/></bpmn:process>'
            )
        )

        with pytest.raises(DiagramUnreadable, match="pijl f"):
            lay_out(root)

    def test_a_message_with_a_loose_end(self):
        root = parse_source(
            definitions(
                '<bpmn:collaboration id="c"><bpmn:participant id="d" processRef="p"/>'
                '<bpmn:messageFlow id="m" sourceRef="a" targetRef="weg"/></bpmn:collaboration>'
                '<bpmn:process id="p"><bpmn:startEvent id="a"/></bpmn:process>'
            )
        )

        with pytest.raises(DiagramUnreadable, match="pijl m"):
            lay_out(root)

    def test_a_participant_without_its_process(self):
        root = parse_source(
            definitions(
                '<bpmn:collaboration id="c"><bpmn:participant id="d" processRef="weg"/>'
                "</bpmn:collaboration>"
            )
        )

        with pytest.raises(DiagramUnreadable, match="deelnemer d"):
            lay_out(root)

    def test_an_edge_event_without_a_host(self):
        root = parse_source(
            definitions(
                '<bpmn:process id="p"><bpmn:startEvent id="a"/>'
                '<bpmn:boundaryEvent id="b" attachedToRef="weg"/></bpmn:process>'
            )
        )

        with pytest.raises(DiagramUnreadable, match="randgebeurtenis b"):
            lay_out(root)

    def test_a_process_that_no_participant_shows(self):
        root = parse_source(
            definitions(
                '<bpmn:collaboration id="c"><bpmn:participant id="d" processRef="p"/>'
                '</bpmn:collaboration><bpmn:process id="p"/><bpmn:process id="q"/>'
            )
        )

        with pytest.raises(DiagramUnreadable, match="geen enkele deelnemer"):
            lay_out(root)

    def test_a_collaboration_without_participants(self):
        root = parse_source(definitions('<bpmn:collaboration id="c"/>'))

        with pytest.raises(DiagramUnreadable, match="geen deelnemers"):
            lay_out(root)

    def test_a_file_without_a_process(self):
        root = parse_source(definitions(""))

        with pytest.raises(DiagramUnreadable, match="niet precies één proces"):
            lay_out(root)


class TestLayOutWithoutACollaboration:
    def test_draws_the_bare_process(self):
        drawn = Drawn(
            definitions(
                '<bpmn:process id="p"><bpmn:startEvent id="a"/><bpmn:endEvent id="b"/>'
                '<bpmn:sequenceFlow id="f" sourceRef="a" targetRef="b"/></bpmn:process>'
            )
        )

        assert set(drawn.box) == {"a", "b"}
        assert drawn.loose_ends() == []


class TestLayOutOfWhatIsRarelyDrawn:
    def test_leads_a_message_from_one_pool_with_contents_to_another(self):
        drawn = Drawn(
            definitions(
                '<bpmn:collaboration id="c"><bpmn:participant id="d" processRef="p"/>'
                '<bpmn:participant id="e" processRef="q"/>'
                '<bpmn:messageFlow id="m" name="brief" sourceRef="b" targetRef="x"/>'
                '</bpmn:collaboration><bpmn:process id="p"><bpmn:startEvent id="a"/>'
                '<bpmn:sendTask id="b" name="Sturen"/><bpmn:userTask id="g" name="Wachten"/>'
                '<bpmn:sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
                '<bpmn:sequenceFlow id="h" sourceRef="b" targetRef="g"/></bpmn:process>'
                '<bpmn:process id="q"><bpmn:startEvent id="x"/><bpmn:endEvent id="y"/>'
                '<bpmn:sequenceFlow id="z" sourceRef="x" targetRef="y"/></bpmn:process>'
            )
        )

        assert not drawn.box["d"].overlaps(drawn.box["e"])
        assert drawn.box["e"].holds(drawn.box["x"])
        assert drawn.loose_ends() == []
        assert drawn.through_shapes() == []

    def test_leads_a_note_to_what_stands_in_a_sub_process(self):
        drawn = Drawn(
            definitions(
                '<bpmn:process id="p"><bpmn:subProcess id="s" name="Blok">'
                '<bpmn:userTask id="a" name="Doen"/></bpmn:subProcess>'
                '<bpmn:textAnnotation id="t"><bpmn:text>Let op</bpmn:text></bpmn:textAnnotation>'
                '<bpmn:association id="n" sourceRef="a" targetRef="t"/></bpmn:process>'
            )
        )

        assert drawn.loose_ends() == []
        assert drawn.overlapping() == []

    def test_gives_data_objects_a_place_beside_their_task(self):
        drawn = Drawn(
            definitions(
                '<bpmn:process id="p"><bpmn:userTask id="a" name="Doen"/>'
                '<bpmn:dataObjectReference id="o" name="Brief"/>'
                '<bpmn:association id="n" sourceRef="a" targetRef="o"/></bpmn:process>'
            )
        )

        assert drawn.box["o"].centre.x == drawn.box["a"].centre.x
        assert drawn.overlapping() == []
        assert drawn.loose_ends() == []

    def test_gives_a_lane_without_steps_room_for_its_name(self):
        drawn = Drawn(
            definitions(
                '<bpmn:collaboration id="c"><bpmn:participant id="d" processRef="p"/>'
                '</bpmn:collaboration><bpmn:process id="p"><bpmn:laneSet id="s">'
                '<bpmn:lane id="l" name="Leeg"/><bpmn:lane id="m" name="Vol">'
                "<bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
                '<bpmn:userTask id="a" name="Doen"/></bpmn:process>'
            )
        )

        assert drawn.box["l"].height >= 80
        assert drawn.outside_lane() == []
