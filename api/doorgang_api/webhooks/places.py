"""Where a webhook may go: to other machines of the internet, never to ours (SSRF).

A name is looked up once, every address that it has must be public, and the connection is made to
that very address: a name that means another machine a moment later leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from doorgang_engine.outgoing.errors import SendingFailed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from urllib.parse import SplitResult

    from doorgang_api.setting_kinds import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST: Final = 500
PORT: Final = 443
ADDRESS_REFUSED: Final = "webhook_address_refused"
UNREACHABLE: Final = "webhook_unreachable"
#: IPv6 that stands for IPv4 by rule: what lies behind it is judged nowhere else.
_TRANSLATED: Final = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


def complaint_about(url: str, *, allowed: Sequence[Network]) -> str:
    """Return what is wrong with an address as it is written, in Dutch; ``""``: nothing."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "Dit adres kan niet gelezen worden. Schrijf het als https://systeem.nl/pad."
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        return f"Een adres heeft hoogstens {LONGEST} gewone tekens, zonder spaties."
    if parts.scheme != "https" or not parts.hostname:
        return "Een webhook gaat alleen over https. Schrijf het adres als https://systeem.nl/pad."
    if parts.username is not None or parts.fragment or port == 0:
        return "In het adres mag geen naam, wachtwoord of # staan."
    literal = _literal(parts.hostname)
    if literal is not None and not is_public(literal, allowed=allowed):
        return "Dit adres is van een eigen netwerk. Een webhook gaat naar een openbaar adres."
    return ""


def find_place(url: str, *, allowed: Sequence[Network]) -> tuple[SplitResult, list[str], int]:
    """Look up where an address leads; return its parts, and the IP addresses and port to go to.

    :raises SendingFailed: if it leads to no machine (now), or to one that it may not.
    """
    if complaint_about(url, allowed=allowed):
        raise SendingFailed(ADDRESS_REFUSED, is_final=True)
    parts = urlsplit(url)
    port = parts.port or PORT
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except OSError:
        raise SendingFailed(UNREACHABLE, is_final=False) from None
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    if not addresses or not all(is_public(one, allowed=allowed) for one in addresses):
        raise SendingFailed(ADDRESS_REFUSED, is_final=True)
    return parts, [str(one) for one in dict.fromkeys(addresses)], port


def is_public(address: Address, *, allowed: Sequence[Network]) -> bool:
    """Return whether an address is of the internet, or of a network that the operator allows."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if any(address in network for network in allowed if network.version == address.version):
        return True
    if isinstance(address, ipaddress.IPv6Address):
        hidden = address.sixtofour is not None or address.teredo is not None
        if hidden or any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
