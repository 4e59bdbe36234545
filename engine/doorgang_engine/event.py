"""What a history event is; which there are stands in ``events`` and ``record_events``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened."""

    kind: ClassVar[str] = ""
    sealed: ClassVar[frozenset[str]] = frozenset()
    told: ClassVar[frozenset[str]] = frozenset()

    def open_fields(self) -> dict[str, Any]:
        """Return what is stored readable."""
        return {name: value for name, value in vars(self).items() if name not in self.sealed}

    def sealed_fields(self) -> dict[str, Any]:
        """Return what is stored under the case's key; empty when there is nothing to hide."""
        hidden = {name: getattr(self, name) for name in self.sealed}
        return {name: value for name, value in hidden.items() if value not in ({}, None)}


@dataclass(frozen=True, kw_only=True)
class AtElement(Event):
    """An event at an element of the route."""

    element: str
    scope: str = ""
