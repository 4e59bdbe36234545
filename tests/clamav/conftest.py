"""A real clamd with one signature of our own: nothing is fetched from anywhere."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from doorgang_api.clamd import Scanner

HARMFUL = b"%PDF-1.4\nDOORGANG-PROEFVIRUS\n%%EOF\n"
CONFIG = """\
LocalSocket {home}/clamd.sock
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {home}/signatures
Foreground yes
StreamMaxLength 1M
OfficialDatabaseOnly no
"""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="session")
def clamd():
    """Give the home of a clamd that answers, and its port."""
    program = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail("clamd is missing; make clamav installs it", pytrace=False)
    with tempfile.TemporaryDirectory(prefix="clamd-") as folder:
        home, port = Path(folder), free_port()
        (home / "signatures").mkdir()
        digest = hashlib.md5(HARMFUL, usedforsecurity=False).hexdigest()
        signature = f"{digest}:{len(HARMFUL)}:Doorgang.Proef\n"
        (home / "signatures" / "proef.hdb").write_text(signature)
        (home / "clamd.conf").write_text(CONFIG.format(home=home, port=port))
        with (home / "out").open("wb") as out:
            running = subprocess.Popen(
                [program, "--config-file", str(home / "clamd.conf")],
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            _await(home / "clamd.sock", running, home / "out")
            yield home, port
        finally:
            running.terminate()
            running.wait(timeout=30)


def _await(path, running, out):
    for _ in range(600):
        if path.exists():
            return
        if running.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"clamd does not answer: {out.read_text()}", pytrace=False)


@pytest.fixture(params=["unix", "tcp"])
def scanner(clamd, request):
    home, port = clamd
    if request.param == "unix":
        return Scanner(path=str(home / "clamd.sock"))
    return Scanner(host="127.0.0.1", port=port)
