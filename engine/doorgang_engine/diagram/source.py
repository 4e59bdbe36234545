"""Puts a new diagram into the text of a BPMN file and leaves every other byte alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from lxml import etree

from doorgang_engine.diagram.errors import DiagramUnreadable
from doorgang_engine.diagram.interchange import PREFERRED, diagram_text
from doorgang_engine.diagram.layout import arrange
from doorgang_engine.diagram.names import BPMN, BPMNDI
from doorgang_engine.diagram.semantics import read_collaboration

if TYPE_CHECKING:
    from collections.abc import Callable

ENCODINGS = frozenset({"UTF-8", "US-ASCII", "ASCII", "ISO-8859-1"})
"""Those in which a tag's end is one byte that occurs nowhere else."""
BLANK = b" \t\r\n"


def parse_source(source: bytes) -> Any:
    """Parse a BPMN file without following entities or addresses; give its root element.

    :raises DiagramUnreadable: if it is no well-formed BPMN file or has a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError) as cause:
        raise DiagramUnreadable(f"geen goed gevormd XML-bestand: {cause}") from cause
    if root.getroottree().docinfo.doctype:
        raise DiagramUnreadable("een bestand met een DOCTYPE wordt niet gelezen")
    if root.tag != f"{{{BPMN}}}definitions":
        raise DiagramUnreadable("het buitenste element is geen BPMN-definitions")
    return root


def laid_out_source(source: bytes) -> bytes:
    """Give the file with a new diagram at its end, in the place of any it had.

    :raises DiagramUnreadable: if the file cannot be read or drawn.
    """
    root = parse_source(source)
    encoding = (root.getroottree().docinfo.encoding or "UTF-8").upper()
    if encoding not in ENCODINGS:
        raise DiagramUnreadable(
            f"een bestand in {encoding} wordt niet herschreven; bewaar het als UTF-8"
        )
    collaboration = read_collaboration(root)
    text = diagram_text(root, plan=arrange(collaboration), plane=collaboration.id)
    missing = "".join(
        f' xmlns:{prefix}="{uri}"'
        for prefix, uri in PREFERRED.items()
        if root.nsmap.get(prefix) != uri
    )
    diagram = text.replace("<bpmndi:BPMNDiagram", f"<bpmndi:BPMNDiagram{missing}", 1)
    diagram = diagram.replace("\n", _line_end(source))
    return _spliced(source, diagram.encode(encoding, "xmlcharrefreplace"))


def _line_end(source: bytes) -> str:
    return "\r\n" if b"\r\n" in source else "\n"


def _spliced(source: bytes, diagram: bytes) -> bytes:
    former, closing = _places(source)
    end = _line_end(source).encode()
    tail = source[closing:]
    kept, at = b"", 0
    for start, stop in former:
        kept += source[at:start].rstrip(BLANK)
        at = stop
    kept += source[at:closing].rstrip(BLANK)
    return kept + end + b"  " + diagram + end + tail


def _places(source: bytes) -> tuple[list[tuple[int, int]], int]:
    """Find where the file's diagrams begin and stop, and where its last end tag begins."""
    finder = _Finder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = finder.starts(lambda: parser.CurrentByteIndex)
    parser.EndElementHandler = finder.ends(lambda: parser.CurrentByteIndex, source)
    parser.Parse(source, True)  # noqa: FBT003 (expat takes it by position)
    return finder.found, finder.closing


class _Finder:
    def __init__(self) -> None:
        self.depth = 0
        self.begun = 0
        self.closing = 0
        self.found: list[tuple[int, int]] = []

    def starts(self, here: Callable[[], int]) -> Callable[[str, dict[str, str]], None]:
        def start(name: str, _attributes: dict[str, str]) -> None:
            if self.depth == 1 and name == f"{BPMNDI} BPMNDiagram":
                self.begun = here()
            self.depth += 1

        return start

    def ends(self, here: Callable[[], int], source: bytes) -> Callable[[str], None]:
        def end(name: str) -> None:
            self.depth -= 1
            if self.depth == 0:
                self.closing = here()
            elif self.depth == 1 and name == f"{BPMNDI} BPMNDiagram":
                self.found.append((self.begun, source.index(b">", here()) + 1))

        return end
