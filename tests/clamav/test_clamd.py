from __future__ import annotations

import socket
import threading

import pytest
from tests.clamav.conftest import HARMFUL, free_port

from doorgang_api.clamd import Scanner, ScannerUnavailable, is_harmless


class TestAScannerThatRuns:
    @pytest.mark.parametrize("content", [b"Gewone tekst", b"x" * 300_000, HARMFUL + b" "])
    def test_lets_a_clean_file_through(self, scanner, content):
        assert is_harmless(content=content, scanner=scanner) is True

    def test_stops_a_known_one(self, scanner):
        assert is_harmless(content=HARMFUL, scanner=scanner) is False

    def test_takes_no_file_that_it_cannot_look_at(self, scanner):
        with pytest.raises(ScannerUnavailable):
            is_harmless(content=b"x" * 3_000_000, scanner=scanner)


class TestAScannerThatDoesNotAnswer:
    @pytest.mark.parametrize("scanner", [Scanner(path="/bestaat/niet"), None])
    def test_takes_no_file(self, scanner):
        nobody = scanner or Scanner(host="127.0.0.1", port=free_port())

        with pytest.raises(ScannerUnavailable):
            is_harmless(content=b"x", scanner=nobody)

    @pytest.mark.parametrize(
        "answer", [b"", b"stream: OK", b"stream: OK and more\0", b"x" * 9_000]
    )
    def test_takes_no_file_at_half_an_answer(self, answer):
        with socket.create_server(("127.0.0.1", 0)) as server:
            threading.Thread(target=_say, args=(server, answer), daemon=True).start()
            scanner = Scanner(host="127.0.0.1", port=server.getsockname()[1])

            with pytest.raises(ScannerUnavailable):
                is_harmless(content=b"x", scanner=scanner)


def _say(server, answer):
    connection, _ = server.accept()
    with connection:
        connection.recv(65_536)
        connection.sendall(answer)
