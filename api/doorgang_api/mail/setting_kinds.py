"""What the settings of mail accept."""

from __future__ import annotations

import ipaddress
import re
from typing import Any, Final
from urllib.parse import urlsplit

from doorgang_api.setting_kinds import Kind

from .server import MailServer, Security

PORTS: Final = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}
LONGEST: Final = 200
ADDRESS: Final = re.compile(r"[0-9A-Za-z.!#$%&'*+/=?^_`{|}~-]+@[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)+")


def mail_server() -> Kind:
    """Accept where a mail server is, or nothing."""
    return Kind(
        wanted="mailserver die versleuteld te bereiken is",
        remedy=(
            "Geef smtps://server:465 (TLS), smtp://server:587 (STARTTLS), of, alleen op deze "
            "machine, smtp+lokaal://127.0.0.1:25."
        ),
        read=_read_server,
    )


def mail_address() -> Kind:
    """Accept one mail address, or nothing."""
    return Kind(
        wanted="mailadres",
        remedy="Geef één adres, bijvoorbeeld doorgang@voorbeeld.nl.",
        read=_read_address,
    )


def is_mail_address(text: str) -> bool:
    """Return whether a text is one plain mail address."""
    return len(text) <= LONGEST and ADDRESS.fullmatch(text) is not None


def _read_address(value: Any) -> str:
    if value != "" and not is_mail_address(value):
        raise ValueError
    return str(value)


def _read_server(value: Any) -> MailServer | None:
    if value == "":
        return None
    parts = urlsplit(value)
    security = Security(parts.scheme)
    host, plain = parts.hostname or "", f"{parts.scheme}://{parts.netloc}"
    if not host or value.rstrip("/") != plain or "@" in value or parts.port == 0:
        raise ValueError
    if security is Security.NONE and not _is_here(host):
        raise ValueError
    return MailServer(host=host, port=parts.port or PORTS[security], security=security)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
