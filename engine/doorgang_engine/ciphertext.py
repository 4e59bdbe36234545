"""Ciphertext: how sealed bytes are written, and what can be wrong with them.

Ciphertext says under which key it lies, never for whom: ``01`` nonce text for the case's own key,
``02`` length class nonce text for a record class. A ring of keys is ``02`` id nonce text, where
the id names the master key; ``01`` rings of the first days hold one key and do not name it.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .errors import EngineError

KEY_BYTES = 32
NONCE_BYTES = 12
ID_BYTES = 8
ONE_KEY = b"\x01"
NAMED_KEY = b"\x02"
_BEFORE_NAME = 2  # bytes: version and length


class SealBroken(EngineError):
    """Sealed content cannot be opened: another key, another place, or it was changed."""

    code = "seal_broken"


class ContentDestroyed(SealBroken):
    """The key of this content was destroyed when its time was over; nobody can open it again."""

    code = "content_destroyed"


class MasterKeyUnknown(SealBroken):
    """A key lies under a master key that this node does not have; nothing is lost yet."""

    code = "master_key_unknown"


def destroyed() -> ContentDestroyed:
    """Return the error for what nobody can open any more."""
    return ContentDestroyed("Deze gegevens zijn vernietigd; niemand kan ze nog lezen.")


def broken() -> SealBroken:
    """Return the error for what does not open with the key that it should."""
    return SealBroken("De versleutelde gegevens horen niet bij deze sleutel of zijn gewijzigd.")


def new_secret() -> bytes:
    """Return a new key."""
    return AESGCM.generate_key(bit_length=KEY_BYTES * 8)


def encrypt(secret: bytes, content: bytes, *, head: bytes, place: bytes) -> bytes:
    """Return ciphertext that begins with ``head`` and opens only at ``place``."""
    nonce = os.urandom(NONCE_BYTES)
    return head + nonce + AESGCM(secret).encrypt(nonce, content, place)


def decrypt(secret: bytes, sealed: bytes, *, start: int, place: bytes) -> bytes:
    """Return the content of ciphertext whose nonce starts at a byte.

    :raises SealBroken: if it is not whole, not of this key and place, or was changed.
    """
    head = start + NONCE_BYTES
    if len(sealed) <= head or sealed[:1] not in {ONE_KEY, NAMED_KEY}:
        raise SealBroken("De versleutelde gegevens zijn onvolledig.")
    try:
        return AESGCM(secret).decrypt(sealed[start:head], sealed[head:], place)
    except InvalidTag as error:
        raise broken() from error


def record_class_of(sealed: bytes) -> str:
    """Return under which record class something is sealed; ``""``: under the case's own key."""
    if sealed[:1] != NAMED_KEY or len(sealed) < _BEFORE_NAME:
        return ""
    return sealed[_BEFORE_NAME : _BEFORE_NAME + sealed[1]].decode("ascii", "replace")


def head_of_class(record_class: str) -> bytes:
    """Return how ciphertext of a record class begins."""
    name = record_class.encode("ascii")
    return NAMED_KEY + bytes([len(name)]) + name


def master_of(wrapped: bytes) -> str:
    """Return the name of the master key that a ring lies under; ``""``: it does not say."""
    return wrapped[1 : 1 + ID_BYTES].hex() if wrapped[:1] == NAMED_KEY else ""
