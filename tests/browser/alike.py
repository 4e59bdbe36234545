"""Two drawings that mean and look the same give the same text here, whoever wrote them."""

from __future__ import annotations

from math import floor

from lxml import etree

from doorgang_engine.bpmn.names import BPMN, XSI
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.editing.drawn import DEFAULTS

#: Elements whose order in their parent says something: of flows out of a question the first true
#: one is taken. All others a writer may group by kind.
ORDERED = frozenset({"sequenceFlow", "waypoint"})


def alike(text):
    """Return a drawing without prefixes, white space, defaults and the order that says nothing."""
    return "\n".join(_lines(read_bpmn(text.encode()), 0))


def _lines(element, depth):
    space, _, name = element.tag.removeprefix("{").partition("}")
    said = " ".join(sorted(f"{key}={_plain(value)}" for key, value in _attributes(element)))
    text = " ".join((element.text or "").split())
    kind = f"{'' if space == BPMN else space}:{name}"
    yield f"{' ' * depth}{kind} {said} {text}".rstrip()
    below = [(child, list(_lines(child, depth + 1))) for child in element]
    free = sorted(lines for child, lines in below if etree.QName(child).localname not in ORDERED)
    bound = [lines for child, lines in below if etree.QName(child).localname in ORDERED]
    for lines in (*free, *bound):
        yield from lines


def _attributes(element):
    around = element.getparent()
    of_label = around is not None and etree.QName(around).localname == "BPMNLabel"
    for key, value in element.attrib.items():
        if of_label and key in ("width", "height"):
            continue  # measured anew by who draws it
        if (key, value) not in DEFAULTS and key != f"{{{XSI}}}type":
            yield key, value


def _plain(value):
    """Return a number of a picture in whole points: a canvas puts labels that moved on those."""
    try:
        return str(floor(float(value) + 0.5))
    except ValueError:
        return value
