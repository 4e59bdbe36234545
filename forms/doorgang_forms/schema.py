"""Makes a marshmallow schema of a definition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import marshmallow as ma

from doorgang_forms import fields, messages
from doorgang_forms.reading import KEY_PATTERN

if TYPE_CHECKING:
    from doorgang_forms.definition import Field, Form

#: Errors that belong to no field. A field key never begins with an underscore.
FORM_ERRORS = "_form"

_VALUES: Mapping[str, type[fields.FormValue]] = {
    "text": fields.TextValue,
    "long_text": fields.TextValue,
    "person": fields.TextValue,
    "number": fields.NumberValue,
    "date": fields.DateValue,
    "choice": fields.ChoiceValue,
    "choices": fields.ChoicesValue,
    "yes_no": fields.YesNoValue,
    "organisation": fields.OrganisationValue,
    "file": fields.FileValue,
    "signature": fields.SignatureValue,
    "computed": fields.ComputedValue,
}


class ObjectSchema(ma.Schema):
    """What the form, a group and a row have in common: unknown keys are refused."""

    class Meta:
        unknown = ma.RAISE

    error_messages = {"unknown": messages.UNKNOWN, "type": messages.NOT_AN_OBJECT}  # noqa: RUF012 - marshmallow's own name, read only


class Rows(ma.fields.Field[list[dict[str, Any]]]):
    """A list of objects. A broken row keeps its place, so that errors point at the right one."""

    def __init__(self, *, of: Field, row: ma.Schema) -> None:
        super().__init__(required=False, allow_none=True)
        self.of = of
        self.row = row

    def _deserialize(
        self,
        value: Any,
        attr: Any,  # noqa: ARG002 - marshmallow fixes the signature
        data: Any,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            raise ma.ValidationError(messages.rows_wanted(self.of))
        if len(value) > self.of.max_rows:
            raise ma.ValidationError(messages.too_many_rows(self.of))
        rows: list[dict[str, Any]] = []
        errors: dict[int, Any] = {}
        for number, one in enumerate(value):
            loaded, wrong = load_leniently(schema=self.row, raw=one)
            rows.append(loaded)
            if wrong:
                errors[number] = wrong
        if errors:
            raise ma.ValidationError(errors, valid_data=rows)
        return rows


class Group(ma.fields.Field[dict[str, Any]]):
    """An object with fields of its own."""

    def __init__(self, *, of: Field, inner: ma.Schema) -> None:
        super().__init__(required=False, allow_none=True)
        self.of = of
        self.inner = inner

    def _deserialize(
        self,
        value: Any,
        attr: Any,  # noqa: ARG002 - marshmallow fixes the signature
        data: Any,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise ma.ValidationError(messages.group_wanted(self.of))
        loaded, wrong = load_leniently(schema=self.inner, raw=value)
        if wrong:
            raise ma.ValidationError(wrong, valid_data=loaded)
        return loaded


def load_leniently(*, schema: ma.Schema, raw: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give what is right in `raw`, and marshmallow's messages about the rest."""
    try:
        return schema.load(raw), {}
    except ma.ValidationError as error:
        right = error.valid_data
        return (right if isinstance(right, dict) else {}), _messages(error)


def _messages(error: ma.ValidationError) -> dict[str, Any]:
    found = error.messages
    return found if isinstance(found, dict) else {"_schema": found}


@lru_cache(maxsize=256)
def schema_for(form: Form) -> ma.Schema:
    """Give the schema of the form; made once per content hash."""
    return _schema(form.fields, f"Form_{form.key}")


def _schema(members: tuple[Field, ...], name: str) -> ma.Schema:
    made = {one.key: _member(one, name) for one in members if one.type != "info"}
    schema = ObjectSchema.from_dict(made, name=name)
    return schema()  # type: ignore[no-any-return,unused-ignore]


def _member(one: Field, name: str) -> ma.fields.Field[Any]:
    if one.type == "group":
        return Group(of=one, inner=_schema(one.fields, f"{name}_{one.key}"))
    if one.type == "repeat":
        return Rows(of=one, row=_schema(one.fields, f"{name}_{one.key}"))
    return _VALUES[one.type](of=one)


def flatten_errors(*, wrong: Mapping[Any, Any], path: str = "") -> dict[str, list[str]]:
    """Turn marshmallow's nested messages into Dutch messages by dotted path.

    A key that was sent and cannot be ours is not repeated: it may hold personal data.
    """
    found: dict[str, list[str]] = {}
    for key, inner in wrong.items():
        at = path or FORM_ERRORS
        if key == "_schema" and messages.NOT_AN_OBJECT in inner:
            found.setdefault(at, []).append(messages.NOT_AN_OBJECT)
        elif not (isinstance(key, int) or KEY_PATTERN.fullmatch(str(key))):
            # Whatever was sent, one sentence about it is enough.
            found[at] = [messages.UNKNOWN_KEYS]
        elif isinstance(inner, Mapping):
            found.update(flatten_errors(wrong=inner, path=_join(path, key)))
        else:
            found[_join(path, key)] = list(inner)
    return found


def _join(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)
