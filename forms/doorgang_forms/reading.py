"""Reads one JSON object of a definition key by key, and refuses what nobody asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from doorgang_forms.definition import Scalar, Text
from doorgang_forms.errors import DefinitionInvalid
from doorgang_forms.limits import MAX_NUMBER

#: Keys become parts of HTML names, of error paths and of CEL variables; 64 fits all three.
KEY_PATTERN = re.compile(r"[a-z][a-z0-9_]{0,63}")
LANGUAGE_PATTERN = re.compile(r"[a-z]{2}")
#: A label or an explanation longer than this is a document, not part of a form.
MAX_TEXT = 5_000

_MISSING = object()


class Reader:
    """One JSON object at `path`. Methods raise DefinitionInvalid where the value is wrong."""

    def __init__(self, *, raw: object, path: str) -> None:
        if not isinstance(raw, Mapping):
            raise DefinitionInvalid(path=path, message="Hier hoort een object te staan.")
        self.path = path
        self._raw: Mapping[Any, object] = raw
        self._known: set[str] = set()

    def finish(self) -> None:
        """Refuse the keys that were not read."""
        for key in self._raw:
            if key not in self._known:
                raise self.wrong(str(key)[:64], "Deze sleutel kent het formaat hier niet.")

    def wrong(self, key: str, message: str) -> DefinitionInvalid:
        """Make the error for one key of this object."""
        return DefinitionInvalid(path=self.at(key), message=message)

    def at(self, key: str) -> str:
        """Give the path of one key of this object."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._raw

    def take(self, key: str) -> object:
        """Give the value of a mandatory key, of any kind."""
        self._known.add(key)
        value = self._raw.get(key, _MISSING)
        if value is _MISSING:
            raise self.wrong(key, "Deze sleutel is verplicht.")
        return value

    def string(self, key: str, default: str | None = None) -> str:
        """Give a text that is not empty; the default when the key is not there."""
        if default is not None and not self.has(key):
            return default
        value = self.take(key)
        if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT:
            raise self.wrong(key, "Hier hoort een tekst te staan.")
        return value

    def name(self, key: str, default: str | None = None) -> str:
        """Give a key in snake_case."""
        value = self.string(key, default)
        if value != default and not KEY_PATTERN.fullmatch(value):
            raise self.wrong(key, "Gebruik kleine letters, cijfers en _, en begin met een letter.")
        return value

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        """Give one of the words allowed."""
        value = self.take(key)
        if not isinstance(value, str) or value not in allowed:
            raise self.wrong(key, f"Kies uit: {', '.join(allowed)}.")
        return value

    def whole(self, key: str, default: int, *, at_least: int, at_most: int) -> int:
        """Give a whole number within bounds."""
        if not self.has(key):
            return default
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(key, "Hier hoort een geheel getal te staan.")
        if not at_least <= value <= at_most:
            raise self.wrong(key, f"Dit getal ligt tussen {at_least} en {at_most}.")
        return value

    def flag(self, key: str) -> bool:
        """Give true or false; false when the key is not there."""
        if not self.has(key):
            return False
        value = self.take(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "Hier hoort true of false te staan.")
        return value

    def items(self, key: str, *, mandatory: bool = False) -> list[tuple[str, object]]:
        """Give the elements of a list, each with its path."""
        if not mandatory and not self.has(key):
            return []
        value = self.take(key)
        if not isinstance(value, list):
            raise self.wrong(key, "Hier hoort een lijst te staan.")
        if mandatory and not value:
            raise self.wrong(key, "Deze lijst is leeg.")
        return [(f"{self.at(key)}.{number}", one) for number, one in enumerate(value)]

    def strings(self, key: str, *, mandatory: bool = False) -> tuple[str, ...]:
        """Give a list of texts."""
        found: list[str] = []
        for path, one in self.items(key, mandatory=mandatory):
            if not isinstance(one, str) or not one.strip():
                raise DefinitionInvalid(path=path, message="Hier hoort een tekst te staan.")
            found.append(one)
        return tuple(found)

    def text(self, key: str) -> Text:
        """Give a text in languages (`{"nl": …, "en": …}`); `nl` is mandatory."""
        return read_text(raw=self.take(key), path=self.at(key))

    def text_or_none(self, key: str, *, plain: bool = False) -> Text | None:
        """Give a text in languages when it is there; `plain`: a bare Dutch text will do."""
        if not self.has(key):
            return None
        return Text(self.string(key)) if plain and self._is_plain(key) else self.text(key)

    def _is_plain(self, key: str) -> bool:
        return isinstance(self._raw.get(key), str)


def read_text(*, raw: object, path: str) -> Text:
    """Read `{"nl": …}`, with other languages beside it.

    :raises DefinitionInvalid: without Dutch, or with something else than texts by language.
    """
    reader = Reader(raw=raw, path=path)
    dutch = reader.string("nl")
    others = []
    for language in sorted(map(str, raw if isinstance(raw, Mapping) else ())):
        if language != "nl":
            if not LANGUAGE_PATTERN.fullmatch(language):
                raise reader.wrong(language[:64], "Een taal is een code van twee letters.")
            others.append((language, reader.string(language)))
    return Text(dutch, tuple(others))


def read_scalar(*, raw: object, path: str) -> Scalar:
    """Read a single value: text, number or true/false.

    :raises DefinitionInvalid: if it is anything else.
    """
    if isinstance(raw, str | bool) or is_number(raw):
        return cast("Scalar", raw)
    raise DefinitionInvalid(path=path, message="Hier hoort een tekst, getal, true of false.")


def is_number(raw: object) -> bool:
    """Whether the value is a number (true and false are none) of a size that a form can hold."""
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        return False
    return -MAX_NUMBER <= raw <= MAX_NUMBER
