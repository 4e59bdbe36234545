"""Bring messages to other systems: one connection each, pinned, within bounds, no redirects."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from doorgang_engine.outgoing.errors import SendingFailed
from doorgang_engine.webhooks.subscription import DeliveryStatus

from .places import UNREACHABLE, find_place
from .signing import signed_headers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from doorgang_api.setting_kinds import Network
    from doorgang_engine.model import Job
    from doorgang_engine.ports import NewUnitOfWork
    from doorgang_engine.webhooks.subscription import Delivery, Webhook

CONNECT: Final = 5.0  # seconds
WHOLE: Final = 15.0  # seconds for everything, however slowly it answers
AGENT: Final = "Doorgang-Webhook/1"
REFUSED: Final = "webhook_refused"
GONE: Final = 410


@dataclass(frozen=True, kw_only=True)
class WebhookCarrier:
    """Sends the jobs of kind ``webhook``."""

    new_uow: NewUnitOfWork
    allowed: tuple[Network, ...] = ()
    ca_file: Path | None = None
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def carry(self, job: Job, *, at: datetime) -> None:
        """Send one message, and keep what came of it.

        :raises SendingFailed: if the other system did not take it.
        """
        with self.new_uow() as uow:
            delivery = uow.webhooks.find_delivery(
                region=job.region, delivery_id=str(job.content["delivery"])
            )
            webhook = None
            if delivery is not None:
                webhook = uow.webhooks.find(region=job.region, webhook_id=delivery.webhook_id)
            secret = uow.webhooks.secret(webhook) if webhook else b""
        if delivery is None or webhook is None or not webhook.is_on:
            return  # it was removed or switched off meanwhile: nobody waits for it
        answered, failure = 0, None
        try:
            answered = self._post(webhook.url, delivery, secret)
            failure = _judge(answered)
        except SendingFailed as error:
            failure = error
        self._keep(delivery, webhook, answered, failure, at)
        if failure is not None:
            raise failure

    def _post(self, url: str, delivery: Delivery, secret: bytes) -> int:
        parts, addresses, port = find_place(url, allowed=self.allowed)
        body = delivery.body.encode()
        headers = signed_headers(
            delivery_id=delivery.id, body=body, secret=secret, at=self.clock()
        ) | {"Content-Type": "application/json", "User-Agent": AGENT, "Connection": "close"}
        connection = _Pinned(
            str(parts.hostname), port, addresses=addresses, context=self._context()
        )
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        with _Deadline(connection):
            try:
                connection.request("POST", path, body=body, headers=headers)
                return connection.getresponse().status
            except (OSError, http.client.HTTPException):
                raise SendingFailed(UNREACHABLE, is_final=False) from None
            finally:
                connection.close()

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def _keep(
        self,
        delivery: Delivery,
        webhook: Webhook,
        answered: int,
        failure: SendingFailed | None,
        at: datetime,
    ) -> None:
        kept = replace(
            delivery,
            status=DeliveryStatus.FAILED if failure else DeliveryStatus.SENT,
            attempts=delivery.attempts + 1,
            answered=answered,
            code=failure.code if failure else "",
            last_at=at,
        )
        with self.new_uow() as uow:
            uow.webhooks.save_delivery(kept)
            if answered == GONE:  # Standard Webhooks: it wants no more of these
                uow.webhooks.save(replace(webhook, is_on=False))


class _Pinned(http.client.HTTPSConnection):
    """A connection to given IP addresses only, with the certificate of the name."""

    def __init__(
        self, host: str, port: int, *, addresses: list[str], context: ssl.SSLContext
    ) -> None:
        super().__init__(host, port, timeout=CONNECT, context=context)
        self._addresses, self._own_context = addresses, context

    def connect(self) -> None:
        """Connect to the first address of those looked up that answers, and to no other."""
        plain = self._plain()
        self.sock = self._own_context.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()  # apart, so that the deadline can end it too

    def _plain(self) -> socket.socket:
        for address in self._addresses[:-1]:
            with suppress(OSError):
                return socket.create_connection((address, self.port), timeout=CONNECT)
        return socket.create_connection((self._addresses[-1], self.port), timeout=CONNECT)


class _Deadline:
    """Ends a connection that takes too long, also one that answers a byte at a time."""

    def __init__(self, connection: _Pinned) -> None:
        self._connection = connection
        self._timer = threading.Timer(WHOLE, self._end)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        open_socket = self._connection.sock
        if open_socket is not None:
            with suppress(OSError):
                open_socket.shutdown(socket.SHUT_RDWR)


def _judge(answered: int) -> SendingFailed | None:
    """Return why an answer is no success; None when it is."""
    if http.HTTPStatus.OK <= answered < http.HTTPStatus.MULTIPLE_CHOICES:
        return None
    return SendingFailed(REFUSED, is_final=answered == GONE)
