"""The headers that every answer carries, whatever made it: a page, the API, a file or an error."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Response

    from .settings import Settings

#: Features of a browser that a page of ours never asks for (W3C Permissions Policy).
_UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
}
#: Two years, only for the very host that answers: we cannot speak for the hosts below it.
TRANSPORT = "max-age=63072000"
#: Not "cookies": that would sign people out of everything else on the same domain.
FORGET = '"cache", "storage"'


def add_headers(response: Response, *, settings: Settings) -> None:
    """Add the headers to an answer; one that is there already stays as it is."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if is_encrypted(settings):
        response.headers.setdefault("Strict-Transport-Security", TRANSPORT)
    if request.endpoint != "static" or response.status_code >= HTTPStatus.BAD_REQUEST:
        response.headers.setdefault("Cache-Control", "no-store")


def is_encrypted(settings: Settings) -> bool:
    """Return whether people reach us by https: the settings say so, or this request did.

    Where the settings say so a plain request changes nothing: its cookies are marked for https
    only, so that a proxy that was set up wrong lets nobody in instead of everybody listen.
    """
    return settings.public_url.startswith("https:") or request.is_secure
