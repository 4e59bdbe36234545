"""Lint of conditions: about fields that exist and come first, and not impossible to meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_forms.conditions import words_of
from doorgang_forms.contradictions import is_contradictory
from doorgang_forms.definition import (
    Condition,
    Field,
    Form,
    Placed,
    Rule,
    Scalar,
    Test,
    placed_fields,
    resolve,
    tests_in,
)
from doorgang_forms.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NOT_COMPARED = frozenset({"group", "repeat", "file", "signature"})
_COUNTED = frozenset({"number", "choices", "repeat", "computed"})
_TEXTS = frozenset({"text", "long_text", "person", "organisation", "date"})


@dataclass(frozen=True)
class _Place:
    """Where a condition stands: inside which fields, and which positions come before it."""

    parents: tuple[Field, ...]
    before: int


def condition_findings(*, form: Form) -> Iterator[Finding]:
    """Say which conditions cannot be judged or can never hold."""
    placed = placed_fields(form=form)
    for path, one in placed.items():
        for condition, place in _conditions(one, placed):
            for code, message in _problems(condition, place, placed):
                yield Finding(path=path, code=code, message=message)
    for number, rule in enumerate(form.rules):
        for condition, place in _rule_conditions(rule, placed):
            for code, message in _problems(condition, place, placed):
                yield Finding(path=f"rules.{number}", code=code, message=message)


def _conditions(one: Placed, placed: Mapping[str, Placed]) -> Iterator[tuple[Condition, _Place]]:
    here = _Place(one.parents, one.position)
    if one.field.show_when:
        yield one.field.show_when, here
    compute = one.field.compute
    if compute is None:
        return
    for case in compute.cases:
        yield case.condition, here
    rows = resolve(placed=placed, parents=one.parents, name=compute.of)
    if compute.where and rows:
        yield compute.where, _Place((*rows.parents, rows.field), one.position)


def _rule_conditions(
    rule: Rule, placed: Mapping[str, Placed]
) -> Iterator[tuple[Condition, _Place]]:
    target = placed.get(rule.field)
    place = _Place(target.parents if target else (), len(placed))
    for condition in (rule.condition, rule.then):
        if condition is not None:
            yield condition, place


def _problems(
    condition: Condition, place: _Place, placed: Mapping[str, Placed]
) -> Iterator[tuple[str, str]]:
    sound = True
    for test in tests_in(condition=condition):
        for problem in _test_problems(test, place, placed):
            sound = False
            yield problem
    if sound and is_contradictory(condition=condition, parents=place.parents, placed=placed):
        yield "contradiction", "Aan deze voorwaarde kan nooit worden voldaan."


def _test_problems(
    test: Test, place: _Place, placed: Mapping[str, Placed]
) -> Iterator[tuple[str, str]]:
    if test.source == "variable":
        return
    found = resolve(placed=placed, parents=place.parents, name=test.name)
    if found is None:
        yield "unknown_field", f"De voorwaarde noemt {test.name}, en dat veld is er niet."
    elif found.position >= place.before:
        yield "later_field", f"De voorwaarde noemt {test.name}, en dat veld komt pas later."
    elif any(one.type == "repeat" for one in found.parents if one not in place.parents):
        yield "field_in_rows", f"{test.name} staat in een regel en heeft hier niet één waarde."
    elif found.field in place.parents:
        yield "field_around", f"De voorwaarde gaat over {test.name}, waar het veld zelf in staat."
    else:
        for message in _value_problems(test, found.field):
            yield "condition_value", message


def _value_problems(test: Test, field: Field) -> Iterator[str]:
    if field.type == "info":
        yield f"{field.key} is alleen een tekst om te lezen."
    elif test.operator == "filled":
        return
    elif test.operator in {"at_least", "at_most"}:
        if field.type not in _COUNTED:
            yield f"{test.operator} kan alleen over een getal of een aantal gaan."
    elif field.type in _NOT_COMPARED:
        yield f"Van een veld van het type {field.type} is alleen te vragen of het is ingevuld."
    elif not all(_can_be(value, field) for value in words_of(test.value)):
        yield f"Deze waarde kan {field.key} nooit hebben."


def _can_be(value: Scalar, field: Field) -> bool:
    if field.options:
        return any(value == one.value for one in field.options)
    if field.type == "yes_no":
        return isinstance(value, bool)
    if field.type == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) or field.type not in _TEXTS
