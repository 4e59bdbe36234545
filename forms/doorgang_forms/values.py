"""Single values: is this a date, is this clean text, is anything filled in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Nobody in a dossier of a child was born before, or is planned after: a year outside is a slip.
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)

#: Not control characters to Unicode, but they turn the order of what is read round, so that a
#: text can look like another; U+2028/2029 break lines where nobody sees it.
_TREACHEROUS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
_LINE_BREAKS = frozenset("\n\t")


def is_date(text: str) -> bool:
    """Whether the text is an existing date written `2027-03-24`."""
    return find_date(text) is not None


def find_date(text: str) -> date | None:
    """Give the date that the text says, None when it says none."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def looks_like_date(text: str) -> bool:
    """Whether the text is written as a date, though the day may not exist (`2027-02-30`)."""
    return _DATE.fullmatch(text) is not None


def clean_text(*, text: str, many_lines: bool) -> str | None:
    """Trim, and write accents (NFC) and the ends of lines in one way; None if it is refused.

    '' when nothing in it is visible.
    """
    tidy = text.replace("\r\n", "\n").strip(" \t\r\n")
    if has_control_characters(text=tidy, many_lines=many_lines):
        return None
    tidy = unicodedata.normalize("NFC", tidy.strip())
    visible = any(unicodedata.category(one)[0] not in "ZC" for one in tidy)
    return tidy if visible else ""


def has_control_characters(*, text: str, many_lines: bool) -> bool:
    """Whether the text holds what nobody types: control characters, halves of characters."""
    allowed = _LINE_BREAKS if many_lines else frozenset[str]()
    return any(
        one in _TREACHEROUS or unicodedata.category(one) in {"Cc", "Cs"}
        for one in text
        if one not in allowed
    )


def is_filled(value: object) -> bool:
    """Whether a value counts as filled in: false and 0 do, empty texts, lists and objects not."""
    return value is not None and value not in ("", [], {}, ())
