"""Every refused construct, with the code, the element and the line of its finding."""

from __future__ import annotations

import re

import pytest
from tests.conformance.cases import refused_cases
from tests.conformance.judging import findings_of

from doorgang_engine.bpmn.checks.wordings import WORDINGS

CASES = refused_cases()
NOT_FILLED_IN = re.compile(r"(?<!\$)\{[a-z]+\}")


class TestARefusedCase:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.family}/{case.name}")
    def test_is_refused_for_this_reason_alone(self, case):
        findings = findings_of(case)

        assert {finding.code for finding in findings} == {case.code}

    @pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.family}/{case.name}")
    def test_names_the_element_its_line_and_a_remedy(self, case):
        finding = findings_of(case)[0]

        assert finding.element == case.at
        assert finding.line > 0
        assert not NOT_FILLED_IN.search(finding.message + finding.remedy)


class TestTheRefusals:
    def test_each_have_a_case(self):
        assert {case.code for case in CASES} == set(WORDINGS)
