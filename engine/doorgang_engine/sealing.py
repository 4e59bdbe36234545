"""Seal what says something about a child: AES-256-GCM under a key per case.

The case's key is itself sealed under a master key that the operator holds. Destroying a case's
key makes everything that was sealed under it unreadable for ever, while the history's chain,
which runs over the ciphertext, still verifies.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .errors import EngineError

KEY_BYTES = 32

# What something is sealed for: a ciphertext opens only for the purpose it was made for.
STATE = "state"
ACT = "act"
SUBJECT_NAME = "subject_name"
SUBMISSION = "submission"
EVENT = "event"
ACCESS_REASON = "access_reason"

NONCE_BYTES = 12
_VERSION = b"\x01"


class SealBroken(EngineError):
    """Sealed content cannot be opened: another key, another place, or it was changed."""

    code = "seal_broken"


@dataclass(frozen=True)
class CaseKey:
    """The key of one case. Never logged, never stored unsealed."""

    case_id: str
    secret: bytes

    def __repr__(self) -> str:
        return f"CaseKey({self.case_id})"

    def seal(self, content: bytes, purpose: str) -> bytes:
        """Return the content as ciphertext that opens only here and for this purpose."""
        nonce = os.urandom(NONCE_BYTES)
        place = f"{self.case_id}|{purpose}".encode()
        return _VERSION + nonce + AESGCM(self.secret).encrypt(nonce, content, place)

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """Return the content of a ciphertext.

        :raises SealBroken: if it is not of this case and purpose, or was changed.
        """
        place = f"{self.case_id}|{purpose}".encode()
        return _open(self.secret, sealed, place)


class Vault:
    """Makes and opens the keys of cases, under the master key."""

    def __init__(self, master_key: bytes) -> None:
        if len(master_key) != KEY_BYTES:
            raise ValueError("the master key has 32 bytes")
        self._master = master_key

    def new_key(self, case_id: str) -> tuple[CaseKey, bytes]:
        """Return a new key for a case, and the same key sealed, to be stored."""
        secret = AESGCM.generate_key(bit_length=KEY_BYTES * 8)
        nonce = os.urandom(NONCE_BYTES)
        place = f"{case_id}|key".encode()
        wrapped = _VERSION + nonce + AESGCM(self._master).encrypt(nonce, secret, place)
        return CaseKey(case_id, secret), wrapped

    def open_key(self, case_id: str, wrapped: bytes) -> CaseKey:
        """Return the key of a case.

        :raises SealBroken: if the master key is another one, or the key was destroyed.
        """
        return CaseKey(case_id, _open(self._master, wrapped, f"{case_id}|key".encode()))


def _open(secret: bytes, sealed: bytes, place: bytes) -> bytes:
    head = 1 + NONCE_BYTES
    if len(sealed) <= head or sealed[:1] != _VERSION:
        raise SealBroken("De versleutelde gegevens zijn onvolledig of vernietigd.")
    try:
        return AESGCM(secret).decrypt(sealed[1:head], sealed[head:], place)
    except InvalidTag as error:
        raise SealBroken(
            "De versleutelde gegevens horen niet bij deze sleutel of zijn gewijzigd."
        ) from error
