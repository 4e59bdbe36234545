"""Says a condition in words, for who fills in the form without a script that hides fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_forms.conditions import words_of
from doorgang_forms.definition import AllOf, Condition, Field, Placed, Scalar, Test, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_forms.words import Words


def condition_text(
    *,
    condition: Condition,
    parents: tuple[Field, ...],
    placed: Mapping[str, Placed],
    words: Words,
    lang: str,
) -> str:
    """Say when a field has to be filled in ("Alleen invullen als …"); '' if the case decides."""
    clause = _clause(condition, parents, placed, words, lang)
    return words.only_when.format(clause=clause) if clause else ""


def _clause(
    condition: Condition,
    parents: tuple[Field, ...],
    placed: Mapping[str, Placed],
    words: Words,
    lang: str,
) -> str:
    if isinstance(condition, Test):
        return _test(condition, parents, placed, words, lang)
    parts = [_clause(one, parents, placed, words, lang) for one in condition.conditions]
    joiner = words.both if isinstance(condition, AllOf) else words.either
    return joiner.join(one for one in parts if one)


def _test(
    test: Test, parents: tuple[Field, ...], placed: Mapping[str, Placed], words: Words, lang: str
) -> str:
    found = None
    if test.source == "field":
        found = resolve(placed=placed, parents=parents, name=test.name)
    if found is None:
        # What the case says is known when the form is shown: no question to who fills it in.
        return ""
    label = found.field.label.in_language(lang)
    if test.operator == "filled":
        return (words.filled if test.value else words.not_filled).format(label=label)
    if test.operator in {"at_least", "at_most"}:
        template = words.at_least if test.operator == "at_least" else words.at_most
        return template.format(label=label, value=test.value)
    template = _chosen(words, is_not=test.operator == "not", field=found.field)
    answers = [_answer(one, found.field, words, lang) for one in words_of(test.value)]
    return template.format(label=label, answers=words.either.join(answers))


def _chosen(words: Words, *, is_not: bool, field: Field) -> str:
    """Give the words for an answer that is chosen, or that follows from what is filled in."""
    if field.type == "computed":
        return words.not_reckoned if is_not else words.reckoned
    return words.not_chosen if is_not else words.chosen


def _answer(value: Scalar, field: Field, words: Words, lang: str) -> str:
    if isinstance(value, bool):
        return f"‘{words.yes if value else words.no}’"
    labels = {one.value: one.label.in_language(lang) for one in field.options}
    return f"‘{labels.get(str(value), value)}’"
