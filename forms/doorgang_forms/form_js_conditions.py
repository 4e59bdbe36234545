"""Translates the FEEL condition under which form-js hides a field into when ours is shown.

Only comparisons of one field with one value, joined by `and`, `or` and `not`, mean the same here.
Anything else is refused: a condition that is guessed shows a child's file to nobody's liking.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from doorgang_forms.errors import FormsError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Longer is no condition that a person can check against the original.
MAX_LENGTH = 2_000
#: Deeper brackets than this are refused before Python's own stack is.
MAX_BRACKETS = 20

_TOKEN = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"\\]|\\.)*\")|(?P<number>-?[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<sign>!=|>=|<=|=|>|<|\(|\)|,)|(?P<word>[A-Za-z_][A-Za-z0-9_.]*))"
)
_OPPOSITE = {"=": "!=", "!=": "=", ">=": "<", "<": ">=", "<=": ">", ">": "<="}
_LITERALS = {"true": True, "false": False, "null": None}


class NotTranslated(FormsError):
    """This condition does not mean anything that a form of ours can say."""

    code: ClassVar[str] = "condition_not_translated"


@dataclass(frozen=True, kw_only=True)
class Named:
    """A field of ours that a condition may name, and whether its numbers are whole."""

    path: str
    is_whole: bool = True


def shown_when(*, hide: str, fields: Mapping[str, Named]) -> dict[str, Any]:
    """Give the condition to show a field of which form-js says when to hide it.

    `fields` are the fields there are, by what they are called there.

    :raises NotTranslated: if it cannot be said here, or speaks of what is no field.
    """
    text = hide.strip()
    if not text.startswith("=") or len(text) > MAX_LENGTH:
        raise NotTranslated
    reader = _Reader(_tokens(text[1:]), fields)
    condition = reader.either(negated=True)
    reader.finish()
    return condition


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise NotTranslated
        found.append((str(match.lastgroup), match[str(match.lastgroup)]))
        at = match.end()
    return found


class _Reader:
    """Reads tokens; with `negated` each method gives the opposite of what it reads."""

    def __init__(self, tokens: list[tuple[str, str]], fields: Mapping[str, Named]) -> None:
        self._tokens, self._fields, self._depth = tokens, fields, 0

    def finish(self) -> None:
        if self._tokens:
            raise NotTranslated

    def either(self, *, negated: bool) -> dict[str, Any]:
        return self._joined("or", self._both, "any", "all", negated=negated)

    def _both(self, *, negated: bool) -> dict[str, Any]:
        return self._joined("and", self._one, "all", "any", negated=negated)

    def _joined(
        self, word: str, part: Any, joined: str, opposite: str, *, negated: bool
    ) -> dict[str, Any]:
        parts = [part(negated=negated)]
        while self._next() == ("word", word):
            self._take()
            parts.append(part(negated=negated))
        return parts[0] if len(parts) == 1 else {opposite if negated else joined: parts}

    def _one(self, *, negated: bool) -> dict[str, Any]:
        kind, text = self._take()
        if text == "(":
            return self._bracketed(negated=negated)
        if (kind, text) == ("word", "not") and self._next()[1] == "(":
            self._take()
            return self._bracketed(negated=not negated)
        if (kind, text) == ("word", "list") and self._next()[1] == "contains":
            return self._contains(negated=negated)
        if kind != "word":
            raise NotTranslated
        return self._compared(self._field(text), negated=negated)

    def _bracketed(self, *, negated: bool) -> dict[str, Any]:
        self._depth += 1
        if self._depth > MAX_BRACKETS:
            raise NotTranslated
        found = self.either(negated=negated)
        self._expect(")")
        self._depth -= 1
        return found

    def _contains(self, *, negated: bool) -> dict[str, Any]:
        self._take()
        self._expect("(")
        name = self._field(self._take()[1])
        self._expect(",")
        value = self._literal()
        self._expect(")")
        return _test(name, "!=" if negated else "=", value)

    def _compared(self, name: Named, *, negated: bool) -> dict[str, Any]:
        sign = self._next()[1]
        if sign not in _OPPOSITE:
            return _test(name, "!=" if negated else "=", True)  # noqa: FBT003 - the value
        self._take()
        value = self._literal()
        if not negated:
            return _test(name, sign, value)
        opposite = _test(name, _OPPOSITE[sign], value)
        if sign in {"=", "!="}:
            return opposite
        # FEEL compares nothing with nothing: what is not filled in hides no field.
        return {"any": [opposite, {"field": name.path, "filled": False}]}

    def _literal(self) -> Any:
        kind, text = self._take()
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", text[1:-1])
        if kind == "number":
            return float(text) if "." in text else int(text)
        if text in _LITERALS:
            return _LITERALS[text]
        raise NotTranslated

    def _field(self, name: str) -> Named:
        if name not in self._fields:
            raise NotTranslated
        return self._fields[name]

    def _next(self) -> tuple[str, str]:
        return self._tokens[0] if self._tokens else ("", "")

    def _take(self) -> tuple[str, str]:
        if not self._tokens:
            raise NotTranslated
        return self._tokens.pop(0)

    def _expect(self, sign: str) -> None:
        if self._take()[1] != sign:
            raise NotTranslated


def _test(name: Named, sign: str, value: Any) -> dict[str, Any]:
    if value is None:
        if sign not in {"=", "!="}:
            raise NotTranslated
        return {"field": name.path, "filled": sign == "!="}
    if sign in {"=", "!="}:
        return {"field": name.path, "is" if sign == "=" else "not": value}
    if isinstance(value, str | bool):
        raise NotTranslated
    if sign in {">=", "<="}:
        return {"field": name.path, "at_least" if sign == ">=" else "at_most": value}
    if isinstance(value, float) or not name.is_whole:
        raise NotTranslated  # "more than 2" is no "3 or more" of what has a comma
    if sign == ">":
        return {"field": name.path, "at_least": value + 1}
    return {"field": name.path, "at_most": value - 1}
