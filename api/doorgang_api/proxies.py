"""Whom a request comes from: the address of the client, told by a proxy that is trusted.

Anybody can send ``X-Forwarded-For``. It is believed only from an address in ``trusted_proxies``,
read from the right, up to the first address that is no proxy of ours; from others it is thrown
away. ``Forwarded`` and ``X-Forwarded-Host`` are never believed: ``public_url`` says our name.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from .setting_kinds import Network

CLAIMS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)
SCHEMES = frozenset({"http", "https"})


class TrustedProxies:
    """WSGI: puts the client's address and scheme in the place of the proxy's."""

    def __init__(self, app: WSGIApplication, networks: tuple[Network, ...]) -> None:
        self._app, self._networks = app, networks

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        told = {name: environ.pop(name, "") for name in CLAIMS}
        if self._is_proxy(environ.get("REMOTE_ADDR", "")):
            environ["REMOTE_ADDR"] = self._client(
                told["HTTP_X_FORWARDED_FOR"], environ["REMOTE_ADDR"]
            )
            scheme = told["HTTP_X_FORWARDED_PROTO"].rpartition(",")[2].strip().lower()
            if scheme in SCHEMES:
                environ["wsgi.url_scheme"] = scheme
        return self._app(environ, start_response)

    def _client(self, told: str, peer: str) -> str:
        """Return the last address that is no proxy; the nearest one when it is no address."""
        client = peer
        for hop in reversed(told.split(",")):
            address = hop.strip()
            if not _is_address(address):
                return client
            client = address
            if not self._is_proxy(address):
                return client
        return client

    def _is_proxy(self, address: str) -> bool:
        if not _is_address(address):
            return False
        found = ipaddress.ip_address(address)
        return any(found in network for network in self._networks)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
