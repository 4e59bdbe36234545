"""Milestones, outcomes and grounds that the drawings of a library have, to be chosen from again.

Figures count by these keys; one that is typed anew with another spelling would be counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.names import dg, local
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.bpmn.spoken import Spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .library import LibraryFiles

KEYS = ("mijlpaal", "uitkomst")  # of programs; told by what is called so
MARKS = (*KEYS, "wettelijk", "grondslag")


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something that can be chosen: its value, in words, and whether this route has it."""

    value: str
    words: str
    is_own: bool


def marks_of(files: LibraryFiles, *, route: str, drawing: str) -> dict[str, list[Mark]]:
    """Return what there is of each kind: of the route and its draft, then of other routes."""
    own = [drawing, *(one.bpmn for one in files.routes.get(route, {}).values())]
    others = [
        one.bpmn for key, shapes in files.routes.items() if key != route for one in shapes.values()
    ]
    return {kind: _found(kind, own, others) for kind in MARKS}


def _found(kind: str, own: list[str], others: list[str]) -> list[Mark]:
    found: dict[str, Mark] = {}
    for texts, is_own in ((own, True), (others, False)):
        for value, words in (mark for text in texts for mark in _marks(text).get(kind, ())):
            found.setdefault(value, Mark(value=value, words=words, is_own=is_own))
    return sorted(found.values(), key=lambda one: (not one.is_own, one.words.lower()))


@lru_cache(maxsize=512)
def _marks(text: str) -> dict[str, tuple[tuple[str, str], ...]]:
    root = read_bpmn(text.encode())
    spoken = Spoken(root)
    return {kind: tuple(_of_kind(root, kind, spoken)) for kind in MARKS}


def _of_kind(root: Any, kind: str, spoken: Spoken) -> Iterator[tuple[str, str]]:
    for element in root.iter("{*}*"):
        if value := element.get(dg(kind)):
            yield value, _words(element, kind, value, spoken)


def _words(element: Any, kind: str, value: str, spoken: Spoken) -> str:
    """Return a key in words: an outcome by its end, a milestone with the step that reaches it."""
    if kind not in KEYS:
        return value
    name = spoken.of(element)
    if kind == "uitkomst" and local(element) == "endEvent":
        return name
    return f"{value.replace('_', ' ')} (bij ‘{name}’)"
