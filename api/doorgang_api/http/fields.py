"""Fields that say in Dutch what is wrong, and moments that are always UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields, validate

if TYPE_CHECKING:
    from marshmallow.types import ErrorMessages

MISSING: ErrorMessages = {
    "required": "Dit veld ontbreekt.",
    "null": "Dit veld mag niet leeg zijn.",
}
_TEXT: ErrorMessages = {
    **MISSING,
    "invalid": "Hier hoort tekst te staan.",
    "invalid_utf8": "Hier hoort tekst te staan.",
}
_WHOLE: ErrorMessages = {
    **MISSING,
    "invalid": "Hier hoort een geheel getal te staan.",
    "too_large": "Dit getal is te groot.",
}
_YES_NO: ErrorMessages = {
    **MISSING,
    "invalid": "Hier hoort true of false te staan.",
}
_DAY: ErrorMessages = {
    **MISSING,
    "invalid": "Dit is geen datum. Schrijf jaar-maand-dag, zoals 2027-03-24.",
}
_OBJECT: ErrorMessages = {
    **MISSING,
    "invalid": "Hier hoort een object te staan.",
}
_PART: ErrorMessages = {
    **MISSING,
    "type": "Hier hoort een object te staan.",
}
KEY = r"[A-Za-z0-9][A-Za-z0-9_.\-]*"
UNIQUE_ID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class Asked(ma.Schema):
    """What a program sends: unknown fields are refused."""

    error_messages: dict[str, str] = {  # noqa: RUF012 - as marshmallow declares it
        "unknown": "Dit veld bestaat niet.",
        "type": "Hier hoort een object te staan.",
    }

    class Meta:
        unknown = ma.RAISE


class Text(fields.String):
    """Text."""

    default_error_messages = _TEXT


class Whole(fields.Integer):
    """A whole number."""

    default_error_messages = _WHOLE


class YesNo(fields.Boolean):
    """True or false."""

    default_error_messages = _YES_NO


class Day(fields.Date):
    """A date, ISO 8601."""

    default_error_messages = _DAY


class Mapping(fields.Dict):
    """An object with keys of its own."""

    default_error_messages = _OBJECT


class Part(fields.Nested):
    """An object within an object."""

    default_error_messages = _PART


class Moment(fields.DateTime):
    """A moment, ISO 8601 in UTC."""

    def _serialize(self, value: datetime | None, *_place: Any, **_kwargs: Any) -> Any:
        return None if value is None else value.astimezone(UTC).isoformat()


def length(low: int, high: int) -> validate.Length:
    """Return the rule that a text has between so many characters."""
    return validate.Length(min=low, max=high, error=f"Schrijf {low} tot {high} tekens.")


def between(low: int, high: int) -> validate.Range:
    """Return the rule that a number lies between two others."""
    return validate.Range(min=low, max=high, error=f"Kies een getal van {low} tot en met {high}.")


def one_of(*choices: str) -> validate.OneOf:
    """Return the rule that a text is one of a few."""
    return validate.OneOf(choices, error=f"Kies uit: {', '.join(choices)}.")


def key(**more: Any) -> Text:
    """Return a field that holds the key of something: a route, a role, an element."""
    rule = validate.Regexp(f"^{KEY}$", error="Dit is geen sleutel.")
    return Text(validate=[validate.Length(max=100, error="Dit is te lang."), rule], **more)


def unique_id(**more: Any) -> Text:
    """Return a field that holds an id (a UUID in small letters)."""
    rule = validate.Regexp(rf"^{UNIQUE_ID}\Z", error="Dit is geen id.")
    return Text(validate=rule, **more)
