"""Whether a file may be kept for a field. Asked before it is stored; a form only holds its id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doorgang_forms.definition import placed_fields

if TYPE_CHECKING:
    from doorgang_forms.definition import Field, Form

#: Kinds of file that a form may ask for: what no browser or office program runs.
ACCEPTABLE = frozenset({"application/pdf", "image/jpeg", "image/png"})
_BYTES_PER_MB = 1_000_000
_ROW_NUMBER = re.compile(r"\.[0-9]{1,3}(?=\.)")


def find_file_field(*, form: Form, path: str) -> Field | None:
    """Find the file field of a dotted path (`ouders.0.bewijs`); None if that is no file field."""
    placed = placed_fields(form=form).get(_ROW_NUMBER.sub("", path))
    return placed.field if placed and placed.field.type == "file" else None


def upload_problem(*, field: Field, media_type: str, size_bytes: int) -> str | None:
    """Say in Dutch why the file may not be kept, None when it may.

    `media_type` is what the file was found to be, not what its sender says of it.
    """
    if media_type not in field.accept:
        kinds = ", ".join(one.rpartition("/")[2] for one in field.accept)
        return f"Kies bij ‘{field.label.nl}’ een bestand van een van deze soorten: {kinds}."
    if size_bytes > field.max_mb * _BYTES_PER_MB:
        return f"Kies bij ‘{field.label.nl}’ een bestand van hoogstens {field.max_mb} MB."
    if size_bytes <= 0:
        return f"Het bestand bij ‘{field.label.nl}’ is leeg."
    return None
