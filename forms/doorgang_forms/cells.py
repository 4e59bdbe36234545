"""Reads the cells of a table into the JSON that `validate` judges: one column per field.

Nothing is judged here. What cannot be read (31 February, "twaalf") is passed on as typed, so
that `validate` refuses it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doorgang_forms.definition import Field, Form

#: Between the answers of one cell; a comma occurs within them.
BETWEEN = "|"
YES, NO = "ja", "nee"
#: What a column holds, for people.
KINDS: Mapping[str, str] = {
    "text": "tekst",
    "long_text": "tekst",
    "number": "getal",
    "date": "datum: dag-maand-jaar of jaar-maand-dag",
    "choice": "één van de antwoorden",
    "choices": f"een of meer van de antwoorden, met {BETWEEN} ertussen",
    "yes_no": f"{YES} of {NO}",
    "person": "naam",
    "organisation": "BRIN of naam",
}
_NUMBER = re.compile(r"-?[0-9]{1,15}(,[0-9]{1,6})?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")


@dataclass(frozen=True, kw_only=True)
class FieldColumn:
    """A field of a form that a column of a table can hold."""

    key: str
    label: str
    is_required: bool  # always; a field that is only asked sometimes is not
    kind: str  # what to write, for people
    choices: tuple[tuple[str, str], ...] = ()  # value and label


def columns_of(*, form: Form) -> tuple[FieldColumn, ...]:
    """Return the columns that a table for this form may have, in the order of the form."""
    return tuple(
        FieldColumn(
            key=one.key,
            label=one.label.nl,
            is_required=_is_required(one),
            kind=KINDS[one.type],
            choices=tuple((option.value, option.label.nl) for option in one.options),
        )
        for one in form.fields
        if one.type in KINDS
    )


def read_cells(*, form: Form, cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the cells, by key of field, as JSON; an empty cell is not filled in."""
    fields = {one.key: one for one in form.fields}
    return {
        key: _READERS.get(fields[key].type, _as_typed)(fields[key], text.strip())
        for key, text in cells.items()
        if text.strip()
    }


def write_cell(*, form: Form, key: str, value: Any) -> str:
    """Return a value as it is written in a cell: for an example."""
    one = next(field for field in form.fields if field.key == key)
    if value in (None, "", []):
        return ""
    if one.type == "yes_no":
        return YES if value else NO
    if one.type == "date":
        return "-".join(reversed(str(value).split("-")))
    if one.type == "choices":
        return BETWEEN.join(value)
    return str(value).replace(".", ",") if one.type == "number" else str(value)


def _is_required(one: Field) -> bool:
    asked = one.required or one.must_be or one.min_items > 0
    return asked and one.show_when is None


def _as_typed(_: Field, text: str) -> Any:
    return text


def _number(_: Field, text: str) -> Any:
    if not _NUMBER.fullmatch(text):
        return text
    return float(text.replace(",", ".")) if "," in text else int(text)


def _date(_: Field, text: str) -> str:
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        return text
    day, month, year = found.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def _yes_no(_: Field, text: str) -> Any:
    return {YES: True, NO: False}.get(text.casefold(), text)


def _choice(one: Field, text: str) -> str:
    """Return the value that a text stands for: itself, or that of the one label that it is."""
    if any(option.value == text for option in one.options):
        return text
    wanted = text.casefold()
    found = {
        option.value
        for option in one.options
        if wanted in (option.value.casefold(), option.label.nl.casefold())
    }
    return found.pop() if len(found) == 1 else text


def _choices(one: Field, text: str) -> list[str]:
    return [_choice(one, part.strip()) for part in text.split(BETWEEN) if part.strip()]


_READERS: Mapping[str, Callable[[Field, str], Any]] = {
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
}
