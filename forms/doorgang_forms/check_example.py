"""Lint of the example: it is a submission that the form accepts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from doorgang_forms.errors import SubmissionInvalid
from doorgang_forms.finding import Finding
from doorgang_forms.submission import validate
from doorgang_forms.values import find_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doorgang_forms.definition import Form

#: For an example without any date; which day it is then makes no difference.
_ANY_DAY = date(2027, 1, 15)


def example_findings(*, form: Form) -> Iterator[Finding]:
    """Say why the form refuses its own example.

    An example says no day of sending. It is right when there is a day among those it mentions on
    which it is accepted: bounds of `today` can look both back and forward.
    """
    errors: dict[str, list[str]] = {}
    for day in example_days(form=form):
        try:
            validate(form=form, data=dict(form.example), variables={}, today=day)
        except SubmissionInvalid as error:
            errors = error.fields
        else:
            return
    for path, texts in errors.items():
        yield Finding(path=f"example.{path}", code="example", message=" ".join(texts))


def example_days(*, form: Form) -> list[date]:
    """Give the days that the example mentions, the last one first; else one fixed day."""
    return sorted(set(_days(dict(form.example))), reverse=True) or [_ANY_DAY]


def _days(value: object) -> Iterator[date]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _days(one)
    elif isinstance(value, list):
        for one in value:
            yield from _days(one)
    elif isinstance(value, str) and (day := find_date(value)):
        yield day
