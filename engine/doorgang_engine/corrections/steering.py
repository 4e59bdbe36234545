"""Which answers of a correction would change what the route went by: those to put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Fields = Sequence[Mapping[str, Any]]

_NAMES = ("field", "of", "from", "to")  # keys under which a form names another field
_NOT_ASKED = ("computed", "info")


def answers_to_put_back(
    form: Mapping[str, Any],
    *,
    exports: set[str],
    keys: set[str],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> list[str]:
    """Return the paths (``ouders.0.antwoord``) of changed answers that steered the route.

    Those that export one of these variables or have such a key; of what is reckoned, or shown
    only on a condition, the answers that it comes out of. Where rows came or went: the rows.
    """
    fields = [field for section in form["sections"] for field in section["fields"]]
    placed = dict(_placed(fields, ""))
    steering = {
        path
        for path, field in placed.items()
        if {field.get("export"), field.get("export_days")} & exports or field["key"] in keys
    }
    reasons = _with_reasons(steering, placed)
    return [
        there
        for path, there in _changed(fields, before, after, ("", ""))
        if path in reasons and placed[path]["type"] not in _NOT_ASKED
    ]


def _placed(fields: Fields, prefix: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for field in fields:
        path = prefix + field["key"]
        yield path, field
        yield from _placed(field.get("fields", ()), f"{path}.")


def _with_reasons(steering: set[str], placed: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Return fields with all that they are reckoned from or shown by, and what they lie in."""
    found: set[str] = set()
    ahead = list(steering)
    while ahead:
        path = ahead.pop()
        if path in found:
            continue
        found.add(path)
        if "." in path:
            ahead.append(path.rpartition(".")[0])
        field = placed[path]
        for part in (field.get("show_when", {}), field.get("compute", {})):
            ahead += [one for name in _named(part) for one in _places(name, path, part, placed)]
    return found


def _named(part: Any) -> Iterator[str]:
    """Yield the fields that a condition or a reckoning names."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in _NAMES and isinstance(value, str):
                yield value
            else:
                yield from _named(value)
    elif isinstance(part, list):
        for one in part:
            yield from _named(one)


def _places(
    name: str, path: str, part: Mapping[str, Any], placed: Mapping[str, Any]
) -> Iterator[str]:
    """Yield the field of a name: in the rows that are counted, beside ``path`` or further out."""
    around = path.split(".")[:-1]
    insides = [".".join(around[:deep]) for deep in range(len(around), -1, -1)]
    for inside in [str(part.get("of", "")), *insides]:
        place = f"{inside}.{name}" if inside else name
        if place in placed:
            yield place
            return


def _changed(
    fields: Fields, before: Mapping[str, Any], after: Mapping[str, Any], at: tuple[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield each changed answer: its path in the form, and where it stands in what was sent."""
    for field in fields:
        key = field["key"]
        path, there = at[0] + key, at[1] + key
        old: Any = before.get(key)
        new: Any = after.get(key)
        if old == new:
            continue
        inner = field.get("fields", ())
        if field["type"] == "group":
            yield from _changed(inner, old or {}, new or {}, (f"{path}.", f"{there}."))
        elif field["type"] == "repeat" and len(old or ()) == len(new or ()):
            for number, (was, row) in enumerate(zip(old or (), new or (), strict=True)):
                yield from _changed(inner, was, row, (f"{path}.", f"{there}.{number}."))
        else:
            yield path, there
