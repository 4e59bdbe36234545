"""Which questions of a form the route goes by, as people know them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.naming import naming_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.bpmn.process import Element

_EXPORTS = ("export", "export_days")


def labels_of(form: Mapping[str, Any], *, exports: set[str], keys: set[str]) -> list[str]:
    """Return the questions of a form that export one of these variables, or have such a key."""
    return [
        str(field["label"]["nl"])
        for field in _fields(form)
        if {field.get("export"), field.get("export_days")} & exports or field.get("key") in keys
    ]


def steering_questions(form: Mapping[str, Any], element: Element | None) -> list[tuple[str, bool]]:
    """Return the questions of a form of which a correction cannot change the answer.

    Each by its label, and whether the answer is reckoned from other ones.
    """
    named = who_is_named(form, element)
    return [
        (str(field["label"]["nl"]), field.get("type") == "computed")
        for field in _fields(form)
        if any(field.get(key) for key in _EXPORTS) or field.get("key") in named
    ]


def who_is_named(form: Mapping[str, Any], element: Element | None) -> list[str]:
    """Return the key of the question in which a step names who takes part, if it has one."""
    if element is None or not element.get("deelnemer"):
        return []
    return list(naming_fields(form, also_asked_at_times=True)[:1])


def _fields(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for section in part.get("sections", ()):
        yield from _fields(section)
    for field in part.get("fields", ()):
        yield field
        yield from _fields(field)
