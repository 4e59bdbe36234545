"""How the program is set: defaults, then a file, then the environment; read once, at the start.

Wrong settings are refused all at once, in Dutch, with where each one stands and what to do. How
routes, forms and terms behave is data, not a setting: see config/ and docs/settings.md.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_api import shipped
from doorgang_api.mail.setting_kinds import mail_address, mail_server
from doorgang_api.setting_kinds import (
    Kind,
    Network,
    address,
    choice,
    database,
    file,
    flag,
    folder,
    key,
    keys,
    named_file,
    networks,
    origin,
    scanner,
    secret_text,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_api.clamd import Scanner
    from doorgang_api.mail.server import MailServer

PREFIX = "DOORGANG_"
FILE_VARIABLE = "DOORGANG_CONFIG"
SECTION = "server"
DEFAULTS = "config/defaults.toml"
ENVIRONMENT = "omgeving"

KINDS: dict[str, Kind] = {
    "host": address(),
    "port": whole(low=0, high=65535),
    "public_url": origin(),
    "trusted_proxies": networks(),
    "database_url": database(),
    "master_key": key(),
    "opening_keys": keys(),
    "master_key_file": file(),
    "secret_key": key(),
    "tick_seconds": whole(low=1, high=60),
    "threads": whole(low=1, high=64),
    "requests_per_minute": whole(low=60, high=1_000_000),
    "max_upload_mb": whole(low=1, high=60),
    "clamav": scanner(),
    "log_level": choice("DEBUG", "INFO", "WARNING", "ERROR"),
    "log_format": choice("json", "text"),
    "demo": flag(),
    "config_dir": folder(holds="roles.toml"),
    "library_dir": folder(holds="processes"),
    "identity_file": named_file(),
    "identity_secret": secret_text(),
    "local_accounts": choice("auto", "on", "off"),
    "session_idle_minutes": whole(low=5, high=240),
    "session_hours": whole(low=1, high=24),
    "reason_hours": whole(low=1, high=24),
    "emergency_minutes": whole(low=5, high=240),
    "mail_server": mail_server(),
    "mail_from": mail_address(),
    "mail_user": secret_text(),
    "mail_password": secret_text(),
    "mail_ca_file": named_file(),
    "webhook_networks": networks(),
}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that can be set about the program; config/defaults.toml says what it means."""

    host: str
    port: int
    #: scheme, host and port by which people reach us; "": not told
    public_url: str
    trusted_proxies: tuple[Network, ...]
    #: for SQLAlchemy; the path of a SQLite file in it is absolute
    database_url: str = field(repr=False)
    #: 32 bytes; None: see embedded_keys
    master_key: bytes | None = field(repr=False)
    #: 32 bytes each: other master keys, that only open what lies under them
    opening_keys: tuple[bytes, ...] = field(default=(), repr=False)
    #: with one key per line, the active one first; None: see embedded_keys
    master_key_file: Path | None = None
    #: 32 bytes; None: see embedded_keys
    secret_key: bytes | None = field(repr=False)
    tick_seconds: int
    threads: int
    requests_per_minute: int
    max_upload_mb: int
    clamav: Scanner | None
    log_level: str
    log_format: str
    demo: bool
    config_dir: Path
    library_dir: Path
    #: the OpenID provider; None: people sign in with a password
    identity_file: Path | None = None
    #: the client secret at the provider; empty: none
    identity_secret: str = field(default="", repr=False)
    local_accounts: str = "auto"
    session_idle_minutes: int = 60  # a lesson
    session_hours: int = 12
    reason_hours: int = 8  # a working day
    emergency_minutes: int = 60
    #: where mail goes to, without user and password; None: nothing is mailed
    mail_server: MailServer | None = None
    #: the sender of mail
    mail_from: str = ""
    mail_user: str = field(default="", repr=False)
    mail_password: str = field(default="", repr=False)
    #: the authorities that may vouch for the mail server; None: those of the system
    mail_ca_file: Path | None = None
    #: networks of our own to which webhooks may go beside the internet
    webhook_networks: tuple[Network, ...] = ()

    @property
    def mail(self) -> MailServer | None:
        """The mail server, and how to sign in there; None: nothing is mailed."""
        if self.mail_server is None:
            return None
        return replace(
            self.mail_server,
            user=self.mail_user,
            password=self.mail_password,
            ca_file=self.mail_ca_file,
        )

    @property
    def has_local_accounts(self) -> bool:
        """Whether people may sign in with a password."""
        if self.demo or self.local_accounts == "on":
            return True
        return self.local_accounts == "auto" and self.identity_file is None

    @property
    def longest_idle(self) -> timedelta:
        """How long a session lasts without being used."""
        return timedelta(minutes=self.session_idle_minutes)

    @property
    def reason_holds(self) -> timedelta:
        """How long a dossier may be read after saying why."""
        return timedelta(hours=self.reason_hours)

    @property
    def emergency_holds(self) -> timedelta:
        """How long emergency access to a dossier lasts."""
        return timedelta(minutes=self.emergency_minutes)

    @property
    def longest_session(self) -> timedelta:
        """How long a session lasts at most."""
        return timedelta(hours=self.session_hours)

    @property
    def processes_dir(self) -> Path:
        """The directory with bpmn/ and dmn/."""
        return self.library_dir / "processes"

    @property
    def forms_dir(self) -> Path:
        """The directory with one JSON file per form."""
        in_source_tree = self.library_dir / "forms" / "definitions"
        return in_source_tree if in_source_tree.is_dir() else self.library_dir / "forms"

    @property
    def database_file(self) -> Path | None:
        """The file of the embedded database; None with PostgreSQL."""
        scheme, _, path = self.database_url.partition(":///")
        return Path(path) if scheme == "sqlite" else None


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong with one setting, in Dutch."""

    #: "omgeving", or the name of the file
    source: str
    #: as it is written in that source
    key: str
    complaint: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.source}, {self.key}: {self.complaint} {self.remedy}"


MASTER_KEY_MISSING = Problem(
    source=ENVIRONMENT,
    key=f"{PREFIX}MASTER_KEY",
    complaint="bij PostgreSQL is een hoofdsleutel verplicht (of een bestand ermee).",
    remedy=f"{KINDS['master_key'].remedy}; bewaar hem ook buiten deze machine.",
)
MASTER_KEY_TWICE = Problem(
    source=ENVIRONMENT,
    key=f"{PREFIX}MASTER_KEY_FILE",
    complaint="de hoofdsleutel staat in een instelling én in een bestand.",
    remedy="Kies één van beide.",
)
MAIL_INCOMPLETE = Problem(
    source=ENVIRONMENT,
    key=f"{PREFIX}MAIL_SERVER",
    complaint="om te mailen zijn ook een afzender (mail_from) en een eigen adres nodig.",
    remedy=f"Geef {PREFIX}MAIL_FROM en {PREFIX}PUBLIC_URL, of laat de mailserver weg.",
)


ROLE_TOO_MIGHTY = Problem(
    source=ENVIRONMENT,
    key=f"{PREFIX}DATABASE_URL",
    complaint="de rol bij PostgreSQL staat boven de beveiliging per rij (superuser of BYPASSRLS).",
    remedy=(
        "Maak een gewone rol die eigenaar is van de database: CREATE ROLE doorgang LOGIN; "
        "ALTER DATABASE doorgang OWNER TO doorgang."
    ),
)


class SettingsInvalid(Exception):
    """The program cannot start with these settings; the message tells all that is wrong."""

    code = "settings_invalid"

    def __init__(self, *problems: Problem) -> None:
        lines = "".join(f"\n- {problem}" for problem in problems)
        super().__init__(f"Doorgang start niet, want de instellingen kloppen niet:{lines}")
        self.problems = problems


def load_settings(*, environ: Mapping[str, str], config: Path | None = None) -> Settings:
    """Read the settings; config is the file that the command line names, before DOORGANG_CONFIG.

    Relative paths are taken from the working directory.

    :raises SettingsInvalid: if a file cannot be read, or if a setting in the defaults, in the file
        or in the environment is unknown or not acceptable.
    """
    problems: list[Problem] = []
    values = _from_toml(shipped.config_dir() / "defaults.toml", DEFAULTS, problems)
    file = config or (Path(environ[FILE_VARIABLE]) if environ.get(FILE_VARIABLE) else None)
    if file:
        values |= _from_toml(file, str(file), problems, only_settings=True)
    values |= _from_environment(environ, problems)

    problems += _misfits(values)
    if problems:
        raise SettingsInvalid(*problems)
    places = {
        "config_dir": values["config_dir"] or shipped.config_dir(),
        "library_dir": values["library_dir"] or shipped.library_dir(),
    }
    return Settings(**{**values, **places})


def _from_toml(
    file: Path, source: str, problems: list[Problem], *, only_settings: bool = False
) -> dict[str, Any]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problems.append(_unreadable(source, error))
        return {}
    if only_settings:
        problems += [_unknown(source, name, [SECTION]) for name in tables if name != SECTION]
    found = tables.get(SECTION, {})
    if not isinstance(found, dict):
        problems.append(_unknown(source, SECTION, [f"[{SECTION}]"]))
        return {}
    problems += [_unknown(source, name, list(KINDS)) for name in found if name not in KINDS]
    known = {name: value for name, value in found.items() if name in KINDS}
    return _read(known, source, problems, names={name: name for name in known})


def _from_environment(environ: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    variables = {f"{PREFIX}{name.upper()}": name for name in KINDS}
    ours = [name for name in environ if name.startswith(PREFIX) and name != FILE_VARIABLE]
    names = {variables[variable]: variable for variable in ours if variable in variables}
    problems += [
        _unknown(ENVIRONMENT, variable, list(variables))
        for variable in ours
        if variable not in variables
    ]
    texts = {name: environ[variable] for name, variable in names.items()}
    return _read(texts, ENVIRONMENT, problems, names=names, as_text=True)


def _read(
    raw: Mapping[str, Any],
    source: str,
    problems: list[Problem],
    *,
    names: Mapping[str, str],
    as_text: bool = False,
) -> dict[str, Any]:
    values = {}
    for name, value in raw.items():
        kind = KINDS[name]
        try:
            values[name] = kind.read(kind.from_text(value) if as_text else value)
        except (ValueError, TypeError, KeyError, AttributeError):
            problems.append(_unacceptable(source, names[name], value, kind))
    return values


def _unacceptable(source: str, key: str, value: object, kind: Kind) -> Problem:
    shown = "deze waarde" if kind.secret else repr(value)
    complaint = f"{shown} is geen {kind.wanted}."
    return Problem(source=source, key=key, complaint=complaint, remedy=kind.remedy)


def _unknown(source: str, key: str, known: list[str]) -> Problem:
    close = difflib.get_close_matches(key, known, n=1)
    remedy = f"Bedoelde u {close[0]}?" if close else f"Bekend zijn: {', '.join(known)}."
    complaint = "deze instelling bestaat niet."
    return Problem(source=source, key=key, complaint=complaint, remedy=remedy)


def _unreadable(source: str, error: Exception) -> Problem:
    return Problem(
        source=source,
        key="bestand",
        complaint=f"kan niet gelezen worden als TOML ({type(error).__name__}).",
        remedy="Kijk of het bestand er staat, leesbaar is en geldige TOML bevat.",
    )


def _misfits(values: Mapping[str, Any]) -> list[Problem]:
    """Tell what is wrong with the settings together, each being acceptable by itself."""
    mails = values.get("mail_server") is not None
    incomplete = mails and not (values.get("mail_from") and values.get("public_url"))
    return [*_of_master_key(values), *([MAIL_INCOMPLETE] if incomplete else [])]


def _of_master_key(values: Mapping[str, Any]) -> list[Problem]:
    on_postgres = str(values.get("database_url", "")).startswith("postgresql")
    given = values.get("master_key", b""), values.get("master_key_file")
    if on_postgres and given == (None, None):
        return [MASTER_KEY_MISSING]
    return [MASTER_KEY_TWICE] if all(given) else []
