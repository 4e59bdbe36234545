"""Why a file is refused, in Dutch, with what to do; and what gives a second file away."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from doorgang_forms.errors import FormsError

#: Of an HTML page, whichever way a browser would come to see one.
MARKUP: Final = re.compile(
    rb"<\s?(?:!doctype|html|head|body|script|iframe|svg|object|embed|\?php)[\s>/]", re.IGNORECASE
)
#: Where the list of a zip file's contents ends; a reader of zip files looks for it from the end.
ZIP_END: Final = b"PK\x05\x06"
_LONGEST_ZIP_END: Final = 65_557
#: How a program, an archive or a document begins.
BEGINNINGS: Final = (b"MZ", b"\x7fELF", b"#!", b"PK\x03\x04", b"%PDF-", b"Rar!", b"7z\xbc\xaf")


class ContentRefused(FormsError):
    """The file is not of a kind that we keep, or holds what does not belong in it."""

    code: ClassVar[str] = "content_refused"


def require_alone(content: bytes) -> None:
    """Refuse a file that is an HTML page or a zip file too.

    :raises ContentRefused: if it is.
    """
    if MARKUP.search(content) or ZIP_END in content[-_LONGEST_ZIP_END:]:
        raise two_in_one()


def two_in_one() -> ContentRefused:
    """Return the refusal of what can be read as two kinds of file."""
    return ContentRefused(
        "In dit bestand zit nog een ander bestand verstopt. Maak het opnieuw: sla het op onder "
        "een nieuwe naam, of druk het af naar een PDF."
    )


def damaged(kind: str) -> ContentRefused:
    """Return the refusal of what begins as a kind of file but is not one to the end."""
    return ContentRefused(
        f"Dit bestand lijkt een {kind}, maar is niet heel. Open het op uw eigen apparaat om te "
        "kijken of het klopt, en sla het opnieuw op."
    )
