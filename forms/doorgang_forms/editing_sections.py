"""Edits of the sections of a definition; what holds of edits stands in `editing`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_forms.edit_judgement import copied, judged, place_of
from doorgang_forms.errors import EditRefused
from doorgang_forms.outline import Raw, free_key, sections_of

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_SUCH_SECTION = "Dit onderdeel is er niet (meer)."
SECTION_STAYS = "Dit onderdeel staat al aan het begin of aan het eind."
NOTHING_BEFORE = "Voor dit onderdeel staat geen ander; het heeft nergens om bij te komen."
BEGINS_HERE = "Hier begint al een onderdeel."


def split_section(*, raw: Mapping[str, Any], before: str, title: Mapping[str, Any]) -> Raw:
    """Begin a new section at a field of the top level.

    :raises EditRefused: if there is no such field, or it is the first of its section.
    """
    new = copied(raw)
    fields, number = place_of(new, before)
    sections = sections_of(raw=new)
    here = next((at for at, one in enumerate(sections) if one["fields"] is fields), None)
    if here is None or not number:
        raise EditRefused(message=BEGINS_HERE)
    taken = {str(one.get("key")) for one in sections}
    words = str(title.get("nl", ""))
    key = free_key(words=words, taken=taken, otherwise="onderdeel")
    new["sections"].insert(
        new["sections"].index(sections[here]) + 1,
        {"key": key, "title": dict(title), "fields": fields[number:]},
    )
    del fields[number:]
    return judged(before=raw, after=new)


def join_section(*, raw: Mapping[str, Any], key: str) -> Raw:
    """Let a section go up in the one before it.

    :raises EditRefused: if there is no such section, or none before it.
    """
    new = copied(raw)
    sections, here = _section(new, key)
    if not here:
        raise EditRefused(message=NOTHING_BEFORE)
    sections[here - 1]["fields"].extend(sections[here]["fields"])
    new["sections"].remove(sections[here])
    return judged(before=raw, after=new)


def rename_section(*, raw: Mapping[str, Any], key: str, title: Mapping[str, Any]) -> Raw:
    """Give a section another title; its key stays.

    :raises EditRefused: if there is no such section, or the title is empty.
    """
    new = copied(raw)
    sections, here = _section(new, key)
    sections[here]["title"] = dict(title)
    return judged(before=raw, after=new)


def move_section(*, raw: Mapping[str, Any], key: str, by: int) -> Raw:
    """Move a section up (`by` -1) or down (1) one place.

    :raises EditRefused: at the end, or if what speaks of its fields would come before them.
    """
    new = copied(raw)
    sections, here = _section(new, key)
    if not 0 <= here + by < len(sections):
        raise EditRefused(message=SECTION_STAYS)
    new["sections"] = sections
    sections.insert(here + by, sections.pop(here))
    return judged(before=raw, after=new)


def _section(raw: Raw, key: str) -> tuple[list[Raw], int]:
    sections = sections_of(raw=raw)
    for here, one in enumerate(sections):
        if one.get("key") == key:
            return sections, here
    raise EditRefused(message=NO_SUCH_SECTION)
