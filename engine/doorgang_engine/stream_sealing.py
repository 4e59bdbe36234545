"""Seal something large in pieces, so that order, number and end are sealed with it.

The STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015) over AES-256-GCM: the nonce
of a piece is its number and whether it is the last. Pieces that are swapped, left out, repeated or
cut off at the end do not open. The key seals one stream only, so that no nonce comes twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .sealing import KEY_BYTES, SealBroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE_BYTES: Final = 262_144
_USE: Final = b"doorgang attachment pieces 1"  # the key itself seals the name, with random nonces


def seal_pieces(content: bytes, *, secret: bytes, place: str) -> Iterator[bytes]:
    """Yield the ciphertext of each piece, in order; of nothing one empty piece.

    ``secret`` is a key (32 bytes) that seals only this; ``place`` says what it is the content of.
    """
    cipher = _cipher(secret)
    starts = range(0, max(len(content), 1), PIECE_BYTES)
    for number, start in enumerate(starts):
        piece = content[start : start + PIECE_BYTES]
        nonce = _nonce(number, is_last=start + PIECE_BYTES >= len(content))
        yield cipher.encrypt(nonce, piece, place.encode())


def open_pieces(pieces: Iterable[bytes], *, secret: bytes, place: str) -> bytes:
    """Return the content, when every piece is there, in its place and unchanged.

    :raises SealBroken: if not.
    """
    cipher, opened, kept = _cipher(secret), [], list(pieces)
    try:
        for number, piece in enumerate(kept):
            nonce = _nonce(number, is_last=number == len(kept) - 1)
            opened.append(cipher.decrypt(nonce, piece, place.encode()))
    except InvalidTag:
        raise _broken() from None
    if not opened:
        raise _broken()
    return b"".join(opened)


def _cipher(secret: bytes) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=_USE).derive(secret)
    return AESGCM(derived)


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _broken() -> SealBroken:
    return SealBroken("Het bestand is niet heel: er is iets gewijzigd of er ontbreekt een stuk.")
