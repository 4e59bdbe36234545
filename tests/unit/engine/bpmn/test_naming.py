from __future__ import annotations

import pytest
from tests.naming_route import BPMN, naming_content

from doorgang_engine.routes.bundle import prepare


def open_kinds(bpmn):
    return prepare(naming_content(bpmn=bpmn)).open_kinds


def changed(old, new):
    assert old in BPMN
    return BPMN.replace(old, new, 1)


TASK_BEFORE = '<bpmn:userTask id="eerst" name="Eerst" dg:formulier="toets" dg:rol="vo"/>'
FLOW = '<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="aangemeld"/>'


class TestNamedInTime:
    def test_lets_a_kind_stay_open_that_is_named_first(self):
        assert open_kinds(BPMN) == {"vo_school"}

    def test_needs_a_kind_that_has_work_before(self):
        bpmn = changed(
            FLOW,
            TASK_BEFORE + '<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="eerst"/>'
            '<bpmn:sequenceFlow id="f1b" sourceRef="eerst" targetRef="aangemeld"/>',
        )

        assert open_kinds(bpmn) == set()

    def test_needs_a_kind_that_is_told_something_before(self):
        bpmn = changed(
            FLOW,
            '<bpmn:serviceTask id="eerst" dg:actie="kennisgeven" dg:aan="vo" dg:bericht="Zo."/>'
            '<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="eerst"/>'
            '<bpmn:sequenceFlow id="f1b" sourceRef="eerst" targetRef="aangemeld"/>',
        )

        assert open_kinds(bpmn) == set()

    def test_needs_a_kind_that_is_to_name_itself(self):
        bpmn = changed('dg:deelnemer="vo_school">', 'dg:rol="vo" dg:deelnemer="vo_school">')

        assert open_kinds(bpmn) == set()

    def test_needs_a_kind_when_a_way_goes_around_the_step(self):
        bpmn = changed(
            FLOW,
            '<bpmn:exclusiveGateway id="kies" default="f1b"/>'
            '<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="kies"/>'
            '<bpmn:sequenceFlow id="f1a" sourceRef="kies" targetRef="overstap">'
            '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">bijzonder'
            "</bpmn:conditionExpression></bpmn:sequenceFlow>"
            '<bpmn:sequenceFlow id="f1b" sourceRef="kies" targetRef="aangemeld"/>',
        )

        assert open_kinds(bpmn) == set()

    def test_needs_a_kind_when_a_boundary_event_leaves_the_step(self):
        bpmn = BPMN.replace('intermediateCatchEvent id="aangemeld"', 'userTask id="aangemeld"')
        bpmn = bpmn.replace(
            '<bpmn:messageEventDefinition messageRef="m1"/>\n  </bpmn:intermediateCatchEvent>',
            "</bpmn:userTask>"
            '<bpmn:boundaryEvent id="te_laat" attachedToRef="aangemeld">'
            "<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration>"
            "</bpmn:timerEventDefinition></bpmn:boundaryEvent>"
            '<bpmn:sequenceFlow id="laat" sourceRef="te_laat" targetRef="overstap"/>',
        )

        assert open_kinds(bpmn) == set()
        assert open_kinds(
            bpmn.replace('"te_laat" targetRef="overstap"', '"te_laat" targetRef="klaar"')
        ) == {"vo_school"}

    @pytest.mark.parametrize(("gateway", "is_open"), [("parallel", True), ("exclusive", False)])
    def test_passes_a_parallel_join_only_with_all_branches(self, gateway, is_open):
        bpmn = changed(
            FLOW,
            '<bpmn:parallelGateway id="splits"/>'
            f'<bpmn:{gateway}Gateway id="samen"/>'
            '<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="splits"/>'
            '<bpmn:sequenceFlow id="f1a" sourceRef="splits" targetRef="aangemeld"/>'
            '<bpmn:sequenceFlow id="f1b" sourceRef="splits" targetRef="samen"/>'
            '<bpmn:sequenceFlow id="f1c" sourceRef="samen" targetRef="delen"/>',
        )
        bpmn = bpmn.replace(
            'sourceRef="aangemeld" targetRef="delen"', 'sourceRef="aangemeld" targetRef="samen"'
        )

        assert (open_kinds(bpmn) == {"vo_school"}) is is_open

    def test_needs_a_kind_that_an_event_at_any_moment_calls_in(self):
        bpmn = changed(
            '<bpmn:endEvent id="klaar"',
            '<bpmn:subProcess id="stop" triggeredByEvent="true">'
            '<bpmn:startEvent id="stopt" dg:rol="vo">'
            '<bpmn:messageEventDefinition messageRef="m2"/>'
            '</bpmn:startEvent><bpmn:endEvent id="gestopt"/>'
            '<bpmn:sequenceFlow id="s1" sourceRef="stopt" targetRef="gestopt"/></bpmn:subProcess>'
            '<bpmn:endEvent id="klaar"',
        )

        assert open_kinds(bpmn) == set()

    def test_looks_into_called_routes_with_the_roles_that_the_call_gives(self):
        called = (
            '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
            'xmlns:dg="urn:nl:doorgang:route:1"><bpmn:process id="hulp" isExecutable="true">'
            '<bpmn:startEvent id="b"/><bpmn:userTask id="t" dg:rol="ib" dg:formulier="toets"/>'
            '<bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f1" sourceRef="b" targetRef="t"/>'
            '<bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e"/>'
            "</bpmn:process></bpmn:definitions>"
        )

        def calling(roles):
            bpmn = changed(
                FLOW,
                f'<bpmn:callActivity id="roep" calledElement="hulp"{roles}/>'
                '<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="roep"/>'
                '<bpmn:sequenceFlow id="f1b" sourceRef="roep" targetRef="aangemeld"/>',
            )
            made = naming_content()
            made["processes"] = {"naar-vo": bpmn, "hulp": called}
            return prepare(made).open_kinds

        assert calling("") == {"vo_school"}
        assert calling(' dg:rollen="ib=vo"') == set()
