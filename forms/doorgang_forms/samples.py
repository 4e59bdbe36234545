"""Keeps the example of a form in step with the form: fictional answers where it asks for one."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from doorgang_forms.check_example import example_days
from doorgang_forms.definition import TODAY, Field, Form, Placed, placed_fields
from doorgang_forms.errors import SubmissionInvalid
from doorgang_forms.submission import validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: A group in a row in a group, an answer that depends on one before: each takes a round.
MAX_ROUNDS = 16
_NAMES = ("A. Voorbeeld", "B. Voorbeeld", "C. Voorbeeld", "D. Voorbeeld")
_BRINS = ("11ZZ00", "12ZZ00", "13ZZ00", "14ZZ00")


def mended_example(*, form: Form) -> dict[str, Any] | None:
    """Give an example that the form accepts, as near as can be to the one it has.

    What the form does not know or refuses is left out; what it misses is made up. None when no
    such example was found: then a person has to write one.
    """
    data = deepcopy(dict(form.example))
    placed = placed_fields(form=form)
    for number in range(MAX_ROUNDS):
        errors = _errors(form, data)
        if not errors:
            return data
        day = example_days(form=form)[0]
        mended = [_mend(data, path, placed, day, number) for path in errors]
        if not all(mended):
            return None
    return None


def _errors(form: Form, data: dict[str, Any]) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for day in example_days(form=form):
        try:
            validate(form=form, data=data, variables={}, today=day)
        except SubmissionInvalid as refused:
            errors = errors or refused.fields
        else:
            return {}
    return errors


def _mend(
    data: dict[str, Any], path: str, placed: Mapping[str, Placed], day: date, number: int
) -> bool:
    keys = path.split(".")
    one = placed.get(".".join(key for key in keys if not key.isdigit()))
    holder = _holder(data, keys[:-1])
    if holder is None:
        return False
    if one is None or one.field.type in {"info", "computed"}:
        return holder.pop(keys[-1], None) is not None
    if keys[-1].isdigit():
        return False
    if keys[-1] in holder and not _is_needed(one.field) and not number:
        del holder[keys[-1]]
        return True
    holder[keys[-1]] = sample_of(field=one.field, day=day, number=one.position + number)
    return True


def _holder(data: dict[str, Any], keys: list[str]) -> dict[str, Any] | None:
    """Give the object in which a value stands; groups that are not there yet are made."""
    found: Any = data
    for key in keys:
        if isinstance(found, list) and key.isdigit() and int(key) < len(found):
            found = found[int(key)]
        elif isinstance(found, dict):
            found = found.setdefault(key, {})
        else:
            return None
    return found if isinstance(found, dict) else None


def _is_needed(field: Field) -> bool:
    return field.required or field.must_be or field.min_items > 0 or field.min_rows > 0


def sample_of(*, field: Field, day: date, number: int = 0) -> Any:
    """Give an answer that a fictional person could give; another `number` gives another answer."""
    if field.type in {"text", "long_text"}:
        words = "Een voorbeeld van een antwoord." if field.type == "long_text" else "Voorbeeld"
        return words[: field.max_length]
    if field.options:
        return _chosen(field, number)
    if field.type == "repeat":
        return [{} for _ in range(max(field.min_rows, 1))]
    return _other_sample(field, day, number)


def _chosen(field: Field, number: int) -> Any:
    values = [one.value for one in field.options]
    if field.type == "choice":
        return values[number % len(values)]
    return values[: max(field.min_items, 1)]


def _other_sample(field: Field, day: date, number: int) -> Any:
    name = _NAMES[number % len(_NAMES)]
    samples = {
        "person": name[: field.max_length],
        "organisation": _BRINS[number % len(_BRINS)],
        "yes_no": field.must_be or not number % 2,
        "file": "voorbeeldbijlage",
        "signature": {"naam": name},
        "group": {},
    }
    if field.type == "number":
        return _number(field)
    if field.type == "date":
        return _day(field, day.isoformat())
    return samples[field.type]


def _number(field: Field) -> float:
    low, high = field.minimum, field.maximum
    for bound in (low, high):
        if bound is not None and not isinstance(bound, str):
            return int(bound) if float(bound).is_integer() else bound
    return 1


def _day(field: Field, day: str) -> str:
    low, high = field.minimum, field.maximum
    if isinstance(low, str) and low != TODAY:
        day = max(day, low)
    if isinstance(high, str) and high != TODAY:
        day = min(day, high)
    return day
