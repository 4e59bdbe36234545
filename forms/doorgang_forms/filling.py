"""Goes through a form in document order: what is shown, what is missing, what is reckoned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_forms import messages
from doorgang_forms.compute import compute_value
from doorgang_forms.conditions import holds
from doorgang_forms.definition import TODAY, Field, Form, placed_fields
from doorgang_forms.rules import broken_rules
from doorgang_forms.scope import Scope
from doorgang_forms.values import is_filled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What came of one pass: the values kept, the paths of fields shown, the errors by path."""

    data: dict[str, Any]
    shown: frozenset[str]
    errors: dict[str, list[str]]


def fill(
    *,
    form: Form,
    loaded: Mapping[str, Any],
    errors: Mapping[str, list[str]],
    variables: Mapping[str, Any],
    today: date,
    reckon: Callable[[str, date], date | None] | None = None,
) -> Filled:
    """Complete what is right by itself (`loaded`) with what depends on the rest of the form.

    A field that is not shown is left out, with its errors; a condition on a field that comes
    later finds nothing there, which is why `check` refuses it.
    """
    walk = _Walk(form=form, today=today, errors={key: list(one) for key, one in errors.items()})
    scope = Scope((), variables, today, reckon)
    data = walk.values_of(form.fields, loaded, "", scope)
    wrong = frozenset(walk.errors)
    for path, message in broken_rules(
        form=form, data=data, shown=walk.shown, wrong=wrong, scope=scope
    ):
        walk.errors.setdefault(path, []).append(message)
    return Filled(data=data, shown=frozenset(walk.shown), errors=walk.errors)


@dataclass
class _Walk:
    form: Form
    today: date
    errors: dict[str, list[str]]
    shown: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._repeats = {
            path: placed.field.fields
            for path, placed in placed_fields(form=self.form).items()
            if placed.field.type == "repeat"
        }

    def values_of(
        self, fields: tuple[Field, ...], loaded: Mapping[str, Any], prefix: str, outer: Scope
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        scope = outer.inside(fields=fields, values=found)
        for one in fields:
            path = prefix + one.key
            if one.show_when and not holds(condition=one.show_when, scope=scope):
                self._forget(path)
                continue
            self.shown.add(path)
            value = self._value(one, loaded.get(one.key), path, scope)
            if is_filled(value):
                found[one.key] = value
        return found

    def _value(self, one: Field, value: Any, path: str, scope: Scope) -> Any:
        if one.compute:
            rows = self._row_fields(one, path)
            return compute_value(compute=one.compute, scope=scope, row_fields=rows)
        if one.type == "group":
            return self.values_of(one.fields, value or {}, f"{path}.", scope)
        if one.type == "repeat":
            return self._rows(one, value or [], path, scope)
        needed = one.required or one.must_be or one.min_items > 0
        if value is None and needed and not self._is_wrong(path):
            self.errors[path] = [messages.missing(one)]
        return self._timely(one, value, path)

    def _rows(self, one: Field, rows: list[Any], path: str, scope: Scope) -> list[Any]:
        found = [
            self.values_of(one.fields, row, f"{path}.{number}.", scope)
            for number, row in enumerate(rows)
        ]
        least = max(one.min_rows, int(one.required))
        if len(rows) < least and path not in self.errors:
            self.errors[path] = [messages.too_few_rows(one, least)]
        return found

    def _timely(self, one: Field, value: Any, path: str) -> Any:
        """Judge what depends on the day of today; give the value when it is right."""
        today = self.today.isoformat()
        if one.type == "signature" and value is not None:
            signed = {"naam": value["naam"], "op": value.get("op", today)}
            return self._bounded(one, signed, signed["op"], path, latest=today)
        if one.type != "date" or value is None:
            return value
        earliest = today if one.minimum == TODAY else ""
        latest = today if one.maximum == TODAY else ""
        return self._bounded(one, value, value, path, earliest=earliest, latest=latest)

    def _bounded(
        self, one: Field, value: Any, day: str, path: str, *, earliest: str = "", latest: str = ""
    ) -> Any:
        if earliest and day < earliest:
            self.errors.setdefault(path, []).append(messages.too_early(one, TODAY))
            return None
        if latest and day > latest:
            self.errors.setdefault(path, []).append(messages.too_late(one, TODAY))
            return None
        return value

    def _row_fields(self, one: Field, path: str) -> tuple[Field, ...]:
        name = one.compute.of if one.compute else ""
        keys = [part for part in path.split(".")[:-1] if not part.isdigit()]
        for depth in range(len(keys), -1, -1):
            found = self._repeats.get(".".join([*keys[:depth], name]))
            if found is not None:
                return found
        return ()

    def _is_wrong(self, path: str) -> bool:
        return any(key == path or key.startswith(f"{path}.") for key in self.errors)

    def _forget(self, path: str) -> None:
        for key in [key for key in self.errors if key == path or key.startswith(f"{path}.")]:
            del self.errors[key]
