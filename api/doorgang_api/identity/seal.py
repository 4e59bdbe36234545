"""Keep the ID token of a session unreadable in the database: it holds a name."""

from __future__ import annotations

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
_PURPOSE = b"doorgang id tokens 1"


class Seal:
    """Seals texts of sessions, under a key derived from the secret of the installation."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(hmac.digest(secret, _PURPOSE, "sha256"))

    def close(self, text: str, *, place: str) -> bytes:
        """Return a text as ciphertext that opens only at this place."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), place.encode())

    def open(self, sealed: bytes, *, place: str) -> str:
        """Return a text; empty when it was sealed with another key, or elsewhere."""
        try:
            opened = self._cipher.decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode()
            )
        except (InvalidTag, ValueError):
            return ""
        return opened.decode()
