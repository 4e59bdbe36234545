"""The kinds of file that we keep, told by how they begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from . import documents, pdf, pictures, plain_text
from .refusal import ContentRefused

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file; its name for people, and the endings that its names may have."""

    media_type: str
    name: str
    endings: tuple[str, ...]


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
KINDS: Final = {
    kind.media_type: kind
    for kind in (
        Kind(media_type="application/pdf", name="PDF", endings=(".pdf",)),
        Kind(media_type="image/jpeg", name="JPEG-foto", endings=(".jpg", ".jpeg")),
        Kind(media_type="image/png", name="PNG-plaatje", endings=(".png",)),
        Kind(media_type="text/plain", name="tekst", endings=(".txt",)),
        Kind(media_type=f"{_OFFICE}.wordprocessingml.document", name="Word", endings=(".docx",)),
        Kind(media_type=f"{_OFFICE}.spreadsheetml.sheet", name="Excel", endings=(".xlsx",)),
        Kind(
            media_type="application/vnd.oasis.opendocument.text",
            name="OpenDocument-tekst",
            endings=(".odt",),
        ),
    )
}
_READERS: Final[tuple[tuple[bytes, Callable[[bytes], str]], ...]] = (
    (b"%PDF-", pdf.check),
    (b"\xff\xd8\xff", pictures.check_jpeg),
    (b"\x89PNG\r\n\x1a\n", pictures.check_png),
    (b"PK\x03\x04", documents.check),
)
#: What people send most that we do not keep, by how it begins, with what to do about it.
_KNOWN_OTHERS: Final = (
    (b"\xd0\xcf\x11\xe0", "Dit is een Office-bestand van voor 2007. Sla het op als DOCX of PDF."),
    (b"GIF8", "Dit is een GIF. Sla het plaatje op als PNG of JPEG."),
    (b"II*\x00", "Dit is een TIFF. Sla het op als PDF, PNG of JPEG."),
    (b"MM\x00*", "Dit is een TIFF. Sla het op als PDF, PNG of JPEG."),
    (b"{\\rtf", "Dit is een RTF-bestand. Sla het op als DOCX of PDF."),
    (b"Rar!", "Dit is een archief. Voeg de bestanden zelf toe, een voor een."),
    (b"7z\xbc\xaf", "Dit is een archief. Voeg de bestanden zelf toe, een voor een."),
)
_HEIC: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")


def check_content(*, content: bytes) -> str:
    """Return the media type of a file that may be kept.

    :raises ContentRefused: if it is empty, of no kind that we keep, damaged, or more than it says.
    """
    if not content:
        raise ContentRefused("Dit bestand is leeg. Kies een ander bestand.")
    for beginning, check in _READERS:
        if content.startswith(beginning):
            return check(content)
    for beginning, advice in _KNOWN_OTHERS:
        if content.startswith(beginning):
            raise ContentRefused(advice)
    if content[4:12] in _HEIC:
        raise ContentRefused("Dit is een HEIC-foto. Sla de foto op als JPEG.")
    return plain_text.check(content)
