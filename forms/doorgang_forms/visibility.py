"""What of a submission a role may read: a field can name the roles that may."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from doorgang_forms.definition import Field, Form


def readable(*, form: Form, data: Mapping[str, Any], roles: Collection[str]) -> dict[str, Any]:
    """Return the data without the fields that none of the roles may read.

    A field without ``visible_to`` is readable for all who may read the submission. The
    organisation that filled it in reads everything: do not call this for it.
    """
    return _readable(form.fields, data, frozenset(roles))


def _readable(
    fields: Collection[Field], data: Mapping[str, Any], roles: frozenset[str]
) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for field in fields:
        if field.key not in data:
            continue
        if field.visible_to is not None and not roles & set(field.visible_to):
            continue
        value = data[field.key]
        if field.fields and isinstance(value, Mapping):
            value = _readable(field.fields, value, roles)
        elif field.fields and isinstance(value, list):
            value = [_readable(field.fields, row, roles) for row in value]
        kept[field.key] = value
    return kept
