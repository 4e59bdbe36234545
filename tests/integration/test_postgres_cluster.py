from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from tests.postgres_cluster import Home, ServerMissing, find_programs, postgres_cluster

OWNER = """
import sys, time
from tests.postgres_cluster import Home, start_or_join
home = Home()
print(home.path, start_or_join(home=home.path).port, flush=True)
time.sleep(60)
"""


def setting(cluster, name):
    address = cluster.url(database="postgres").replace("+psycopg", "")
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT current_setting(%s)", [name]).fetchone()[0]


def is_answering(port):
    try:
        psycopg.connect(f"postgresql://doorgang@127.0.0.1:{port}/postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def fail_beside_a_server(ports):
    with postgres_cluster() as cluster:
        ports.append(cluster.port)
        assert is_answering(cluster.port)
        raise ZeroDivisionError


class TestPostgresCluster:
    def test_stops_the_server_after_a_failure(self):
        ports = []

        with pytest.raises(ZeroDivisionError):
            fail_beside_a_server(ports)

        assert not is_answering(ports[0])

    def test_is_as_durable_as_asked(self):
        with postgres_cluster(durable=True) as cluster:
            durable = [setting(cluster, name) for name in ("fsync", "synchronous_commit")]

        assert durable == ["on", "on"]

    def test_listens_on_loopback_only(self, postgres_cluster):
        assert setting(postgres_cluster, "listen_addresses") == "127.0.0.1"

    def test_is_removed_when_its_owner_is_killed(self):
        owner = subprocess.Popen(
            [sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
        )
        home, port = owner.stdout.readline().split()
        os.kill(owner.pid, signal.SIGKILL)
        owner.communicate()

        deadline = time.monotonic() + 20
        while Path(home).exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not Path(home).exists()
        assert not is_answering(port)


class TestHome:
    def test_leaves_nothing_behind_when_no_server_was_started(self):
        home = Home()

        home.close()

        assert not home.path.exists()


class TestFindPrograms:
    def test_says_how_to_install_a_server_that_is_missing(self, monkeypatch, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr("tests.postgres_cluster.DEBIAN_SERVERS", tmp_path)

        with pytest.raises(ServerMissing, match="make postgres"):
            find_programs()

    def test_passes_over_a_server_that_is_too_old(self, monkeypatch, tmp_path):
        programs = tmp_path / "12" / "bin"
        programs.mkdir(parents=True)
        for name in ("initdb", "pg_ctl", "postgres"):
            (programs / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 12.22'\n")
            (programs / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(programs))
        monkeypatch.setattr("tests.postgres_cluster.DEBIAN_SERVERS", tmp_path)

        with pytest.raises(ServerMissing):
            find_programs()
