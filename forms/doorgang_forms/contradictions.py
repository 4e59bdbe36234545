"""Finds conditions that can never hold, as far as that can be seen from the definition.

It looks at tests that must all be true together: those of an `all`, and those under which the
fields they speak of are shown. What it does not find may still be impossible.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from doorgang_forms.conditions import implied, words_of
from doorgang_forms.definition import (
    AllOf,
    AnyOf,
    Condition,
    Field,
    Placed,
    Scalar,
    Test,
    resolve,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Fields of which the condition to be shown is looked at too. No form has ten in a row.
MAX_FOLLOWED = 50
#: Tests that are false of a field without a value, and so ask that it is shown.
_NEEDS_A_VALUE = frozenset({"is", "in", "at_least", "at_most"})


def is_contradictory(
    *, condition: Condition, parents: tuple[Field, ...], placed: Mapping[str, Placed]
) -> bool:
    """Whether the condition, or a part of it, can never hold at a place inside `parents`."""
    return any(_impossible(part, parents, placed) for part in _parts(condition))


def _parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    if isinstance(condition, AllOf | AnyOf):
        for one in condition.conditions:
            yield from _parts(one)


def _impossible(
    condition: Condition, parents: tuple[Field, ...], placed: Mapping[str, Placed]
) -> bool:
    by_subject: dict[str, list[Test]] = defaultdict(list)
    for subject, test in _together(condition, parents, placed):
        by_subject[subject].append(test)
    return any(
        _clash(tests, is_list=subject in placed and placed[subject].field.type == "choices")
        for subject, tests in by_subject.items()
    )


def _together(
    condition: Condition, parents: tuple[Field, ...], placed: Mapping[str, Placed]
) -> Iterator[tuple[str, Test]]:
    """Give every test that is true when the condition is, with what it is about.

    A hostile form has fields that show each other, or a thousand that show the next: each is
    followed once, and not without end.
    """
    waiting, followed = [(condition, parents)], set[str]()
    while waiting:
        one, inside = waiting.pop()
        for test in implied(one):
            if test.source == "variable":
                yield f"variable:{test.name}", test
                continue
            found = resolve(placed=placed, parents=inside, name=test.name)
            if found is None:
                continue
            yield found.path, test
            asks = test.operator in _NEEDS_A_VALUE or _asks_filled(test)
            shown = found.field.show_when
            if shown and asks and found.path not in followed and len(followed) < MAX_FOLLOWED:
                followed.add(found.path)
                waiting.append((shown, found.parents))


def _asks_filled(test: Test) -> bool:
    return test.operator == "filled" and test.value is True


def _clash(tests: Sequence[Test], *, is_list: bool) -> bool:
    filled = {test.value for test in tests if test.operator == "filled"}
    needed = any(test.operator in _NEEDS_A_VALUE for test in tests)
    if len(filled | ({True} if needed else set())) > 1:
        return True
    return _bounds_clash(tests) or (not is_list and _values_clash(tests))


def _values_clash(tests: Sequence[Test]) -> bool:
    wanted = [set(map(_tagged, words_of(one.value))) for one in tests if one.operator in _ONE_OF]
    if not wanted:
        return False
    refused = {_tagged(one.value) for one in tests if one.operator == "not"}
    return not set.intersection(*wanted) - refused


_ONE_OF = frozenset({"is", "in"})


def _tagged(value: Scalar | tuple[Scalar, ...]) -> tuple[bool, object]:
    # True and 1 are one key of a set, and two answers of a form.
    return isinstance(value, bool), value


def _bounds_clash(tests: Sequence[Test]) -> bool:
    low, high = _limits(tests, "at_least"), _limits(tests, "at_most")
    return bool(low and high) and max(low) > min(high)


def _limits(tests: Sequence[Test], operator: str) -> list[int | float]:
    values = [one.value for one in tests if one.operator == operator]
    return [one for one in values if isinstance(one, int | float)]
