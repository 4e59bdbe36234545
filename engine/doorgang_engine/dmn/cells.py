"""Cells: the unary tests and literals of S-FEEL (DMN 1.3, chapter 9), and nothing beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from .literals import CellRefused, Literal, Words
from .sets import DOMAINS, Accepted, Span, Spans, Texts, decode

if TYPE_CHECKING:
    from decimal import Decimal

#: What a ``typeRef`` is to a route: the kind of the variable, and whether cells may hold decimals.
TYPES: dict[str, tuple[str, bool]] = {
    "string": ("tekst", False),
    "integer": ("getal", False),
    "long": ("getal", False),
    "double": ("getal", True),
    "number": ("getal", True),
    "boolean": ("ja_nee", False),
    "date": ("datum", False),
}
_COMPARISONS = ("<", "<=", ">", ">=")
MAX_TESTS = 100


def read_tests(cell: str, type_ref: str) -> Accepted | None:
    """Return what an input cell accepts; None when it accepts everything, also an empty day.

    :raises CellRefused: if it is not surely a test of this type, or can accept nothing.
    """
    if cell.strip() in ("", "-"):
        return None
    words = Words(cell)
    kind, decimals = TYPES[type_ref]
    reader = _Tests(words, kind, decimals=decimals)
    if words.is_call("not"):
        words.take()
        words.take()
        accepted = _outside(reader.tests(), kind)
        words.take_sign(")")
    else:
        accepted = reader.tests()
    words.end()
    if accepted.is_empty:
        raise CellRefused("cell_empty")
    return accepted


def read_value(cell: str, type_ref: str) -> Any:
    """Return the value that an output cell gives, as a routing variable holds it.

    :raises CellRefused: if it is not one value of this type.
    """
    if cell.strip() in ("", "-"):
        raise CellRefused("cell_no_value")
    words = Words(cell)
    kind, _ = TYPES[type_ref]
    literal = words.take_literal()
    words.end()
    _require_kind(literal, kind)
    if isinstance(literal.value, str):
        return literal.value
    if literal.value != int(literal.value):
        raise CellRefused("cell_decimals", getal=literal.value)
    return decode(kind, int(literal.value))


def _outside(accepted: Accepted, kind: str) -> Accepted:
    if isinstance(accepted, Texts):
        return accepted.outside()
    return accepted.outside().within(Spans.of(DOMAINS[kind]))


def _require_kind(literal: Literal, kind: str) -> None:
    if literal.kind != kind:
        code = "cell_day" if kind == "datum" else "cell_kind"
        raise CellRefused(code, gevonden=_named(literal.kind), gevraagd=_named(kind))


def _named(kind: str) -> str:
    return {"tekst": "tekst", "getal": "getal", "datum": "datum", "ja_nee": "true of false"}[kind]


class _Tests:
    """Reads the tests of one cell: a list of comparisons, ranges and values."""

    def __init__(self, words: Words, kind: str, *, decimals: bool) -> None:
        self._words, self._kind, self._decimals = words, kind, decimals

    def tests(self) -> Accepted:
        spans: list[Span] = []
        texts: set[str] = set()
        for count in range(1, MAX_TESTS + 2):
            if count > MAX_TESTS:
                raise CellRefused("cell_list_long", aantal=MAX_TESTS)
            self._test(spans, texts)
            if not self._words.is_sign(","):
                break
            self._comma()
        if self._kind == "tekst":
            return Texts(frozenset(texts))
        return Spans.of(*spans).within(Spans.of(DOMAINS[self._kind]))

    def _comma(self) -> None:
        """A comma between numbers needs a space after it: 4,5 is a decimal to a Dutch reader."""
        self._words.take()
        following = self._words.next()
        is_number = self._kind == "getal" and following and following.sort == "number"
        if following and is_number and not following.spaced:
            raise CellRefused("cell_comma")

    def _test(self, spans: list[Span], texts: set[str]) -> None:
        words = self._words
        if words.is_sign(*_COMPARISONS):
            spans.append(self._comparison(words.take().text))
        elif words.is_sign("[", "]", "("):
            spans.append(self._range())
        else:
            literal = words.take_literal()
            _require_kind(literal, self._kind)
            if isinstance(literal.value, str):
                texts.add(literal.value)
            else:
                spans.append(self._exactly(literal.value))

    def _exactly(self, number: Decimal) -> Span:
        if number != int(number):
            raise CellRefused("cell_decimals", getal=number)
        return int(number), int(number)

    def _comparison(self, sign: str) -> Span:
        edge = self._edge()
        if sign in ("<", "<="):
            return -math.inf, self._last(edge, closed=sign == "<=")
        return self._first(edge, closed=sign == ">="), math.inf

    def _range(self) -> Span:
        opening = self._words.take().text
        first = self._edge()
        self._words.take_sign("..")
        last = self._edge()
        closing = self._words.take_sign("]", "[", ")").text
        span = (
            self._first(first, closed=opening == "["),
            self._last(last, closed=closing == "]"),
        )
        if span[0] > span[1]:
            raise CellRefused("cell_empty")
        return span

    def _edge(self) -> Decimal:
        literal = self._words.take_literal()
        _require_kind(literal, self._kind)
        if isinstance(literal.value, str) or self._kind == "ja_nee":
            raise CellRefused("cell_no_order", soort=_named(self._kind))
        if not self._decimals and literal.value != int(literal.value):
            raise CellRefused("cell_decimals", getal=literal.value)
        return literal.value

    @staticmethod
    def _first(edge: Decimal, *, closed: bool) -> int:
        return math.ceil(edge) if closed else math.floor(edge) + 1

    @staticmethod
    def _last(edge: Decimal, *, closed: bool) -> int:
        return math.floor(edge) if closed else math.ceil(edge) - 1
