"""A real receiver of webhooks on this machine, over TLS, that keeps what it gets."""

from __future__ import annotations

import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest
from tests.integration.conftest import database, parts
from tests.mail.conftest import make_certificate

from doorgang_api.webhooks.carrier import WebhookCarrier

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["database", "parts"]  # fixtures
HERE = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@dataclass
class Receiver:
    """What a system got, and what it answers."""

    port: int
    ca_file: Path
    got: list = field(default_factory=list)  # path, headers, body
    answers: int = 204
    location: str = ""
    drips: bool = False

    @property
    def url(self):
        return f"https://localhost:{self.port}/doorgang?van=proef"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    home = tmp_path_factory.mktemp("receiver")
    make_certificate(home, "localhost")
    return home


@pytest.fixture
def receiver(certificate):
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    handler.receiver = Receiver(port=server.server_address[1], ca_file=certificate / "cert.pem")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield handler.receiver
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


@pytest.fixture
def carrier(parts, receiver):
    return WebhookCarrier(new_uow=parts.new_uow, allowed=HERE, ca_file=receiver.ca_file)


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.receiver.got.append((self.path, dict(self.headers.items()), body))
        if self.receiver.drips:
            self._drip()
            return
        self.send_response(self.receiver.answers)
        if self.receiver.location:
            self.send_header("Location", self.receiver.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self):
        with suppress(OSError):  # the other side hangs up: that is what is tested
            for piece in b"HTTP/1.1 200 OK\r\n" + b"X-Drip: 1\r\n" * 500:
                self.wfile.write(bytes([piece]))
                self.wfile.flush()
                time.sleep(0.2)

    def log_message(self, *_):
        pass
