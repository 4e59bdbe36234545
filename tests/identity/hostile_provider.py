"""A provider that answers whatever a test wants, with keys of its own. On loopback."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from joserfc import jwt
from joserfc.jwk import RSAKey

SLOW = 20.0  # seconds, at most: it stops waiting when the test ends


def new_key(kid):
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


def part(value):
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


class HostileProvider:
    """Right in everything, until a test changes one thing."""

    def __init__(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self.stop = threading.Event()
        self.key = new_key("een")
        self.begin_again()

    def begin_again(self):
        self.published = [self.key]
        self.signing = self.key
        self.claims, self.userinfo, self.metadata = {}, {}, {}
        self.nonce = ""
        self.sign = self.signed
        self.bodies = {}  # path -> bytes, instead of the right answer
        self.drips = {}  # path -> seconds between two bytes
        self.asked = []
        self.sent = 0  # bytes, one at a time

    def id_claims(self):
        now = int(time.time())
        right = {
            "iss": self.issuer,
            "sub": "jan",
            "aud": "doorgang",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
        }
        changed = {**right, **self.claims}
        return {name: value for name, value in changed.items() if value is not None}

    def signed(self, claims):
        header = {"alg": "RS256", "kid": self.signing.kid}
        return jwt.encode(header, claims, self.signing, algorithms=["RS256"])

    def unsigned(self, claims):
        return f"{part({'alg': 'none', 'kid': self.key.kid})}.{part(claims)}."

    def signed_with_public_key(self, claims):
        """As if the public key were a secret that both know."""
        start = f"{part({'alg': 'HS256', 'kid': self.key.kid})}.{part(claims)}"
        public = self.key.as_pem(private=False)
        return f"{start}.{part(hmac.digest(public, start.encode(), hashlib.sha256))}"

    def logout_token(self, **changed):
        now = int(time.time())
        right = {
            "iss": self.issuer,
            "aud": "doorgang",
            "iat": now,
            "jti": "een",
            "sub": "jan",
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
        }
        claims = {**right, **changed}
        return self.signed({name: value for name, value in claims.items() if value is not None})

    def answer(self, path):
        self.asked.append(path)
        if path in self.bodies:
            return self.bodies[path]
        answers = {
            "/.well-known/openid-configuration": lambda: {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/auth",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "userinfo_endpoint": f"{self.issuer}/me",
                **self.metadata,
            },
            "/keys": lambda: {"keys": [key.as_dict(private=False) for key in self.published]},
            "/token": lambda: {
                "access_token": "toegang",
                "token_type": "Bearer",
                "id_token": self.sign(self.id_claims()),
            },
            "/me": lambda: {"sub": "jan", **self.userinfo},
        }
        return json.dumps(answers[path]()).encode()

    def close(self):
        self.stop.set()
        self._server.shutdown()
        self._server.server_close()


def _handler(provider):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.partition("?")[0]
            body = provider.answer(path)
            self.send_response(200 if body is not None else 302)
            self.send_header("Location", f"{provider.issuer}/me")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            _send(provider, self.wfile, body or b"", provider.drips.get(path, 0))

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_):
            """Say nothing."""

    return Handler


def _send(provider, file, body, pause):
    pieces = [body[i : i + 1] for i in range(len(body))] if pause else [body]
    until = time.monotonic() + SLOW
    for piece in pieces:
        if (pause and provider.stop.wait(pause)) or time.monotonic() > until:
            return
        try:
            file.write(piece)
        except OSError:  # Doorgang did not wait for it, as it should
            return
        provider.sent += len(piece) if pause else 0
