"""What differs is told, once, in the right direction; what does not differ is silent."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.bpmn.names import BPMN, EVENT_DEFINITIONS, ROUTE
from doorgang_engine.differences.changes import changes, drawing_changes
from doorgang_engine.differences.facts import read_facts
from doorgang_engine.routes.library import BASE, assemble, read_library

ROOT = Path(__file__).parents[4]
LIBRARY = read_library(library_dir=ROOT, config_dir=ROOT / "config")
DRAWINGS = {
    f"{route}/{region}": file.bpmn
    for route, files in LIBRARY.routes.items()
    for region, file in files.items()
}
OF_THE_PROGRAM = {"exporter", "exporterVersion", "targetNamespace"}
LAYOUT = "http://www.omg.org/spec/BPMN/20100524/DI"
#: What an id is never pointed to by anything.
NAMELESS = {*EVENT_DEFINITIONS, "laneSet", "childLaneSet", "extensionElements"} | {
    *("documentation", "conditionExpression"),
    *("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"),
}
RETOLD = {"incoming", "outgoing"}  # the flow itself says the same

SMALL = f"""<definitions xmlns="{BPMN}" xmlns:dg="{ROUTE}" id="d">
  <process id="p" isExecutable="true">
    <laneSet id="ls">
      <lane id="l1" name="School" dg:rol="school">
        <flowNodeRef>begin</flowNodeRef><flowNodeRef>vragen</flowNodeRef>
        <flowNodeRef>einde</flowNodeRef>
      </lane>
      <lane id="l2" name="Loket" dg:rol="loket"/>
    </laneSet>
    <startEvent id="begin" name="Begin"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="vragen"/>
    <userTask id="vragen" name="Toestemming vragen" dg:formulier="toestemming" dg:wettelijk="ja"/>
    <sequenceFlow id="f2" sourceRef="vragen" targetRef="einde"/>
    <endEvent id="einde" name="Klaar"/>
  </process>
