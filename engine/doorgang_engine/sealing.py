"""Seal what says something about a child: AES-256-GCM under the keys of its case.

A case has a key of its own and one for each record class that its forms belong to (verzuim, tlv
and so on, each kept for its own time). They lie together in one ring, sealed under a master key
that the operator holds. Destroying a key makes everything that was sealed under it unreadable for
ever, while the history's chain, which runs over the ciphertext, still verifies.
"""

from __future__ import annotations

import base64
import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .ciphertext import (
    ID_BYTES,
    KEY_BYTES,
    NAMED_KEY,
    ONE_KEY,
    ContentDestroyed,
    MasterKeyUnknown,
    SealBroken,
    broken,
    decrypt,
    destroyed,
    encrypt,
    head_of_class,
    master_of,
    new_secret,
    record_class_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "ACT",
    "ADDRESS",
    "EVENT",
    "HAND_OVER",
    "KEY_BYTES",
    "STATE",
    "SUBJECT_NAME",
    "SUBMISSION",
    "TERM",
    "WEBHOOK_SECRET",
    "CaseKey",
    "ContentDestroyed",
    "MasterKeyUnknown",
    "MasterKeys",
    "SealBroken",
    "Vault",
    "master_id",
    "master_of",
    "record_class_of",
]

# What something is sealed for: a ciphertext opens only for the purpose it was made for.
STATE = "state"
ACT = "act"
SUBJECT_NAME = "subject_name"
SUBMISSION = "submission"
EVENT = "event"
ACCESS_REASON = "access_reason"
TERM = "term"
ADDRESS = "address"
WEBHOOK_SECRET = "webhook_secret"  # noqa: S105 - what it is sealed for
HAND_OVER = "hand_over"


@dataclass(frozen=True)
class CaseKey:
    """The keys of one case. Never logged, never stored unsealed."""

    case_id: str
    secret: bytes | None  # of the case itself; None: destroyed, with everything
    classes: Mapping[str, bytes] = field(default_factory=dict)
    destroyed: frozenset[str] = frozenset()  # record classes whose key is gone

    def __repr__(self) -> str:
        return f"CaseKey({self.case_id})"

    def seal(self, content: bytes, purpose: str, record_class: str = "") -> bytes:
        """Return the content as ciphertext that opens only here and for this purpose.

        A record class without a key of its own lies under the key of the case.

        :raises ContentDestroyed: if the key of the case is gone.
        """
        if self.secret is None:
            raise destroyed()
        secret = self.classes.get(record_class)
        if secret is None:
            return encrypt(self.secret, content, head=ONE_KEY, place=self._place(purpose))
        head, place = head_of_class(record_class), self._place(purpose, record_class)
        return encrypt(secret, content, head=head, place=place)

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """Return the content of a ciphertext.

        :raises ContentDestroyed: if its key was destroyed, or it was itself.
        :raises SealBroken: if it is not of this case and purpose, or was changed.
        """
        if self.secret is None or not sealed:
            raise destroyed()
        name = record_class_of(sealed)
        if not name:
            return decrypt(self.secret, sealed, start=1, place=self._place(purpose))
        if name in self.destroyed:
            raise destroyed()
        secret = self.classes.get(name)
        if secret is None:
            raise broken()
        start = len(head_of_class(name))
        return decrypt(secret, sealed, start=start, place=self._place(purpose, name))

    def without(self, record_classes: Iterable[str]) -> CaseKey:
        """Return the ring without the keys of these record classes."""
        gone = frozenset(record_classes)
        left = {name: secret for name, secret in self.classes.items() if name not in gone}
        return replace(self, classes=left, destroyed=self.destroyed | gone)

    def _place(self, purpose: str, record_class: str = "") -> bytes:
        return "|".join(
            [self.case_id, purpose, *([record_class] if record_class else [])]
        ).encode()


def master_id(secret: bytes) -> str:
    """Return what a master key is called: a fingerprint, so that no name can go astray."""
    found = hashlib.sha256(b"doorgang master key 1" + secret).digest()
    return found[:ID_BYTES].hex()


