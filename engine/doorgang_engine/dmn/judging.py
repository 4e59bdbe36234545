"""Rules against each other: which hit together, what no rule is for, which never hits.

The sets are exact, so what is said here is certain; an example is given with it.
"""

from __future__ import annotations

import math
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from .reading import children
from .sets import common, decode, everything
from .table import ANY, COLLECT, FIRST, UNIQUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .reading import Reading
    from .sets import Accepted
    from .table import Input, Rule, Table

MAX_LOOKS = (
    200_000  # rules × kinds of input that are tried to find a gap; beyond, none is looked for
)
MAX_TOLD = 10  # pairs of rules that are told of


def check_rules(reading: Reading, table: Table) -> None:
    """Check the rules of a table that is right in itself."""
    if table.policy in (UNIQUE, ANY):
        _check_overlap(reading, table)
    _check_gaps(reading, table)


def _check_overlap(reading: Reading, table: Table) -> None:
    told = 0
    for one, other in combinations(table.rules, 2):
        if table.policy == ANY and one.gives == other.gives:
            continue
        example = _both(table, one, other)
        if example is None:
            continue
        code = "dmn_overlap" if table.policy == UNIQUE else "dmn_disagree"
        words = {"regel": one.number, "ander": other.number, "voorbeeld": example}
        reading.refuse(code, _node(reading, other), **words)
        told += 1
        if told == MAX_TOLD:
            return


def _both(table: Table, one: Rule, other: Rule) -> str | None:
    """Return for what two rules both hit, in words; None when there is nothing."""
    shared: list[Accepted | None] = []
    for column, a, b in zip(table.inputs, one.accepts, other.accepts, strict=True):
        within = common(common(a, b), column.allowed)
        if within is not None and within.is_empty:
            return None
        shared.append(within)
    examples = [
        (everything(column.kind) if within is None else within).one()
        for column, within in zip(table.inputs, shared, strict=True)
    ]
    return _words(table.inputs, tuple(examples))


def _check_gaps(reading: Reading, table: Table) -> None:
    written = sum(a.size for rule in table.rules for a in rule.accepts if a is not None)
    if written * len(table.rules) > MAX_LOOKS:
        return
    classes = [_classes(table, index) for index in range(len(table.inputs))]
    size = math.prod(len(found) for found in classes) * len(table.rules)
    if size > MAX_LOOKS or table.policy == COLLECT:
        return
    first, gap = _first_hits(table, classes)
    if gap is not None and not table.has_default:
        reading.refuse("dmn_gap", reading.table, voorbeeld=_words(table.inputs, gap))
    for rule in table.rules if table.policy == FIRST else ():
        if rule.number not in first:
            reading.refuse("dmn_never", _node(reading, rule), regel=rule.number)


def _first_hits(
    table: Table, classes: list[list[str | int | None]]
) -> tuple[set[int], tuple[str | int | None, ...] | None]:
    """Return which rules are ever the first that hits, and for what none does."""
    first: set[int] = set()
    gap = None
    for values in product(*classes):
        hit = next((rule.number for rule in table.rules if rule.hits(values)), None)
        if hit is not None:
            first.add(hit)
        elif gap is None:
            gap = values
    return first, gap


def _classes(table: Table, index: int) -> list[str | int | None]:
    """Return one value of each kind of value between which no rule tells a difference."""
    column = table.inputs[index]
    begin = everything(column.kind) if column.allowed is None else column.allowed
    parts: list[Accepted] = [begin]
    for rule in table.rules:
        accepted = rule.accepts[index]
        if accepted is not None:
            parts = list(_split(parts, accepted))
    values: list[str | int | None] = [part.one() for part in parts]
    if column.kind == "datum" and column.allowed is None:
        values.append(None)
    return values


def _split(parts: list[Accepted], accepted: Accepted) -> Iterator[Accepted]:
    sides = (accepted, accepted.outside())
    for part in parts:
        for side in sides:
            within = common(part, side)
            if within is not None and not within.is_empty:
                yield within


def _words(inputs: tuple[Input, ...], values: tuple[str | int | None, ...]) -> str:
    return ", ".join(
        f"{column.name} = {_shown(column, value)}"
        for column, value in zip(inputs, values, strict=True)
    )


def _shown(column: Input, value: str | int | None) -> str:
    if value is None:
        return "(niet ingevuld)"
    shown = decode(column.kind, value)
    if column.kind == "tekst":
        return f'"{str(shown)[:40]}"'
    return {True: "true", False: "false"}[shown] if column.kind == "ja_nee" else str(shown)


def _node(reading: Reading, rule: Rule) -> Any:
    return children(reading.table, "rule")[rule.number - 1]
