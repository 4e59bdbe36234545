"""Every shipped route passes the gate; its scenarios take every flow and hit every rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.routes.library import read_library
from doorgang_engine.routes.publish import check_file
from doorgang_engine.routes.scenarios import read_scenarios
from doorgang_engine.routes.stage import Stage

ROOT = Path(__file__).parents[2]
LIBRARY = read_library(library_dir=ROOT, config_dir=ROOT / "config")
ROUTES = LIBRARY.route_keys()
BASE_ROUTES = {"voorschool-po", "po-vo-warme-overdracht", "tlv-aanvraag", "thuiszitter-escalatie"}


def scenarios_of(route):
    folder = ROOT / "processes" / "bpmn" / route / "cases"
    return [s for file in sorted(folder.glob("*.yaml")) for s in read_scenarios(file)]


class TestLibrary:
    def test_holds_the_four_base_routes(self):
        assert set(ROUTES) >= BASE_ROUTES


@pytest.mark.parametrize("route", ROUTES)
class TestRoute:
    @pytest.mark.parametrize("region", LIBRARY.region_keys())
    def test_may_be_published(self, route, region):
        findings = check_file(
            LIBRARY.file(route, region).bpmn,
            files=LIBRARY,
            region=region,
            export_kinds=FormsAdapter().export_kinds,
        )

        assert [f for f in findings if f.severity == "fout"] == []

    def test_goes_as_its_scenarios_say_along_every_flow(self, route):
        stage = Stage(LIBRARY, forms=FormsAdapter())

        outcomes = [stage.play(scenario) for scenario in scenarios_of(route)]

        wrong = {o.scenario.name: o.problems for o in outcomes if not o.is_right}
        assert wrong == {}
        missed = stage.flows_not_taken(outcomes, routes={route})
        assert route in missed
        assert not any(missed.values()), missed
        unused = stage.rules_not_hit(outcomes, routes={route})
        assert not any(unused.values()), unused

    def test_has_a_complete_diagram_in_every_shape(self, route):
        texts = [file.bpmn for file in LIBRARY.routes[route].values()]

        assert all("BPMNShape" in text and "BPMNEdge" in text for text in texts)
