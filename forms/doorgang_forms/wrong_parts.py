"""Which parts of a value that is typed in parts are wrong, so that only those are marked.

The judgement that something is wrong is that of `fields`; here is only said where.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from doorgang_forms import html_names as names
from doorgang_forms.fields import MAX_NAME
from doorgang_forms.values import clean_text, find_date, looks_like_date

DATE_PARTS = (names.DAY, names.MONTH, names.YEAR)
_BOUNDS: Mapping[str, tuple[int, int]] = {
    names.DAY: (1, 31),
    names.MONTH: (1, 12),
    names.YEAR: (1000, 9999),
}


def wrong_date_parts(*, value: Any) -> frozenset[str]:
    """Return which of day, month and year of a date that is wrong are to be mended.

    Of a day that does not exist in its month (31 February) that is the day; of a date that exists,
    and lies too early or too late, or is missing, it is all three.
    """
    if isinstance(value, str) and looks_like_date(value) and find_date(value) is None:
        year, month, day = value.split("-")
        typed: Mapping[str, Any] = {names.DAY: day, names.MONTH: month, names.YEAR: year}
        return _not_numbers(typed) or frozenset({names.DAY})
    if isinstance(value, Mapping):
        return _not_numbers(value) or frozenset(DATE_PARTS)
    return frozenset(DATE_PARTS)


def wrong_signature_parts(*, value: Any) -> tuple[bool, frozenset[str]]:
    """Return whether the name of a signature that is wrong is to be mended, and what of its date.

    The date may be left empty: without one that is wrong by itself, it is the name, unless that
    is right; then the whole date.
    """
    typed: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    moment = typed.get("op")
    name_is_wrong = not _is_name(typed.get("naam"))
    exists = isinstance(moment, str) and find_date(moment) is not None
    if not moment or (exists and name_is_wrong):
        return True, frozenset()
    return name_is_wrong, wrong_date_parts(value=moment)


def _not_numbers(typed: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(part for part in DATE_PARTS if not _is_within(typed.get(part), part))


def _is_within(typed: Any, part: str) -> bool:
    text = typed.strip() if isinstance(typed, str) else ""
    low, high = _BOUNDS[part]
    return (
        text.isascii()
        and text.isdigit()
        and len(text) <= len(str(high))
        and (low <= int(text) <= high)
    )


def _is_name(typed: Any) -> bool:
    text = clean_text(text=typed, many_lines=False) if isinstance(typed, str) else None
    return bool(text) and len(text or "") <= MAX_NAME
