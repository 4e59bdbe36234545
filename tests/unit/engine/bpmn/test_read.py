# ruff: noqa: E501 - BPMN reads better in long lines
"""Hostile and broken files never get past reading."""

from __future__ import annotations

import pytest
from tests.conformance.drawing import draw

from doorgang_engine.bpmn.read import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, read_bpmn
from doorgang_engine.bpmn.support import check_support
from doorgang_engine.errors import RouteUnreadable

GOOD = draw('<startEvent id="begin"/><endEvent id="einde"/><f>begin > einde</f>')
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ENTITY = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>"
)


def document(before="", inside="", encoding="utf-8"):
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{before}'
        f'<definitions xmlns="{BPMN}">{inside}</definitions>'
    )
    return text.encode(encoding)


class TestAGoodFile:
    def test_is_read(self):
        assert read_bpmn(GOOD).tag == f"{{{BPMN}}}definitions"

    def test_is_read_in_another_encoding(self):
        content = GOOD.decode().encode("utf-16")

        assert read_bpmn(content).tag == f"{{{BPMN}}}definitions"

    def test_loses_its_comments_and_instructions(self):
        content = document(inside="<!-- hier --><?doe dit?><process/>")

        assert [child.tag for child in read_bpmn(content)] == [f"{{{BPMN}}}process"]


class TestAHostileFile:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    @pytest.mark.parametrize("before", [ENTITY, LAUGHS, "<!DOCTYPE definitions>"])
    def test_with_a_document_type_is_refused_in_every_encoding(self, before, encoding):
        content = document(
            before=before, inside="&x;" if before == ENTITY else "", encoding=encoding
        )

        with pytest.raises(RouteUnreadable):
            read_bpmn(content)

    def test_that_is_too_large_is_refused(self):
        with pytest.raises(RouteUnreadable, match="groter"):
            read_bpmn(document(inside=" " * MAX_BYTES))

    def test_with_too_many_elements_is_refused(self):
        with pytest.raises(RouteUnreadable, match="elementen"):
            read_bpmn(document(inside="<process/>" * MAX_ELEMENTS))

    @pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 300, 5_000])
    def test_that_is_too_deep_is_refused(self, depth):
        inside = "<subProcess>" * depth + "</subProcess>" * depth

        with pytest.raises(RouteUnreadable):
            read_bpmn(document(inside=inside))


class TestABrokenFile:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"geen xml",
            b"\x00\xff\xfe",
            b"<definitions/>",
            b'<definitions xmlns="urn:anders"/>',
            GOOD[:-20],
            b'<?xml version="1.0" encoding="klingon"?><a/>',
        ],
    )
    def test_is_refused(self, content):
        with pytest.raises(RouteUnreadable):
            read_bpmn(content)


class TestAnOddFile:
    @pytest.mark.parametrize(
        "inside",
        [
            "",
            "<process/>",
            '<process id="p"><startEvent/><sequenceFlow/></process>',
            '<process id="p"><boundaryEvent id="b" attachedToRef="b"/></process>',
            '<process id="p"><subProcess id="s" triggeredByEvent="true"/></process>',
            '<process id="p"><sequenceFlow id="f" sourceRef="f" targetRef="f"/></process>',
            '<process id="p"><serviceTask id="t" xmlns:dg="urn:nl:doorgang:route:1" dg:actie=""/></process>',
            '<process id="p"><endEvent id="e"><errorEventDefinition errorRef="e"/></endEvent></process>',
            '<process id="p"><userTask id="{0}%s"/><exclusiveGateway id="g" default="{x}"/></process>',
            '<process id="p"><laneSet id="l"><lane id="m"><flowNodeRef/></lane></laneSet></process>',
            '<process id="p"><intermediateCatchEvent id="i"><timerEventDefinition><timeCycle>R/</timeCycle></timerEventDefinition></intermediateCatchEvent></process>',
        ],
    )
    def test_gets_findings_and_no_exception(self, inside):
        findings = check_support(read_bpmn(document(inside=inside)))

        assert any(finding.is_error for finding in findings)
