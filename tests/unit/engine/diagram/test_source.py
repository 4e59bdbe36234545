from __future__ import annotations

import pytest
from tests.unit.engine.diagram.drawn import FILES, source

from doorgang_engine.diagram import DiagramUnreadable, laid_out_source, parse_source
from doorgang_engine.diagram.names import BPMNDI
from doorgang_engine.diagram.picture import read_picture

CLOSING = b"\n</bpmn:definitions>\n"


class TestLaidOutSource:
    @pytest.mark.parametrize("name", FILES)
    def test_keeps_every_byte_outside_the_diagram(self, name: str):
        before = source(name)

        after = laid_out_source(before)

        kept = before.removesuffix(CLOSING)
        assert after.startswith(kept + b"\n  <bpmndi:BPMNDiagram")
        assert after.endswith(b"</bpmndi:BPMNDiagram>" + CLOSING)

    @pytest.mark.parametrize("name", FILES)
    def test_changes_nothing_the_second_time(self, name: str):
        once = laid_out_source(source(name))

        assert laid_out_source(once) == once

    def test_takes_the_place_of_a_former_diagram(self):
        former = (
            b'  <x:BPMNDiagram xmlns:x="' + BPMNDI.encode() + b'"><!-- </x:BPMNDiagram> -->'
            b"<x:BPMNPlane/></x:BPMNDiagram>"
        )
        plain = source("lijn.bpmn")
        with_former = plain.replace(CLOSING, b"\n" + former + CLOSING)

        assert laid_out_source(with_former) == laid_out_source(plain)

    def test_is_not_misled_by_a_diagram_in_a_comment(self):
        comment = b"<!-- <bpmndi:BPMNDiagram></bpmndi:BPMNDiagram> </bpmn:definitions> -->"
        before = source("lijn.bpmn").replace(CLOSING, b"\n" + comment + CLOSING)

        after = laid_out_source(before)

        assert comment in after
        assert read_picture(parse_source(after)).shapes

    def test_keeps_line_ends_as_they_were(self):
        before = source("lijn.bpmn").replace(b"\n", b"\r\n")

        after = laid_out_source(before)

        assert after.count(b"\n") == after.count(b"\r\n")

    def test_does_not_declare_a_prefix_twice(self):
        declared = f'xmlns:bpmndi="{BPMNDI}" id="definities"'.encode()
        before = source("lijn.bpmn").replace(b'id="definities"', declared)

        after = laid_out_source(before)

        assert after.count(b"xmlns:bpmndi=") == 1

    def test_writes_an_old_encoding_as_it_was(self):
        text = source("lus.bpmn").decode().replace("UTF-8", "ISO-8859-1")
        before = text.replace('name="Ouders"', 'name="Ouders / verzorgers é"').encode("latin-1")

        after = laid_out_source(before)

        assert "verzorgers é".encode("latin-1") in after
        assert parse_source(after) is not None


class TestParseSourceRefuses:
    def test_what_is_not_xml(self):
        with pytest.raises(DiagramUnreadable, match="XML"):
            parse_source(b"<bpmn:definitions")

    def test_a_document_type(self):
        with pytest.raises(DiagramUnreadable, match="DOCTYPE"):
            parse_source(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')

    def test_another_vocabulary(self):
        with pytest.raises(DiagramUnreadable, match="definitions"):
            parse_source(b"<html/>")

    def test_to_rewrite_an_encoding_with_wide_letters(self):
        wide = source("lijn.bpmn").decode().replace("UTF-8", "UTF-16").encode("utf-16")

        with pytest.raises(DiagramUnreadable, match="UTF-16"):
            laid_out_source(wide)
