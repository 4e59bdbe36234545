"""Finds the places in a definition as JSON: sections, fields by dotted path, what speaks of what.

For what changes or compares definitions. Reading one for use is in `parsing`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

Raw = dict[str, Any]

#: A key made of a label is cut off here, so that it can still be read.
KEY_LENGTH = 40


def sections_of(*, raw: Mapping[str, Any]) -> list[Raw]:
    """Give the sections, those that are objects with a list of fields."""
    found = raw.get("sections")
    return [
        one
        for one in (found if isinstance(found, list) else [])
        if isinstance(one, dict) and isinstance(one.get("fields"), list)
    ]


def walk_fields(*, raw: Mapping[str, Any]) -> Iterator[tuple[str, Raw]]:
    """Give every field with its dotted path, in document order."""
    for section in sections_of(raw=raw):
        yield from _walk(section["fields"], "")


def _walk(fields: list[object], prefix: str) -> Iterator[tuple[str, Raw]]:
    for one in fields:
        if not isinstance(one, dict):
            continue
        path = f"{prefix}{one.get('key', '')}"
        yield path, one
        inner = one.get("fields")
        if isinstance(inner, list):
            yield from _walk(inner, f"{path}.")


def find_place(*, raw: Mapping[str, Any], path: str) -> tuple[list[Raw], int] | None:
    """Give the list in which the field of that path stands, and where in it; None: no such one."""
    parent, _dot, key = path.rpartition(".")
    for fields in _lists_of(raw, parent):
        for number, one in enumerate(fields):
            if isinstance(one, dict) and one.get("key") == key:
                return fields, number
    return None


def find_field(*, raw: Mapping[str, Any], path: str) -> Raw | None:
    """Give the field of that dotted path."""
    place = find_place(raw=raw, path=path)
    return place[0][place[1]] if place else None


def _lists_of(raw: Mapping[str, Any], parent: str) -> list[list[Any]]:
    if not parent:
        return [section["fields"] for section in sections_of(raw=raw)]
    found = find_field(raw=raw, path=parent)
    inner = found.get("fields") if found is not None else None
    return [inner] if isinstance(inner, list) else []


def label_of(*, field: Mapping[str, Any]) -> str:
    """Give the Dutch label of a field, else its key."""
    label = field.get("label")
    words = label.get("nl") if isinstance(label, dict) else None
    return words if isinstance(words, str) and words.strip() else str(field.get("key", ""))


def keys_beside(*, raw: Mapping[str, Any], parent: str) -> frozenset[str]:
    """Give the keys of the fields that stand in a group, or ('') at the top, in any section."""
    return frozenset(str(one.get("key")) for fields in _lists_of(raw, parent) for one in fields)


def free_key(*, words: str, taken: Collection[str], otherwise: str = "vraag") -> str:
    """Make a key of a label: readable, in snake_case, and none of those that are taken."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:KEY_LENGTH].strip("_")
    if not key or not key[0].isalpha():
        key = f"{otherwise}_{key}".strip("_")
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}_{number}"
    return found
