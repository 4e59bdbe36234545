"""Which host names we answer to: a forged Host header gets no page, no link and no cookie."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .refusals import HostRefused

if TYPE_CHECKING:
    from .settings import Settings

LOCAL = "localhost"
#: Asked by machines, which know a node by its address only.
FOR_MACHINES = frozenset({"healthz", "readyz", "metrics"})


def require_known_host(*, host: str, endpoint: str | None, settings: Settings) -> None:
    """Refuse a request for another host than ours.

    With ``public_url`` that is the host of that address. Without it only an IP address, the name
    that is listened on and localhost: another name can be made to point here by anybody
    ("DNS rebinding").

    :raises HostRefused: if it is for another.
    """
    if endpoint in FOR_MACHINES:
        return
    public = urlsplit(settings.public_url)
    if public.netloc:
        known = host.lower() in {public.netloc, _with_port(public.netloc, public.scheme)}
    else:
        known = _is_local(host, settings)
    if not known:
        raise HostRefused(
            "Doorgang is niet bereikbaar onder deze naam. Er is niets verwerkt. "
            "Gebruik het adres dat u kreeg, of laat de beheerder public_url instellen."
        )


def _with_port(netloc: str, scheme: str) -> str:
    return f"{netloc}:{443 if scheme == 'https' else 80}"


def _is_local(host: str, settings: Settings) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    if name in (LOCAL, settings.host):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
