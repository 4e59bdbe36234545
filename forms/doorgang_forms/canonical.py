"""A definition as JSON text: read without guessing, and written in the one way that is hashed."""

from __future__ import annotations

import hashlib
import json

from doorgang_forms.errors import DefinitionInvalid


def read_json(*, text: str) -> object:
    """Read JSON text.

    :raises DefinitionInvalid: if it is no JSON, or says a key twice.
    """
    try:
        found: object = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise DefinitionInvalid(path="", message="Dit is geen geldige JSON.") from error
    return found


def content_hash(*, canonical: str) -> str:
    """Give the sha256 (hex) of canonical JSON text."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def canonical_json(*, raw: object) -> str:
    """Give the JSON text with sorted keys and no spaces.

    :raises DefinitionInvalid: if there is something in it that UTF-8 JSON cannot say.
    """
    try:
        text = json.dumps(
            raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
        text.encode()
    except ValueError as error:
        raise DefinitionInvalid(path="", message="Dit is geen geldige JSON.") from error
    return text


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DefinitionInvalid(path="", message="Een sleutel staat twee keer in één object.")
    return found


def _no_constant(name: str) -> object:
    raise DefinitionInvalid(path="", message=f"{name} is geen getal in JSON.")
