"""What a timeline is made of: entries, the words for what stands in a history, and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doorgang_engine.terms.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from doorgang_engine import events as ev
    from doorgang_engine.bpmn.execution import Program
    from doorgang_engine.bpmn.process import Element


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What one act did. ``depth`` counts the called routes around it."""

    at: datetime
    who: str = ""
    role: str = ""
    title: str = ""
    depth: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the keys in a history are called: from the case's bundle and the region's accounts."""

    program: Program
    roles: Mapping[str, str]
    forms: Mapping[str, str]
    routes: Mapping[str, str]
    people: Mapping[str, str]

    def element(self, event: ev.AtElement) -> Element:
        """Return the element that an event happened at."""
        return self.program.model_of(event.scope).elements[event.element]

    def depth(self, scope: str) -> int:
        """Return how many called routes lie around a scope; its other parts are sub-processes."""
        parts = scope.split("/") if scope else []
        return sum(self._calls("/".join(parts[: n + 1])) for n in range(len(parts)))

    def _calls(self, path: str) -> bool:
        outer, _, last = path.rpartition("/")
        model = self.program.model_of(outer)
        return bool(model.elements[last.rsplit("#", 1)[0]].called)

    def roles_of(self, keys: Iterable[str]) -> str:
        """Return roles as a list in words."""
        return listed(items=[self.roles.get(key, key) for key in keys])


@dataclass
class Tally:
    """What there was of everything."""

    tasks: int = 0
    timers: int = 0
    terms: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)  # met | lapsed | stopped -> terms
