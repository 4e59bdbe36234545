"""JPEG (ITU T.81) and PNG (W3C PNG 3) as far as their structure goes; nothing is drawn."""

from __future__ import annotations

import re
import zlib
from typing import Final

from .refusal import BEGINNINGS, ContentRefused, damaged, require_alone, two_in_one

#: Width times height. A scan of A3 at 600 dots an inch is 70 million; a bomb is billions.
MOST_PIXELS: Final = 150_000_000
_EXIT: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # out of the picture's own bytes
_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_FILL: Final = 0xFF
_END_OF_IMAGE: Final = 0xD9
_START_OF_SCAN: Final = 0xDA
_PNG_HEAD: Final = 8


def check_jpeg(content: bytes) -> str:
    """Return ``image/jpeg``.

    Phones put more behind the picture (a second one, a few seconds of film): that may be there,
    but not when it begins as a program, an archive or a document.

    :raises ContentRefused: if it is not whole, too large to draw, or something else too.
    """
    try:
        end = _walk_jpeg(content)
    except IndexError:
        raise damaged("JPEG-foto") from None
    behind = content[end:].lstrip(b"\x00")
    if behind.startswith(BEGINNINGS):
        raise two_in_one()
    require_alone(content)
    return "image/jpeg"


def check_png(content: bytes) -> str:
    """Return ``image/png``.

    :raises ContentRefused: if it is not whole, too large to draw, or something else too.
    """
    place, kind = _PNG_HEAD, b""
    while kind != b"IEND":
        length = int.from_bytes(content[place : place + 4], "big")
        body = content[place + 4 : place + 8 + length]
        check = content[place + 8 + length : place + 12 + length]
        if len(check) != 4 or int.from_bytes(check, "big") != zlib.crc32(body):  # noqa: PLR2004
            raise damaged("PNG-plaatje")
        kind = body[:4]
        if place == _PNG_HEAD:
            if kind != b"IHDR":
                raise damaged("PNG-plaatje")
            _require_drawable(int.from_bytes(body[4:8], "big"), int.from_bytes(body[8:12], "big"))
        place += 12 + length
    if place != len(content):
        raise two_in_one()
    require_alone(content)
    return "image/png"


def _walk_jpeg(content: bytes) -> int:
    """Return where the picture ends.

    :raises IndexError: if it does not.
    """
    place, has_frame = 2, False
    while True:
        marker, place = _marker(content, place)
        if marker == _END_OF_IMAGE:
            if not has_frame:
                raise damaged("JPEG-foto")
            return place
        if marker in _FRAMES:
            has_frame = True
            height, width = content[place + 3 : place + 5], content[place + 5 : place + 7]
            _require_drawable(int.from_bytes(width, "big"), int.from_bytes(height, "big"))
        if marker not in _WITHOUT_LENGTH:
            place += _length(content, place)
        if marker == _START_OF_SCAN:
            place = _after_scan(content, place)


def _marker(content: bytes, place: int) -> tuple[int, int]:
    """Return the marker that stands somewhere, and where it ends; it may be filled up."""
    if content[place] != _FILL:
        raise damaged("JPEG-foto")
    while content[place] == _FILL:
        place += 1
    return content[place], place + 1


def _length(content: bytes, place: int) -> int:
    found = content[place] << 8 | content[place + 1]
    if found < 2:  # noqa: PLR2004 - it counts itself
        raise damaged("JPEG-foto")
    return found


def _after_scan(content: bytes, place: int) -> int:
    found = _EXIT.search(content, place)
    if found is None:
        raise damaged("JPEG-foto")
    return found.start()


def _require_drawable(width: int, height: int) -> None:
    if width == 0 or width * height > MOST_PIXELS:
        raise ContentRefused(
            "Dit plaatje heeft te veel beeldpunten om te kunnen openen. Maak het kleiner."
        )
