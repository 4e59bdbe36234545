"""Does what a button of the page does to what is typed, so that it works without a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_forms import html_names as names

if TYPE_CHECKING:
    from doorgang_forms.definition import Field, Form

#: As many digits as a row number can have; what is longer is never made a number.
_ROW = re.compile(r"[0-9]{1,3}")


def apply_row_action(*, form: Form, values: dict[str, Any], action: str) -> str:
    """Do what a button asks for, in `values` itself.

    `action` is `toevoegen:<name of the repeat>`, `verwijderen:<name>-<number>`,
    `opzoeken:<name of an organisation>` (which only shows the page again) or
    `kiezen:<name>:<what was found>`. A button that means nothing changes nothing. Gives the HTML
    id to go on at, '' when there is none.
    """
    verb, _colon, target = action.partition(":")
    parts = target.split("-")
    if verb in {names.LOOK_UP, names.PICK}:
        return _pick(form.fields, values, target)
    if verb == names.ADD_ROW:
        return _add(form.fields, values, parts)
    if verb == names.REMOVE_ROW and _ROW.fullmatch(parts[-1]):
        return _remove(form.fields, values, parts[:-1], int(parts[-1]))
    return ""


def _add(fields: tuple[Field, ...], values: dict[str, Any], parts: list[str]) -> str:
    repeat, holder = _find(fields, values, parts)
    if repeat is None:
        return ""
    rows = holder.setdefault(repeat.key, [])
    if not isinstance(rows, list):
        return ""  # something was sent under the name of the rows; it is refused later
    while len(rows) < repeat.min_rows:
        rows.append({})
    if len(rows) < repeat.max_rows:
        rows.append({})
    return f"{names.ID_PREFIX}{names.join(*parts, len(rows) - 1)}"


def _remove(
    fields: tuple[Field, ...], values: dict[str, Any], parts: list[str], number: int
) -> str:
    repeat, holder = _find(fields, values, parts)
    if repeat is None:
        return ""
    rows = holder.get(repeat.key, [])
    if not isinstance(rows, list):
        return ""
    if number < len(rows):
        del rows[number]
    return f"{names.ID_PREFIX}{names.join(*parts)}"


def _pick(fields: tuple[Field, ...], values: dict[str, Any], target: str) -> str:
    """Fill in the organisation that was found; without one only say where to go on."""
    name, _colon, found = target.partition(":")
    *parts, last = name.split("-")
    holder: Any = values
    inside = fields
    for part in parts:
        one = next((field for field in inside if field.key == part), None)
        if one is not None:
            inside = one.fields
            holder = holder.setdefault(part, {}) if isinstance(holder, dict) else None
        elif isinstance(holder, list) and _ROW.fullmatch(part) and int(part) < len(holder):
            holder = holder[int(part)]
        else:
            return ""
    is_there = any(one.key == last and one.type == "organisation" for one in inside)
    if not is_there or not isinstance(holder, dict):
        return ""
    if found:
        holder[last] = found
    return names.ID_PREFIX + name


def _find(
    fields: tuple[Field, ...], values: Any, parts: list[str]
) -> tuple[Field | None, dict[str, Any]]:
    """Give the repeat that the parts of a name lead to, and the object its rows are in."""
    key, *rest = parts
    found = next((one for one in fields if one.key == key), None)
    if found is None or not isinstance(values, dict):
        return None, {}
    if not rest:
        return (found if found.type == "repeat" else None), values
    if found.type == "group":
        return _find(found.fields, values.setdefault(key, {}), rest)
    if found.type != "repeat" or not _ROW.fullmatch(rest[0]) or len(rest) == 1:
        return None, {}
    rows, number = values.get(key, []), int(rest[0])
    return _find(found.fields, rows[number], rest[1:]) if number < len(rows) else (None, {})
