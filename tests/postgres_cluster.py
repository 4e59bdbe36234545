"""A throw-away PostgreSQL cluster on a free loopback port, for the tests and for the bench.

Everything of a cluster stands in one temporary directory, its home. A guardian process (a shell)
waits on a pipe that the owner of the home holds open: however the owner ends, also by kill -9, the
pipe closes, and the guardian stops the server and removes the home.

``python -m tests.postgres_cluster`` prints where the server's programs are, or how to get them.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OLDEST_VERSION = 13  # DROP DATABASE … WITH (FORCE)
SUPERUSER = "postgres"
ROLE = "doorgang"  # an ordinary one, as in production: row-level security binds it
DEBIAN_SERVERS = Path("/usr/lib/postgresql")
PORT_ATTEMPTS = 5
START_SECONDS = 60
GUARDIAN_SECONDS = 60
# Nothing of a test run has to survive a power cut.
WITHOUT_DURABILITY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
GUARD = """
read -r line
if [ -f "$1/programs" ]; then
    "$(cat "$1/programs")/pg_ctl" -D "$1/data" -m immediate -w stop >/dev/null 2>&1
fi
rm -rf "$1"
"""


class ServerMissing(Exception):
    """There is no PostgreSQL server on this machine that the tests can start."""

    def __init__(self) -> None:
        super().__init__(
            f"Geen PostgreSQL-server (versie {OLDEST_VERSION} of nieuwer) gevonden op PATH of in "
            "/usr/lib/postgresql. Installeer hem met: make postgres "
            "(of: apt-get install postgresql). / No PostgreSQL server found: run make postgres."
        )


class ServerNotStarted(Exception):
    """The server's programs are here, but one of them failed; the message holds what it said."""


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A running cluster. Every URL is of an ordinary role that owns the database; no password."""

    port: int

    def url(self, *, database: str) -> str:
        return f"postgresql+psycopg://{ROLE}@127.0.0.1:{self.port}/{database}"

    def create_database(self, *, name: str, template: str = "template0") -> str:
        """Make a database as a copy of the template, and give its URL."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        names = (sql.Identifier(one) for one in (name, template, ROLE))
        self._run(statement.format(*names))
        return self.url(database=name)

    def create_role(self, *, name: str, rights: str = "NOSUPERUSER NOBYPASSRLS") -> None:
        """Make a role that can sign in."""
        statement = sql.SQL("CREATE ROLE {} LOGIN {}")
        self._run(statement.format(sql.Identifier(name), sql.SQL(rights)))

    def drop_database(self, *, name: str) -> None:
        """Remove a database, also when connections to it are still open."""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        address = f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


class Home:
    """The directory of one cluster, with its guardian. Close it to stop and remove all."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="doorgang-pg-"))
        account = _account()
        if account:
            os.chown(self.path, account.pw_uid, account.pw_gid)
        self._guardian = subprocess.Popen(
            ["sh", "-c", GUARD, "guardian", str(self.path)],
            stdin=subprocess.PIPE,
            cwd="/",
            # Ctrl-C in a terminal is for the tests; the guardian still has to clean up after them.
            start_new_session=True,
            **_as_user(account),
        )

    def close(self) -> None:
        """Stop the server, and wait until the directory is gone."""
        self._guardian.communicate(timeout=GUARDIAN_SECONDS)


@contextlib.contextmanager
def postgres_cluster(
    *, durable: bool = False, settings: Mapping[str, str] | None = None
) -> Iterator[Cluster]:
    """Run a cluster of its own for the length of a with block; durable means fsync on.

    :raises ServerMissing: if no PostgreSQL of at least OLDEST_VERSION is installed.
    :raises ServerNotStarted: if it is there but does not start.
    """
    home = Home()
    try:
        yield start_or_join(home=home.path, durable=durable, settings=settings)
    finally:
        home.close()


def start_or_join(
    *, home: Path, durable: bool = False, settings: Mapping[str, str] | None = None
) -> Cluster:
    """Give the cluster of this home; the first process that asks starts it, the others wait."""
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        running = home / "port"
        if not running.exists():
            chosen = {} if durable else dict(WITHOUT_DURABILITY)
            port = _start(home=home, settings=chosen | dict(settings or {}))
            cluster = Cluster(port=port)
            cluster.create_role(name=ROLE)
            running.write_text(json.dumps(port))
        return Cluster(port=json.loads(running.read_text()))


def find_programs() -> Path:
    """Give the directory of initdb, pg_ctl and postgres, of the newest server there is.

    :raises ServerMissing: if no PostgreSQL of at least OLDEST_VERSION is installed.
    """
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += DEBIAN_SERVERS.glob("*/bin")
    versions = {place: _version(place) for place in places}
    best = max(places, key=lambda place: versions[place], default=None)
    if best is None or versions[best] < OLDEST_VERSION:
        raise ServerMissing
    return best


def _version(place: Path) -> int:
    if not all((place / program).exists() for program in ("initdb", "pg_ctl", "postgres")):
        return 0
    said = subprocess.run(
        [place / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"\d+", said)
    return int(found[0]) if found else 0


def _start(*, home: Path, settings: Mapping[str, str]) -> int:
    programs = find_programs()
    data = home / "data"
    initdb = [programs / "initdb", "-D", data, "-U", SUPERUSER, "--auth=trust", "-N"]
    _call([*initdb, "--encoding=UTF8", "--no-locale"])
    (home / "programs").write_text(str(programs))
    for attempt in range(1, PORT_ATTEMPTS + 1):
        port = _free_port()
        _configure(data=data, settings={**settings, "port": str(port)}, sockets=home)
        try:
            log = ["-l", home / "log", "-t", str(START_SECONDS), "-w"]
            _call([programs / "pg_ctl", "-D", data, *log, "start"])
        except ServerNotStarted as failure:
            # Another process may have taken the port between our look and the server's.
            if attempt == PORT_ATTEMPTS:
                raise ServerNotStarted((home / "log").read_text()) from failure
        else:
            break
    return port


def _configure(*, data: Path, settings: Mapping[str, str], sockets: Path) -> None:
    fixed = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(sockets)}
    lines = [f"{name} = '{value}'" for name, value in {**fixed, **settings}.items()]
    with (data / "postgresql.conf").open("a") as file:
        file.write("\n".join(["", *lines, ""]))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _account() -> pwd.struct_passwd | None:
    """Give the account that the server runs as, when it may not be ours: it refuses root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _as_user(account: pwd.struct_passwd | None) -> dict[str, Any]:
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _call(command: list[str | Path]) -> None:
    # pg_ctl leaves the server behind with our output open, so a pipe would never end: a file.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            check=False,
            **_as_user(_account()),
        )
        output.seek(0)
        if done.returncode != 0:
            raise ServerNotStarted(f"{Path(command[0]).name}: {output.read()}")


if __name__ == "__main__":
    try:
        sys.stdout.write(f"PostgreSQL: {find_programs()}\n")
    except ServerMissing as missing:
        sys.exit(str(missing))
