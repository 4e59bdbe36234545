"""Looking up what a condition, a reckoning or a rule speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_forms.definition import TODAY, VARIABLE_PREFIX, Field

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


@dataclass(frozen=True)
class Scope:
    """The values known at one place in a form: of the row it is in first, then outwards.

    Each layer holds the keys that exist there and the values filled in so far, so that an empty
    field of a row is not mistaken for a filled one of the same key outside it.
    """

    layers: tuple[tuple[frozenset[str], Mapping[str, Any]], ...]
    variables: Mapping[str, Any]
    today: date | None = None
    #: gives the last day of a term of the region from its first; None: nobody can say
    reckon: Callable[[str, date], date | None] | None = None

    def inside(self, *, fields: tuple[Field, ...], values: Mapping[str, Any]) -> Scope:
        """Give the scope one layer deeper."""
        layer = (frozenset(one.key for one in fields), values)
        return Scope((layer, *self.layers), self.variables, self.today, self.reckon)

    def field(self, name: str) -> Any:
        """Give the value of a field (`datum`, `gezin.datum`), None when it has none."""
        first, *rest = name.split(".")
        for keys, values in self.layers:
            if first in keys:
                return _descend(values.get(first), rest)
        return None

    def refer(self, name: str) -> Any:
        """Give the value of a reference: a field, `today` (ISO text) or `variable:x`."""
        if name == TODAY:
            return self.today.isoformat() if self.today else None
        if name.startswith(VARIABLE_PREFIX):
            return self.variables.get(name.removeprefix(VARIABLE_PREFIX))
        return self.field(name)


def _descend(value: Any, keys: list[str]) -> Any:
    for key in keys:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value
