"""A drawing with every mark in it, hidden, and brought out by classes."""

from __future__ import annotations

from lxml import etree
from tests import small_route

from doorgang_engine.diagram import laid_out_source, parse_source
from doorgang_engine.diagram.draw_states import draw_all_states, painted

SVG = "{http://www.w3.org/2000/svg}"


def drawn():
    root = parse_source(laid_out_source(small_route.BPMN.encode()))
    return draw_all_states(root, title="Proef", description="")


def groups(text):
    svg = etree.fromstring(text)
    return {
        (group.get("data-element"), group.get("class").split()[0]): group
        for group in svg.iter(f"{SVG}g")
        if group.get("data-element")
    }


def shown(text, key):
    return set(groups(text)[key, "state"].get("class").split()) - {"state"}


class TestDrawAllStates:
    def test_hides_every_mark(self):
        marks = [g for g in etree.fromstring(drawn()).iter(f"{SVG}g")
                 if (g.get("class") or "").startswith("mark ")]  # fmt: skip

        assert len(marks) > 20
        assert {mark.get("display") for mark in marks} == {"none"}

    def test_needs_no_style_or_script(self):
        text = drawn()

        assert "style=" not in text
        assert "<script" not in text


class TestPainted:
    def test_brings_out_what_is_asked_by_class(self):
        states = {"active": {"toetsen"}, "late": {"toetsen"}, "visited": {"begin"}}
        text = painted(drawn(), states=states, rounds={}, keep={"toetsen", "begin", "klaar"})

        assert shown(text, "toetsen") == {"is-active", "is-late"}
        assert shown(text, "begin") == {"is-visited"}
        assert shown(text, "klaar") == set()

    def test_paints_arrows_too(self):
        text = painted(drawn(), states={"taken": {"f1"}, "fresh": {"f1"}}, rounds={}, keep=set())

        assert {"is-taken", "is-fresh"} <= set(groups(text)["f1", "flow"].get("class").split())

    def test_writes_the_round(self):
        text = painted(drawn(), states={}, rounds={"toetsen": 3}, keep={"toetsen"})

        assert shown(text, "toetsen") == {"is-again"}
        assert "3×" in "".join(groups(text)["toetsen", "state"].itertext())

    def test_drops_marks_that_are_never_painted(self):
        text = painted(drawn(), states={}, rounds={}, keep={"begin"})

        assert ("begin", "state") in groups(text)
        assert ("toetsen", "state") not in groups(text)
        assert ("toetsen", "element") in groups(text)
