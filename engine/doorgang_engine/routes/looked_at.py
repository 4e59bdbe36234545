"""Which words the drawings and tables of routes use, to find what none of them looks at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doorgang_engine.bpmn.read import read_bpmn, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[a-z][a-z0-9_]*")
#: What people read, and what things are called: a word there is no use of a variable.
_PROSE = frozenset({"documentation", "description", "text"})
_NAMES = frozenset({"name", "id", "label"})


def words_looked_at(*, drawings: Iterable[str], tables: Iterable[str]) -> frozenset[str]:
    """Return every word in expressions and settings of drawings, and in decision tables.

    A variable that is not among them decides nothing. One that is may still be another's word.
    """
    roots = [read_bpmn(text.encode()) for text in drawings]
    roots += [read_xml(text.encode(), editor="DMN-editor") for text in tables]
    return frozenset(word for root in roots for text in _texts(root) for word in _words(text))


def _words(text: str) -> Iterator[str]:
    yield from _WORD.findall(text)


def _texts(root: object) -> Iterator[str]:
    for element in root.iter("*"):  # type: ignore[attr-defined]
        kind = element.tag.rpartition("}")[2]
        is_cell = kind == "text" and element.getparent().tag.rpartition("}")[2] != "textAnnotation"
        if element.text and (kind not in _PROSE or is_cell):
            yield element.text
        yield from (value for key, value in element.attrib.items() if key not in _NAMES)
