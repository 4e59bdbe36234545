"""Ask a ClamAV daemon whether a file is known to be harmful (clamd, command ``INSTREAM``).

The protocol is small and stable: ``zINSTREAM``, then pieces with their length in four bytes, then
a length of nought; the answer is one line. No answer is no permission: then the file is refused.
"""

from __future__ import annotations

import socket
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from doorgang_engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT: Final = 20.0  # seconds for one step of the conversation
AGAIN_AFTER: Final = 60  # seconds
_PIECE: Final = 65_536
_LONGEST_ANSWER: Final = 4_096
_CLEAN: Final = "stream: OK"
_FOUND: Final = " FOUND"


class ScannerUnavailable(EngineError):
    """Files cannot be checked for viruses now, so none is taken."""

    code = "scanner_unavailable"


@dataclass(frozen=True, kw_only=True)
class Scanner:
    """Where clamd listens: the path of a socket, or a host with a port."""

    path: str = ""
    host: str = ""
    port: int = 0


def is_harmless(*, content: bytes, scanner: Scanner) -> bool:
    """Return whether clamd knows nothing against a file.

    :raises ScannerUnavailable: if it does not answer, or with something else.
    """
    try:
        with closing(_connected(scanner)) as connection:
            answer = _asked(connection, content)
    except OSError:
        raise _unavailable() from None
    if answer == _CLEAN:
        return True
    if answer.endswith(_FOUND):
        return False
    raise _unavailable()  # too large for its settings, or it is in trouble itself


def _connected(scanner: Scanner) -> socket.socket:
    if not scanner.path:
        return socket.create_connection((scanner.host, scanner.port), timeout=TIMEOUT)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(TIMEOUT)
    try:
        connection.connect(scanner.path)
    except OSError:
        connection.close()
        raise
    return connection


def _asked(connection: socket.socket, content: bytes) -> str:
    connection.sendall(b"zINSTREAM\0")
    for piece in _pieces(content):
        connection.sendall(len(piece).to_bytes(4, "big") + piece)
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        received = connection.recv(_LONGEST_ANSWER)
        if not received:
            break
        answer += received
    if not answer.endswith(b"\0"):
        raise _unavailable()  # cut off: "OK" may have been the beginning of something else
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _PIECE):
        yield content[start : start + _PIECE]
    yield b""  # the end


def _unavailable() -> ScannerUnavailable:
    return ScannerUnavailable(
        "Bestanden kunnen nu niet op virussen worden nagekeken. Er is niets verwerkt. Probeer het "
        "over een paar minuten opnieuw."
    )
