"""What a picture may say about a running case, or about many."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Marks:
    """Marks by element id; each is drawn as a shape as well as a colour."""

    visited: frozenset[str] = frozenset()
    """Done: a tick."""
    active: frozenset[str] = frozenset()
    """Being waited for: a thick outline and a triangle."""
    cancelled: frozenset[str] = frozenset()
    """Broken off: a cross and a dashed outline."""
    taken: frozenset[str] = frozenset()
    """Flows that were followed: drawn thick."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How often, or how many cases: a badge with the number."""
    late: frozenset[str] = frozenset()
    """Past their deadline: an exclamation mark."""
    heat: Mapping[str, int] = field(default_factory=dict)
    """How much is stuck here, 1 to 4: a darker fill and a heavier edge."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """A few words in the badge, instead of a count."""
