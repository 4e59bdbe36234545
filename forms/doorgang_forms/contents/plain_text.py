"""Plain text: what is left when a file begins as nothing else, and can be read to the end."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .refusal import MARKUP, ContentRefused

UNKNOWN: Final = (
    "Dit soort bestand kunt u niet toevoegen. Sla het op als PDF, of maak er een foto (JPEG, PNG) "
    "van."
)
_MARK: Final = b"\xef\xbb\xbf"
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_PROGRAM: Final = re.compile(r"(?:#!|%!PS|@echo|<\?xml|<\?php)", re.IGNORECASE)


def check(content: bytes) -> str:
    """Return ``text/plain``.

    :raises ContentRefused: if it is no text in UTF-8, or the text of a program or a web page.
    """
    try:
        text = content.removeprefix(_MARK).decode("utf-8")
    except UnicodeDecodeError:
        raise ContentRefused(UNKNOWN) from None
    if _CONTROL.search(text):
        raise ContentRefused(UNKNOWN)
    if _PROGRAM.match(text.lstrip()) or MARKUP.search(content):
        raise ContentRefused(
            "Dit is een webpagina of een programma, en geen document. Sla het op als PDF."
        )
    if not any(unicodedata.category(one)[0] not in "ZC" for one in text):
        raise ContentRefused("Er staat niets in dit bestand. Kies een ander bestand.")
    return "text/plain"
