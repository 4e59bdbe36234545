"""PDF (ISO 32000) without anything that acts: looked for in the file and in all it compressed.

We do not build the document up, as a reader does: that is what hostile files are made for. We look
for the names without which nothing acts, spelled in any way, in the bytes of the file and of every
compressed stream. What we could not look into is refused.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from .refusal import ContentRefused, damaged, require_alone

#: A script, a program, a file within, a form that sends itself, another document that is opened.
ACTS: Final = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|SubmitForm|ImportData|GoToE|XFA)"
    rb"(?![A-Za-z0-9])"
)
LOCKED: Final = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
#: All streams together, inflated; about two seconds. Pages of text and photos stay far below.
MOST_INFLATED: Final = 400_000_000
_HEADER: Final = re.compile(rb"%PDF-[12]\.[0-9]")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_OBJECTS: Final = b"/ObjStm"
#: Ways to store that would hide a name from us, in the description of a stream of objects.
_HIDES: Final = re.compile(
    rb"/(?:Predictor|LZWDecode|LZW|ASCII85Decode|A85|ASCIIHexDecode|AHx|RunLengthDecode|RL|Crypt)"
    rb"(?![A-Za-z0-9])"
)
_DESCRIPTION: Final = 2_000  # bytes before a stream in which its description stands
_PIECE: Final = 65_536
_OVERLAP: Final = 64  # longer than any name, fully escaped
_TAIL: Final = 1_024


def check(content: bytes) -> str:
    """Return ``application/pdf``.

    :raises ContentRefused: if it is not whole, locked, acts, or is something else too.
    """
    if not _HEADER.match(content):
        raise damaged("PDF")
    _, found, behind = content[-_TAIL:].rpartition(b"%%EOF")
    if not found or behind.strip(b"\x00\t\n\x0c\r "):
        raise damaged("PDF")
    require_alone(content)
    if any(LOCKED.search(spelled) for spelled in _spelled(content)):
        raise ContentRefused(
            "Deze PDF is beveiligd met een wachtwoord of een beperking. Sla haar op zonder, "
            "bijvoorbeeld door haar af te drukken naar een nieuwe PDF."
        )
    _require_quiet(content)
    _look_into_streams(content)
    return "application/pdf"


def _spelled(content: bytes) -> tuple[bytes, bytes]:
    """Return bytes as they stand, and with the names in them unescaped (``/J#53`` is ``/JS``)."""
    return content, _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), content)


def _require_quiet(content: bytes) -> None:
    if any(ACTS.search(spelled) for spelled in _spelled(content)):
        raise ContentRefused(
            "Deze PDF bevat een programma, een formulier dat zichzelf verstuurt of een ander "
            "bestand. Druk haar af naar een nieuwe PDF en voeg die toe."
        )


def _look_into_streams(content: bytes) -> None:
    left = MOST_INFLATED
    for match in _STREAM.finditer(content):
        _, _, description = content[
            max(0, match.start() - _DESCRIPTION) : match.start()
        ].rpartition(b"obj")
        _require_readable(description)
        left = _look_into(content, match.end(), left)
        if left <= 0:
            raise _too_involved()


def _require_readable(description: bytes) -> None:
    """Refuse a stream of objects that is stored in a way we cannot look into."""
    plain = _spelled(description)[1]
    if _OBJECTS in plain and _HIDES.search(plain):
        raise _too_involved()


def _look_into(content: bytes, place: int, left: int) -> int:
    """Look into one stream, if it is compressed; return how much may still be inflated."""
    inflater, kept = zlib.decompressobj(), b""
    while not inflater.eof and left > 0 and place < len(content):
        piece = content[place : place + _PIECE]
        place += len(piece)
        left -= len(piece)
        while piece and left > 0:
            try:
                part = inflater.decompress(piece, _PIECE)
            except zlib.error:
                return left
            window = kept + part
            _require_quiet(window)
            kept, left = window[-_OVERLAP:], left - len(part)
            piece = inflater.unconsumed_tail
    return left


def _too_involved() -> ContentRefused:
    return ContentRefused(
        "Deze PDF is te ingewikkeld om na te kijken. Druk haar af naar een nieuwe PDF en voeg die "
        "toe, of maak haar kleiner."
    )
