"""The canvas knows each attribute of the route format, and on which elements it belongs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from doorgang_engine.bpmn.checks.vocabulary import (
    ROUTE_ANYWHERE,
    ROUTE_ATTRIBUTES,
    VARIABLE_ATTRIBUTES,
)
from doorgang_engine.bpmn.names import ROUTE

FILE = Path(__file__).parents[3] / "web" / "islands" / "canvas" / "dg.json"


@pytest.fixture(scope="module")
def known():
    return json.loads(FILE.read_text())


def test_the_namespace_is_that_of_the_format(known):
    assert known["uri"] == ROUTE
    assert known["prefix"] == "dg"


def test_each_attribute_is_known_where_it_belongs(known):
    found = {
        one["name"]: set(one.get("meta", {}).get("allowedIn", ()))
        for one in known["types"][0]["properties"]
    }
    belongs = {name: set() for name in ROUTE_ANYWHERE}
    for kind, names in ROUTE_ATTRIBUTES.items():
        for name in names - ROUTE_ANYWHERE:
            belongs[name] = {*belongs.get(name, ()), f"bpmn:{kind[0].upper()}{kind[1:]}"}

    assert found == belongs


def test_a_variable_has_what_it_may_have(known):
    assert {one["name"] for one in known["types"][1]["properties"]} == VARIABLE_ATTRIBUTES
