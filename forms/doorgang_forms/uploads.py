"""Whether a file may be kept for a field. Asked before it is stored; a form only holds its id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from doorgang_forms.contents import KINDS
from doorgang_forms.definition import placed_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doorgang_forms.definition import Field, Form

_BYTES_PER_MB = 1_000_000
_ROW_NUMBER = re.compile(r"\.[0-9]{1,3}(?=\.)")


def find_file_field(*, form: Form, path: str) -> Field | None:
    """Find the file field of a dotted path (`ouders.0.bewijs`); None if that is no file field."""
    placed = placed_fields(form=form).get(_ROW_NUMBER.sub("", path))
    return placed.field if placed and placed.field.type == "file" else None


def attached_files(*, form: Form, data: Mapping[str, Any]) -> list[tuple[str, Field, str]]:
    """List the files that a form holds, right or not: path, field and id."""
    return list(_files_in(form.fields, data, ""))


def _files_in(
    fields: Iterable[Field], data: Mapping[str, Any], prefix: str
) -> Iterator[tuple[str, Field, str]]:
    for one in fields:
        value, path = data.get(one.key), f"{prefix}{one.key}"
        if one.type == "file" and isinstance(value, str):
            yield path, one, value
        elif one.type == "group" and isinstance(value, Mapping):
            yield from _files_in(one.fields, value, f"{path}.")
        elif one.type == "repeat" and isinstance(value, list):
            for number, row in enumerate(value):
                yield from _files_in(one.fields, row, f"{path}.{number}.")


def without_files(*, form: Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data without the files that it names: an example names files that are nowhere."""
    return _without(form.fields, data)


def _without(fields: Iterable[Field], data: Mapping[str, Any]) -> dict[str, Any]:
    kept = dict(data)
    for one in fields:
        value = kept.get(one.key)
        if one.type == "file":
            kept.pop(one.key, None)
        elif one.type == "group" and isinstance(value, Mapping):
            kept[one.key] = _without(one.fields, value)
        elif one.type == "repeat" and isinstance(value, list):
            kept[one.key] = [_without(one.fields, row) for row in value]
    return kept


def most_bytes(field: Field) -> int:
    """Return how large a file of a field may be."""
    return field.max_mb * _BYTES_PER_MB


def upload_problem(*, field: Field, media_type: str, size_bytes: int) -> str | None:
    """Say in Dutch why the file may not be kept, None when it may.

    `media_type` is what the file was found to be, not what its sender says of it.
    """
    if media_type not in field.accept:
        kinds = ", ".join(KINDS[one].name if one in KINDS else one for one in field.accept)
        return f"Kies bij ‘{field.label.nl}’ een bestand van een van deze soorten: {kinds}."
    if size_bytes > most_bytes(field):
        return f"Kies bij ‘{field.label.nl}’ een bestand van hoogstens {field.max_mb} MB."
    if size_bytes <= 0:
        return f"Het bestand bij ‘{field.label.nl}’ is leeg."
    return None
