"""What a form tells the route: routing variables by name, each of one kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from doorgang_forms.definition import Compute, Field, Form, Placed, placed_fields, resolve

Kind = Literal["tekst", "getal", "ja_nee", "datum", "lijst"]

#: What a variable holds when its field is not shown or not filled in.
EMPTY: Mapping[Kind, Any] = MappingProxyType(
    {"tekst": "", "getal": 0, "ja_nee": False, "datum": "", "lijst": ()}
)

_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "text": "tekst",
        "date": "datum",
        "choice": "tekst",
        "choices": "lijst",
        "yes_no": "ja_nee",
        "repeat": "getal",
        "organisation": "tekst",
        "file": "ja_nee",
        "signature": "ja_nee",
    }
)
_COMPUTED: Mapping[str, Kind] = MappingProxyType(
    {
        "consensus": "tekst",
        "count": "getal",
        "any": "ja_nee",
        "all": "ja_nee",
        "date_plus": "datum",
        "days_between": "getal",
    }
)
#: Only whether it is there leaves the form, or how many; never the content.
_PRESENCE = frozenset({"file", "signature"})


def export_kinds(*, form: Form) -> dict[str, Kind]:
    """Give the kind of every routing variable the form exports, by the variable's name."""
    placed = placed_fields(form=form)
    found: dict[str, Kind] = {}
    for one in placed.values():
        kind = kind_of(one=one, placed=placed) if one.field.export else None
        if kind is not None:
            found[one.field.export] = kind
        if one.field.export_days:
            found[one.field.export_days] = "lijst"
    return found


def exports_of(*, form: Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """Give the routing variables of clean data: every one the form declares, empty if need be."""
    placed = placed_fields(form=form)
    found: dict[str, Any] = {}
    for path, one in placed.items():
        kind = kind_of(one=one, placed=placed) if one.field.export else None
        if kind is not None:
            found[one.field.export] = _exported(one.field, _at(data, path), kind)
        if one.field.export_days:
            found[one.field.export_days] = _days(one.field, _at(data, path) or ())
    return found


def _days(field: Field, rows: Any) -> list[str]:
    """Give the day of each row, as often as the row says that it counts."""
    return [
        row[field.days_of]
        for row in rows
        if row.get(field.days_of)
        for _ in range(row.get(field.times) or 0 if field.times else 1)
    ]


def _at(data: Any, path: str) -> Any:
    for key in path.split("."):
        if not isinstance(data, Mapping):
            return None
        data = data.get(key)
    return data


def _exported(field: Field, value: Any, kind: Kind) -> Any:
    if field.type in _PRESENCE:
        return value is not None
    if value is None:
        return list(EMPTY[kind]) if kind == "lijst" else EMPTY[kind]
    if field.type == "repeat":
        return len(value)
    return list(value) if kind == "lijst" else value


def kind_of(*, one: Placed, placed: Mapping[str, Placed]) -> Kind | None:
    """Give the kind that the field's value has as a routing variable; None if it may not be one.

    `long_text` and `person` never may: they hold what a person typed about a child. Neither may
    anything copied from them, nor a number with decimals, which a route cannot compare.
    """
    if one.field.compute:
        return _computed_kind(one.field.compute, one, placed)
    if one.field.type == "number":
        return None if one.field.decimals else "getal"
    return _KINDS.get(one.field.type)


def _computed_kind(compute: Compute, one: Placed, placed: Mapping[str, Placed]) -> Kind | None:
    if compute.fn == "when":
        return _literal_kind(compute)
    if compute.fn not in {"copy", "consensus"}:
        # The route reckons its terms itself: what a form says of one is for people to read.
        return _COMPUTED.get(compute.fn)
    # A variable that is copied has no kind that the definition knows of.
    source = resolve(placed=placed, parents=one.parents, name=compute.of) if compute.of else None
    if source is None or source.position >= one.position or source.field.type in _PRESENCE:
        return None
    kind = None if source.field.type == "repeat" else kind_of(one=source, placed=placed)
    return kind if compute.fn == "copy" or kind == "tekst" else None


def _literal_kind(compute: Compute) -> Kind | None:
    values = [case.then for case in compute.cases]
    if compute.otherwise is not None:
        values.append(compute.otherwise)
    for kind, wanted in (("tekst", str), ("ja_nee", bool), ("getal", int)):
        if all(type(one) is wanted for one in values):
            return kind  # type: ignore[return-value]
    return None
