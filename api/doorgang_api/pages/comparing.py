"""Two fillings-in of one form side by side: which answers changed, as labels with both texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .answers import Answer


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One question with what was answered before and after; ``""``: not answered."""

    label: str
    before: str
    after: str
    sensitive: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


def compared(before: Sequence[Answer], after: Sequence[Answer]) -> list[Compared]:
    """Return all questions that were answered before or after, in the order of the form."""
    old, new = _by_place(before), _by_place(after)
    return [
        Compared(
            label=place[0],
            before=old[place].text if place in old else "",
            after=new[place].text if place in new else "",
            sensitive=(new.get(place) or old[place]).sensitive,
        )
        for place in _in_order(list(old), list(new))
    ]


def _by_place(answers: Sequence[Answer]) -> dict[tuple[str, int], Answer]:
    """Return answers by their label and how often it came before: labels may come twice."""
    seen: Counter[str] = Counter()
    found = {}
    for label, answer in _flat(answers, ""):
        found[label, seen[label]] = answer
        seen[label] += 1
    return found


def _flat(answers: Sequence[Answer], within: str) -> Iterator[tuple[str, Answer]]:
    for one in answers:
        if not one.rows:
            yield f"{within}{one.label}", one
        for title, inner in one.rows:
            yield from _flat(inner, f"{within}{title}: ")


def _in_order(old: list[tuple[str, int]], new: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield the places of both, each once: what is gone stands where it stood."""
    left = iter(old)
    known = set(new)
    for place in new:
        if place in old:
            for gone in left:
                if gone == place:
                    break
                if gone not in known:
                    yield gone
        yield place
    yield from (gone for gone in left if gone not in known)
