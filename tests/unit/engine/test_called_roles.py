from __future__ import annotations

import pytest

from doorgang_engine.bpmn.build import build
from doorgang_engine.bpmn.execution import Program
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:dg="urn:nl:doorgang:route:1" targetNamespace="x"><bpmn:process id="{key}">'
    '<bpmn:startEvent id="s_{key}"/>{node}<bpmn:endEvent id="e_{key}"/>'
    '<bpmn:sequenceFlow id="a_{key}" sourceRef="s_{key}" targetRef="n_{key}"/>'
    '<bpmn:sequenceFlow id="b_{key}" sourceRef="n_{key}" targetRef="e_{key}"/>'
    "</bpmn:process></bpmn:definitions>"
)


def call(key, route, roles):
    return f'<bpmn:callActivity id="n_{key}" calledElement="{route}" dg:rollen="{roles}"/>'


@pytest.fixture
def program():
    texts = {
        "buiten": HEAD.format(key="buiten", node=call("buiten", "midden", "so=vso")),
        "midden": HEAD.format(key="midden", node=call("midden", "binnen", "po_ib=so")),
        "binnen": HEAD.format(key="binnen", node='<bpmn:userTask id="n_binnen"/>'),
    }
    roots = {key: read_bpmn(text.encode()) for key, text in texts.items()}
    models = {key: read_process(root) for key, root in roots.items()}
    return Program("buiten", build(roots, models), models, {key: {} for key in models})


class TestRoleIn:
    def test_is_the_role_itself_in_the_route_itself(self, program):
        assert program.role_in("", "po_ib") == "po_ib"

    def test_is_given_on_by_every_call_on_the_way_in(self, program):
        assert program.role_in("n_buiten#1/n_midden#1", "po_ib") == "vso"

    def test_stays_what_it_is_where_no_call_speaks_of_it(self, program):
        assert program.role_in("n_buiten#1/n_midden#1", "leerplicht") == "leerplicht"