</definitions>"""


def told(old, new):
    return [
        (one.kind, one.element, one.what, one.before, one.after)
        for one in drawing_changes(old, new)
    ]


class TestADrawing:
    @pytest.mark.parametrize("name", sorted(DRAWINGS))
    def test_differs_in_nothing_from_itself(self, name):
        assert drawing_changes(DRAWINGS[name], DRAWINGS[name]) == []

    def test_tells_a_name_from_old_to_new(self):
        new = SMALL.replace('"Toestemming vragen"', '"Ouders bellen"')

        assert told(SMALL, new) == [
            ("step_changed", "vragen", "name", "Toestemming vragen", "Ouders bellen")
        ]

    def test_tells_a_lane_by_its_name(self):
        new = SMALL.replace("<flowNodeRef>vragen</flowNodeRef>", "").replace(
            'dg:rol="loket"/>', 'dg:rol="loket"><flowNodeRef>vragen</flowNodeRef></lane>'
        )

        assert told(SMALL, new) == [("step_changed", "vragen", "lane", "School", "Loket")]

    def test_tells_that_a_lane_has_another_role_once(self):
        new = SMALL.replace('dg:rol="school"', 'dg:rol="directie"')

        assert told(SMALL, new) == [("part_changed", "l1", "dg:rol", "school", "directie")]

    def test_tells_a_step_between_two_others_as_one_change(self):
        new = SMALL.replace(
            '<sequenceFlow id="f2" sourceRef="vragen" targetRef="einde"/>',
            '<sequenceFlow id="f2" sourceRef="vragen" targetRef="arts"/>'
            '<userTask id="arts" name="Jeugdarts raadplegen"/>'
            '<sequenceFlow id="f3" sourceRef="arts" targetRef="einde"/>',
        )
        (only,) = drawing_changes(SMALL, new)
        (gone,) = drawing_changes(new, SMALL)

        assert (only.kind, only.name, dict(only.beside)) == (
            "step_added",
            "Jeugdarts raadplegen",
            {"after": "Toestemming vragen", "before": "Klaar", "lane": ""},
        )
        assert (gone.kind, gone.name) == ("step_removed", "Jeugdarts raadplegen")

    def test_tells_a_way_that_goes_elsewhere_by_a_new_step(self):
        new = SMALL.replace(
            '<sequenceFlow id="f2" sourceRef="vragen" targetRef="einde"/>',
            '<sequenceFlow id="f2" sourceRef="vragen" targetRef="arts"/>'
            '<userTask id="arts" name="Jeugdarts raadplegen"/>'
            '<sequenceFlow id="f3" sourceRef="arts" targetRef="vragen"/>',
        )

        assert ("way_changed", "f2", "targetRef", "Klaar", "Jeugdarts raadplegen") in told(
            SMALL, new
        )

    def test_says_that_what_went_was_required_by_law(self):
        new = SMALL.replace(' dg:wettelijk="ja"', "")

        (only,) = drawing_changes(SMALL, new)

        assert (only.what, only.before, only.after, only.is_legal) == (
            "dg:wettelijk",
            "ja",
            "",
            True,
        )

    def test_does_not_look_at_where_things_stand(self):
        name = "tlv-aanvraag/basis"
        moved = DRAWINGS[name].replace('x="', 'x="1')

        assert drawing_changes(DRAWINGS[name], moved) == []


def mutable(root):
    """Every attribute that is a fact: of nothing that is layout, or the name of a program."""
    for node in root.iter():
        if not isinstance(node.tag, str) or node.tag.startswith(f"{{{LAYOUT}}}"):
            continue
        for name in node.attrib:
            is_no_fact = node is root and name in OF_THE_PROGRAM | {"id"}
            is_own_id = name == "id" and etree.QName(node).localname in NAMELESS
            if not is_no_fact and not is_own_id:
                yield node, name


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_attribute_changes_in_silence(data):
    name = data.draw(st.sampled_from(sorted(DRAWINGS)))
    old = DRAWINGS[name]
    root = etree.fromstring(old.encode())
    places = [
        (node, key)
        for node, key in mutable(root)
        if not any(
            "DD" in str(a.tag) or LAYOUT in str(a.tag) for a in (node, *node.iterancestors())
        )
    ]
    node, key = data.draw(st.sampled_from(places))
    node.set(key, node.get(key) + "x")
    new = etree.tostring(root).decode()

    assert drawing_changes(old, new) != [], f"{node.tag} {key}"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_element_goes_in_silence(data):
    name = data.draw(st.sampled_from(sorted(DRAWINGS)))
    root = etree.fromstring(DRAWINGS[name].encode())
    nodes = [
        node
        for node in root.iter(f"{{{BPMN}}}*", f"{{{ROUTE}}}*")
        if node is not root and etree.QName(node).localname not in RETOLD
    ]
    node = data.draw(st.sampled_from(nodes))
    node.getparent().remove(node)

    assert drawing_changes(DRAWINGS[name], etree.tostring(root).decode()) != []


def bundle(route="tlv-aanvraag", region=BASE):
    return assemble(LIBRARY, route=route, region=region, export_kinds=FormsAdapter().export_kinds)


class TestABundle:
    def test_differs_in_nothing_from_itself(self):
        content = bundle()

        assert changes(content, copy.deepcopy(content)) == []

    def test_tells_a_term_in_words(self):
        old = bundle()
        new = copy.deepcopy(old)
        key = next(k for k, v in old["terms"].items() if v["soort"] == "werkdagen")
        new["terms"][key]["duur"] = "P5D"
        old["terms"][key]["duur"] = "P10D"

        (only,) = changes(old, new)

        assert (only.kind, only.what) == ("term_changed", "duur")
        assert (only.before, only.after) == ("10 werkdagen", "5 werkdagen")

    def test_tells_another_kind_of_day_as_another_length(self):
        old = bundle()
        new = copy.deepcopy(old)
        key = next(k for k, v in old["terms"].items() if v["soort"] == "werkdagen")
        new["terms"][key]["soort"] = "beleid"
        del new["terms"][key]["vakantie_telt"]

        assert "duur" in [one.what for one in changes(old, new)]

    @pytest.mark.parametrize(
        ("part", "kind"),
        [
            ("forms", "form_removed"),
            ("parameters", "parameter_changed"),
            ("roles", "role_removed"),
        ],
    )
    def test_tells_what_is_gone(self, part, kind):
        old = bundle()
        new = copy.deepcopy(old)
        key = min(new[part])
        del new[part][key]

        assert [(one.kind, one.element) for one in changes(old, new)] == [(kind, key)]

    def test_tells_whatever_has_no_name_here(self):
        old = bundle()
        new = copy.deepcopy(old)
        new["calendar"]["region"]["nieuw"] = "x"
        new["iets"] = "anders"

        assert [(one.kind, one.element) for one in changes(old, new)] == [
            ("bundle_changed", "calendar"),
            ("bundle_changed", "iets"),
        ]

    def test_of_a_region_differs_from_the_base_where_its_variant_does(self):
        found = changes(bundle("plaatsing-vo"), bundle("plaatsing-vo", "amsterdam-diemen"))

        assert any(one.kind == "step_added" and "loting" in one.name for one in found)
        assert all(one.kind for one in found)

    def test_facts_tell_the_sub_process_around_a_step(self):
        facts = read_facts(DRAWINGS["plaatsing-vo/amsterdam-diemen"])

        assert {one.get("scope") for one in facts.values() if one.is_step} - {""}
