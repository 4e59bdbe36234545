"""The keys of an installation: as given, in a file, or made at the first start.

A key that is made anew over an existing database would make every dossier in it unreadable, so a
missing key file is refused as soon as there is a database. A key file holds one master key per
line: the first is active, the others only open what still lies under them.
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
import stat
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from doorgang_api.setting_kinds import KEY_BYTES, key
from doorgang_api.settings import MASTER_KEY_MISSING, Problem, Settings, SettingsInvalid
from doorgang_engine.sealing import MasterKeys

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIX = ".sleutel"
_SESSIONS = b"doorgang sessions 1"


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The keys of an installation, 32 bytes each."""

    #: encrypts the keys of the cases
    master: bytes = field(repr=False)
    #: signs sessions
    secret: bytes = field(repr=False)
    #: open keys of cases that still lie under an earlier (or under the next) master key
    others: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def masters(self) -> MasterKeys:
        """The master keys."""
        return MasterKeys(active=self.master, others=self.others)


def open_keys(*, settings: Settings) -> Keys:
    """Give the keys of the settings, or those of the key file.

    :raises SettingsInvalid: if the key file is missing beside an existing database, holds no key,
        or can be read by others.
    """
    master, *others = _given(settings)
    return Keys(
        master=master,
        secret=settings.secret_key or hmac.digest(master, _SESSIONS, "sha256"),
        others=(*others, *settings.opening_keys),
    )


def key_file(*, settings: Settings) -> Path | None:
    """Give the file that the master keys lie in; None when they are settings."""
    if settings.master_key is not None:
        return None
    if settings.master_key_file is not None:
        return settings.master_key_file
    database = settings.database_file
    return None if database is None else database.with_name(database.name + SUFFIX)


def add_key(*, file: Path) -> bytes:
    """Put a new key at the end of a key file, where it only opens; return it.

    :raises SettingsInvalid: if the file is not right.
    """
    fresh = secrets.token_bytes(KEY_BYTES)
    _write(file, [*_read(file), fresh])
    return fresh


def keep_keys(*, file: Path, keys: Sequence[bytes]) -> None:
    """Write a key file anew: whole, or not at all."""
    _write(file, keys)


def read_keys(*, file: Path) -> tuple[bytes, ...]:
    """Give the keys of a key file, the active one first.

    :raises SettingsInvalid: if it holds no keys, or can be read by others.
    """
    return _read(file)


def _given(settings: Settings) -> tuple[bytes, ...]:
    if settings.master_key is not None:
        return (settings.master_key,)
    if settings.master_key_file is not None:
        return _read(settings.master_key_file)
    return _kept_beside(settings)


def _kept_beside(settings: Settings) -> tuple[bytes, ...]:
    database, file = settings.database_file, key_file(settings=settings)
    if database is None or file is None:
        raise SettingsInvalid(MASTER_KEY_MISSING)
    if not file.exists():
        if database.exists() and database.stat().st_size:
            raise _refused(
                file,
                "het sleutelbestand ontbreekt, maar de database bestaat al.",
                "Zet het bestand terug uit de reservekopie: een nieuwe sleutel kan niets lezen.",
            )
        _make(file)
    return _read(file)


def _make(file: Path) -> None:
    # Never over a key that another process made in the meantime: hence a link, which fails when
    # the name exists.
    file.parent.mkdir(parents=True, exist_ok=True)
    name = _written_beside(file, [secrets.token_bytes(KEY_BYTES)])
    try:
        os.link(name, file)
    except FileExistsError:
        return
    finally:
        name.unlink()
    _make_durable(file.parent)


def _write(file: Path, keys: Sequence[bytes]) -> None:
    _written_beside(file, keys).replace(file)
    _make_durable(file.parent)


def _written_beside(file: Path, keys: Sequence[bytes]) -> Path:
    """Write keys to a file without its name yet, down to the disk; mkstemp gives mode 0600."""
    descriptor, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "wb") as fresh:
        fresh.write(b"".join(base64.b64encode(one) + b"\n" for one in keys))
        fresh.flush()
        os.fsync(fresh.fileno())
    return Path(name)


def _make_durable(directory: Path) -> None:
    # Else a power cut could leave the database behind without its key.
    if os.name == "posix":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read(file: Path) -> tuple[bytes, ...]:
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise _refused(
            file, "anderen kunnen het sleutelbestand lezen.", f'Herstel met: chmod 600 "{file}"'
        )
    try:
        found = [key().read(line) for line in file.read_text(encoding="ascii").split()]
    except ValueError:
        found = []
    if not found:
        raise _refused(
            file,
            "er staat geen sleutel van 32 bytes in base64 in.",
            "Zet het bestand terug uit de reservekopie.",
        )
    return tuple(found)


def _refused(file: Path, complaint: str, remedy: str) -> SettingsInvalid:
    return SettingsInvalid(
        Problem(source="sleutelbestand", key=str(file), complaint=complaint, remedy=remedy)
    )
