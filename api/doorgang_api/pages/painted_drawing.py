"""The drawing of a route with where a case stands painted on it: for a replay and for a play."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from doorgang_engine.diagram import DiagramUnreadable, parse_source
from doorgang_engine.diagram.draw_states import draw_all_states, painted

from .drawing import laid_out

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from doorgang_engine.bpmn.process import ProcessModel
    from doorgang_engine.history.painting import Painting
    from doorgang_engine.history.replay import Step

DRAWINGS = 128  # kept in memory


def drawn(bpmn: str, name: str, there: Painting, *, keep: Collection[str] | None = None) -> str:
    """Return a drawing as it is painted; empty when it cannot be drawn.

    Hidden marks stay for the elements to ``keep``; None: only for those that are painted.
    """
    try:
        plain = _plain(bpmn, name)
    except DiagramUnreadable:
        return ""
    kept = elements_in([there]) if keep is None else keep
    return painted(plain, states=states_of(there), rounds=there.rounds, keep=kept)


def states_of(there: Painting) -> dict[str, frozenset[str]]:
    """Return the elements of a painting by state."""
    names = ("active", "late", "visited", "cancelled", "fresh", "taken")
    return {name: getattr(there, name) for name in names}


def elements_in(paintings: Iterable[Painting | None]) -> set[str]:
    """Return every element that is painted in any way."""
    found = (states_of(one).values() for one in paintings if one)
    return {key for states in found for keys in states for key in keys}


def drawings_of(
    steps: Iterable[Step], model_of: Callable[[str], ProcessModel | None]
) -> list[tuple[str, str]]:
    """Return the drawings there are, by scope: of the route, and of every route that it called."""
    own = model_of("")
    found = [("", own.name if own else "")]
    for scope in sorted({scope for one in steps for scope in one.scopes} - {""}):
        model, above = model_of(scope), model_of(scope.rpartition("/")[0])
        if model is not None and model is not above:
            found.append((scope, model.name))
    return found


@lru_cache(maxsize=DRAWINGS)
def _plain(bpmn: str, name: str) -> str:
    return draw_all_states(parse_source(laid_out(bpmn)), title=name, description="")
