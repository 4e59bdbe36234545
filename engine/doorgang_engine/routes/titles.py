"""How people know what a library holds: the title of a route, a form or a letter; a question.

What has no title, or is not there, goes by its key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .library import LibraryFiles


def route_title(files: LibraryFiles, key: str) -> str:
    """Return the title of a route."""
    found = next(iter(files.routes.get(key, {}).values()), None)
    return str(found.info.get("titel", key)) if found else key


def form_title(files: LibraryFiles, key: str) -> str:
    """Return the Dutch title of a form."""
    return _dutch(files.forms.get(key, {}).get("title")) or key


def letter_title(files: LibraryFiles, key: str) -> str:
    """Return the title of a letter."""
    found = files.letters.get(key)
    return found.contract.title if found else key


def question_of(forms: Mapping[str, Mapping[str, Any]], variable: str) -> str:
    """Return the Dutch question of the first field that gives a variable of the route."""
    for form in forms.values():
        for field in fields_of(form):
            if field.get("export") == variable and (label := _dutch(field.get("label"))):
                return label
    return variable


def label_of(form: Mapping[str, Any], key: str) -> str:
    """Return the Dutch question of a field of a form, by its key."""
    found = next((one for one in fields_of(form) if one.get("key") == key), {})
    return _dutch(found.get("label")) or key


def fields_of(part: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the fields of a form, a section or a group, at any depth."""
    for section in part.get("sections", ()):
        yield from fields_of(section)
    for field in part.get("fields", ()):
        yield field
        yield from fields_of(field)


def _dutch(text: Any) -> str:
    """Return a text of a form in Dutch; a bare one is Dutch."""
    if isinstance(text, dict):
        text = text.get("nl", "")
    return text if isinstance(text, str) else ""
