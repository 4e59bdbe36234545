"""Requests to the whole application: headers, tokens, addresses and bodies, as raw text.

A request is written as HTTP is: ``POST /api/v1/cases``, headers, an empty line, the body. In it
``{loes}`` is a token of a caseworker, ``{case}`` and ``{task}`` are ids that exist.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tests.api.acting import only_task, start
from tests.api.conftest import furnish, open_house, programs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

METHOD = re.compile(r"[A-Z]{1,10}")
NAME = re.compile(r"[A-Za-z-]{1,40}")
UNSENDABLE = re.compile(r"[\x00-\x1f\x7f]")


@lru_cache(maxsize=1)
def _world() -> tuple[Any, dict[str, str]]:
    from tests.fuzz.targets import library  # noqa: PLC0415 - it registers this module

    folder = tempfile.mkdtemp()
    house = open_house(f"sqlite:///{folder}/doorgang.sqlite", library())
    atexit.register(shutil.rmtree, folder)
    atexit.register(house.close)
    furnish(house)
    loes = programs_of(house)("loes")
    case = start(loes)
    known = {"{loes}": loes.token, "{case}": case["id"], "{task}": only_task(case)["id"]}
    return loes.client, known


def fuzz_request(data: bytes) -> None:
    """Send a request; whatever it is, the application answers it with no failure of its own."""
    client, known = _world()
    head, _, body = data.partition(b"\n\n")
    text = head.decode("latin-1")
    for name, value in known.items():
        text = text.replace(name, value)
        body = body.replace(name.encode(), value.encode())
    first, *lines = text.split("\n")
    method, _, path = first.partition(" ")
    headers = [
        (name, UNSENDABLE.sub("", value))
        for name, _, value in (line.partition(": ") for line in lines)
        if NAME.fullmatch(name)
    ]
    if not METHOD.fullmatch(method) or not path.startswith("/") or UNSENDABLE.search(path):
        return
    try:
        with client.open(path, method=method, headers=headers, data=body) as answer:
            status, told = answer.status_code, answer.text[:300]
    except (ValueError, UnicodeError):
        return  # the test client cannot send it
    if status >= 500:
        raise AssertionError(f"{status} to {method} {path}: {told}")


def request_seeds() -> Iterator[bytes]:
    """Give a request of each kind."""
    bearer = b"Authorization: Bearer {loes}\n"
    json = bearer + b"Content-Type: application/json\n"
    cookie = b"Cookie: doorgang_sessie={loes}\n"
    for path in (b"cases", b"tasks?limit=2", b"cases/{case}", b"tasks/{task}", b"notices",
                 b"cases/{case}/history?after=1", b"routes/proef-route/bpmn", b"sessions/current",
                 b"cases/{case}/submissions", b"openapi.json"):  # fmt: skip
        yield b"GET /api/v1/" + path + b"\n" + bearer + b"Accept: application/json\n\n"
    yield (
        b"POST /api/v1/tasks/{task}/completion\n" + json + b"Idempotency-Key: a\n\n"
        b'{"submission": {"compleet": true}}'
    )
    yield b"POST /api/v1/cases/{case}/withdrawal\n" + json + b'If-Match: "1"\n\n{"reason": "x"}'
    yield b"POST /api/v1/cases/{case}/messages\n" + json + b'\n{"name": "ingetrokken"}'
    yield (b"POST /api/v1/terms/reckoning\n" + json + b'\n{"term": "tlv.beslis"}')
    yield b"POST /api/v1/tasks/{task}/claim\n" + bearer + b"\n"
    yield b'POST /api/v1/sessions\nContent-Type: application/json\n\n{"account": "x"}'
    for page in (
        b"/",
        b"/werk",
        b"/aanmelden",
        b"/trajecten",
        b"/static/doorgang.css",
        b"/healthz",
    ):
        yield b"GET " + page + b"\n" + cookie + b"Accept: text/html\nIf-None-Match: x\n\n"
    yield b"POST /aanmelden\nContent-Type: application/x-www-form-urlencoded\n\nnaam=x"
