"""Judges conditions: data, no expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_forms.definition import AllOf, AnyOf, Condition, Scalar, Test
from doorgang_forms.scope import Scope
from doorgang_forms.values import is_filled

if TYPE_CHECKING:
    from collections.abc import Mapping


def holds(*, condition: Condition, scope: Scope) -> bool:
    """Whether the condition is true of the values in scope.

    A field without a value is nothing: `is`, `in`, `at_least` and `at_most` are false of it and
    `not` is true. Of a list (`choices`) `is` asks whether the value is among it; `at_least` and
    `at_most` count its elements or rows.
    """
    if isinstance(condition, AllOf):
        return all(holds(condition=one, scope=scope) for one in condition.conditions)
    if isinstance(condition, AnyOf):
        return any(holds(condition=one, scope=scope) for one in condition.conditions)
    value = (
        scope.field(condition.name)
        if condition.source == "field"
        else scope.variables.get(condition.name)
    )
    return _OPERATORS[condition.operator](value, condition.value)


def could_hold(*, condition: Condition, variables: Mapping[str, Any]) -> bool:
    """Whether the condition can become true in a case with these variables, whatever is typed."""
    if isinstance(condition, AllOf):
        return all(could_hold(condition=one, variables=variables) for one in condition.conditions)
    if isinstance(condition, AnyOf):
        return any(could_hold(condition=one, variables=variables) for one in condition.conditions)
    return condition.source == "field" or holds(condition=condition, scope=Scope((), variables))


def same(left: object, right: object) -> bool:
    """Whether two single values are equal; true is not 1 here, and false is not 0."""
    return isinstance(left, bool) == isinstance(right, bool) and left == right


def _is(value: Any, wanted: Any) -> bool:
    if isinstance(value, list):
        return any(same(one, wanted) for one in value)
    return same(value, wanted)


def _in(value: Any, wanted: Any) -> bool:
    return any(_is(value, one) for one in wanted)


def _size(value: Any) -> int | float | None:
    if isinstance(value, list):
        return len(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None


def _at_least(value: Any, wanted: Any) -> bool:
    size = _size(value)
    return size is not None and bool(size >= wanted)


def _at_most(value: Any, wanted: Any) -> bool:
    size = _size(value)
    return size is not None and bool(size <= wanted)


_OPERATORS = {
    "is": _is,
    "not": lambda value, wanted: not _is(value, wanted),
    "in": _in,
    "filled": lambda value, wanted: is_filled(value) is wanted,
    "at_least": _at_least,
    "at_most": _at_most,
}


def implied(condition: Condition | None) -> tuple[Test, ...]:
    """Give the tests that are certainly true when the condition is."""
    if isinstance(condition, Test):
        return (condition,)
    if isinstance(condition, AllOf):
        return tuple(test for one in condition.conditions for test in implied(one))
    if isinstance(condition, AnyOf) and len(condition.conditions) == 1:
        return implied(condition.conditions[0])
    return ()


def words_of(value: Scalar | tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    """Give the values a test speaks of, one or more."""
    return value if isinstance(value, tuple) else (value,)
