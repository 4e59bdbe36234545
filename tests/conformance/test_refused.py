"""Every refused construct, with the code, the element and the line of its finding."""

from __future__ import annotations

import re

import pytest
from tests.conformance.cases import refused_cases
from tests.conformance.drawing import draw
from tests.conformance.driving import PARAMETERS, RULES
from tests.conformance.test_supported import kinds_of

from doorgang_engine.bpmn.checks.wordings import WORDINGS
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.bpmn.support import check_route

NOT_FILLED_IN = re.compile(r"(?<!\$)\{[a-z]+\}")
CASES = refused_cases()


def row_of(count):
    """Draw so many tasks in a row."""
    ids = [f"taak_{number}" for number in range(count)]
    tasks = "".join(f'<userTask id="{name}"/>' for name in ids)
    row = " > ".join(["begin", *ids, "einde"])
    return f'<startEvent id="begin"/>{tasks}<endEvent id="einde"/><f>{row}</f>'


def findings_of(case):
    process = row_of(case.tasks) if case.tasks else case.process
    drawing = draw(process, fill=case.fill, outside=case.outside, whole=case.whole)
    root = read_bpmn(drawing)
    return check_route(
        root,
        kinds=kinds_of(root, case.kinds),
        roles={"loket", "school"},
        forms={"formulier"},
        terms=set(RULES),
        parameters=set(PARAMETERS),
        routes={"proef", "andere-route"},
    )


class TestARefusedCase:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.family}/{case.name}")
    def test_is_refused_for_this_reason_alone(self, case):
        findings = findings_of(case)

        assert {finding.code for finding in findings} == {case.code}

    @pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.family}/{case.name}")
    def test_names_the_element_its_line_and_a_remedy(self, case):
        finding = findings_of(case)[0]

        assert (finding.element == case.at) and finding.line > 0
        assert finding.message and finding.remedy
        assert not NOT_FILLED_IN.search(finding.message + finding.remedy)


class TestTheRefusals:
    def test_each_have_a_case(self):
        assert {case.code for case in CASES} == set(WORDINGS)
