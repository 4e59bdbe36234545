"""Fields of a definition that asks, written in as few words as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_api.languages import SOURCE, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Raw = dict[str, Any]

ENGLISH = "en"
#: A choice of more answers than this is a list to choose from, no row of buttons.
MOST_BUTTONS = 6


def ask(key: str, kind: str, label: str, **keys: Any) -> Raw:
    """Return a question; ``hint`` is plain text, what is None is left out."""
    hint = keys.pop("hint", "")
    found = {"key": key, "type": kind, "label": said(label), **keys}
    if hint:
        found["hint"] = said(hint)
    return {name: value for name, value in found.items() if value is not None}


def said(words: str) -> Raw:
    """Return words as the text of a definition that is read in the language of this page."""
    return {"nl": words} if language() == SOURCE else {"nl": words, language(): words}


def options(pairs: Iterable[tuple[str, str]]) -> list[Raw]:
    """Return answers to choose from: values with their words."""
    return [{"value": value, "label": said(words)} for value, words in pairs]


def section(key: str, title: str, fields: list[Raw]) -> Raw:
    """Return a section."""
    return {"key": key, "title": said(title), "fields": fields}


def asking_form(key: str, title: str, sections: list[Raw]) -> Raw:
    """Return the definition of a form that asks a coordinator something about another form."""
    return {
        "key": key,
        "title": said(title),
        # Nothing of it is about a person; a definition cannot do without the two.
        "ground": "AVG art. 6 lid 1 onder e",
        "retention": "ontwerp",
        "sections": [one for one in sections if one["fields"]],
        "example": {},
    }


def when(field: str, *values: str | bool) -> Raw:
    """Return the condition that a question has one of these answers."""
    if len(values) == 1:
        return {"field": field, "is": values[0]}
    return {"field": field, "in": list(values)}


def text_of(values: Mapping[str, Any], key: str) -> Raw | None:
    """Return the text that was typed in Dutch and perhaps in English; None when in neither."""
    dutch, english = values.get(key), values.get(f"{key}_{ENGLISH}")
    if not dutch:
        return None
    return {"nl": dutch, ENGLISH: english} if english else {"nl": dutch}


def typed_text(key: str, text: object) -> Raw:
    """Return what is typed for a text of a definition, that may be bare."""
    if isinstance(text, str):
        return {key: text}
    if not isinstance(text, dict):
        return {}
    found = {key: text.get("nl"), f"{key}_{ENGLISH}": text.get(ENGLISH)}
    return {name: words for name, words in found.items() if words}


def without_nothing(values: Mapping[str, Any]) -> Raw:
    """Return the values that say something: no None, no empty text or list."""
    return {key: one for key, one in values.items() if one is not None and one not in ("", [], {})}
