"""Calls to the provider, within bounds: where to, how long, how much, and no redirects.

The provider is trusted to say who people are, not to keep a thread of ours busy for ever.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from requests import Session
from requests.adapters import HTTPAdapter
from requests.exceptions import RequestException
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError, ReadTimeoutError

from .errors import ProviderUnavailable
from .kinds import is_safe_url

if TYPE_CHECKING:
    from pathlib import Path

    from requests import PreparedRequest, Response

PIECE = 8192
OK = 200


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How long, in seconds, and how large, in bytes, an answer may be."""

    connect: float = 5.0
    #: between two pieces of an answer
    read: float = 5.0
    whole: float = 10.0
    #: a set of keys is about 5 kB
    size: int = 256 * 1024


class OutOfBounds(RequestException):
    """A call goes where it may not, or its answer is too slow or too large."""


class BoundedAdapter(HTTPAdapter):
    """Sends requests of a session; refuses what is out of bounds."""

    def __init__(self, bounds: Bounds, trusted: Path | None) -> None:
        super().__init__()
        self._bounds, self._trusted = bounds, trusted

    def send(self, request: PreparedRequest, *_rest: Any, **_more: Any) -> Response:
        """Send a request and return the whole answer.

        :raises OutOfBounds: if the address is not safe, or the answer is a redirect, too slow or
            too large.
        """
        url = request.url or ""
        if not is_safe_url(url):
            raise OutOfBounds("address", request=request)
        until = time.monotonic() + self._bounds.whole
        answer = super().send(
            request,
            stream=True,
            timeout=(self._bounds.connect, self._bounds.read),
            verify=str(self._trusted) if self._trusted else True,
            proxies=get_environ_proxies(url),
        )
        try:
            if answer.is_redirect:
                raise OutOfBounds("redirect", request=request)
            answer._content = self._whole(answer, until)  # noqa: SLF001 - as requests itself does
        finally:
            answer.close()
        return answer

    def _whole(self, answer: Response, until: float) -> bytes:
        pieces, size = [], 0
        while piece := _piece(answer):
            size += len(piece)
            if size > self._bounds.size:
                raise OutOfBounds("size", request=answer.request)
            if time.monotonic() > until:
                raise OutOfBounds("time", request=answer.request)
            pieces.append(piece)
        return b"".join(pieces)


def _piece(answer: Response) -> bytes:
    """Return what came in; `read` would wait until it had all it asked for, however long."""
    try:
        found: bytes = answer.raw.read1(PIECE)
    except ReadTimeoutError as error:
        raise OutOfBounds("time", request=answer.request) from error
    except HTTPError as error:
        raise OutOfBounds("broken", request=answer.request) from error
    return found


def bound(session: Session, *, bounds: Bounds, trusted: Path | None) -> None:
    """Let a session make its calls within bounds; ``trusted`` is a file of certificates."""
    session.trust_env = False  # else a .netrc would add passwords
    for scheme in ("https://", "http://"):
        session.mount(scheme, BoundedAdapter(bounds, trusted))
    session.headers["Accept-Encoding"] = "identity"  # what comes in is as large as it looks


def get_object(
    url: str, *, bounds: Bounds, trusted: Path | None, bearer: str = ""
) -> dict[str, Any]:
    """Return the JSON object at an address.

    :raises ProviderUnavailable: if there is no such answer within bounds.
    """
    headers = {"Accept": "application/json"}
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    with Session() as session:
        bound(session, bounds=bounds, trusted=trusted)
        try:
            answer = session.get(url, headers=headers)
        except RequestException as error:
            raise ProviderUnavailable(reason_of(error)) from error
    if answer.status_code != OK:
        raise ProviderUnavailable(f"status_{answer.status_code}")
    try:
        found = json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        raise ProviderUnavailable("not_json") from error
    if not isinstance(found, dict):
        raise ProviderUnavailable("not_an_object")
    return found


def reason_of(error: RequestException) -> str:
    """Return in one word why a call failed."""
    return str(error) if isinstance(error, OutOfBounds) else type(error).__name__
