"""What a cell accepts, as a set of values: the set that is judged is the set that is asked later.

A whole number, a day and a yes or no are kept as whole numbers (``encode``), so that one kind of
set serves all three. All operations are exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

Span = tuple[float, float]  # first and last whole number of a stretch; infinite without an end

EVERY: Span = (-math.inf, math.inf)
#: The stretch in which the values of a kind lie. A text has no order: see ``Texts``.
DOMAINS: dict[str, Span] = {
    "getal": EVERY,
    "datum": (1, date.max.toordinal()),
    "ja_nee": (0, 1),
}


@dataclass(frozen=True)
class Texts:
    """These texts, or with ``are_left_out`` all texts but these."""

    values: frozenset[str]
    are_left_out: bool = False

    def __contains__(self, value: object) -> bool:
        return (value in self.values) != self.are_left_out

    @property
    def size(self) -> int:
        """How much is written down of it."""
        return len(self.values)

    @property
    def is_empty(self) -> bool:
        """Whether no text is in it."""
        return not self.values and not self.are_left_out

    def outside(self) -> Texts:
        """Return all other texts."""
        return Texts(self.values, not self.are_left_out)

    def within(self, other: Texts) -> Texts:
        """Return what is in both."""
        if self.are_left_out and other.are_left_out:
            return Texts(self.values | other.values, are_left_out=True)
        if self.are_left_out:
            return Texts(other.values - self.values)
        if other.are_left_out:
            return Texts(self.values - other.values)
        return Texts(self.values & other.values)

    def one(self) -> str:
        """Return a text that is in it; of "all others" one that nobody wrote down."""
        if not self.are_left_out:
            return min(self.values)
        candidate = "iets anders"
        while candidate in self.values:
            candidate += " nog"
        return candidate


@dataclass(frozen=True)
class Spans:
    """Whole numbers, as stretches in order that do not touch."""

    spans: tuple[Span, ...]

    @classmethod
    def of(cls, *spans: Span) -> Spans:
        """Return the numbers in any of the stretches; one that runs backwards is empty."""
        merged: list[Span] = []
        for first, last in sorted(s for s in spans if s[0] <= s[1]):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return cls(tuple(merged))

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int) and any(a <= value <= b for a, b in self.spans)

    @property
    def size(self) -> int:
        """How much is written down of it."""
        return len(self.spans)

    @property
    def is_empty(self) -> bool:
        """Whether no number is in it."""
        return not self.spans

    def outside(self) -> Spans:
        """Return all other numbers."""
        gaps: list[Span] = []
        begin: float = -math.inf
        for first, last in self.spans:
            gaps.append((begin, first - 1))
            begin = last + 1
        if begin < math.inf:
            gaps.append((begin, math.inf))
        return Spans(tuple(gap for gap in gaps if gap[0] <= gap[1] and gap[1] > -math.inf))

    def within(self, other: Spans) -> Spans:
        """Return what is in both; both are in order, so it takes no longer than reading them."""
        found: list[Span] = []
        mine, theirs = 0, 0
        while mine < len(self.spans) and theirs < len(other.spans):
            (a, b), (c, d) = self.spans[mine], other.spans[theirs]
            if max(a, c) <= min(b, d):
                found.append((max(a, c), min(b, d)))
            if b < d:
                mine += 1
            else:
                theirs += 1
        return Spans(tuple(found))

    def one(self) -> int:
        """Return a number that is in it."""
        first, last = self.spans[0]
        if first > -math.inf:
            return int(first)
        return int(last) if last < math.inf else 0


Accepted = Texts | Spans


def everything(kind: str) -> Accepted:
    """Return all values of a kind."""
    if kind == "tekst":
        return Texts(frozenset(), are_left_out=True)
    return Spans.of(DOMAINS[kind])


def common(one: Accepted | None, other: Accepted | None) -> Accepted | None:
    """Return what both accept; None accepts everything."""
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, Texts) and isinstance(other, Texts):
        return one.within(other)
    if isinstance(one, Spans) and isinstance(other, Spans):
        return one.within(other)
    raise TypeError(one, other)


def encode(kind: str, value: Any) -> str | int | None:
    """Return a variable's value as sets hold it; None for a day that was not filled in.

    :raises ValueError: if it is not of the kind.
    """
    if kind == "tekst" and isinstance(value, str):
        return value
    if kind == "ja_nee" and isinstance(value, bool):
        return int(value)
    if kind == "getal" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind == "datum" and isinstance(value, str):
        return date.fromisoformat(value).toordinal() if value else None
    raise ValueError(kind)


def decode(kind: str, value: str | int) -> Any:
    """Return what ``encode`` was given."""
    if kind == "ja_nee":
        return bool(value)
    if kind == "datum":
        return date.fromordinal(int(value)).isoformat()
    return value
