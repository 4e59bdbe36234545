"""A field of a start form that a column of a list can hold, as the forms tell it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FieldColumn:
    """One such field."""

    key: str
    label: str
    is_required: bool  # always; a field that is only asked sometimes is not
    kind: str  # what to write, for people
    choices: tuple[tuple[str, str], ...] = ()  # value and label
