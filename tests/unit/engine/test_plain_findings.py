"""Findings are for coordinators who never saw the file: what they say, and what is beside it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.conformance.cases import refused_cases
from tests.conformance.judging import findings_of
from tests.plain_words import SIGNS, signs_in
from tests.unit.engine.dmn.test_wordings import CASES

from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.bpmn.spoken import Spoken
from doorgang_engine.dmn.support import judge_table

ENGINE = Path(__file__).parents[3] / "engine" / "doorgang_engine"
#: Modules that write findings themselves; the others take theirs from the wordings.
WRITERS = [
    *sorted((ENGINE / "routes").glob("*_checks.py")),
    *(ENGINE / "routes" / f"{name}.py" for name in ("legal_core", "personal_numbers",
                                                    "table_files", "table_values")),
    *(ENGINE / "drafts" / f"{name}.py" for name in (
        "gate", "rehearsal", "source_checks", "deputy_checks", "term_files", "story_words")),
]  # fmt: skip
#: Arguments that are for programs or for who writes the file.
NOT_SAID = {"notation", "code", "element", "path"}
DRAWING = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="proef">
<startEvent id="begin"/><userTask id="Activity_1" name="Ouders bellen"/>
<exclusiveGateway id="Gateway_1"/><endEvent id="einde" name="Klaar"/><endEvent id="ook"/>
<boundaryEvent id="Event_1" attachedToRef="Activity_1"/>
<sequenceFlow id="Flow_1" sourceRef="begin" targetRef="Activity_1"/>
<sequenceFlow id="Flow_2" sourceRef="Activity_1" targetRef="Gateway_1"/>
<sequenceFlow id="Flow_3" sourceRef="Gateway_1" targetRef="einde" name="ja"/>
<sequenceFlow id="Flow_4" sourceRef="Gateway_1" targetRef="ook"/>
</process></definitions>"""


class TestAFindingOfADrawing:
    @pytest.mark.parametrize(
        "case", refused_cases(), ids=lambda case: f"{case.family}/{case.name}"
    )
    def test_says_nothing_of_the_file(self, case):
        for one in findings_of(case):
            assert signs_in(one.message) == []
            assert signs_in(one.remedy) == []


class TestAFindingOfATable:
    @pytest.mark.parametrize("code", sorted(CASES))
    def test_says_nothing_of_the_file(self, code):
        for one in judge_table(CASES[code])[1]:
            assert signs_in(one.message) == []
            assert signs_in(one.remedy) == []


class TestAModuleThatWritesFindings:
    @pytest.mark.parametrize("path", WRITERS, ids=lambda path: path.stem)
    def test_says_nothing_of_the_file(self, path):
        said = [text for text in _said(ast.parse(path.read_text("utf-8"))) if " " in text]

        assert said
        assert [(text, signs) for text in said if (signs := signs_in(text))] == []


class TestSpoken:
    @pytest.mark.parametrize(
        ("element", "words"),
        [
            ("Activity_1", "Ouders bellen"),
            ("Gateway_1", "een vraag na Ouders bellen"),
            ("Event_1", "een gebeurtenis bij Ouders bellen"),
            ("begin", "een begin"),
            ("Flow_1", "een begin → Ouders bellen"),
            ("Flow_2", "Ouders bellen → een vraag"),
            ("Flow_3", "een vraag – ja"),
            ("Flow_4", "een vraag → een einde"),
            ("weg", "weg"),
        ],
    )
    def test_is_the_name_or_what_it_is_and_where(self, element, words):
        assert Spoken(read_bpmn(DRAWING)).by_id(element) == words


class TestTheSigns:
    def test_are_found(self):
        text = "dg:rol userTask XML P10D x.toml [[a]] == f() gateway"

        assert [sign for sign, _found in signs_in(text)] == list(SIGNS)


def _said(node):
    """Yield the texts that a module may say: not its docstrings, nor what is for programs."""
    if isinstance(node, ast.keyword) and node.arg in NOT_SAID:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Raise):  # an error of who runs it, not a finding
        return
    if isinstance(node, ast.Call) and _is_pattern(node):
        return
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_NOTATION":
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from _said(child)


def _is_pattern(call):
    return isinstance(call.func, ast.Attribute) and call.func.attr == "compile"
