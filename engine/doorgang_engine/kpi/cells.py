"""Cells: a figure for a part of a region, and which of them may be shown.

A figure over fewer than ten cases could be about somebody. Nor may such a figure follow from
others: when a total is shown, what is hidden below it is at least two cells with ten cases
together, else one more is hidden. Pure.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .definitions import Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .ways import Item

LEAST = 10  # cases behind a figure that is shown


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A figure for a part. Hidden: ``value`` is None and ``n`` is 0."""

    name: str
    n: int
    value: float | None  # None without cases, or hidden
    is_hidden: bool = False


def cell_of(name: str, items: Sequence[Item], way: Way) -> Cell:
    """Return the figure over items, not hidden yet."""
    return Cell(name=name, n=len(items), value=_value(items, way))


def protected(
    total: Sequence[Item], parts: Mapping[str, Sequence[Item]], way: Way
) -> tuple[Cell, list[Cell]]:
    """Return the cell of the total and of its parts, with hidden what must be.

    The parts make up the total; nobody is in two of them.
    """
    whole = cell_of("", total, way)
    cells = {name: cell_of(name, items, way) for name, items in sorted(parts.items())}
    sizes = {name: cases_in(items) for name, items in parts.items()}
    if 0 < cases_in(total) < LEAST:
        return _hide(whole), [_hide(c) if sizes[c.name] else c for c in cells.values()]
    hidden = to_hide(sizes)
    return whole, [_hide(cell) if name in hidden else cell for name, cell in cells.items()]


def to_hide(sizes: Mapping[str, int]) -> set[str]:
    """Return which parts of a total that is shown are hidden, by the cases in each."""
    hidden = {name for name, size in sizes.items() if 0 < size < LEAST}
    rest = sorted(
        (name for name, size in sizes.items() if size >= LEAST),
        key=lambda name: (sizes[name], name),
    )
    while hidden and rest and sum(sizes[name] for name in hidden) < LEAST:
        hidden.add(rest.pop(0))
    return hidden


def cases_in(items: Iterable[Item]) -> int:
    """Return over how many cases the items are: three tasks of one child are about one child."""
    return len({item.case_id for item in items})


def _hide(cell: Cell) -> Cell:
    return Cell(name=cell.name, n=0, value=None, is_hidden=True)


def _value(items: Sequence[Item], way: Way) -> float | None:
    amounts = [item.amount for item in items]
    if way in (Way.OPEN, Way.COUNTS):
        return float(len(amounts))
    if not amounts:
        return None
    if way is Way.MEDIAN:
        return float(statistics.median(amounts))
    mean = sum(amounts) / len(amounts)
    return mean if way is Way.PER_CHILD else 100 * mean
