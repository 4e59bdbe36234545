"""Lint of special categories: what speaks of health, faith or crime says that it is sensitive."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from doorgang_forms.definition import Form, Placed, placed_fields
from doorgang_forms.finding import Finding
from doorgang_forms.sensitive_words import STEMS, WHOLE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

#: From so many letters a stem says enough in the middle of a word.
_LONG = 6


def sensitive_findings(*, form: Form) -> Iterator[Finding]:
    """Say which fields speak of a special category and are not marked, and which reasons are idle.

    A field is marked by `sensitive: true`, its own or that of what it lies within, or by
    `sensitive: false` with a `sensitive_reason`.
    """
    for path, one in placed_fields(form=form).items():
        if one.field.sensitive and one.field.sensitive_reason:
            message = "sensitive_reason hoort bij sensitive: false; dit veld is gevoelig."
            yield Finding(path=path, code="meaningless", message=message)
        elif (subject := _subject(one)) and not _is_judged(one):
            message = (
                f"Dit veld gaat over {subject} (AVG art. 9 en 10). Zet er sensitive: true bij, of "
                "sensitive: false met de reden in sensitive_reason."
            )
            yield Finding(path=path, code="sensitive_unmarked", message=message)


def _is_judged(one: Placed) -> bool:
    if one.field.sensitive_reason:
        return True
    return any(field.sensitive for field in (one.field, *one.parents))


def _subject(one: Placed) -> str:
    """Return the category of which a field's key or Dutch label speaks; "" for none."""
    if one.field.type == "info":
        return ""
    words = f"{one.field.key.replace('_', ' ')} {one.field.label.nl}".lower()
    return next((subject for subject in STEMS if _pattern(subject).search(words)), "")


@lru_cache
def _pattern(subject: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_written, STEMS[subject])))


def _written(stem: str) -> str:
    if stem in WHOLE_WORDS:
        return rf"\b{stem}\b"
    return stem if len(stem) >= _LONG else rf"\b{stem}"
