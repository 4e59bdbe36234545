"""Reckons computed fields. A value that cannot be reckoned yet is None: not filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from doorgang_forms.conditions import holds, same
from doorgang_forms.definition import Test
from doorgang_forms.scope import Scope
from doorgang_forms.values import find_date

if TYPE_CHECKING:
    from doorgang_forms.definition import Compute, Condition, Field

#: Calendar units only, bounded so that every sum stays within the years a date can have.
DURATION = re.compile(
    r"P(?=[0-9])(?:(?P<years>[0-9]{1,3})Y)?(?:(?P<months>[0-9]{1,3})M)?"
    r"(?:(?P<weeks>[0-9]{1,3})W)?(?:(?P<days>[0-9]{1,4})D)?"
)


def compute_value(*, compute: Compute, scope: Scope, row_fields: tuple[Field, ...]) -> Any:
    """Reckon the value; `row_fields` are the fields of the rows it speaks of, if any."""
    return _FUNCTIONS[compute.fn](compute, scope, row_fields)


def value_beforehand(*, compute: Compute, variables: Mapping[str, Any]) -> Any:
    """Reckon the value of what depends on routing variables alone; None of anything else.

    It is known before anything is filled in: a proposal to whoever fills in the form.
    """
    speaks_of_fields = compute.of or not all(
        _is_of_variables(case.condition) for case in compute.cases
    )
    if compute.fn not in ("copy", "when") or speaks_of_fields:
        return None
    return compute_value(compute=compute, scope=Scope((), variables), row_fields=())


def _is_of_variables(condition: Condition) -> bool:
    if isinstance(condition, Test):
        return condition.source == "variable"
    return all(_is_of_variables(one) for one in condition.conditions)


def _consensus(compute: Compute, scope: Scope, _: tuple[Field, ...]) -> Any:
    repeat, _dot, key = compute.of.rpartition(".")
    rows = scope.field(repeat) or []
    answers = [row.get(key) for row in rows]
    # A row without an answer does not agree with the others: silence is no consent.
    if not any(one is not None for one in answers):
        return None
    common = all(same(one, answers[0]) for one in answers)
    return answers[0] if common else compute.mixed


def _matches(compute: Compute, scope: Scope, row_fields: tuple[Field, ...]) -> list[bool]:
    rows = scope.field(compute.of) or []
    if compute.where is None:
        return [True for _ in rows]
    return [
        holds(condition=compute.where, scope=scope.inside(fields=row_fields, values=row))
        for row in rows
        if isinstance(row, Mapping)
    ]


def _count(compute: Compute, scope: Scope, row_fields: tuple[Field, ...]) -> int:
    return sum(_matches(compute, scope, row_fields))


def _any(compute: Compute, scope: Scope, row_fields: tuple[Field, ...]) -> bool:
    return any(_matches(compute, scope, row_fields))


def _all(compute: Compute, scope: Scope, row_fields: tuple[Field, ...]) -> bool:
    # No rows is not "everybody agreed": nobody was asked.
    matches = _matches(compute, scope, row_fields)
    return bool(matches) and all(matches)


def _date_plus(compute: Compute, scope: Scope, _: tuple[Field, ...]) -> str | None:
    text = scope.field(compute.of)
    start = find_date(text) if isinstance(text, str) else None
    duration = DURATION.fullmatch(compute.duration)
    if start is None or duration is None:
        return None
    parts = {name: int(digits) for name, digits in duration.groupdict("0").items()}
    # relativedelta clips the end of a month (31-08 + 6 months = 28-02), as the routes do.
    return (
        start
        + relativedelta(years=parts["years"], months=parts["months"])
        + relativedelta(weeks=parts["weeks"], days=parts["days"])
    ).isoformat()


def _copy(compute: Compute, scope: Scope, _: tuple[Field, ...]) -> Any:
    value = scope.field(compute.of) if compute.of else scope.variables.get(compute.variable)
    return None if value in ("", []) else value


def _when(compute: Compute, scope: Scope, _: tuple[Field, ...]) -> Any:
    for case in compute.cases:
        if holds(condition=case.condition, scope=scope):
            return case.then
    return compute.otherwise


def _days_between(compute: Compute, scope: Scope, _: tuple[Field, ...]) -> int | None:
    texts = scope.refer(compute.start), scope.refer(compute.end)
    days = [find_date(text) if isinstance(text, str) else None for text in texts]
    if days[0] is None or days[1] is None:
        return None
    return (days[1] - days[0]).days


def _term(compute: Compute, scope: Scope, _: tuple[Field, ...]) -> str | None:
    text = scope.field(compute.of)
    start = find_date(text) if isinstance(text, str) else None
    if start is None or scope.reckon is None:
        return None
    end = scope.reckon(compute.term, start)
    return None if end is None else end.isoformat()


_FUNCTIONS = {
    "consensus": _consensus,
    "count": _count,
    "any": _any,
    "all": _all,
    "date_plus": _date_plus,
    "copy": _copy,
    "when": _when,
    "days_between": _days_between,
    "term": _term,
}
