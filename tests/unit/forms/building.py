"""Makes definitions for tests: only what a test is about has to be said."""

from __future__ import annotations

from datetime import date
from typing import Any

from doorgang_forms import Form, Submission, SubmissionInvalid, parse_form, validate

TODAY = date(2027, 3, 24)


def raw_form(*fields: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {
        "key": "proef",
        "title": {"nl": "Proef"},
        "ground": "AVG art. 6 lid 1 onder e",
        "retention": "leerlingdossier",
        "sections": [{"key": "deel", "title": {"nl": "Deel"}, "fields": list(fields)}],
        "example": {},
        **keys,
    }


def raw_field(key: str, kind: str = "text", **keys: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "label": {"nl": key.replace("_", " ").capitalize()}, **keys}


def options(*values: str) -> list[dict[str, Any]]:
    return [{"value": one, "label": {"nl": one.capitalize()}} for one in values]


def form_of(*fields: dict[str, Any], **keys: Any) -> Form:
    return parse_form(raw=raw_form(*fields, **keys))


def submit(form: Form, data: Any, **variables: Any) -> Submission:
    return validate(form=form, data=data, variables=variables, today=TODAY)


def errors_of(form: Form, data: Any, **variables: Any) -> dict[str, list[str]]:
    try:
        submit(form, data, **variables)
    except SubmissionInvalid as error:
        return error.fields
    return {}
