"""What each setting accepts. Reading a value never shows it: settings.py decides about that."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from doorgang_api.clamd import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable

KEY_BYTES = 32
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of setting, in words for people and in functions for the program."""

    #: Dutch, follows "is geen" in a message
    wanted: str
    #: Dutch sentence that says what to do
    remedy: str
    #: makes of a value from TOML what Settings holds; raises ValueError or TypeError if it may not
    read: Callable[[Any], Any]
    #: makes of the text of an environment variable the value that TOML would hold
    from_text: Callable[[str], Any] = str
    #: never shown, not even in an error
    secret: bool = False


def whole(*, low: int, high: int) -> Kind:
    """Accept whole numbers from low up to and including high."""

    def read(value: Any) -> int:
        # bool is an int in Python, and `port = true` is a mistake
        if type(value) is not int or not low <= value <= high:
            raise ValueError
        return value

    return Kind(
        wanted=f"heel getal van {low} t/m {high}",
        remedy=f"Geef een heel getal van {low} t/m {high}.",
        read=read,
        from_text=_whole_from_text,
    )


def choice(*options: str) -> Kind:
    """Accept exactly these texts."""

    def read(value: Any) -> str:
        if value not in options:
            raise ValueError
        return str(value)

    listed = ", ".join(options)
    return Kind(wanted=f"keuze uit {listed}", remedy=f"Kies uit: {listed}.", read=read)


def flag() -> Kind:
    """Accept true and false."""
    return Kind(
        wanted="true of false",
        remedy="Schrijf true of false.",
        read=_read_flag,
        from_text=_flag_from_text,
    )


def address() -> Kind:
    """Accept a host name or an IP address."""
    return Kind(
        wanted="adres om op te luisteren",
        remedy='Geef een naam of IP-adres, bijvoorbeeld "127.0.0.1".',
        read=_read_address,
    )


def scanner() -> Kind:
    """Accept where a virus scanner listens, or nothing."""
    return Kind(
        wanted="plek waar clamd luistert",
        remedy="Geef unix:/pad/naar/clamd.ctl of tcp:naam:3310.",
        read=_read_scanner,
    )


def origin() -> Kind:
    """Accept the address of a site without a path, or nothing."""
    return Kind(
        wanted="adres van een site",
        remedy="Geef het adres zonder pad, bijvoorbeeld https://doorgang.voorbeeld.nl.",
        read=_read_origin,
    )


def networks() -> Kind:
    """Accept IP addresses and networks with commas between, or nothing."""
    return Kind(
        wanted="lijst van IP-adressen of netwerken",
        remedy="Geef adressen met komma's ertussen, bijvoorbeeld 10.0.0.2,10.1.0.0/16.",
        read=_read_networks,
    )


def database() -> Kind:
    """Accept the URL of a database file, or of a PostgreSQL database."""
    return Kind(
        wanted="database die Doorgang kent",
        remedy="Geef sqlite:///bestand of postgresql+psycopg://gebruiker:wachtwoord@server/naam.",
        read=_read_database,
        secret=True,  # it may hold a password
    )


def key() -> Kind:
    """Accept 32 bytes in base64, or nothing."""
    return Kind(
        wanted="sleutel van 32 bytes in base64",
        remedy="Maak een sleutel met: openssl rand -base64 32",
        read=_read_key,
        secret=True,
    )


def keys() -> Kind:
    """Accept keys with spaces or commas between them, or none."""
    return Kind(
        wanted="rij sleutels van 32 bytes in base64, met spaties ertussen",
        remedy="Maak een sleutel met: openssl rand -base64 32",
        read=_read_keys,
        secret=True,
    )


def file() -> Kind:
    """Accept the path of a file that exists, or nothing."""
    return Kind(
        wanted="bestand dat bestaat",
        remedy="Geef het pad van een bestaand bestand, of laat de instelling leeg.",
        read=_read_file,
    )


def folder(*, holds: str) -> Kind:
    """Accept a directory that holds something of this name, or nothing."""

    def read(value: Any) -> Path | None:
        if value == "":
            return None
        if not (Path(value) / holds).exists():
            raise ValueError
        return Path(value).absolute()

    return Kind(
        wanted=f"map met {holds} erin",
        remedy="Geef een bestaande map, of laat de instelling leeg voor die van Doorgang zelf.",
        read=read,
    )


def named_file() -> Kind:
    """Accept the name of a file that is there, or nothing."""

    def read(value: Any) -> Path | None:
        if value == "":
            return None
        if not Path(value).is_file():
            raise ValueError
        return Path(value).absolute()

    return Kind(
        wanted="bestand dat er is",
        remedy="Geef de naam van een bestand, of laat de instelling leeg.",
        read=read,
    )


def secret_text() -> Kind:
    """Accept a secret of printable characters, or nothing."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
            raise ValueError
        return value

    return Kind(
        wanted="geheim van gewone tekens",
        remedy="Neem het geheim over zoals de aanbieder het gaf, of laat de instelling leeg.",
        read=read,
        secret=True,
    )


def _whole_from_text(text: str) -> int:
    # int() would also take " 8_0 "
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValueError
    return int(text)


def _flag_from_text(text: str) -> bool:
    return {"true": True, "false": False}[text]


def _read_flag(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError
    return value


def _read_address(value: Any) -> str:
    if not re.fullmatch(r"[0-9A-Za-z.:-]+", value):
        raise ValueError
    return str(value)


def _read_scanner(value: Any) -> Scanner | None:
    if value == "":
        return None
    kind, _, place = value.partition(":")
    if kind == "unix" and place.startswith("/"):
        return Scanner(path=place)
    if kind != "tcp":
        raise ValueError
    parts = urlsplit(f"//{place}")
    if not parts.hostname or not parts.port or parts.path:
        raise ValueError
    return Scanner(host=parts.hostname, port=parts.port)


def _read_origin(value: Any) -> str:
    if value == "":
        return ""
    parts = urlsplit(value)
    own = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    if not own or value.rstrip("/") != f"{parts.scheme}://{parts.netloc}" or "@" in value:
        raise ValueError
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _read_networks(value: Any) -> tuple[Network, ...]:
    if value == "":
        return ()
    return tuple(ipaddress.ip_network(one.strip()) for one in value.split(","))


def _read_key(value: Any) -> bytes | None:
    if value == "":
        return None
    try:
        decoded = base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if len(decoded) != KEY_BYTES:
        raise ValueError
    return decoded


def _read_database(value: Any) -> str:
    scheme, separator, rest = value.partition("://")
    if not separator:
        raise ValueError
    if scheme == "sqlite":
        return _read_database_file(rest)
    if scheme not in ("postgresql", "postgresql+psycopg"):
        raise ValueError
    parts = urlsplit(f"postgresql://{rest}")
    if not parts.path.strip("/") or parts.port == 0:  # .port raises ValueError when it is no port
        raise ValueError
    return f"postgresql+psycopg://{rest}"


def _read_database_file(rest: str) -> str:
    name = rest.removeprefix("/")
    # Refused: no file at all (a database in memory loses everything), and driver options.
    if name in ("", rest, ":memory:") or "?" in name or name.endswith("/"):
        raise ValueError
    return f"sqlite:///{Path(name).absolute()}"


def _read_keys(value: Any) -> tuple[bytes, ...]:
    found = [_read_key(text) for text in value.replace(",", " ").split()]
    return tuple(one for one in found if one is not None)


def _read_file(value: Any) -> Path | None:
    if value == "":
        return None
    if not Path(value).is_file():
        raise ValueError
    return Path(value).absolute()
