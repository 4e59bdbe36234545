"""How one drawing looks at a step: which shapes and arrows are in which state. Pure.

A drawing is of one process. What lies deeper is shown at the step that leads there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doorgang_engine.bpmn.process import ProcessModel

    from .replay import Place, Step


@dataclass(frozen=True, kw_only=True)
class Painting:
    """States by element id."""

    active: frozenset[str]  # a token is here
    late: frozenset[str]  # and it is past its deadline
    visited: frozenset[str]
    cancelled: frozenset[str]
    fresh: frozenset[str]  # passed by this very step: shapes and arrows
    taken: frozenset[str]  # arrows
    rounds: Mapping[str, int]  # only from the second round on


#: Boxes around other shapes: the token is in one of those.
PARTS = frozenset({"subProcess", "transaction", "adHocSubProcess"})
#: Shapes that are set beside work, not on the way: that they wait or went away says nothing.
BESIDE = frozenset({"boundaryEvent", "startEvent"})


def paint(step: Step, *, scope: str, model: ProcessModel) -> Painting:
    """Return how the drawing of a scope looks at a step."""
    on = _Drawing(scope, model)
    active = on.shapes(step.active.values()) - on.beside - on.parts
    now = step.at.astimezone(UTC).isoformat(timespec="seconds")
    late = on.shapes(place for place, due in step.deadlines.values() if due < now)
    visited = on.own(step.rounds)
    rounds = Counter[str]()
    for (where, element), times in step.rounds.items():
        if on.is_own(where):
            rounds[element] += times
    return Painting(
        active=active,
        late=late & active,
        visited=visited - active,
        cancelled=on.own(step.cancelled) - on.beside - active,
        fresh=on.shapes(step.fresh),
        taken=on.own(step.flows),
        rounds={element: times for element, times in rounds.items() if times > 1},
    )


class _Drawing:
    """Which elements of a drawing stand for a place."""

    def __init__(self, scope: str, model: ProcessModel) -> None:
        self._scope, self._model = scope, model
        elements = model.elements.items()
        self.beside = frozenset(key for key, one in elements if one.kind in BESIDE)
        self.parts = frozenset(key for key, one in elements if one.kind in PARTS)

    def is_own(self, where: str) -> bool:
        """Return whether a scope is drawn here itself, not at a step that calls it."""
        return self._host(where) == ""

    def own(self, places: Iterable[Place]) -> frozenset[str]:
        """Return the elements of places that are drawn here."""
        return frozenset(element for where, element in places if self.is_own(where))

    def shapes(self, places: Iterable[Place]) -> frozenset[str]:
        """Return the elements that stand for places: themselves, or the step that calls them."""
        found = ((self._host(where), element) for where, element in places)
        return frozenset(element if host == "" else host for host, element in found if host != "-")

    def _host(self, where: str) -> str:
        """Return the step at which a scope is drawn; ``""``: itself, ``"-"``: elsewhere."""
        if where == self._scope:
            return ""
        inside = f"{self._scope}/" if self._scope else ""
        if not where.startswith(inside):
            return "-"
        for part in where[len(inside) :].split("/"):
            step = part.rsplit("#", 1)[0]
            known = self._model.elements.get(step)
            if known is None or known.called:
                return step
        return ""