class MasterKeys:
    """The master keys of an installation: the active one, and others that only open."""

    def __init__(self, *, active: bytes, others: Iterable[bytes] = ()) -> None:
        keys = (active, *others)
        if any(len(secret) != KEY_BYTES for secret in keys):
            raise ValueError("a master key has 32 bytes")
        self.active = master_id(active)
        self._secrets = {master_id(secret): secret for secret in keys}

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of the keys, the active one first."""
        return tuple(self._secrets)

    def find(self, key_id: str) -> bytes | None:
        """Return a key by its name."""
        return self._secrets.get(key_id)

    def secrets(self) -> tuple[bytes, ...]:
        """Return all keys, the active one first."""
        return tuple(self._secrets.values())


class Vault:
    """Makes and opens the keys of cases, under the master keys.

    ``refresh`` reads the master keys again; it is asked when a ring names one that is not known,
    so that keys can be changed while nodes run.
    """

    def __init__(
        self, master: MasterKeys | bytes, *, refresh: Callable[[], MasterKeys] | None = None
    ) -> None:
        self._masters = MasterKeys(active=master) if isinstance(master, bytes) else master
        self._refresh = refresh

    @property
    def masters(self) -> MasterKeys:
        """The master keys as they are known here now."""
        return self._masters

    def reload(self) -> None:
        """Read the master keys again, where that is possible."""
        if self._refresh is not None:
            self._masters = self._refresh()

    def new_key(self, case_id: str, record_classes: Iterable[str] = ()) -> tuple[CaseKey, bytes]:
        """Return new keys for a case, and the same ring sealed, to be stored."""
        names = sorted({name for name in record_classes if name})
        key = CaseKey(case_id, new_secret(), {name: new_secret() for name in names})
        return key, self.wrap(key)

    def wrap(self, key: CaseKey) -> bytes:
        """Return a ring sealed under the active master key; nothing when its keys are gone."""
        if key.secret is None:
            return b""
        content = {
            "case": base64.b64encode(key.secret).decode(),
            "classes": {n: base64.b64encode(s).decode() for n, s in key.classes.items()},
            "destroyed": sorted(key.destroyed),
        }
        master = self._masters
        return encrypt(
            master.secrets()[0],
            json.dumps(content).encode(),
            head=NAMED_KEY + bytes.fromhex(master.active),
            place=f"{key.case_id}|keys|{master.active}".encode(),
        )

    def open_key(self, case_id: str, wrapped: bytes) -> CaseKey:
        """Return the keys of a case; without any when they were destroyed.

        :raises MasterKeyUnknown: if they lie under a master key that is not here.
        :raises SealBroken: if they were changed, or belong to another case.
        """
        if not wrapped:
            return CaseKey(case_id, None)
        key_id = master_of(wrapped)
        if not key_id:
            return self._open_first_kind(case_id, wrapped)
        secret = self._secret(key_id)
        place = f"{case_id}|keys|{key_id}".encode()
        content = json.loads(decrypt(secret, wrapped, start=1 + ID_BYTES, place=place))
        return CaseKey(
            case_id,
            base64.b64decode(content["case"]),
            {name: base64.b64decode(text) for name, text in content["classes"].items()},
            frozenset(content["destroyed"]),
        )

    def _secret(self, key_id: str) -> bytes:
        found = self._masters.find(key_id)
        if found is None:
            self.reload()
            found = self._masters.find(key_id)
        if found is None:
            raise MasterKeyUnknown(
                f"De hoofdsleutel {key_id} is hier niet bekend. Er is niets verloren: geef de "
                "beheerder deze melding, en zet de sleutel terug in de instellingen."
            )
        return found

    def _open_first_kind(self, case_id: str, wrapped: bytes) -> CaseKey:
        place = f"{case_id}|key".encode()
        for secret in self._masters.secrets():
            with suppress(SealBroken):  # the ring does not say which one it is
                return CaseKey(case_id, decrypt(secret, wrapped, start=1, place=place))
        raise MasterKeyUnknown(
            "Een sleutel van een traject gaat met geen van de bekende hoofdsleutels open. Er is "
            "niets verloren: zet de hoofdsleutel terug waarmee de database is gemaakt."
        )
