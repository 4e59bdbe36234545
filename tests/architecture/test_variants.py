"""What regions do otherwise is told as it is, and a setting that regions choose does something."""

from __future__ import annotations

import runpy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from doorgang_api.cli.variants import lines, setting_seeds
from doorgang_engine.routes.library import read_library
from doorgang_engine.routes.variants import asked_parameters, variants

ROOT = Path(__file__).parents[2]
FAMILIES = ("contactpersonen_verplicht", "voorschool.", "tlv.", "zorgplicht.", "opp.", "crisis.")


@pytest.fixture(scope="module")
def files():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


class TestDocument:
    def test_is_made_from_the_library(self):
        tool = runpy.run_path(str(ROOT / "tools" / "variants.py"))

        assert tool["DOCUMENT"].read_text(encoding="utf-8") == tool["document"](), (
            "run: python tools/variants.py"
        )


class TestAParameter:
    def test_is_asked_by_a_route(self, files):
        mine = {key for key in files.register.parameters if key.startswith(FAMILIES)}

        assert mine - asked_parameters(files) == set()


class TestVariants:
    def test_end_when_the_region_has_no_drawing_of_its_own(self, files):
        seeds_of = setting_seeds(ROOT / "config")
        route = "jongekind-verkenning"
        without = {"basis": files.routes[route]["basis"]}

        (before,) = variants(files, route=route, seeds_of=seeds_of)
        after = replace(files, routes={**files.routes, route: without})

        assert (before.region, before.has_own_shape) == ("helmond-peelland", True)
        assert before.seeds == ("H-04", "H-08")
        assert variants(after, route=route, seeds_of=seeds_of) == []

    def test_tell_the_days_of_a_drawing_also_before_they_have_come(self, files):
        route, region = "jongekind-verkenning", "helmond-peelland"
        dated = {"varianten": {region: {"geldig_van": "2027-08-01"}}}
        shapes = {
            key: replace(file, info={**file.info, **dated})
            for key, file in files.routes[route].items()
        }
        july = replace(files, routes={**files.routes, route: shapes}).on(date(2027, 7, 31))

        (told,) = variants(july, route=route, seeds_of=setting_seeds(ROOT / "config"))

        assert told.shape_when == "vanaf 2027-08-01"
        assert lines(told) == [
            "eigen tekening: jongekind-verkenning/helmond-peelland.bpmn, vanaf 2027-08-01"
        ]

    def test_are_none_of_a_route_that_asks_no_region_anything(self, files):
        seeds_of = setting_seeds(ROOT / "config")

        assert variants(files, route="training-scholen", seeds_of=seeds_of) == []
