"""D12, 11: a coordinator takes the objection term out of the TLV route; it is not published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.errors import RouteRefused
from doorgang_engine.routes.library import BASE, read_library
from doorgang_engine.routes.publish import Publication, publish_route

ROOT = Path(__file__).parents[3]
ROUTE, REGION = "tlv-aanvraag", "leiden"
TASK = "bezwaartermijn_starten"


def without_the_term(bpmn):
    """The drawing in which the step is gone, and the flow goes past the place where it was."""
    head, _, rest = bpmn.partition(f'<bpmn:serviceTask id="{TASK}"')
    bpmn = head + rest.partition("</bpmn:serviceTask>")[2]
    bpmn = bpmn.replace(f"<bpmn:flowNodeRef>{TASK}</bpmn:flowNodeRef>", "")
    bpmn = bpmn.replace(f'targetRef="{TASK}"', 'targetRef="beoordeeld"')
    flow = f'<bpmn:sequenceFlow id="{TASK}__beoordeeld"'
    head, _, rest = bpmn.partition(flow)
    bpmn = head + rest.partition("/>")[2]
    bpmn = bpmn.replace(f"<bpmn:incoming>{TASK}__beoordeeld</bpmn:incoming>", "")
    for drawn in (
        f'<bpmndi:BPMNShape id="{TASK}_di"',
        f'<bpmndi:BPMNEdge id="{TASK}__beoordeeld_di"',
    ):
        head, _, rest = bpmn.partition(drawn)
        end = "</bpmndi:BPMNShape>" if "Shape" in drawn else "</bpmndi:BPMNEdge>"
        bpmn = head + rest.partition(end)[2]
    return bpmn


def publish(files, parts):
    with parts.new_uow() as uow:
        return publish_route(
            files=files,
            route=ROUTE,
            region=REGION,
            export_kinds=FormsAdapter().export_kinds,
            publication=Publication(
                by="rik", at=datetime(2027, 1, 4, 9, tzinfo=UTC), reason="Korter"
            ),
            uow=uow,
        )


class TestLegalCore:
    def test_stays_in_a_variant(self, parts):
        files = read_library(library_dir=ROOT, config_dir=ROOT / "config")
        base = files.routes[ROUTE][BASE]
        own = replace(base, region=REGION, bpmn=without_the_term(base.bpmn))
        drawn = replace(
            files, routes={**files.routes, ROUTE: {**files.routes[ROUTE], REGION: own}}
        )

        with pytest.raises(RouteRefused) as refused:
            publish(drawn, parts)

        found = {(one.code, one.element) for one in refused.value.findings}
        assert found == {("legal_core_missing", TASK)}
        (one,) = refused.value.findings
        assert "'Bezwaartermijn starten' hoort bij de wettelijke kern (Awb 6:7)" in one.message
        with parts.new_uow() as uow:
            assert uow.bundles.find_active(region=REGION, route=ROUTE) is None

    def test_leaves_a_variant_alone_that_keeps_it(self, parts):
        files = read_library(library_dir=ROOT, config_dir=ROOT / "config")
        base = files.routes[ROUTE][BASE]
        renamed = base.bpmn.replace('name="Bezwaartermijn starten"', 'name="Zes weken bezwaar"')
        own = replace(base, region=REGION, bpmn=renamed)
        drawn = replace(
            files, routes={**files.routes, ROUTE: {**files.routes[ROUTE], REGION: own}}
        )

        assert publish(drawn, parts) is not None
