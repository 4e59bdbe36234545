"""One drawing of the library, and on which days its region has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.periods import Window

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class RouteFile:
    """One BPMN file of the library, with what ``route.toml`` says of its route."""

    route: str
    region: str  # whose file it is: "basis", or the region with a shape of its own
    bpmn: str
    info: Mapping[str, Any]
    base: str = ""  # of a draft that lies over the base itself: the drawing that it covers
    adoption: Mapping[str, str] = field(
        default_factory=dict
    )  # who adopted the draft it comes from

    @property
    def window(self) -> Window:
        """When the region has this shape; outside it, it has the base (`[varianten]`)."""
        said = self.info.get("varianten", {}).get(self.region, {})
        first, last = said.get("geldig_van"), said.get("geldig_tot")
        return Window(
            first=date.fromisoformat(first) if first else None,
            last=date.fromisoformat(last) if last else None,
        )
