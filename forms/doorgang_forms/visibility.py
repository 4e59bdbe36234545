"""What of a submission a role may read, and what one person may not read of another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

#: Types in which a person speaks in own words, can be reached, or shows something.
_PRIVATE = frozenset({"text", "long_text", "file"})

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


def without_private(*, form: Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data without what the rows of a `per_person` repeat hold of each person alone.

    That is every text, file and sensitive field of such a row. For who may be one of the persons:
    a row names no account, so none of the rows is known to be theirs.
    """
    return _without_private(form.fields, data, in_person=False)


def _without_private(
    fields: Collection[Field], data: Mapping[str, Any], *, in_person: bool
) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for field in fields:
        is_private = in_person and (field.type in _PRIVATE or field.sensitive)
        if field.key not in data or is_private:
            continue
        value, inside = data[field.key], in_person or field.per_person
        if field.fields and isinstance(value, Mapping):
            value = _without_private(field.fields, value, in_person=inside)
        elif field.fields and isinstance(value, list):
            value = [_without_private(field.fields, row, in_person=inside) for row in value]
        kept[field.key] = value
    return kept
