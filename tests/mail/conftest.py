"""A real mail server (Exim) on this machine: TLS, a password, and mail that lands in a file."""

from __future__ import annotations

import grp
import mailbox
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from tests.integration.conftest import database, parts

from doorgang_api.mail.server import MailServer, Security

__all__ = ["database", "parts"]  # fixtures

CONFIG = """\
primary_hostname = localhost
local_interfaces = 127.0.0.1
daemon_smtp_ports = {ports[smtp]} : {ports[smtps]} : {ports[open]}
tls_on_connect_ports = {ports[smtps]}
tls_advertise_hosts = ${{if eq{{$received_port}}{{{ports[open]}}}{{}}{{*}}}}
tls_certificate = {home}/cert.pem
tls_privatekey = {home}/key.pem
spool_directory = {home}/spool
log_file_path = {home}/log-%s
pid_file_path = {home}/exim.pid
exim_user = {user}
exim_group = {group}
never_users =
deliver_drop_privilege = true
keep_environment =
acl_smtp_rcpt = check_rcpt
acl_smtp_data = check_data
begin acl
check_rcpt:
  defer message = $local_part even niet
        condition = ${{if exists{{{home}/busy}}}}
  deny  message = $local_part onbekend
        local_parts = nooit
  accept
check_data:
  accept
begin routers
all:
  driver = accept
  transport = one_file
begin transports
one_file:
  driver = appendfile
  file = {home}/mailbox
  user = {user}
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${{if and{{{{eq{{$auth2}}{{doorgang}}}}{{eq{{$auth3}}{{proefgeheim}}}}}}}}
  server_advertise_condition = ${{if def:tls_in_cipher}}
"""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@dataclass(frozen=True)
class Exim:
    """A mail server that runs, and what it took."""

    home: Path
    ports: dict[str, int]

    def server(self, security=Security.STARTTLS, *, host="localhost", port=None, **changed):
        known = {"user": "doorgang", "password": "proefgeheim", "ca_file": self.home / "cert.pem"}
        return MailServer(
            host=host,
            port=port or self.ports[security.value.partition("+")[0]],
            security=security,
            **{**known, **changed},
        )

    def delivered(self, count=1):
        """Return what was delivered, once there are so many; wait no longer than seconds."""
        for _ in range(100):
            if len(found := self._messages()) >= count:
                return found
            time.sleep(0.1)
        pytest.fail(f"not delivered: {(self.home / 'log-main').read_text()}", pytrace=False)

    def has_nothing(self):
        time.sleep(0.3)
        return not self._messages()

    def refuse_for_now(self, *, is_busy):
        busy = self.home / "busy"
        busy.touch() if is_busy else busy.unlink()

    def _messages(self):
        parser = BytesParser(policy=policy.default)
        with closing(mailbox.mbox(self.home / "mailbox", create=False)) as box:
            return [parser.parsebytes(box.get_bytes(key)) for key in box.keys()]  # noqa: SIM118

    def empty(self):
        (self.home / "mailbox").write_bytes(b"")
        (self.home / "busy").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def running_exim():
    program = shutil.which("exim4", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail("exim4 is missing; make exim installs it", pytrace=False)
    person = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    with tempfile.TemporaryDirectory(prefix="exim-") as folder:
        home, ports = Path(folder), {name: free_port() for name in ("smtp", "smtps", "open")}
        _furnish(home, ports, person)
        with (home / "out").open("wb") as out:
            running = subprocess.Popen(
                [program, "-C", str(home / "conf"), "-bdf", "-q30s"],
                stdout=out,
                stderr=subprocess.STDOUT,
                user=person.pw_uid if os.getuid() == 0 else None,
                group=person.pw_gid if os.getuid() == 0 else None,
                extra_groups=[] if os.getuid() == 0 else None,
                start_new_session=True,
            )
        try:
            _await(ports["smtp"], running, home / "out")
            yield Exim(home, ports)
        finally:
            running.terminate()
            running.wait(timeout=30)


@pytest.fixture
def exim(running_exim):
    running_exim.empty()
    return running_exim


def _furnish(home, ports, person):
    make_certificate(home, "localhost")
    (home / "spool").mkdir()
    (home / "mailbox").touch()
    group = grp.getgrgid(person.pw_gid).gr_name
    config = CONFIG.format(home=home, ports=ports, user=person.pw_name, group=group)
    (home / "conf").write_text(config)
    for path in (home, *home.iterdir()):
        shutil.chown(path, person.pw_uid, person.pw_gid)
    (home / "key.pem").chmod(0o600)


def make_certificate(home, name):
    files = ["-keyout", str(home / "key.pem"), "-out", str(home / "cert.pem")]
    names = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run(["openssl", "req", *kind, *files, *names], check=True, capture_output=True)


def _await(port, running, out):
    for _ in range(100):
        if running.poll() is not None:
            break
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"exim does not answer: {out.read_text()}", pytrace=False)
