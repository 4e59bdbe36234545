"""A cell for hostile input: every attack runs in a process of its own, short of time and memory.

``Cell`` starts one warm process that has everything imported. For each attack that process forks;
the child gets limits of the operating system (CPU time, memory, files, processes), and an audit
hook that notes what no input may ever cause: a program started, a connection made, a file opened.
What comes back is what the attack led to, or the signal that ended it.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CPU_SECONDS = 8  # of an attack; an honest route is read and checked in a tenth of one
MEMORY = 384 << 20  # bytes that an attack may ask for beyond what the program holds
FILE = 1 << 20  # bytes it may write
PATIENCE = 120  # seconds without any answer: it neither works nor ends
NEVER = (
    "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.remove",
    "os.rename", "os.mkdir", "os.chmod", "os.kill", "os.putenv", "subprocess.Popen", "pty.spawn",
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "urllib.Request", "ctypes.dlopen", "shutil.rmtree", "webbrowser.open", "sqlite3.connect",
)  # fmt: skip
LIBRARIES = tuple({sys.prefix, sys.base_prefix, str(ROOT), "/usr/share/zoneinfo", "/usr/lib"})


@dataclass(frozen=True)
class Outcome:
    """What came of an attack.

    ``kind`` is ``refused``, ``passed``, or ``raised`` for an error that nobody anticipated;
    ``killed`` when a limit ended it. ``forbidden`` lists what it did that no input may do.
    """

    kind: str
    code: str = ""
    detail: Any = None
    forbidden: tuple[str, ...] = ()


class Cell:
    """The warm process that attacks are carried out in."""

    def __init__(self, *, secret: Path, desk: Path, port: int) -> None:
        """Start it; ``secret`` is a file to steal, ``desk`` where it may read, ``port`` bait."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.security.cell"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                "CELL_SECRET": str(secret),
                "CELL_DESK": str(desk),
                "CELL_PORT": str(port),
            },
        )

    def attack(self, target: str, **given: Any) -> Outcome:
        """Carry out one attack and tell what came of it."""
        line = json.dumps({"target": target, "given": given}).encode() + b"\n"
        self._process.stdin.write(line)
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], PATIENCE)[0]:
            self._process.kill()
            return Outcome("killed", "no answer")
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the cell itself ended; its last words are above")
        told = json.loads(answer)
        return Outcome(told["kind"], told["code"], told["detail"], tuple(told["forbidden"]))

    def close(self) -> None:
        """End the process."""
        self._process.stdin.close()
        self._process.wait(timeout=PATIENCE)
        self._process.stdout.close()


def _confine() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    room = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _watch(seen: list[str]) -> None:
    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path = str(arguments[0])
            allowed = (*LIBRARIES, os.environ["CELL_DESK"])
            if not path.startswith(allowed) and not isinstance(arguments[0], int):
                seen.append(f"open {path}")
        elif event.startswith(NEVER):
            seen.append(event)

    sys.addaudithook(hook)


def _carry_out(targets: Any, asked: dict[str, Any]) -> dict[str, Any]:
    seen: list[str] = []
    _confine()
    _watch(seen)
    try:
        kind, code, detail = targets.TARGETS[asked["target"]](**asked["given"])
    except BaseException as error:  # noqa: BLE001 - whatever it is, the test must hear of it
        kind, code, detail = "raised", type(error).__name__, str(error)[:300]
    return {"kind": kind, "code": code, "detail": detail, "forbidden": seen}


def _in_a_child(targets: Any, asked: dict[str, Any]) -> bytes:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(json.dumps(_carry_out(targets, asked)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if told:
        return told
    name = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else str(status)
    return json.dumps({"kind": "killed", "code": name, "detail": None, "forbidden": []}).encode()


def main() -> None:
    """Answer attacks from the standard input until it closes."""
    from tests.security import targets  # noqa: PLC0415 - only here: it imports the whole program

    targets.warm_up()
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(_in_a_child(targets, json.loads(line)) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
