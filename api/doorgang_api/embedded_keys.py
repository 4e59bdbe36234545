"""The keys of an installation: as given, or made at the first start beside the embedded database.

A key that is made anew over an existing database would make every dossier in it unreadable, so a
missing key file is refused as soon as there is a database.
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

from doorgang_api.setting_kinds import KEY_BYTES, key
from doorgang_api.settings import MASTER_KEY_MISSING, Problem, Settings, SettingsInvalid

SUFFIX = ".sleutel"
_SESSIONS = b"doorgang sessions 1"


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The two keys of an installation, 32 bytes each."""

    #: encrypts the keys of the cases
    master: bytes = field(repr=False)
    #: signs sessions
    secret: bytes = field(repr=False)


def open_keys(*, settings: Settings) -> Keys:
    """Give the keys of the settings, or those kept beside the embedded database.

    :raises SettingsInvalid: if the key file is missing beside an existing database, holds no key,
        or can be read by others.
    """
    master = settings.master_key or _kept_beside(settings.database_file)
    return Keys(
        master=master,
        secret=settings.secret_key or hmac.digest(master, _SESSIONS, "sha256"),
    )


def _kept_beside(database: Path | None) -> bytes:
    if database is None:
        raise SettingsInvalid(MASTER_KEY_MISSING)
    file = database.with_name(database.name + SUFFIX)
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
    file.parent.mkdir(parents=True, exist_ok=True)
    content = base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n"
    # Whole or not at all, also after a power cut, and never over a key that another process made
    # in the meantime: hence a link, which fails when the name exists. mkstemp gives mode 0600.
    descriptor, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as fresh:
            fresh.write(content)
            fresh.flush()
            os.fsync(fresh.fileno())
        try:
            os.link(name, file)
        except FileExistsError:
            return
    finally:
        Path(name).unlink()
    _make_durable(file.parent)


def _make_durable(directory: Path) -> None:
    # Else a power cut could leave the database behind without its key.
    if os.name == "posix":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read(file: Path) -> bytes:
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise _refused(
            file, "anderen kunnen het sleutelbestand lezen.", f'Herstel met: chmod 600 "{file}"'
        )
    try:
        found: bytes | None = key().read(file.read_text(encoding="ascii").strip())
    except ValueError:
        found = None
    if found is None:
        raise _refused(
            file,
            "er staat geen sleutel van 32 bytes in base64 in.",
            "Zet het bestand terug uit de reservekopie.",
        )
    return found


def _refused(file: Path, complaint: str, remedy: str) -> SettingsInvalid:
    return SettingsInvalid(
        Problem(source="sleutelbestand", key=str(file), complaint=complaint, remedy=remedy)
    )
