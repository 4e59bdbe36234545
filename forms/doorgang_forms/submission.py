"""Judges what was sent for a form, in one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_forms import messages
from doorgang_forms.errors import SubmissionInvalid
from doorgang_forms.exports import exports_of
from doorgang_forms.filling import fill
from doorgang_forms.limits import structure_problem
from doorgang_forms.schema import FORM_ERRORS, flatten_errors, load_leniently, schema_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from doorgang_forms.definition import Form


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A form filled in as it should be.

    `data` is JSON by field key, with the computed fields in it and without what was not shown or
    not filled in. `exports` are the routing variables, all that the form declares. `shown` are
    the dotted paths of the fields that were shown. `content_hash` says which definition it is of.
    """

    data: dict[str, Any]
    exports: dict[str, Any]
    shown: frozenset[str]
    content_hash: str


def validate(
    *,
    form: Form,
    data: object,
    variables: Mapping[str, Any],
    today: date,
    reckon: Callable[[str, date], date | None] | None = None,
) -> Submission:
    """Judge what was sent (any JSON value) and give it back clean.

    `variables` are the routing variables of the case; `today` is the day in Amsterdam. `reckon`
    gives the last day of a term (by key) from its first; without it such a field stays empty.

    :raises SubmissionInvalid: with all that is wrong, in Dutch, per field; never anything else.
    """
    if problem := structure_problem(value=data):
        raise SubmissionInvalid(fields={FORM_ERRORS: [problem]})
    if not isinstance(data, Mapping):
        raise SubmissionInvalid(fields={FORM_ERRORS: [messages.NOT_AN_OBJECT]})
    loaded, wrong = load_leniently(schema=schema_for(form), raw=data)
    errors = flatten_errors(wrong=wrong)
    filled = fill(
        form=form, loaded=loaded, errors=errors, variables=variables, today=today, reckon=reckon
    )
    if filled.errors:
        raise SubmissionInvalid(fields=filled.errors)
    return Submission(
        data=filled.data,
        exports=exports_of(form=form, data=filled.data),
        shown=filled.shown,
        content_hash=form.content_hash,
    )
