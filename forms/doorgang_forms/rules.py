"""Judges the rules over fields. What is not filled in or not shown breaks no rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from doorgang_forms.conditions import holds
from doorgang_forms.definition import Field, Form, Rule, tests_in
from doorgang_forms.values import is_filled

if TYPE_CHECKING:
    from doorgang_forms.scope import Scope


def broken_rules(
    *,
    form: Form,
    data: Mapping[str, Any],
    shown: Collection[str],
    wrong: Collection[str],
    scope: Scope,
) -> Iterator[tuple[str, str]]:
    """Give the path and the Dutch message of every rule that is broken.

    A rule on a field in a row is judged for each row. A rule over a field that is wrong by
    itself (`wrong`) waits until that is put right.
    """
    for rule in form.rules:
        target = rule_target(rule)
        *parents, last = target.split(".")
        inner = scope.inside(fields=form.fields, values=data)
        for prefix, place in _places(form.fields, data, parents, inner):
            path = prefix + last
            mentioned = {prefix + _own(rule, name) for name in _mentioned(rule)}
            if path not in shown or mentioned & set(wrong):
                continue
            if not _KEEPS[rule.name](rule, place, prefix, shown):
                yield path, rule.message.nl


def _mentioned(rule: Rule) -> set[str]:
    tests = (*tests_in(condition=rule.condition), *tests_in(condition=rule.then))
    in_tests = {test.name for test in tests if test.source == "field"}
    return {name for name in (rule.field, rule.than, *rule.fields) if name} | in_tests


def rule_target(rule: Rule) -> str:
    """Give the (dotted) field at which the rule's error is shown."""
    if rule.field:
        return rule.field
    if rule.fields:
        return rule.fields[0]
    return next(
        (test.name for test in tests_in(condition=rule.then) if test.source == "field"), ""
    )


def _places(
    fields: tuple[Field, ...], values: Any, parents: list[str], scope: Scope, prefix: str = ""
) -> Iterator[tuple[str, Scope]]:
    """Give the scope of every row (or the one group) that the parents lead to."""
    if not parents:
        yield prefix, scope
        return
    key, *rest = parents
    found = next((one for one in fields if one.key == key), None)
    inner = values.get(key) if isinstance(values, Mapping) else None
    if found is None:
        return
    # A group without anything in it is not in the data, and can break a rule by just that.
    is_repeat = found.type == "repeat"
    rows = list(enumerate(inner or [])) if is_repeat else [(None, inner or {})]
    for number, row in rows:
        at = f"{prefix}{key}." if number is None else f"{prefix}{key}.{number}."
        deeper = scope.inside(fields=found.fields, values=row)
        yield from _places(found.fields, row, rest, deeper, at)


def _own(rule: Rule, name: str) -> str:
    """Give a reference as it reads inside the row or group of the rule's target."""
    parents, _dot, _last = rule_target(rule).rpartition(".")
    return name.removeprefix(f"{parents}.") if parents else name


def _pair(rule: Rule, scope: Scope) -> tuple[Any, Any]:
    return scope.field(_own(rule, rule.field)), scope.refer(_own(rule, rule.than))


def _not_before(rule: Rule, scope: Scope, _prefix: str, _shown: Collection[str]) -> bool:
    left, right = _pair(rule, scope)
    return not (_is_text(left) and _is_text(right)) or left >= right


def _not_after(rule: Rule, scope: Scope, _prefix: str, _shown: Collection[str]) -> bool:
    left, right = _pair(rule, scope)
    return not (_is_text(left) and _is_text(right)) or left <= right


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _differs_from(rule: Rule, scope: Scope, _prefix: str, _shown: Collection[str]) -> bool:
    left, right = _pair(rule, scope)
    if not is_filled(left) or not is_filled(right):
        return True
    return _folded(left) != _folded(right)


def _folded(value: object) -> object:
    # "J. de Vries" and "j. de  vries" are one person: four eyes must be two people.
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _states(rule: Rule, scope: Scope, prefix: str, shown: Collection[str]) -> list[bool]:
    names = [_own(rule, name) for name in rule.fields]
    return [is_filled(scope.field(name)) for name in names if _is_shown(name, prefix, shown)]


def _is_shown(name: str, prefix: str, shown: Collection[str]) -> bool:
    return prefix + name in shown or name in shown


def _one_of(rule: Rule, scope: Scope, prefix: str, shown: Collection[str]) -> bool:
    states = _states(rule, scope, prefix, shown)
    return not states or any(states)


def _together(rule: Rule, scope: Scope, prefix: str, shown: Collection[str]) -> bool:
    return len(set(_states(rule, scope, prefix, shown))) < 2  # noqa: PLR2004 - both states occur


def _when(rule: Rule, scope: Scope, _prefix: str, _shown: Collection[str]) -> bool:
    if rule.condition is None or rule.then is None:
        return True
    return not holds(condition=rule.condition, scope=scope) or holds(
        condition=rule.then, scope=scope
    )


_KEEPS = {
    "not_before": _not_before,
    "not_after": _not_after,
    "differs_from": _differs_from,
    "one_of": _one_of,
    "together": _together,
    "when": _when,
}
