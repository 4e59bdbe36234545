"""Routing variables: small values by scope, kept outside SpiffWorkflow's task tree.

The library copies data from task to task, lets a later step rewrite what an earlier one saw,
and merges stale values at joins. Here a value has one place: the scope of the process that it
belongs to. A called route, and each instance of a multi-instance sub-process, has a scope of its
own inside its caller's; it reads outwards and writes only to itself.
"""

from __future__ import annotations

from typing import Any

Value = str | int | bool | list[str]


class Scopes:
    """The variables of one case, by scope path (``""`` is the case's own process)."""

    def __init__(self, values: dict[str, dict[str, Value]] | None = None) -> None:
        self._values: dict[str, dict[str, Value]] = values if values is not None else {"": {}}

    def open(self, path: str, start: dict[str, Value]) -> None:
        """Begin a scope with its start values."""
        self._values[path] = dict(start)

    def close(self, path: str) -> dict[str, Value]:
        """End a scope, and those inside it; return its own values."""
        for inner in [p for p in self._values if p.startswith(f"{path}/")]:
            del self._values[inner]
        return self._values.pop(path, {})

    def set(self, path: str, values: dict[str, Any]) -> None:
        """Give variables of a scope a value; lists are copied, so nothing is shared."""
        for name, value in values.items():
            self._values[path][name] = list(value) if isinstance(value, list) else value

    def visible(self, path: str) -> dict[str, Value]:
        """Return what is readable in a scope: its own values over those of its callers."""
        found = dict(self._values.get("", {}))
        parts = path.split("/") if path else []
        for depth in range(1, len(parts) + 1):
            found.update(self._values.get("/".join(parts[:depth]), {}))
        return found

    def own(self, path: str) -> dict[str, Value]:
        """Return the values of exactly this scope."""
        return dict(self._values.get(path, {}))

    def dump(self) -> dict[str, dict[str, Value]]:
        """Return everything, ready for JSON."""
        return self._values
