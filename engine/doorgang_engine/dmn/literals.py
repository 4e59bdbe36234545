"""The words of a cell, and the values that are written in it (S-FEEL literals)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

MAX_CELL = 1_000  # characters
MAX_DIGITS = 15
THOUSANDS = 3  # digits behind a point that separates thousands in Dutch

_WORDS = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*")
      | (?P<number>-?[0-9]+(?:\.[0-9]+)*(?!\w))
      | (?P<sign><=|>=|<|>|\.\.|[\[\](),])
      | (?P<name>[^\W\d]\w*)
      | (?P<space>\s+)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.?))", re.DOTALL)
_ESCAPED = {'"': '"', "\\": "\\", "'": "'", "n": "\n", "t": "\t", "r": "\r"}
# Controls and what nobody sees: forms keep no such text, so a test on it would never hit.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Zl", "Zp"})
_OTHER_QUOTES = re.compile(
    "['`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]"
)
_BARE_DAY = re.compile(r'(?:@")?\d{1,4}[-/]\d{1,2}[-/]\d{1,4}')
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class CellRefused(Exception):
    """A cell that cannot be read with certainty; ``code`` names a wording."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code, self.words = code, words


class Word(NamedTuple):
    """A word of a cell: what sort it is, how it is written, and whether a space comes before."""

    sort: str  # text | number | sign | name
    text: str
    spaced: bool


@dataclass(frozen=True)
class Literal:
    """A written value. A day is its ordinal, a yes or no is 0 or 1, a number is exact."""

    kind: str  # tekst | getal | datum | ja_nee
    value: str | Decimal


def words_of(cell: str) -> list[Word]:
    """Return the words of a cell.

    :raises CellRefused: at the first thing that is no word of S-FEEL.
    """
    if len(cell) > MAX_CELL:
        raise CellRefused("cell_long", aantal=MAX_CELL)
    found: list[Word] = []
    at, spaced = 0, False
    while at < len(cell):
        word = _WORDS.match(cell, at)
        if word is None or _BARE_DAY.match(cell, at):
            raise _strange(cell, at)
        sort = word.lastgroup or ""
        if sort == "space":
            spaced = True
        else:
            found.append(Word(sort, word[0], spaced))
            spaced = False
        at = word.end()
    return found


def _strange(cell: str, at: int) -> CellRefused:
    if _OTHER_QUOTES.match(cell, at):
        return CellRefused("cell_quotes", teken=cell[at])
    if _BARE_DAY.match(cell, at):
        return CellRefused("cell_day")
    if cell[at] == '"':
        return CellRefused("cell_open_quote")
    if cell[at].isdigit() or (cell[at] == "-" and cell[at + 1 : at + 2].isdigit()):
        return CellRefused("cell_number")
    return CellRefused("cell_strange", teken=cell[at])


class Words:
    """The words of a cell, taken one by one."""

    def __init__(self, cell: str) -> None:
        self._words = words_of(cell)
        self._at = 0

    def next(self, ahead: int = 0) -> Word | None:
        """Return a word without taking it; None when there is none left."""
        position = self._at + ahead
        return self._words[position] if position < len(self._words) else None

    def is_sign(self, *signs: str) -> bool:
        """Return whether the next word is one of these signs."""
        word = self.next()
        return word is not None and word.sort == "sign" and word.text in signs

    def is_call(self, name: str) -> bool:
        """Return whether a call of this function comes next."""
        word, bracket = self.next(), self.next(1)
        return bool(word and bracket and word[:2] == ("name", name) and bracket.text == "(")

    def take(self) -> Word:
        """Take the next word.

        :raises CellRefused: if the cell ends here.
        """
        word = self.next()
        if word is None:
            raise CellRefused("cell_ends")
        self._at += 1
        return word

    def take_sign(self, *signs: str) -> Word:
        """Take the next word, which has to be one of these signs.

        :raises CellRefused: if it is anything else.
        """
        word = self.take()
        if word.sort != "sign" or word.text not in signs:
            raise _misplaced(word, self.next())
        return word

    def take_literal(self) -> Literal:
        """Take a written value.

        :raises CellRefused: if something else comes next.
        """
        if self.is_call("date"):
            return self._take_day()
        word = self.take()
        if word.sort == "text":
            return Literal("tekst", _unescaped(word.text))
        if word.sort == "number":
            if sum(c.isdigit() for c in word.text) > MAX_DIGITS:
                raise CellRefused("cell_digits", aantal=MAX_DIGITS)
            return Literal("getal", _number(word.text))
        if word.sort == "name" and word.text in ("true", "false"):
            return Literal("ja_nee", Decimal(word.text == "true"))
        raise _misplaced(word, self.next())

    def _take_day(self) -> Literal:
        self.take()
        self.take()
        written = self.take()
        text = _unescaped(written.text) if written.sort == "text" else ""
        if written.sort != "text" or not self.is_sign(")") or not _DAY.fullmatch(text):
            raise CellRefused("cell_day")
        self.take()
        try:
            return Literal("datum", Decimal(date.fromisoformat(text).toordinal()))
        except ValueError:
            raise CellRefused("cell_no_such_day", dag=text) from None

    def end(self) -> None:
        """See to it that nothing is left.

        :raises CellRefused: if something is.
        """
        if (word := self.next()) is not None:
            raise _misplaced(word, self.next(1))


def _number(written: str) -> Decimal:
    """Return a number. 1.000 is one to S-FEEL and a thousand to a Dutch reader: refused."""
    whole, *groups = written.split(".")
    if not groups:
        return Decimal(whole)
    if len(groups) > 1 or len(groups[0]) == THOUSANDS or not int(groups[0]):
        raise CellRefused("cell_point", getal=written)
    return Decimal(written)


def _misplaced(word: Word, following: Word | None) -> CellRefused:
    if word.sort == "name" and following is not None and following.text == "(":
        return CellRefused("cell_function", naam=word.text[:40])
    if word.sort == "name":
        return CellRefused("cell_name", naam=word.text[:40])
    return CellRefused("cell_strange", teken=word.text[:40])


def _unescaped(written: str) -> str:
    def one(found: re.Match[str]) -> str:
        if found[1]:
            letter = chr(int(found[1], 16))
            if "\ud800" <= letter <= "\udfff":
                raise CellRefused("cell_escape", teken=found[0])
            return letter
        if found[2] not in _ESCAPED:
            raise CellRefused("cell_escape", teken=found[0][:2])
        return _ESCAPED[found[2]]

    text = unicodedata.normalize("NFC", _ESCAPE.sub(one, written[1:-1]))
    if text != text.strip() or any(unicodedata.category(c) in _UNSEEN for c in text):
        raise CellRefused("cell_unseen")
    return text
